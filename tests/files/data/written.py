"""Files with tables, written for a test."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from gdsim.files.data.reading import Reading, read
from gdsim.files.data.steps import Treatment


def read_all(path: Path, treatment: Treatment | None = None) -> Reading:
    """Return the table in a file of which each column counts."""
    return read(path, treatment, uses=lambda names, _rows: names)


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
