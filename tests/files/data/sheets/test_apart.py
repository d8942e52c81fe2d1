"""Tables read in a process of their own: what ends that one does not end this one."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import polars as pl
import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.sheets import apart
from gdsim.files.data.sheets.apart import cells_apart
from gdsim.files.data.sheets.extent import MOST_COLUMNS
from tests.files.data.written import read_all, workbook


def _parquet() -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame({"x": [1.5, 2.5], "y": [1, 2]}).write_parquet(buffer)
    return buffer.getvalue()


def test_cells_come_back_as_they_were() -> None:
    names, cells = cells_apart("parquet", _parquet(), "t.parquet")
    assert names == ("x", "y")
    assert cells.rows() == [(1.5, 1), (2.5, 2)]


def test_a_refusal_of_the_other_process_names_the_file() -> None:
    with pytest.raises(InputError, match=r"^t\.parquet cannot be read as a Parquet file"):
        cells_apart("parquet", b"PAR1 is not all that it takes", "t.parquet")


@pytest.mark.parametrize("program", ["import os; os.abort()", "import sys; sys.exit(0)"])
def test_a_process_that_ends_without_an_answer_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(apart, "_command", lambda kind, size: [sys.executable, "-c", program])
    with pytest.raises(InputError, match="it is damaged, or takes too much memory"):
        cells_apart("parquet", _parquet(), "t.parquet")


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(apart, "_command", lambda kind, size: waits)
    monkeypatch.setattr(apart, "LONGEST", 0.1)
    with pytest.raises(InputError, match=r"takes more than 0\.1 seconds"):
        cells_apart("parquet", _parquet(), "t.parquet")


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of memory that is kept")
def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_MEMORY", 2**25)
    monkeypatch.setattr(apart, "MEMORY_PER_BYTE", 0)
    with pytest.raises(InputError, match="takes too much memory"):
        cells_apart("parquet", _parquet(), "t.parquet")


@pytest.mark.parametrize("where", ["XFD1048576", "XFD1000", "XFD2", "Z1048576", "C900000"])
def test_a_stray_cell_far_away_is_refused(tmp_path: Path, where: str) -> None:
    rows: list[list[object]] = [["x", "y"], *([k, 2 * k] for k in range(30))]
    path = workbook(tmp_path / "t.xlsx", rows)
    _move_last_cell(path, where)
    with pytest.raises(InputError, match="the first sheet reaches to row"):
        read_all(path)


def test_a_stray_cell_close_by_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["x", "y"], [1, 2], [3, 4]])
    _move_last_cell(path, "B5000")
    with pytest.raises(InputError, match="row 3: column y has no value"):
        read_all(path)


def test_a_sheet_of_many_columns_is_refused(tmp_path: Path) -> None:
    names = [f"c{k}" for k in range(MOST_COLUMNS + 1)]
    path = workbook(tmp_path / "t.xlsx", [names, list(range(len(names)))])
    with pytest.raises(InputError, match="up to 2,000 columns"):
        read_all(path)


def _move_last_cell(path: Path, where: str) -> None:
    """Give the last cell of a workbook's first sheet another reference."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    before, _, after = sheet.rpartition(b'<c r="')
    parts["xl/worksheets/sheet1.xml"] = b'%s<c r="%s"%s' % (
        before,
        where.encode(),
        after.partition(b'"')[2],
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
