"""A look at a table: types, flaws with their places, and first rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.candidates import from_file, from_text
from tests.files.data.written import csv_file, workbook


def test_preview_tells_types_and_flaws_with_their_lines(tmp_path: Path) -> None:
    content = "x,my y,kind,c,c,gap\n1,2,a,7,0,\n,3,b,7,1,\n4,five,c,7,0,\n5, ,a,7,1,\n"
    seen = from_file(csv_file(tmp_path, content)).preview
    assert (seen.title, seen.n_rows, seen.unit) == ("points.csv", 4, "line")
    assert seen.first_rows[:2] == (("1", "2", "a", "7", "0", ""), ("", "3", "b", "7", "1", ""))
    told = [(c.name, c.kind, c.missing, c.not_numbers, c.places) for c in seen.columns]
    assert told == [
        ("x", "mixed", 1, 0, (3,)),
        ("my y", "mixed", 1, 1, (4, 5)),
        ("kind", "classes", 0, 0, ()),
        ("c", "numbers", 0, 0, ()),
        ("c", "numbers", 0, 0, ()),
        ("gap", "empty", 4, 0, (2, 3, 4, 5)),
    ]
    assert [c.is_constant for c in seen.columns] == [False, False, False, True, False, False]
    taken = from_text("e,max,x1\n1,2,3\n").preview
    assert [c.accepted for c in taken.columns] == ["e", "max", "x1"]
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
