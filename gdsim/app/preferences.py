"""What the program remembers between two starts: looks, number format, size of the window."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Literal, get_args

from PySide6.QtCore import QByteArray

from gdsim.app.settings_file import SettingsFile
from gdsim.numbers import NumberFormat

ThemeChoice = Literal["system", "light", "dark"]
THEME_CHOICES: tuple[ThemeChoice, ...] = get_args(ThemeChoice)

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
"""How many times as large as usual everything can be drawn, for a lecture hall."""


class Preferences:
    """Typed access to the settings; a value that does not fit counts as absent.

    Parameters
    ----------
    store
        Where values are kept, or None to remember nothing.
    theme
        The theme while none is stored.
    """

    def __init__(self, store: SettingsFile | None, theme: ThemeChoice = "system") -> None:
        self._store = store
        self._theme = theme

    def _read(self, key: str) -> str | None:
        return None if self._store is None else self._store.value(key)

    def _write(self, key: str, value: str) -> None:
        if self._store is not None and self._store.newest(key) != value:
            self._store.set(key, value)

    @property
    def theme(self) -> ThemeChoice:
        """The theme the person chose: light, dark, or what the system has."""
        stored = self._read("theme")
        return next((choice for choice in THEME_CHOICES if choice == stored), self._theme)

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._theme = choice
        self._write("theme", choice)

    @property
    def scale(self) -> float:
        """How many times as large as usual everything is drawn from the next start on."""
        stored = str(self._read("scale"))
        return next((scale for scale in SCALES if f"{scale:g}" == stored), SCALES[0])

    @scale.setter
    def scale(self, scale: float) -> None:
        self._write("scale", f"{scale:g}")

    @property
    def number_format(self) -> NumberFormat:
        """How numbers are shown."""
        kind, digits = self._read("number-format/kind"), self._read("number-format/digits")
        try:
            return NumberFormat(str(kind), int(str(digits)))
        except ValueError:
            return NumberFormat.decimals(4)

    @number_format.setter
    def number_format(self, number_format: NumberFormat) -> None:
        self._write("number-format/kind", number_format.kind)
        self._write("number-format/digits", str(number_format.digits))

    @property
    def opens_last(self) -> bool:
        """Whether a start without a file opens the document that was open last."""
        return self.text("last-document/opens") != "no"

    @opens_last.setter
    def opens_last(self, opens: bool) -> None:
        self._write("last-document/opens", "yes" if opens else "no")

    @property
    def start_is_locked(self) -> bool:
        """Whether clicks in the plot leave the start alone."""
        return self.text("start/locked") == "yes"

    @start_is_locked.setter
    def start_is_locked(self, is_locked: bool) -> None:
        self._write("start/locked", "yes" if is_locked else "no")

    @property
    def last_document(self) -> str:
        """The file of the document that was open last; empty where it had none."""
        return self.text("last-document/path")

    @last_document.setter
    def last_document(self, path: str) -> None:
        self._write("last-document/path", path)

    def text(self, key: str) -> str:
        """Return a stored text, empty where there is none; it may be another window's."""
        return "" if self._store is None else self._store.newest(key) or ""

    def set_text(self, key: str, value: str) -> None:
        """Store a text."""
        self._write(key, value)

    def bytes(self, key: str) -> QByteArray:
        """Return a stored state of a window or splitter, empty where there is none."""
        try:
            return QByteArray(b64decode(self._read(key) or "", validate=True))
        except ValueError:
            return QByteArray()

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Store a state of a window or splitter."""
        self._write(key, b64encode(value.data()).decode())
