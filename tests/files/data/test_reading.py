"""Tables of every kind as data: columns chosen, rows left out, and what is refused."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.loss_text import loss_for
from gdsim.engine.problem.losses import LossChoice
from gdsim.files.data import table as data_table
from gdsim.files.data.candidates import from_file, from_text
from gdsim.files.data.reading import dataset_from, read


def csv_file(tmp_path: Path, content: str | bytes, name: str = "points.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(path: Path, cells: list[list[object]], first_row: int = 0) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(cells):
            for c, cell in enumerate(row):
                if cell is not None:
                    sheet.write(first_row + r, c, cell)
    return path


FLAWED = "x,y,kind\n1,2,a\n,3,b\n4,five,c\n5,6,\n7,inf,d\n"


# Workbooks and Parquet


def test_workbook_gives_the_numbers_of_its_first_sheet(tmp_path: Path) -> None:
    cells: list[list[object]] = [["x", " y ", "kind"], [1, 0.1, "a"], [-2.5e-12, "3", True]]
    cells += [[1 / 3, 1e20, "c"], [123456789.1234568, 1e-300, None]]
    data = read(workbook(tmp_path / "t.xlsx", cells)).dataset
    assert data.names == ("x", "y")
    expected = [[1, 0.1], [-2.5e-12, 3], [1 / 3, 1e20], [123456789.1234568, 1e-300]]
    assert data.values.tolist() == expected


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([["x", "y"], [1, 2], [None, 3]], "row 3: column x has no value"),
        ([["x", "y"], [1, 2], [3, "two"]], "row 3: the value 'two' of column y"),
        ([["x", "y"]], "no rows below"),
        ([], "no header row"),
        ([["x", "x"], [1, 2]], "row 1: the column name x stands twice"),
        ([["my x"], [1]], "row 1: the column name 'my x'"),
        ([["name"], ["a"]], "no column of numbers"),
    ],
)
def test_workbook_that_is_no_table_is_refused_with_its_row(tmp_path, cells, said) -> None:
    with pytest.raises(InputError) as caught:
        read(workbook(tmp_path / "t.xlsx", cells))
    assert said in str(caught.value)
    assert "t.xlsx" in str(caught.value)


def test_empty_cells_at_the_end_of_a_sheet_do_not_count(tmp_path: Path) -> None:
    cells = [["x", "y", ""], [1, 2, ""], [3, 4, ""], ["", "", ""]]
    assert read(workbook(tmp_path / "t.xlsx", cells)).dataset.values.tolist() == [[1, 2], [3, 4]]


def test_parquet_gives_its_numbers_whatever_their_type(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame(
        {"x": [1, 2], "y": [0.5, 1 / 3], "kind": ["a", "b"], "z": pl.Series([7, 8], dtype=pl.Int8),
         "when": pl.Series([1, 2], dtype=pl.Date), "many": [[1], [2]]}
    ).write_parquet(path)  # fmt: skip
    data = read(path).dataset
    assert data.names == ("x", "y", "z")
    assert data.values.tolist() == [[1, 0.5, 7], [2, 1 / 3, 8]]


def test_parquet_with_a_gap_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"x": [1.0, None, 3], "y": [1, 2, 3]}).write_parquet(path)
    with pytest.raises(InputError, match="row 2: column x has no value"):
        read(path)
    reading = read(path, skip_bad=True)
    assert reading.dataset.values.tolist() == [[1, 1], [3, 3]]
    assert (reading.skipped, reading.where) == (1, "row 2")


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".csv"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04" + b"\x00" * 50, b"PAR1xxxxPAR1", b"\xff\x00"]
)
def test_what_is_not_of_its_kind_is_refused_in_a_sentence(tmp_path, ending, content) -> None:
    for work in (read, from_file):
        with pytest.raises(InputError, match=f"points{ending}"):
            work(csv_file(tmp_path, content, f"points{ending}"))


def test_damaged_workbook_gives_data_or_one_sentence(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    path = workbook(tmp_path / "t.xlsx", [["x", "y"], [1, 2], [3, 4]])
    whole = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    refused = 0
    for _ in range(200):
        content = whole.copy()
        at = rng.integers(len(content), size=rng.integers(1, 9))
        content[at] = rng.integers(256, size=len(at))
        path.write_bytes(content[: rng.integers(len(content) // 2, 2 * len(content))].tobytes())
        try:
            found = read(path).dataset
        except InputError:
            refused += 1
        else:
            assert np.isfinite(found.values).all()
    assert refused > 50


def test_parquet_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"x": [1, 2], "y": [3.5, 4]}).write_parquet(path)
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(InputError, match="Parquet"):
            read(path)


# Columns and rows


def test_chosen_columns_alone_are_read_and_checked(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,my y,z,z\n1,a,2,3\n4,b,5,6\n")
    assert read(path, columns=["x"]).dataset.values.tolist() == [[1], [4]]
    for columns, said in (
        (["x", "w"], "no column w; its columns are x, my y, z, z"),
        (["my y"], "'my y' is not accepted"),
        (["z"], "twice"),
        (["x", "x"], "twice"),
        ([], "at least one"),
        (None, "'my y' is not accepted"),
    ):
        with pytest.raises(InputError, match=said):
            read(path, columns=columns)


def test_columns_come_in_the_order_chosen(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,y\n1,2\n3,4\n")
    data = read(path, columns=["y", "x"], source="points.csv").dataset
    assert (data.names, data.values.tolist()) == (("y", "x"), [[2, 1], [4, 3]])
    assert np.array_equal(dataset_from(data.source, tmp_path).values, data.values)


def test_labels_as_text_are_told_as_such(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,label\n1,yes\n2,no\n")
    with pytest.raises(InputError, match=r"label holds texts \('yes', 'no'\); write labels as 1"):
        read(path, columns=["x", "label"])
    with pytest.raises(InputError, match="label holds texts"):
        read(path, columns=["x", "label"], skip_bad=True)
    with pytest.raises(InputError, match="column gap is empty"):
        read(csv_file(tmp_path, "x,gap\n1,\n2,\n"), columns=["gap"])


def test_column_of_nothing_but_too_large_numbers_is_told_as_such(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,y\n1e300,1\n-2e300,2\n")
    with pytest.raises(InputError, match=r"line 2.*'1e300' of column x is too large"):
        read(path, columns=["x", "y"])


def test_rows_are_left_out_only_on_request_and_counted(tmp_path: Path) -> None:
    path = csv_file(tmp_path, FLAWED)
    with pytest.raises(InputError, match="line 3: column x has no value"):
        read(path)
    reading = read(path, skip_bad=True)
    assert reading.dataset.values.tolist() == [[1, 2], [5, 6]]
    assert (reading.skipped, reading.where) == (3, "lines 3, 4, 6")
    assert "3 (lines 3, 4, 6)" in reading.sentence
    again = dataset_from(f"points.csv{reading.dataset.source.removeprefix(str(path))}", tmp_path)
    assert np.array_equal(again.values, reading.dataset.values)
    clean = read(csv_file(tmp_path, "x\n1\n"), skip_bad=True)
    assert (clean.skipped, clean.sentence) == (0, "")


def test_rows_that_are_left_out_are_those_the_csv_module_finds(tmp_path: Path) -> None:
    rng = np.random.default_rng(8)
    words = np.array(["1.5", "-2e3", "", "x", "nan", "7"])
    rows = [["a", "b"], *rng.choice(words, (400, 2)).tolist()]
    rows[5][0], rows[9][1] = "1\n", "two\nlines"
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path = csv_file(tmp_path, text.getvalue())
    expected, lines, line = [], [], 2
    for row in rows[1:]:
        if all(cell.strip() in ("1.5", "-2e3", "7", "1") for cell in row):
            expected.append([float(cell) for cell in row])
        else:
            lines.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    reading = read(path, skip_bad=True)
    assert reading.dataset.values.tolist() == expected
    assert reading.skipped == len(lines)
    assert reading.where == f"lines {', '.join(map(str, lines[:5]))}"


def test_no_row_left_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no row with a number in each of the columns x, y"):
        read(csv_file(tmp_path, "x,y\n1,\n,2\n"), skip_bad=True)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_decimal_commas_are_read_where_no_comma_separates(tmp_path: Path, separator: str) -> None:
    lines = ["x;y", "1,5;2", "-0,25;3,125", "10;-4,5"]
    path = tmp_path / "komma.csv"
    path.write_text("\n".join(lines).replace(";", separator))
    table = dataset_from(str(path), tmp_path)
    np.testing.assert_array_equal(table.values, [[1.5, 2], [-0.25, 3.125], [10, -4.5]])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x\n1\n1e151\n", "too large.*to 1e150"),
        ("x\n1\n1e308\n", "line 3.*too large.*to 1e150"),
        ("x\n1\n-1e308\n", "line 3.*too large.*to 1e150"),
        ("x\n1\n1e400\n", "line 3: the value '1e400'"),
        ("x\n1\nNaN\n", "line 3: the value 'NaN'"),
        ("x\n1\n-Infinity\n", "line 3: the value '-Infinity'"),
        ('x,y\n1,2\n"1,5",2\n', "line 3: the value '1,5' of column x.*decimal comma"),
        ("x;y\n1.5;2\n1,5;2\n", "line 3: the value '1,5' of column x.*decimal comma"),
        # A thousand and more, or a little more than one: nobody can tell.
        ("x;y\n1;2\n1,234;2\n", "line 3: the value '1,234' of column x.*decimal comma"),
        ("x,y\n1,2\n\n3,4\n", "line 3: column x has no value"),
        ("x\n" + "1\n" * 500 + "a\n", "line 502: the value 'a'"),
        ("x\n" + "1\n" * 500 + "99999999999999999999999\nb\n", "line 503: the value 'b'"),
        ('"x\ny",z\n1,2\n', "points.csv"),
        ("   \n1\n", "no header row in line 1"),
    ],
)
def test_flawed_cell_is_named_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(csv_file(tmp_path, content))


def test_blank_lines_at_the_end_do_not_count(tmp_path: Path) -> None:
    for end in ("\n", "\n\n", "\r\n\r\n\r\n"):
        data = read(csv_file(tmp_path, f"x,y\n1,2\n3,4{end}")).dataset
        assert data.values.tolist() == [[1, 2], [3, 4]]


@settings(deadline=None, max_examples=60)
@given(values=st.lists(st.tuples(*[st.floats(-1e150, 1e150)] * 2), min_size=1, max_size=30))
def test_every_digit_survives(tmp_path_factory: pytest.TempPathFactory, values) -> None:
    path = tmp_path_factory.mktemp("data") / "p.csv"
    path.write_text("x,y\n" + "".join(f"{x!r},{y!r}\n" for x, y in values))
    assert read(path).dataset.values.tolist() == [list(row) for row in values]


# Files that are too large, missing, or written to meanwhile


def test_file_beyond_2_gb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(2**31 + 1)
    with pytest.raises(InputError, match=r"large\.csv is larger than 2 GiB"):
        read(path)


def test_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch) -> None:
    path = csv_file(tmp_path, "x\n1\n")
    looked = []
    real = os.fstat

    def fstat(handle: int) -> os.stat_result:
        looked.append(handle)
        if len(looked) == 2:
            with path.open("a") as file:
                file.write("2\n")
        return real(handle)

    monkeypatch.setattr(data_table.os, "fstat", fstat)
    with pytest.raises(InputError, match="changed while it was being read"):
        read(path)
    monkeypatch.undo()
    assert len(read(path).dataset) == 2


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("x", "x"),
        ("Body mass (g)", "Body_mass_g"),
        ("Größe", "Grosse"),
        ("2nd", "x2nd"),
        ("max", "max_column"),
        ("e", "e_column"),
        ("%", "x"),
    ],
)
def test_column_is_read_by_the_name_a_formula_can_have(
    tmp_path: Path, name: str, called: str
) -> None:
    path = csv_file(tmp_path, f"{name},other\n1.5,2\n4,5\n")
    column = from_file(path).preview.columns[0]
    assert (column.name, column.accepted) == (name, called)
    data = from_file(path).take([called], False).dataset
    assert (data.names, data.values.tolist()) == ((called,), [[1.5], [4]])
    again = dataset_from(data.source.replace(str(path), "points.csv"), tmp_path)
    assert (again.names, again.values.tolist()) == (data.names, data.values.tolist())
    assert parse(f"({called} - a)^2").names == (called, "a")


# Pasted text


def test_cells_copied_from_a_sheet_are_read(tmp_path: Path) -> None:
    reading = from_text("\r\nx\ty\r\n1\t2\r\n3\t4\r\n").take(["x", "y"], False)
    assert reading.dataset.values.tolist() == [[1, 2], [3, 4]]
    with pytest.raises(InputError, match="save it as CSV"):
        dataset_from(reading.dataset.source, tmp_path)
    left = from_text("x,y\n1,2\n,3\n").take(["x"], True)
    assert (left.dataset.values.tolist(), left.where) == ([[1]], "line 3")
    for text, said in (("", "no header"), ("1\t2\n3\t4", "'1' stands where"), ("x", "no rows")):
        with pytest.raises(InputError, match=said) as caught:
            from_text(text)
        assert "the pasted text" in str(caught.value)


# Steps after the file


def test_steps_scale_what_was_read(tmp_path: Path) -> None:
    csv_file(tmp_path, FLAWED)
    data = dataset_from("points.csv | columns y, x | skip-bad-rows | standardise x", tmp_path)
    assert data.names == ("y", "x")
    assert data.values.tolist() == [[2, -1], [6, 1]]
    assert np.array_equal(dataset_from(data.source, tmp_path).values, data.values)
    both = dataset_from("linear(rows=9) | min-max", tmp_path)
    assert (both.values.min(), both.values.max()) == (0, pytest.approx(1))
    assert np.array_equal(dataset_from(both.source, tmp_path).values, both.values)
    for source in ("points.csv | shuffle", "points.csv | skip-bad-rows x", "points.csv |"):
        with pytest.raises(InputError, match="columns, skip-bad-rows, standardise, min-max"):
            dataset_from(source, tmp_path)


def test_file_with_a_bar_in_its_name_is_a_file(tmp_path: Path) -> None:
    csv_file(tmp_path, "x\n1\n", "a | b.csv")
    assert len(dataset_from("a | b.csv", tmp_path)) == 1


def test_three_classes_in_a_file_are_refused_by_the_logistic_loss(tmp_path: Path) -> None:
    data: Dataset = read(csv_file(tmp_path, "x,y\n1,0\n2,1\n3,2\n")).dataset
    with pytest.raises(InputError, match="column y has 3 different values"):
        loss_for(data, LossChoice("logistic"), ["x"], "y")


# Preview


def test_preview_tells_types_and_flaws_with_their_lines(tmp_path: Path) -> None:
    content = "x,my y,kind,c,c,gap\n1,2,a,7,0,\n,3,b,7,1,\n4,five,c,7,0,\n5, ,d,7,1,\n"
    seen = from_file(csv_file(tmp_path, content)).preview
    assert (seen.title, seen.n_rows, seen.unit) == ("points.csv", 4, "line")
    assert seen.first_rows[:2] == (("1", "2", "a", "7", "0", ""), ("", "3", "b", "7", "1", ""))
    told = [(c.name, c.kind, c.missing, c.not_numbers, c.places) for c in seen.columns]
    assert told == [
        ("x", "mixed", 1, 0, (3,)),
        ("my y", "mixed", 1, 1, (4, 5)),
        ("kind", "text", 0, 4, (2, 3, 4, 5)),
        ("c", "numbers", 0, 0, ()),
        ("c", "numbers", 0, 0, ()),
        ("gap", "empty", 4, 0, (2, 3, 4, 5)),
    ]
    assert [c.is_constant for c in seen.columns] == [False, False, False, True, False, False]
    taken = from_text("e,max,x1\n1,2,3\n").preview
    assert [c.accepted for c in taken.columns] == ["e_column", "max_column", "x1"]
    x, called = seen.columns[0], [c.accepted for c in seen.columns]
    assert (x.low, x.mean, x.high) == (1, pytest.approx(10 / 3), 5)
    assert x.deviation == pytest.approx(np.std([1, 4, 5]))
    assert called == ["x", "my_y", "kind", "c", "c", "gap"]
    assert [c.is_unique_name for c in seen.columns] == [True, True, True, False, False, True]


def test_preview_of_every_kind_of_table(tmp_path: Path) -> None:
    cells = [["x", "y"], [1, "a"], [2.5, None]]
    seen = from_file(workbook(tmp_path / "t.xlsx", cells)).preview
    assert seen.first_rows == (("1", "a"), ("2.5", ""))
    assert [c.kind for c in seen.columns] == ["numbers", "text"]
    assert (seen.unit, seen.columns[1].places) == ("row", (2, 3))
    pl.DataFrame({"x": [1.5], "y": [True]}).write_parquet(tmp_path / "t.parquet")
    assert from_file(tmp_path / "t.parquet").preview.first_rows == (("1.5", "true"),)
    assert from_text("x\ty\n1\t2\n").preview.columns[1].name == "y"
    with pytest.raises(InputError, match="no rows"):
        from_file(csv_file(tmp_path, "x,y\n"))
