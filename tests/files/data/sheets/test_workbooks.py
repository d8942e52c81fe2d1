"""Tables in workbooks and Parquet files, and refusals with their rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.reading import read
from gdsim.files.data.steps import Treatment
from tests.files.data.written import read_all, workbook


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
        ([["my x", "my-x"], [1, 2]], "row 1: the columns my x, my-x are all called my_x"),
        ([["name"], ["a"]], "column name holds texts"),
    ],
)
def test_workbook_that_is_no_table_is_refused_with_its_row(tmp_path, cells, said) -> None:
    with pytest.raises(InputError) as caught:
        read_all(workbook(tmp_path / "t.xlsx", cells))
    assert said in str(caught.value)
    assert "t.xlsx" in str(caught.value)


def test_empty_cells_at_the_end_of_a_sheet_do_not_count(tmp_path: Path) -> None:
    cells = [["x", "y", ""], [1, 2, ""], [3, 4, ""], ["", "", ""]]
    assert read(workbook(tmp_path / "t.xlsx", cells)).dataset.values.tolist() == [[1, 2], [3, 4]]


DAMAGED = 200
SOME_DAMAGED = {*range(8), 10, 35, 45}
"""Damaged workbooks, and those tried by default: some are read, the others refused for each of the
reasons that the whole number is refused for. Each takes a process."""


def damaged_workbooks(folder: Path) -> Iterator[bytes]:
    rng = np.random.default_rng(2)
    path = workbook(folder / "whole.xlsx", [["x", "y"], [1, 2], [3, 4]])
    whole = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    for _ in range(DAMAGED):
        content = whole.copy()
        at = rng.integers(len(content), size=rng.integers(1, 9))
        content[at] = rng.integers(256, size=len(at))
        yield content[: rng.integers(len(content) // 2, 2 * len(content))].tobytes()


def test_damaged_workbook_gives_data_or_one_sentence(tmp_path: Path, full: bool) -> None:
    path = tmp_path / "t.xlsx"
    refused = tried = 0
    for k, content in enumerate(damaged_workbooks(tmp_path)):
        if not full and k not in SOME_DAMAGED:
            continue
        path.write_bytes(content)
        tried += 1
        try:
            found = read(path).dataset
        except InputError:
            refused += 1
        else:
            assert np.isfinite(found.values).all()
    assert tried / 4 < refused < tried


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
        read_all(path)
    reading = read(path, Treatment(skip_bad=True))
    assert reading.dataset.values.tolist() == [[1, 1], [3, 3]]
    assert (reading.skipped, reading.where) == (1, "row 2")


def test_parquet_file_that_was_cut_off_is_refused(tmp_path: Path, full: bool) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"x": [1, 2], "y": [3.5, 4]}).write_parquet(path)
    whole = path.read_bytes()
    # Each length takes a process.
    for length in range(0, len(whole), 7 if full else len(whole) // 6):
        path.write_bytes(whole[:length])
        with pytest.raises(InputError, match="Parquet"):
            read_all(path)


def test_a_workbook_as_people_have_it_is_read_and_told(tmp_path: Path) -> None:
    cells: list[list[object]] = [["", "x", "passed"], [0, 1.5, "yes"], [1, 2, "no"]]
    cells += [[None, None, None], [2, 3, "yes"]]
    reading = read_all(workbook(tmp_path / "t.xlsx", cells))
    assert reading.dataset.names == ("x", "passed")
    assert reading.dataset.values.tolist() == [[1.5, 1], [2, 0], [3, 1]]
    assert reading.sentences == (
        "row 4 is blank and was left out",
        "the first column has no name and only tells the rows apart: left out",
        "the classes of passed were taken for numbers: no is 0, yes is 1",
    )


def test_a_workbook_without_names_has_its_first_row_as_data(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [[1.5, 2], [3, 4]])
    assert read(path).dataset.names == ("c1", "c2")
    assert read(path).dataset.values.tolist() == [[1.5, 2], [3, 4]]
    named = read(path, Treatment(header="first")).dataset
    assert (named.names, named.values.tolist()) == (("x1_5", "x2"), [[3, 4]])


def test_dates_in_a_parquet_file_are_refused_by_name_where_they_are_used(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"x": [1, 2], "day": pl.Series([1, 2], dtype=pl.Date)}).write_parquet(path)
    with pytest.raises(InputError, match=r"column day holds dates \('1970-01-02'\)"):
        read_all(path)
    assert read(path).dataset.names == ("x",)


def test_columns_of_a_parquet_file_that_are_no_text_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    ages = pl.Series([1, 2]).cast(pl.Duration("us"))
    pl.DataFrame({"x": [1.5, 2.5], "age": ages, "picture": [b"\xff", b""]}).write_parquet(path)
    assert read_all(path).dataset.names == ("x",)
