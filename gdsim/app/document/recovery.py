"""A copy of unsaved work, kept beside the person's own files, for a start after a sudden end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile, QStandardPaths

from gdsim.engine.errors import InputError
from gdsim.files.atomic import sweep_temporary
from gdsim.files.document.document import Document
from gdsim.files.document.writing import save_document
from gdsim.files.endings import DOCUMENT


def recovery_folder() -> Path:
    """Return where copies are kept: in the program's own folder of the person's data."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "recovery"


class Recovery:
    """Keeps the copy of one window, written beside it, and finds those that others left.

    A copy is locked as long as its window lives, so that no other start takes it.

    Parameters
    ----------
    tried
        Is called from another thread each time that a copy was written, or could not be.

    Attributes
    ----------
    failure
        What kept the last copy from being written; None where nothing did.
    n_more
        Copies that were found beside the one that is offered.
    """

    def __init__(self, folder: Path, tried: Callable[[], object] = lambda: None) -> None:
        self._folder, self._tried = folder, tried
        self.failure: InputError | OSError | None = None
        self._own = folder / f"{uuid4().hex}{DOCUMENT}"
        self._lock: QLockFile | None = None
        self._found: tuple[Path, QLockFile] | None = None
        self._left: set[Path] = set()
        self.n_more = 0
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="recovery")
        self._writing: Future[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being written."""
        return self._writing is not None and not self._writing.done()

    def write(self, document: Document) -> None:
        """Replace the copy by one of `document`, beside the window."""
        self._writing = self._writer.submit(self._write, document)
        self._writing.add_done_callback(_report)

    def _write(self, document: Document) -> None:
        # Where there is no room for a copy, work goes on without one.
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                self._lock = _locked(self._own)
            save_document(self._own, document)
            self.failure = None
        except (InputError, OSError) as error:
            self.failure = error
        self._tried()

    def clear(self) -> None:
        """Remove the copy: all is saved."""
        self._writing = self._writer.submit(self._remove_own)

    def _remove_own(self) -> None:
        with suppress(OSError):
            self._own.unlink(missing_ok=True)

    def end(self) -> None:
        """Wait until all is written, and remove the copy: the window is closed in good order."""
        self._writer.submit(self._remove_own)
        self._writer.shutdown()
        for lock in (self._lock, self._found and self._found[1]):
            if lock is not None:
                lock.unlock()
        self._found = None

    def wait(self) -> None:
        """Wait until what was to be written is written."""
        if self._writing is not None:
            self._writing.result()

    def abandoned(self) -> Path | None:
        """Return the newest copy of a window that ended suddenly, of those not left before.

        It is this window's until it is forgotten or left. However old it is, it goes only where
        somebody decides so: nobody may have seen it yet, and clocks are set anew.
        """
        sweep_temporary(self._folder, seconds=0)
        self.n_more = 0
        others = {path for path in self._folder.glob(f"[!.]*{DOCUMENT}") if path != self._own}
        for path in sorted(others - self._left, key=_age):
            lock = _locked(path)
            if lock is None:
                continue
            if self._found is None and path.exists():
                self._found = path, lock
                continue
            self.n_more += path.exists()
            lock.unlock()
        for path in self._folder.glob(f"*{DOCUMENT}.lock"):
            # Of a window that ended before its first copy.
            if not path.with_suffix("").exists() and (lock := _locked(path.with_suffix(""))):
                lock.unlock()
        return None if self._found is None else self._found[0]

    def forget(self) -> None:
        """Remove the copy that was found; it was opened, or nobody wants it."""
        if self._found is not None:
            path, lock = self._found
            _remove(path)
            lock.unlock()
            self._found = None

    def leave(self) -> None:
        """Leave the copy that was found to the next start."""
        if self._found is not None:
            self._left.add(self._found[0])
            self._found[1].unlock()
            self._found = None


def _age(path: Path) -> float:
    """Return the seconds since a copy was written; without end for one that is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")


def _report(done: Future[None]) -> None:
    """Tell of an error that nobody expected: in another thread nobody would hear of it."""
    error = done.exception()
    if error is not None:
        sys.excepthook(type(error), error, error.__traceback__)


def _locked(path: Path) -> QLockFile | None:
    """Return the lock of a copy, or None while a living window has it."""
    lock = QLockFile(f"{path}.lock")
    # Its age says nothing: only a process that is gone has given its lock up.
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
