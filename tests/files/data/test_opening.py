"""Files as tables: what is refused by its size, its kind or what happens to it meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gdsim.engine.errors import InputError
from gdsim.files import regular
from gdsim.files.data.candidates import from_file
from gdsim.files.data.reading import read
from tests.files.data.written import csv_file


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

    monkeypatch.setattr(regular.os, "fstat", fstat)
    with pytest.raises(InputError, match="changed while it was being read"):
        read(path)
    monkeypatch.undo()
    assert len(read(path).dataset) == 2


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="cannot read"):
            read(path)


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".csv"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04" + b"\x00" * 50, b"PAR1xxxxPAR1", b"\xff\x00"]
)
def test_what_is_not_of_its_kind_is_refused_in_a_sentence(tmp_path, ending, content, full) -> None:
    # Both open the table in one way; by default, one of the contents is shown to each.
    for work in (read, from_file) if full or not content else (read,):
        with pytest.raises(InputError, match=f"points{ending}"):
            work(csv_file(tmp_path, content, f"points{ending}"))
