"""A field that stands for a value: it knows the last good one, its text, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gdsim.engine.errors import InputError
from gdsim.i18n import tr_error
from gdsim.views.style.theme import set_variant


class TypedField(QLineEdit):
    """A line of text for a value that has been checked; a text that is none stays where it is.

    What is wrong with a text is kept, with the text, until the text is mended or Esc brings the
    value back. `gdsim.views.fields.fault_line` shows it.

    Parameters
    ----------
    name
        What the value is, for people who do not see the label.
    value
        The value at first.
    read
        Returns the value of a text, or raises InputError.
    write
        Returns the text of a value.
    keeps_focus
        Whether Enter leaves the keyboard in the field.

    Signals
    -------
    valueCommitted(object)
        Another value was entered. Who is asked for it may answer with `set_fault`, which brings the
        value before back and leaves the text.
    faultChanged(str)
        What is wrong with the text; empty where nothing is.
    """

    valueCommitted = Signal(object)
    faultChanged = Signal(str)

    def __init__(
        self,
        name: str,
        value: Any,
        read: Callable[[str], Any],
        write: Callable[[Any], str] = str,
        parent: QWidget | None = None,
        *,
        keeps_focus: bool = False,
    ) -> None:
        super().__init__(parent)
        self._keeps_focus = keeps_focus
        self.setAccessibleName(name)
        self._read, self._write = read, write
        self._value: Any = value
        self._fault = ""
        self._is_asking = False
        self.restore()
        self.editingFinished.connect(self.commit)
        self.textEdited.connect(self._follow_typing)

    @property
    def value(self) -> Any:
        """The value in force: the last one that was accepted."""
        return self._value

    @property
    def fault(self) -> str:
        """What is wrong with the text; empty where nothing is known to be."""
        return self._fault

    @property
    def value_text(self) -> str:
        """The value in force as the field writes it."""
        return self._write(self._value)

    @property
    def is_settled(self) -> bool:
        """Whether the text says the value in force."""
        return not self._fault and self.text() == self.value_text

    @property
    def is_asking(self) -> bool:
        """Whether the value was just entered, and may still be refused."""
        return self._is_asking

    def set_value(self, value: Any) -> None:
        """Take a value; a text that is being typed, or is wrong, stays where that is the same."""
        if value != self._value:
            self._value = value
            if not self._is_asking:
                self.restore()

    def restore(self) -> None:
        """Write the value in force."""
        if self.text() != self.value_text:
            self.setText(self.value_text)
            self.setCursorPosition(0)
        self._say("")

    def commit(self) -> bool:
        """Take what is typed for the value; return whether it was accepted."""
        if self.text() == self.value_text:
            # What is said against the value itself, as of an empty range, stays said.
            return not self._fault
        try:
            value = self._read(self.text())
        except InputError as error:
            self._say(tr_error(error))
            return False
        before, self._value = self._value, value
        self._say("")
        if value != before:
            self._is_asking = True
            self.valueCommitted.emit(value)
            self._is_asking = False
            if self._fault:
                self._value = before
                return False
        self.restore()
        return True

    def set_fault(self, sentence: str) -> None:
        """Say why the text is not accepted, and keep it; an empty sentence takes that back."""
        self._say(sentence)

    def _follow_typing(self, text: str) -> None:
        """Take back what is said to be wrong once it is mended."""
        if not self._fault:
            return
        try:
            self._read(text)
        except InputError as error:
            self._say(tr_error(error))
        else:
            self._say("")

    def _say(self, sentence: str) -> None:
        if sentence == self._fault:
            return
        self._fault = sentence
        set_variant(self, "invalid", bool(sentence))
        self.setAccessibleDescription(sentence)
        self.faultChanged.emit(sentence)

    def changeEvent(self, event: QEvent) -> None:
        """Let go of a text that nobody can mend while the field is greyed out."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.restore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text; leave a file to the window around the field, which opens it."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Esc for going back to the value in force, Enter for being done.

        Where nothing has been typed, Esc is left to the window around the field.
        """
        if event.key() == Qt.Key.Key_Escape:
            was_settled = self.is_settled
            self.restore()
            self.selectAll()
            event.setAccepted(not was_settled)
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            self._fault or self._keeps_focus
        ):
            # So that the arrow keys step on right after a new learning rate.
            self.clearFocus()


def unsettled(part: QWidget) -> list[TypedField]:
    """Take over what is typed in the fields of `part`; return those that hold something else."""
    fields = [one for one in part.findChildren(TypedField) if one.isEnabledTo(part)]
    return [field for field in fields if field.isVisibleTo(part) and not field.commit()]
