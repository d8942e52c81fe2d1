"""How runs are told apart: by colour, by the line's pattern, and by the shape of a mark."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from gdsim.views.plots.pens import draw_ring, pen
from gdsim.views.style.design import Theme

PRESENT = -1
"""The look of the present run: its path in the landscape, and the point at which it stands."""

MARK_REACH = 9.0
"""Pixels that a mark stands out from its place at most, halo and all."""

_LINES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DotLine,
)


def _polygon(corners: int, turn: float) -> tuple[tuple[float, float], ...]:
    angles = np.arange(corners) * 2 * np.pi / corners + turn
    return tuple(zip(np.cos(angles).tolist(), np.sin(angles).tolist(), strict=True))


_SHAPES = (
    _polygon(4, np.pi / 4),
    _polygon(3, -np.pi / 2),
    _polygon(4, 0.0),
    _polygon(3, np.pi / 2),
    _polygon(5, -np.pi / 2),
)
"""Square, triangle, diamond, triangle on its tip, pentagon."""


def run_colour(look: int, theme: Theme) -> str:
    """Return the colour of a look; it comes round again with another pattern and mark."""
    if look == PRESENT:
        return theme.path
    colours = theme.runs
    return colours[(look + look // len(colours)) % len(colours)]


def run_pen(look: int, theme: Theme, width: float = 1.8) -> QPen:
    """Return the pen of a look: looks of one colour do not share a pattern."""
    style = _LINES[0 if look == PRESENT else look % len(_LINES)]
    pen = QPen(QBrush(QColor(run_colour(look, theme))), width, style)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen


def draw_run_mark(
    painter: QPainter, at: QPointF, look: int, theme: Theme, radius: float = 6.0
) -> None:
    """Draw the mark of a look on a thin halo."""
    painter.setPen(QPen(QColor(theme.halo), 1.4))
    if look == PRESENT:
        painter.setBrush(QColor(theme.point))
        painter.drawEllipse(at, radius - 1, radius - 1)
        return
    painter.setBrush(QColor(run_colour(look, theme)))
    painter.drawPolygon(_mark(look % len(_SHAPES), radius).translated(at))


@lru_cache
def _mark(shape: int, radius: float) -> QPolygonF:
    """Return a shape round the origin; to be read only."""
    return QPolygonF([QPointF(radius * x, radius * y) for x, y in _SHAPES[shape]])


def draw_run_swatch(painter: QPainter, at: QPointF, look: int, theme: Theme, reach: float) -> None:
    """Draw line and mark of a look, as in a legend, `reach` pixels to either side of `at`."""
    painter.setPen(run_pen(look, theme, 2.0))
    painter.drawLine(at - QPointF(reach, 0), at + QPointF(reach, 0))
    draw_run_mark(painter, at, look, theme, 5.0)


def draw_best(painter: QPainter, at: QPointF, radius: float, theme: Theme) -> None:
    """Mark the best run with an open circle that reads on any ground."""
    draw_ring(painter, at, radius, pen(theme.halo, 5.0), pen(theme.path, 2.0))
