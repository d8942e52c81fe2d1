"""The log file: what went wrong inside the program, for whoever mends it. It is sent nowhere."""

from __future__ import annotations

import logging
import platform
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

from gdsim import __version__

MOST_BYTES, OLDER_FILES = 200_000, 3
"""Size at which a new file is begun, and how many older ones are kept beside it."""


def log_file() -> Path:
    """Return the file that errors are written to, in the folder that the system has for logs."""
    import platformdirs

    return platformdirs.user_log_path("gdsim", appauthor=False) / "gdsim.log"


class _Handler(RotatingFileHandler):
    """Raises where the file cannot be written, instead of telling standard error."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Raise what went wrong."""
        raise  # noqa: PLE0704 - it is called where an error is handled


def write_log(text: str) -> bool:
    """Add an entry to the log file, with the time; return whether that could be done.

    The file is open for no longer than that, so that two windows can write to it.
    """
    record = logging.LogRecord("gdsim", logging.ERROR, "", 0, text, None, None)
    try:
        file = log_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = _Handler(
            file,
            maxBytes=MOST_BYTES,
            backupCount=OLDER_FILES,
            encoding="utf-8",
            delay=True,
            errors="backslashreplace",
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s\n"))
        try:
            handler.emit(record)
        finally:
            handler.close()
    except (OSError, RuntimeError, ValueError):
        return False
    return True


@cache
def system_line() -> str:
    """Return which program ran on what, on one line."""
    from PySide6.QtCore import qVersion

    return (
        f"gdsim {__version__}, Python {platform.python_version()}, Qt {qVersion()},"
        f" {platform.platform()}"
    )
