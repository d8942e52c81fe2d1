"""Which version of a file is on the disk, told without reading it."""

from __future__ import annotations

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


def is_newer(path: Path, other: Path) -> bool:
    """Return whether the file at `path` was changed later than another; not where it is gone."""
    one, its = stamp_of(path), stamp_of(other)
    return one is not None and (its is None or one[1] > its[1])
