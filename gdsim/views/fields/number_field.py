"""A field for one exact number."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gdsim.engine.errors import InputError
from gdsim.i18n import tr_error
from gdsim.numbers import NumberFormat
from gdsim.views.style.theme import set_variant

Check = Callable[[float], object]


_written = NumberFormat.exact().text


class NumberField(QLineEdit):
    """Takes any number in any spelling; shows the exact value in force.

    Parameters
    ----------
    name
        What the number is, for people who do not see the label.
    check
        Raises InputError for a number that is not accepted.
    integer
        Whether only whole numbers are accepted.
    """

    valueCommitted = Signal(float)
    refused = Signal(str)

    def __init__(
        self,
        name: str,
        check: Check = lambda _value: None,
        integer: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._check = check
        self._integer = integer
        self._value = 0.0
        self.set_value(0.0)
        self.editingFinished.connect(self._commit)
        self.textEdited.connect(lambda _text: self._mark(""))

    @property
    def value(self) -> float:
        """The value in force."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show `value`; leaves a text that is being typed alone where the value is the same."""
        if value == self._value and self.text():
            return
        self._value = value
        self._restore()

    def _restore(self) -> None:
        self.setText(_written(self._value))
        self.setCursorPosition(0)
        self._mark("")

    def _commit(self) -> None:
        if self.text() == _written(self._value):
            self._mark("")
            return
        try:
            value = self._parsed()
        except InputError as error:
            self._mark(tr_error(error))
            return
        changed = value != self._value
        self._value = value
        self._restore()
        if changed:
            self.valueCommitted.emit(value)

    def _parsed(self) -> float:
        text = self.text().strip()
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or (self._integer and value != int(value)):
            quoted = f"“{text}”"
            if self._integer:
                raise InputError("{text} is not a whole number; write one such as 40", text=quoted)
            raise InputError("{text} is not a number; write one such as 0.1 or 1e-3", text=quoted)
        self._check(value)
        return value

    def _mark(self, sentence: str) -> None:
        set_variant(self, "invalid", bool(sentence))
        self.refused.emit(sentence)

    def show_refusal(self, sentence: str) -> None:
        """Mark the typed text as refused, and keep it."""
        self._mark(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Esc for going back to the value in force, Enter for being done.

        Where nothing has been typed, Esc is left to the window around the field.
        """
        if event.key() == Qt.Key.Key_Escape:
            untouched = self.text() == _written(self._value)
            self._restore()
            self.selectAll()
            event.setAccepted(not untouched)
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.property("invalid"):
            # So that the arrow keys step on right after a new learning rate.
            self.clearFocus()


def positive(what: str) -> Check:
    """Return a check for numbers above 0."""

    def check(value: float) -> None:
        if value <= 0:
            raise InputError("{what} must be above 0; write one such as 0.1", what=what)

    return check


def at_least(what: str, low: float) -> Check:
    """Return a check for numbers of at least `low`."""

    def check(value: float) -> None:
        if value < low:
            raise InputError("{what} must be at least {low}", what=what, low=_written(low))

    return check
