"""The arrows of an update: its gradient, that of all rows, and its step; all places in pixels.

An arrow that would end nowhere, or so far away that it could not be painted, is left out.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter

from gdsim.engine.arrays import Array
from gdsim.views.landscape.layers import marks
from gdsim.views.style.theme import Theme


def paint_step(painter: QPainter, here: Array, lead: Array, theme: Theme) -> None:
    """Paint the step from the point, (2,), to where it leads, (2,)."""
    if _is_near(lead):
        marks.draw_arrow(painter, here, lead, theme.step, theme.halo)
        marks.draw_lead(painter, lead, theme)


def paint_way_ahead(painter: QPainter, here: Array, tail: Array, theme: Theme) -> None:
    """Paint the way from the point to where the gradient is taken, which is ahead of it."""
    if _is_near(tail):
        painter.setPen(marks.dashed_pen(theme.gradient, 1.3))
        painter.drawLine(QLineF(*here.tolist(), *tail.tolist()))
        marks.draw_ahead(painter, tail, theme.gradient, theme.halo)


def paint_full_gradient(
    painter: QPainter, tail: Array, end: Array, part: float, theme: Theme
) -> None:
    """Paint the share `part` of the gradient of all rows, from where it is taken to its end."""
    if np.isfinite(end).all():
        tip = tail + part * (end - tail)
        marks.draw_arrow(painter, tail, tip, theme.full_gradient, theme.halo, is_open=True)


def paint_gradient(painter: QPainter, tail: Array, end: Array, part: float, theme: Theme) -> None:
    """Paint the share `part` of the gradient, from where it is taken to its end."""
    if np.isfinite(end).all():
        tip = tail + part * (end - tail)
        marks.draw_arrow(painter, tail, tip, theme.gradient, theme.halo)


def _is_near(place: Array) -> bool:
    return bool(np.isfinite(place).all() and (np.abs(place) < marks.FARTHEST_MARK).all())
