"""An axis whose numbers are painted only where they are to be seen anew."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPicture
from PySide6.QtWidgets import QGraphicsItem, QWidget

OVERHANG = 3.0
"""Pixels by which letters may stand out of the room that was measured for them."""


class Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """Remembers ticks and numbers apart.

    Its ticks reach into the plot, which is painted at every step; setting the numbers, which stand
    beside it, takes ten times as long as the ticks.
    """

    def __init__(self, side: str) -> None:
        self._numbers, self._room_of_numbers = QPicture(), QRectF()
        super().__init__(side)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def drawPicture(
        self, p: QPainter, line: Any, ticks: Any, numbers: list[tuple[QRectF, Any, str]]
    ) -> None:
        super().drawPicture(p, line, ticks, [])
        self._numbers, self._room_of_numbers = QPicture(), QRectF()
        for room, _, _ in numbers:
            self._room_of_numbers |= QRectF(room)
        painter = QPainter(self._numbers)
        # As pyqtgraph does it.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
        if self.style["tickFont"] is not None:
            painter.setFont(self.style["tickFont"])
        painter.setPen(self.textPen())
        painter.setClipRect(self.boundingRect().toAlignedRect())
        for room, flags, text in numbers:
            painter.drawText(room, int(flags), text)
        painter.end()

    def paint(self, p: QPainter, opt: Any, widget: QWidget | None) -> None:
        super().paint(p, opt, widget)
        reach = self._room_of_numbers.adjusted(-OVERHANG, -OVERHANG, OVERHANG, OVERHANG)
        if reach.intersects(opt.exposedRect):
            self._numbers.play(p)
