"""The file in which the program remembers things between two starts: JSON, and nothing but texts.

Not `QSettings`: what stands in its files can be an object of any class, which is made when it is
read, so that whoever can write there can have any code run.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

from gdsim.engine.errors import InputError
from gdsim.files.regular import read_regular

MOST_BYTES = 1_000_000

LONGEST_WAIT = 500
"""Milliseconds to wait for another window that is writing."""


def settings_path() -> Path:
    """Return where the program's settings are kept, among the person's own files."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "gdsim" / "settings.json"


class SettingsFile:
    """Texts by key, in a file that several windows read and write.

    A damaged file counts as empty. Where nothing can be written, values hold until the end.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = self._read()

    def value(self, key: str) -> str | None:
        """Return a value as it was known last, or None."""
        return self._values.get(key)

    def newest(self, key: str) -> str | None:
        """Return a value as it is in the file now, be it another window's, or None."""
        self._values |= self._read()
        return self.value(key)

    def set(self, key: str, value: str) -> None:
        """Keep a value; what other windows wrote under other keys stays."""
        from gdsim.files.atomic import write_text

        self._values[key] = value
        with suppress(InputError, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock = QLockFile(f"{self._path}.lock")
            # Better to write than to wait for ever: the file is whole in any case.
            lock.tryLock(LONGEST_WAIT)
            try:
                self._values = {**self._values, **self._read(), key: value}
                write_text(self._path, json.dumps(self._values, indent=1, sort_keys=True))
            finally:
                lock.unlock()

    def _read(self) -> dict[str, str]:
        try:
            too_large = InputError("the settings are too large")
            found = json.loads(read_regular(self._path, MOST_BYTES, too_large))
        except (InputError, OSError, ValueError, RecursionError):
            return {}
        pairs = found.items() if isinstance(found, dict) else ()
        return {key: value for key, value in pairs if isinstance(value, str)}
