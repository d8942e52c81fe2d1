"""One of a few options, picked from a list: for the cells of a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.fields import Field
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.style.theme import FONT, SPACE, interface_font

LEAST_LETTERS = 9
"""Letters that the closed list has room for."""


class ListEditor(Editor):
    """A list that opens; nothing is chosen at first."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.list = QComboBox()
        self.list.setFont(interface_font(FONT.reading))
        self.list.setAccessibleName(field.label)
        self.list.addItem(tr("…"), "")
        for option in field.options:
            self.list.addItem(option.text, option.key)
        # The open list shows what the closed one has no room for.
        self.list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.list.setMinimumContentsLength(LEAST_LETTERS)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.view().setMinimumWidth(self.list.view().sizeHintForColumn(0) + 2 * SPACE.l)
        self.list.activated.connect(lambda _index: self.edited.emit())
        self._row.addWidget(self.list, 1)
        self._row.addWidget(self._sign)

    @property
    def text(self) -> str:
        """The key of what is chosen."""
        return str(self.list.currentData())

    def set_text(self, text: str) -> None:
        """Show an answer."""
        self.list.setCurrentIndex(max(0, self.list.findData(text)))

    def set_locked(self, is_locked: bool) -> None:
        """Let the answer not be changed, or again."""
        self.list.setEnabled(not is_locked)

    def target(self) -> QWidget:
        """Return the list."""
        return self.list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)
