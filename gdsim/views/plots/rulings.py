"""Thin lines all across a plot: rulings, what is pointed at, and the ring of keyboard focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from gdsim.views.plots.frame import Frame
from gdsim.views.plots.pens import pen
from gdsim.views.style.theme import Theme


def draw_rulings(
    painter: QPainter, across: Sequence[float], down: Sequence[float], frame: Frame, theme: Theme
) -> None:
    """Draw quiet lines at these pixels from the left and from the top."""
    painter.setPen(pen(theme.grid, 1.0))
    painter.drawLines([QLineF(x, 0, x, frame.height) for x in across])
    painter.drawLines([QLineF(0, y, frame.width, y) for y in down])


def draw_crosshair(painter: QPainter, at: QPointF, frame: Frame, theme: Theme) -> None:
    """Draw thin lines through the place that is pointed at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lines = [QLineF(at.x(), 0, at.x(), frame.height), QLineF(0, at.y(), frame.width, at.y())]
    for stroke in (pen(theme.halo, 2.5), pen(theme.path, 1.0)):
        painter.setPen(stroke)
        painter.drawLines(lines)


def draw_focus(painter: QPainter, frame: Frame, theme: Theme) -> None:
    """Draw the ring of keyboard focus along the edge of the plot."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(theme.focus, 2.0))
    painter.drawRect(QRectF(1, 1, frame.width - 2, frame.height - 2))
