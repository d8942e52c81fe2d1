"""Sections one below the other, which scroll where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gdsim.views.style.theme import SPACE

LABELS = 56
"""Pixels of the column of labels in every section."""


class SectionColumn(QScrollArea):
    """A column of sections; `content` is the widget in which they stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = QWidget()
        self._column = QVBoxLayout(self.content)
        self._column.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        self._column.setSpacing(SPACE.s)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.content)
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)

    def add(self, section: QWidget) -> None:
        """Put a section below the others."""
        self._column.insertWidget(self._column.count() - 1, section)

    def _keep_width(self, _low: int, high: int) -> None:
        """Let the bar that scrolls take its room from the margin, so that no field moves."""
        bar = self.verticalScrollBar().sizeHint().width() if high else 0
        self._column.setContentsMargins(SPACE.m, SPACE.s, max(SPACE.m - bar, 0), SPACE.s)
