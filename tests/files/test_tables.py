"""Tables in every format, read back by something else than what wrote them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files import atomic, tables
from gdsim.files.frames import column_frame
from gdsim.files.frames.column_frame import Column, Frame
from gdsim.files.iterations import table_frame, write_table
from gdsim.files.tables import FORMATS, format_of, write_frame


def bowl(**changes: object) -> Run:
    run = Run(
        Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1).with_(**changes)
    )
    run.advance(30)
    return run


def written(run: Run, form: str, decimals: int | None = None, state: bool = False) -> bytes:
    buffer = io.BytesIO()
    write_table(run, buffer, form, decimals, state)
    return buffer.getvalue()


def test_csv_lines_end_as_rfc_4180_says() -> None:
    text = written(bowl(), "csv")
    assert text.count(b"\r\n") == text.count(b"\n") == 31


def test_decimals_round_for_display_and_never_show_minus_zero() -> None:
    run = bowl(learning_rate=0.2)
    text = written(run, "csv", decimals=2).decode()
    row = text.split("\r\n")[1].split(",")
    assert row[5:] == ["4.00", "2.00", "32.00", "32.00", "8.00", "16.00", "2.40", "-1.20"]
    assert "-0.00" not in text
    assert "-0.0000" not in written(run, "md", decimals=4).decode()


def test_ties_are_rounded_as_on_paper_in_every_format() -> None:
    ties = [0.125, -0.125, 0.375, 1.005, 0.1 * 2.85, 2.675, 8.125, 0.124, None]
    shown = ["0.13", "-0.13", "0.38", "1.01", "0.29", "2.68", "8.13", "0.12"]
    frame = Frame({"loss": Column.of(ties, float), "n": Column.of(range(9), int)})
    for form in ("csv", "tsv", "md", "tex"):
        buffer = io.BytesIO()
        write_frame(frame, buffer, form, 2)
        assert re.findall(r"-?\d\.\d+", buffer.getvalue().decode()) == shown
    for form, read in (("json", pl.read_json), ("parquet", pl.read_parquet)):
        buffer = io.BytesIO()
        write_frame(frame, buffer, form, 2)
        values = read(io.BytesIO(buffer.getvalue()))["loss"].to_list()
        assert values == [*map(float, shown), None]


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "parquet"])
def test_formats_that_polars_reads_hold_the_same_table(form: str) -> None:
    run = bowl(rule="momentum")
    buffer = io.BytesIO(written(run, form, state=True))
    read = {
        "csv": pl.read_csv,
        "tsv": lambda b: pl.read_csv(b, separator="\t"),
        "json": pl.read_json,
        "parquet": pl.read_parquet,
    }[form](buffer)
    assert read.columns == table_frame(run, state=True).columns
    assert read["new_w1"].to_list() == run.columns(0, 30).new_theta[:, 0].tolist()


def test_json_is_a_list_of_objects() -> None:
    rows = json.loads(written(bowl(), "json"))
    assert rows[3]["loss"] == pytest.approx(4.195328)
    assert list(rows[0]) == table_frame(bowl()).columns


def test_workbook_holds_every_number() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(bowl(), "xlsx")))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    cells = dict(re.findall(r'<c r="([A-Z]+\d+)"[^>]*><v>([^<]*)</v>', sheet))
    assert float(cells["H5"]) == pytest.approx(4.195328)
    assert float(cells["L2"]) == pytest.approx(3.2)


def test_markdown_and_latex_have_a_row_for_each_update() -> None:
    markdown = written(bowl(), "md", 2).decode().splitlines()
    assert len(markdown) == 32
    assert markdown[3 + 2].startswith("| 3 | 3 | 0 | 1 | 0.10 | 2.05 | 0.02 | 4.20 |")
    latex = written(bowl(), "tex", 2).decode()
    assert latex.count(r"\\") == 31
    assert "$w_{1}$" in latex


@pytest.mark.parametrize("decimals", [None, 2])
@pytest.mark.parametrize("form", ["json", "md", "tex"])
def test_a_long_table_is_made_into_text_in_parts_that_nobody_sees(
    form: str, decimals: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_CELLS_WITHOUT_POLARS", 0)
    whole = written(bowl(), form, decimals)
    for rows in (1, 7, 30):
        monkeypatch.setattr(column_frame, "ROWS_OF_A_PART", rows)
        assert written(bowl(), form, decimals) == whole


def test_format_follows_the_files_ending() -> None:
    assert [format_of(Path(f"a.{form}")) for form in FORMATS] == list(FORMATS)
    with pytest.raises(InputError, match="csv"):
        format_of(Path("a.doc"))


@pytest.mark.parametrize("form", FORMATS)
def test_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    target = tmp_path / f"table.{form}"
    target.write_text("old")

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.Path, "replace", full)
    with pytest.raises(InputError, match="No space left"):
        write_table(bowl(), target, form)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("target", ["missing/table.csv", "."])
def test_place_that_cannot_be_written_is_named(tmp_path: Path, target: str) -> None:
    with pytest.raises(InputError, match=re.escape(str(tmp_path))):
        write_table(bowl(), tmp_path / target, "csv")


def test_table_that_a_worksheet_cannot_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS_OF_A_WORKSHEET", 29)
    with pytest.raises(InputError, match="29 rows and the table has 30"):
        write_table(bowl(), tmp_path / "table.xlsx", "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_worksheet_has_the_name_that_it_is_given() -> None:
    buffer = io.BytesIO()
    write_frame(Frame({"a": Column.of([1], int)}), buffer, "xlsx", worksheet="variants")
    assert 'name="variants"' in zipfile.ZipFile(buffer).read("xl/workbook.xml").decode()


def test_every_format_is_known_by_the_ending_of_its_files_and_has_a_title_of_its_own() -> None:
    assert [spec.ending for spec in FORMATS.values()] == list(FORMATS)
    assert len({spec.title for spec in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("name", ["=1+1", "+1", "-2+3", "@SUM(A1)"])
def test_a_name_that_a_spreadsheet_would_calculate_stands_as_text(form: str, name: str) -> None:
    row = {"run": name, "settings": "--rule adam", "iterations": -4}
    frame = Frame.of_rows([row], {"run": str, "settings": str, "iterations": int})
    buffer = io.BytesIO()
    write_frame(frame, buffer, form)
    buffer.seek(0)
    read = pl.read_csv(buffer, separator="\t" if form == "tsv" else ",")
    assert read.rows() == [(f"'{name}", "--rule adam", -4)]


def test_a_name_of_two_lines_stays_in_its_cell() -> None:
    rows = [{"run": "one\ntwo | three", "iterations": 4}]
    frame = Frame.of_rows(rows, {"run": str, "iterations": int})
    for form, cell in (("md", r"one two \| three"), ("tex", "one two | three")):
        buffer = io.BytesIO()
        write_frame(frame, buffer, form)
        assert cell in buffer.getvalue().decode()


@pytest.mark.parametrize("name", ["loss", "full_loss", "epoch", "iteration", "learning_rate"])
def test_a_parameter_called_as_another_column_is_refused(name: str) -> None:
    run = Run(Experiment(objective=f"{name}^2", start=(1.0,), learning_rate=0.1))
    run.advance(2)
    with pytest.raises(InputError, match=f"rename the parameter {name}"):
        table_frame(run)


def test_a_parameter_called_as_the_gradient_of_another_is_refused() -> None:
    run = Run(Experiment(objective="w^2 + grad_w^2", start=(1.0, 1.0), learning_rate=0.1))
    run.advance(2)
    with pytest.raises(InputError, match="rename the parameter grad_w"):
        table_frame(run)


def test_a_parameter_called_as_a_state_is_refused_where_the_state_is_written() -> None:
    experiment = Experiment(
        objective="w^2 + state_velocity_w^2", start=(1.0, 1.0), rule="momentum", learning_rate=0.1
    )
    run = Run(experiment)
    run.advance(2)
    assert "state_velocity_w" in table_frame(run).columns
    with pytest.raises(InputError, match="rename the parameter state_velocity_w"):
        table_frame(run, state=True)
