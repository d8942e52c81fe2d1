"""Frames against polars: the same cells, the same kinds, the same gaps."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from gdsim.files.frames import column_frame
from gdsim.files.frames.column_frame import Column, Frame, below_each_other


def some() -> Frame:
    rows = [{"run": "a", "n": 1, "loss": 0.5}, {"run": None, "n": None, "loss": None}]
    return Frame.of_rows(rows, {"run": str, "n": int, "loss": float})


def test_rows_become_columns_of_their_kinds_with_gaps_where_there_is_no_value() -> None:
    expected = {"run": ["a", None], "n": [1, None], "loss": [0.5, None]}
    assert {name: some()[name].to_list() for name in some().columns} == expected
    polars = some().to_polars()
    assert polars.to_dict(as_series=False) == expected
    assert dict(polars.schema) == {"run": pl.String, "n": pl.Int64, "loss": pl.Float64}


def test_a_frame_without_rows_keeps_its_kinds() -> None:
    empty = Frame.of_rows([], {"run": str, "n": int, "loss": float})
    assert (len(empty), empty.cells) == (0, 0)
    assert dict(empty.to_polars().schema) == dict(some().to_polars().schema)


def test_parts_have_all_rows_in_order_and_without_any_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(column_frame, "ROWS_OF_A_PART", 2)
    frame = Frame({"x": Column.without_nan(np.array([1.0, np.nan, 3.0, np.nan, 5.0]))})
    assert [part["x"].to_list() for part in frame.parts()] == [[1.0, None], [3.0, None], [5.0]]
    (empty,) = Frame({"x": Column(np.empty(0))}).parts()
    assert (len(empty), empty.columns) == (0, ["x"])


def test_gaps_stand_where_numbers_are_nan_and_in_the_last_row_on_request() -> None:
    column = Column.without_nan(np.array([1.0, np.nan, 3.0]))
    assert column.to_list() == [1.0, None, 3.0]
    assert column.but_the_last().to_list() == [1.0, None, None]
    assert column.to_list() == [1.0, None, 3.0]


def test_what_shows_a_cell_is_never_asked_for_a_gap() -> None:
    assert some()["n"].to_list(lambda n: n + 1, "-") == [2, "-"]


def test_frames_below_each_other_have_every_column_as_in_polars() -> None:
    other = Frame({"loss": Column.of([2.0], float), "v": Column.of([3.0], float)})
    joined = below_each_other([some(), other, some()])
    expected = pl.concat([f.to_polars() for f in (some(), other, some())], how="diagonal")
    assert joined.to_polars().equals(expected)
    assert joined.columns == expected.columns


def test_columns_are_selected_under_new_names_in_a_new_order() -> None:
    chosen = some().select({"final": "loss", "run": "run"})
    assert chosen.columns == ["final", "run"]
    assert chosen["final"].to_list() == [0.5, None]
