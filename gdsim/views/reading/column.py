"""A column of text that scrolls, no wider than is easy to read, in the middle of its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gdsim.views.style.theme import SPACE

COLUMN_WIDTH = 720
"""Pixels of the widest column."""


class ReadingColumn(QScrollArea):
    """Shows one widget after the other in a column; each call of `fill` begins anew.

    Parameters
    ----------
    name
        What is read here, for people who do not see it.
    """

    def __init__(self, name: str, width: int = COLUMN_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fill(self, *parts: QWidget, spacing: int = SPACE.m) -> None:
        """Show these, from the top, in the place of what was shown."""
        content, inner = QWidget(), QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, SPACE.xl, 0, SPACE.xl)
        column.setSpacing(spacing)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        content.setLayout(centred(inner, self._width))
        self.setWidget(content)
        self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll to either end, too."""
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if Qt.Key(event.key()) in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def centred(column: QWidget, width: int = COLUMN_WIDTH) -> QHBoxLayout:
    """Return a row with `column` in its middle, no wider than is easy to read."""
    column.setMaximumWidth(width)
    row = QHBoxLayout()
    row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
    row.addStretch(1)
    # As wide as allowed before the sides get anything.
    row.addWidget(column, 1000)
    row.addStretch(1)
    return row
