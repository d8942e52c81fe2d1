"""Where a table goes and how."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from time import process_time

import pytest

from gdsim.cli.main import main
from gdsim.files.tables import FORMATS
from gdsim.study.working.sheets.writers import FORMS
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


def test_output_file_takes_its_format_from_its_ending(tmp_path: Path) -> None:
    target = tmp_path / "table.md"
    assert main(["run", "toy-bowl", "--iterations", "2", "--decimals", "1", "-o", str(target)]) == 0
    assert target.read_text().splitlines()[2].startswith("| 0 | 0 | 0 | 1 | 0.1 | 4.0 |")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "words", ["run toy-bowl", "compare noisy-bowl toy-bowl", "variants --rows 9 --batch-size 2"]
)
def test_every_command_writes_every_format(tmp_path: Path, words: str, form: str) -> None:
    target = tmp_path / f"table.{form}"
    assert main([*words.split(), "-o", str(target)]) == 0
    assert target.stat().st_size > 50


def test_names_of_scenarios_are_written_as_the_format_has_it(tmp_path: Path) -> None:
    latex, data = tmp_path / "table.tex", tmp_path / "table.json"
    for target in (latex, data):
        assert main(["compare", "noisy-bowl", "toy-bowl", "-o", str(target)]) == 0
    assert r"noisy\_bowl" in latex.read_text()
    assert [row["run"] for row in json.loads(data.read_text())] == ["noisy-bowl", "toy-bowl"]


def test_format_asked_for_matters_more_than_the_ending(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    assert main(["run", "toy-bowl", "--format", "md", "-o", str(target)]) == 0
    assert target.read_text().startswith("| iteration |")


BAD = [
    ("run toy-bowl --format doc", "--format"),
    ("run toy-bowl -o table.doc", "table.doc"),
    ("run toy-bowl -o nowhere/table.csv", "nowhere"),
    ("compare toy-bowl --format doc", "--format"),
    ("compare toy-bowl -o table.doc", "table.doc"),
    ("compare toy-bowl -o nowhere/table.csv", "nowhere"),
    ("variants --rows 9 --batch-size 2 -o a.doc", "a.doc"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)


@pytest.mark.parametrize(
    "words",
    ["run toy-bowl --iterations 2000000", "compare toy-bowl --rows --iterations 2000000"],
)
def test_more_rows_than_a_worksheet_holds_are_refused_before_they_are_made(
    tmp_path: Path, capsysbinary: Capture, words: str
) -> None:
    began = process_time()
    assert_refused(f"{words} -o {tmp_path / 'table.xlsx'}", "1048575 rows", capsysbinary)
    assert process_time() - began < 2
    assert list(tmp_path.iterdir()) == []


def test_a_remark_repeats_no_name_as_long_as_a_page(capsysbinary: Capture) -> None:
    assert main(["run", "toy-bowl", "--iterations", "1", "--let", f"{'q' * 3000}=1"]) == 0
    said = capsysbinary.readouterr().err.decode()
    assert "the constant qqq" in said
    assert max(map(len, said.splitlines())) < 300


STRANGE = "d\udcff"
"""A name with a byte that is no text."""


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_whose_name_is_no_text_has_a_table(
    tmp_path: Path, form: str, capsysbinary: Capture
) -> None:
    (tmp_path / f"{STRANGE}.csv").write_text("x,y\n1,2\n2,4\n")
    scenario = tmp_path / f"{STRANGE}.toml"
    scenario.write_bytes(
        b'objective = "(w*x - y)^2"\nstart = [1.0]\niterations = 2\ndata = "linear(rows=3)"\n'
    )
    assert main(["compare", str(scenario), "toy-bowl", "--format", form]) == 0
    words = f"--objective (w*x-y)^2 --start 1 --iterations 2 --data {tmp_path}/{STRANGE}.csv"
    assert main(["run", *words.split(), "--format", form]) == 0
    assert capsysbinary.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
@pytest.mark.parametrize("form", FORMS)
def test_a_file_whose_name_is_no_text_has_a_working(
    tmp_path: Path, form: str, capsysbinary: Capture
) -> None:
    scenario = tmp_path / f"{STRANGE}.toml"
    scenario.write_text('objective = "x^2"\nstart = [1.0]\niterations = 2\n')
    assert main(["working", str(scenario), "--at", "1", "--format", form]) == 0
    assert b"d?" in capsysbinary.readouterr().out


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_what_goes_to_a_file_is_utf_8_whatever_the_system_writes_in(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
        status = main(["exam", "question", "derivative", "--seed", "2"])
        sys.stdout.flush()
        text = written.getvalue().decode("utf-8")
    assert status == 0
    assert "∂" in text


def test_a_terminal_without_a_character_shows_a_question_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    with monkeypatch.context() as patch:
        terminal = io.TextIOWrapper(written, encoding="ascii")
        patch.setattr(terminal, "isatty", lambda: True, raising=False)
        patch.setattr(sys, "stdout", terminal)
        assert main(["exam", "question", "derivative", "--seed", "2"]) == 0
        text = written.getvalue().decode("ascii")
    assert "?L/?x" in text
