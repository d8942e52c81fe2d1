"""Which version of a file is on the disk, told without reading it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Stamp = tuple[int, int, int]
"""Size, time of the last change, and number of the file; another version has another."""


def stamp_of(path: Path | None) -> Stamp | None:
    """Return the stamp of a file, or None where there is none."""
    if path is None:
        return None
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def disk_of(path: Path | None) -> int | None:
    """Return the number of the disk that the folder of a file is on, or None where it is gone."""
    if path is None:
        return None
    try:
        return path.parent.stat().st_dev
    except (OSError, ValueError):
        return None


def as_stamp(numbers: Sequence[int]) -> Stamp | None:
    """Return a stamp that was written down, or None where there is none."""
    if len(numbers) != 3:
        return None
    size, changed, number = numbers
    return size, changed, number
