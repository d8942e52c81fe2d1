"""Copies of unsaved work, kept beside the person's own files, for a start after a sudden end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile, QStandardPaths

from gdsim.app.document.state import State
from gdsim.engine.errors import InputError
from gdsim.files.atomic import sweep_temporary
from gdsim.files.document.document import Document
from gdsim.files.document.writing import save_document
from gdsim.files.endings import DOCUMENT


def recovery_folder() -> Path:
    """Return where copies are kept: in the program's own folder of the person's data."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "recovery"


MOST_BESIDE = 5
"""Works that were left behind and have a copy."""


class _Place:
    """A file for a copy, locked from the first time that it is written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{uuid4().hex}{DOCUMENT}"
        self._lock: QLockFile | None = None

    def write(self, document: Document) -> None:
        """Replace the copy; raise InputError or OSError where that cannot be done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = _locked(self.path)
        save_document(self.path, document)

    def clear(self) -> None:
        """Remove the copy."""
        _remove(self.path)

    def leave(self) -> None:
        """Remove the copy, and give up the lock."""
        self.clear()
        if self._lock is not None:
            self._lock.unlock()


class Recovery:
    """Keeps the copies of one window, written beside it, and finds those that others left.

    There is one of the work that is shown, and one of each that was left unsaved when another
    scenario was opened: undo, which brings it back, ends with the window. A copy is locked as
    long as its window lives, so that no other start takes it.

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
        self._own = _Place(folder)
        self._beside: dict[State, _Place] = {}
        self._found: tuple[Path, QLockFile] | None = None
        self._left: set[Path] = set()
        self.n_more = 0
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="recovery")
        self._writing: Future[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being written."""
        return self._writing is not None and not self._writing.done()

    def write(
        self, document: Document | None, beside: Mapping[State, Document] | None = None
    ) -> None:
        """Replace the copies, beside the window.

        Parameters
        ----------
        document
            What is shown; None where all of it is saved.
        beside
            The newest works that were left behind, by what stands for each: a copy is written once.
        """
        newest = dict(list((beside or {}).items())[:MOST_BESIDE])
        self._writing = self._writer.submit(self._write, document, newest)
        self._writing.add_done_callback(_report)

    def _write(self, document: Document | None, beside: dict[State, Document]) -> None:
        # Where there is no room for a copy, work goes on without one.
        failure: InputError | OSError | None = None
        # The newest last, since it is the first to be offered.
        for key, one in reversed(beside.items()):
            if key not in self._beside:
                place = _Place(self._folder)
                refused = _refusal(place, one)
                failure = failure or refused
                if refused is None:
                    self._beside[key] = place
        if document is not None:
            failure = _refusal(self._own, document) or failure
        if failure is None:
            # What is to go may be what the others were made of: it stays until they are there.
            for key in self._beside.keys() - beside.keys():
                self._beside.pop(key).leave()
            if document is None:
                self._own.clear()
        self.failure = failure
        self._tried()

    def end(self) -> None:
        """Wait until all is written, and remove the copies: the window is closed in good order."""
        self._writer.submit(self._leave_all)
        self._writer.shutdown()
        if self._found is not None:
            self._found[1].unlock()
            self._found = None

    def _leave_all(self) -> None:
        for place in (self._own, *self._beside.values()):
            place.leave()
        self._beside.clear()

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
        own = {place.path for place in (self._own, *self._beside.values())}
        others = set(self._folder.glob(f"[!.]*{DOCUMENT}")) - own
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


def _refusal(place: _Place, document: Document) -> InputError | OSError | None:
    """Write a copy; return why that could not be done."""
    try:
        place.write(document)
    except (InputError, OSError) as error:
        return error
    return None


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
