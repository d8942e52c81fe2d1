"""Tables read in a process of their own: what ends that one does not end this one."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.sheets import apart, extent
from gdsim.files.data.sheets.apart import MOST_BYTES_OF_TABLE, cells_apart
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


@pytest.mark.parametrize(("cell", "kind"), [(0, pl.Int8), ("a" * 4000, pl.String)])
def test_what_is_packed_into_next_to_nothing_is_refused(
    cell: int | str, kind: type[pl.DataType]
) -> None:
    taken, buffer = len(cell) + 8 if isinstance(cell, str) else 8, io.BytesIO()
    n_rows = (MOST_BYTES_OF_TABLE + 10_000_000) // taken
    same = pl.repeat(cell, n_rows, dtype=kind(), eager=True)
    pl.DataFrame({"x": same}).write_parquet(buffer)
    assert buffer.getbuffer().nbytes < 1_000_000
    with pytest.raises(InputError, match=r"^t\.parquet: .* once unpacked"):
        cells_apart("parquet", buffer.getvalue(), "t.parquet")


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


def test_cells_that_do_not_say_where_they_stand_are_counted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["x", "y"], [1, 2], [3, 4]])
    _rewrite_sheet(path, lambda sheet: re.sub(rb' r="[A-Z]*\d+"', b"", sheet))
    assert read_all(path).dataset.values.tolist() == [[1, 2], [3, 4]]
    row = b"<row>" + b"<c><v>1</v></c>" * (MOST_COLUMNS + 1) + b"</row>"
    _rewrite_sheet(path, lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + row))
    with pytest.raises(InputError, match=f"row 4 and column {MOST_COLUMNS + 1:,}"):
        read_all(path)


def test_a_full_sheet_whose_tags_have_a_prefix_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "t.xlsx", [["x", "y"], [1, 2], [3, 4]])
    _rewrite_sheet(path, lambda sheet: re.sub(rb"<(/?)(sheetData|row|c)\b", rb"<\1p:\2", sheet))
    monkeypatch.setattr(extent, "MOST_EMPTY_CELLS", 5)
    extent.require_extent(path.read_bytes())
    _move_last_cell(path, "B900")
    with pytest.raises(InputError, match="hardly any cell"):
        extent.require_extent(path.read_bytes())


def test_a_sheet_of_many_columns_is_refused(tmp_path: Path) -> None:
    names = [f"c{k}" for k in range(MOST_COLUMNS + 1)]
    path = workbook(tmp_path / "t.xlsx", [names, list(range(len(names)))])
    with pytest.raises(InputError, match="up to 2,000 columns"):
        read_all(path)


def _move_last_cell(path: Path, where: str) -> None:
    """Give the last cell of a workbook's first sheet another reference."""

    def moved(sheet: bytes) -> bytes:
        before, mark, after = sheet.rpartition(b'c r="')
        return before + mark + where.encode() + after[after.index(b'"') :]

    _rewrite_sheet(path, moved)


def _rewrite_sheet(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Put something else in the place of a workbook's first sheet."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
