"""Answers that put options in their order."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.fields import Field
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import FONT, SPACE, interface_font, set_variant

LINE_HEIGHT = 34


class OrderList(QListWidget):
    """A list whose chosen line Alt with an arrow moves; lines can be dragged, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if way and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_line(way)
        elif Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or (
            # Such as those that turn the pages of an exam.
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def move_line(self, by: int) -> None:
        """Move the chosen line up or down, where there is room."""
        row = self.currentRow()
        if 0 <= row + by < self.count() and self.dragEnabled():
            self.insertItem(row + by, self.takeItem(row))
            self.setCurrentRow(row + by)
            self.model().layoutChanged.emit()


class OrderEditor(Editor):
    """The options as lines to be moved; nothing is answered before one of them is."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, is_wide=True)
        self._is_touched = False
        self.lines = OrderList()
        self.lines.setAccessibleName(field.label)
        self.lines.setFont(interface_font(FONT.reading))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        set_variant(self.lines, "lines", True)
        self._fill([option.key for option in field.options])
        self.lines.setFixedHeight(LINE_HEIGHT * len(field.options) + 2 * SPACE.xs + 2)
        self.lines.model().layoutChanged.connect(self._touch)
        self.lines.model().rowsMoved.connect(self._touch)
        column = QVBoxLayout()
        column.setSpacing(SPACE.xs)
        column.addWidget(self.lines)
        self._hint = sentence(
            tr("Alt+Up and Alt+Down move the chosen line; Enter takes the order as it stands."),
            "hint",
        )
        column.addWidget(self._hint)
        self._row.addLayout(column, 1)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)

    def _fill(self, keys: list[str]) -> None:
        options = {option.key: option for option in self.field.options}
        self.lines.clear()
        for key in keys:
            option = options[key]
            line = QListWidgetItem(f"{key})  {option.text or option.latex}")
            line.setData(Qt.ItemDataRole.UserRole, key)
            line.setSizeHint(QSize(0, LINE_HEIGHT))
            self.lines.addItem(line)
        self.lines.setCurrentRow(0)

    def _touch(self) -> None:
        self._is_touched = True
        self.edited.emit()

    @property
    def text(self) -> str:
        """The keys in their order; empty before anything was moved."""
        if not self._is_touched:
            return ""
        items = (self.lines.item(k) for k in range(self.lines.count()))
        return ", ".join(item.data(Qt.ItemDataRole.UserRole) for item in items)

    def set_text(self, text: str) -> None:
        """Show an answer."""
        given, known = (
            [key.strip() for key in text.split(",")],
            [option.key for option in self.field.options],
        )
        self._is_touched = sorted(given) == sorted(known)
        self._fill(given if self._is_touched else known)

    def set_locked(self, is_locked: bool) -> None:
        """Let the answer not be changed, or again."""
        self.lines.setDragEnabled(not is_locked)
        self.lines.setAcceptDrops(not is_locked)
        self._hint.setHidden(is_locked)

    def target(self) -> QWidget:
        """Return the list."""
        return self.lines

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for the order as it stands."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._is_touched = True
            self.entered.emit()
        else:
            super().keyPressEvent(event)
