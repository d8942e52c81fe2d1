"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gdsim.engine.errors import InputError


@contextlib.contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target` to write to; it takes the target's place at the end.

    Where writing fails the old file stays as it was, and nothing is left beside it.

    Raises
    ------
    InputError
        If the file cannot be written; it names the file and the reason.
    """
    target = Path(os.path.realpath(target))
    if target.is_dir():
        raise InputError("{path} is a folder; name a file in it", path=target)
    try:
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.stem}-", suffix=target.suffix
        )
    except OSError as error:
        raise _refusal(target, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _make_durable(temporary)
        _take_mode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        raise _refusal(target, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _make_durable(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _take_mode(target: Path, temporary: Path) -> None:
    """Give the new file the permissions of the old one, or those that a new file gets."""
    if target.exists():
        temporary.chmod(target.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)


def write_text(target: Path, text: str) -> None:
    """Write `text` as UTF-8 with plain line ends; see `atomic_path`."""
    with atomic_path(target) as temporary:
        temporary.write_bytes(text.encode("utf-8"))


def _refusal(target: Path, error: OSError) -> InputError:
    reason = error.strerror or str(error)
    return InputError(
        "cannot write {path} ({reason}); name a file in a folder that exists and can be written to",
        path=target,
        reason=reason,
    )
