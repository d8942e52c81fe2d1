"""A column of fields that scrolls up and down, as wide as its widest field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class SideColumn(QScrollArea):
    """Shows `content`, which never scrolls sideways.

    Parameters
    ----------
    least
        Pixels that it is wide at least.
    """

    def __init__(self, content: QWidget, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content, self._least = content, least
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take another width where the content has another."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Return the width of the content, with a scroll bar beside it."""
        needed = self._content.minimumSizeHint().width()
        beside = self.verticalScrollBar().sizeHint().width()
        return QSize(max(self._least, needed + beside), super().sizeHint().height())
