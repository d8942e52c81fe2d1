"""The sign of a change of settings in the middle of a run, the same in the table and the plots."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

HALF_HEIGHT = 4.5
"""Half the height of the diamond in pixels."""


def draw_diamond(
    painter: QPainter, x: float, y: float, colour: QColor, halo: QColor | None = None
) -> None:
    """Draw a filled diamond around (x, y), on a thin halo where it lies on other marks."""
    corners = ((0.0, -HALF_HEIGHT), (HALF_HEIGHT, 0.0), (0.0, HALF_HEIGHT), (-HALF_HEIGHT, 0.0))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(halo, 1.5) if halo is not None else Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
    painter.restore()
