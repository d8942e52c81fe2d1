"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import stat
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from gdsim.engine.errors import InputError
from gdsim.files.shortened import shortened

_HOST = f"{zlib.crc32(platform.node().encode()):08x}"
_TEMPORARY = re.compile(r"\.gdsim-(?P<host>[0-9a-f]{8})-(?P<process>\d{1,10})-.+")

SECONDS_UNTIL_LEFT_OVER = 60.0
"""Age from which a temporary file of a process that is gone is taken to be left over."""

SECONDS_UNTIL_FOREIGN_IS_LEFT_OVER = 86_400.0
"""The same where nobody can tell whether the process is gone: another computer's, say."""


@contextlib.contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target` to write to; it takes the target's place at the end.

    Where writing fails the old file stays as it was, and nothing is left beside it. What earlier
    processes left in the folder when they were killed is swept away.

    Raises
    ------
    InputError
        If the file cannot be written, or is none that can be replaced; it names the file and the
        reason.
    """
    _require_replaceable(target)
    target = Path(os.path.realpath(target))
    sweep_temporary(target.parent)
    try:
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".gdsim-{_HOST}-{os.getpid()}-", suffix=target.suffix
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


def _require_replaceable(target: Path) -> None:
    """Raise InputError for a folder, a device, a pipe, a loop of links, and what has no name."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise _refusal(target, error) from error
    if stat.S_ISDIR(mode):
        raise InputError("{path} is a folder; name a file in it", path=shortened(target))
    if not stat.S_ISREG(mode):
        raise InputError(
            "{path} is a device, a pipe or the like; name a regular file, or none for standard"
            " output",
            path=shortened(target),
        )


def sweep_temporary(folder: Path, seconds: float = SECONDS_UNTIL_LEFT_OVER) -> None:
    """Delete the temporary files in `folder` of processes that were killed while writing.

    Those of a process that still runs stay, as do all that are younger than `seconds`, and whatever
    has another name. What cannot be looked at or deleted stays as well.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if match := _TEMPORARY.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    if _is_left_over(entry, match["host"], int(match["process"]), seconds):
                        Path(entry.path).unlink()


def _is_left_over(entry: os.DirEntry[str], host: str, process: int, seconds: float) -> bool:
    status = entry.stat(follow_symlinks=False)
    age = time.time() - status.st_mtime
    if not stat.S_ISREG(status.st_mode):
        return False
    if host == _HOST and os.name == "posix":
        return age >= seconds and not _is_running(process)
    return age > SECONDS_UNTIL_FOREIGN_IS_LEFT_OVER


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


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
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            "cannot write {path}: a file named in it has a name that is no text; rename that file",
            path=shortened(target),
        ) from error
    write_bytes(target, content)


def write_bytes(target: Path, content: bytes) -> None:
    """Write `content` as it is; see `atomic_path`."""
    with atomic_path(target) as temporary:
        temporary.write_bytes(content)


def _refusal(target: Path, error: OSError | ValueError) -> InputError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return InputError(
        "cannot write {path} ({reason}); name a file in a folder that exists and can be written to",
        path=shortened(target),
        reason=reason,
    )
