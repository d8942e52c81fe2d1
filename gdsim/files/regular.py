"""Regular files alone: what a pipe or a device gives may never end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from gdsim.engine.errors import InputError


def read_regular(path: Path, most: int, too_large: InputError) -> bytes:
    """Return the content of a file, read at once so that no later change of it is seen.

    Parameters
    ----------
    most
        Bytes; `too_large` is raised for a file that has more.

    Raises
    ------
    OSError
        If it cannot be read, or is no regular file.
    InputError
        If it is too large, or changes meanwhile.
    """
    _require_regular(path.stat())
    # At once: were it a pipe by now, this would not wait for whoever writes at its other end.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        before = os.fstat(file.fileno())
        _require_regular(before)
        if before.st_size > most:
            raise too_large
        # One byte more: a file that the system makes up says that it has none.
        content = file.read(before.st_size + 1) or b""
        after = os.fstat(file.fileno())
    if content and not before.st_size:
        raise OSError("nobody knows where it ends")
    changed = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
    if changed or len(content) != before.st_size:
        raise InputError(
            "{path} changed while it was being read; wait until it is written, and read it again",
            path=path.name,
        )
    return content


def _require_regular(status: os.stat_result) -> None:
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise OSError("it is a pipe, a device or the like")


def require_regular(path: Path) -> None:
    """Raise OSError where something else than a regular file is at `path`; nothing may be there."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(status.st_mode):
        raise OSError("it is a folder")
    _require_regular(status)


def is_there(path: Path) -> bool:
    """Tell whether there is anything at `path`; nothing is where no file could be called so."""
    return _mode(path) is not None


def is_file(path: Path) -> bool:
    """Tell whether a regular file is at `path`; none is where nobody can look: on a lost disk."""
    mode = _mode(path)
    return mode is not None and stat.S_ISREG(mode)


def is_folder(path: Path) -> bool:
    """Tell whether a folder is at `path`; none is where nobody can look."""
    mode = _mode(path)
    return mode is not None and stat.S_ISDIR(mode)


def _mode(path: Path) -> int | None:
    # Before Python 3.14 `Path.exists` and the like raise most of what goes wrong.
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return None
