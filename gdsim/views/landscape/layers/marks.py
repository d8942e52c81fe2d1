"""What is drawn on top of a picture: lines, dots, arrows and markers, all in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from math import atan2, hypot, pi

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from gdsim.engine.arrays import Array
from gdsim.views.landscape.geometry import clipped_segments

HEAD = 10.0
"""Length of an arrow's head in pixels."""

POINT_RADIUS = 5.5
SHORTEST_GRADIENT = 40.0
"""Pixels below which a gradient's arrow is not shortened any more to keep its tip in sight."""

SHORTEST_KEPT = 32.0
"""Pixels below which an arrow is drawn at another part of its length than the one before."""

NICE_PARTS = (1.0, 0.5, 0.2)


def pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen with round ends and joins."""
    result = QPen(QBrush(QColor(colour)), width, style)
    result.setCapStyle(Qt.PenCapStyle.RoundCap)
    result.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return result


def draw_path(painter: QPainter, points: Array, size: tuple[float, float], line: QPen) -> None:
    """Draw the line through `points` (n, 2), as far as it lies in a plot of `size`."""
    painter.setPen(line)
    segments = clipped_segments(points, *size)
    painter.drawLines([QLineF(*segment) for segment in segments.tolist()])


def draw_dots(painter: QPainter, points: Array, radius: float, colour: str, edge: str) -> None:
    """Draw a filled dot at each of `points` (n, 2)."""
    painter.setPen(pen(edge, 1.0))
    painter.setBrush(QColor(colour))
    for x, y in points.tolist():
        painter.drawEllipse(QPointF(x, y), radius, radius)


def draw_arrow(
    painter: QPainter, tail: Array, tip: Array, colour: str, halo: str, width: float = 2.2
) -> None:
    """Draw an arrow from `tail` to `tip`, on a thin halo so that it reads on any ground."""
    dx, dy = (tip - tail).tolist()
    length = hypot(dx, dy)
    if length < 1.5:
        return
    head = min(HEAD, 0.6 * length)
    back = np.array([dx, dy]) / length * head
    side = np.array([-back[1], back[0]]) * 0.42
    barbs = (tip, tip - back + side, tip - back * 0.8, tip - back - side)
    shape = QPolygonF([QPointF(*corner.tolist()) for corner in barbs])
    shaft = QLineF(*tail.tolist(), *(tip - back * 0.8).tolist())
    for tint, extra in ((halo, 2.0), (colour, 0.0)):
        painter.setPen(pen(tint, width + extra))
        painter.drawLine(shaft)
        painter.setPen(pen(tint, 1.0 + extra))
        painter.setBrush(QColor(tint))
        painter.drawPolygon(shape)


def draw_point(painter: QPainter, at: Array, colour: str, halo: str) -> None:
    """Draw the current point: a full disc on a halo."""
    draw_dots(painter, at[np.newaxis], POINT_RADIUS + 1.5, halo, halo)
    draw_dots(painter, at[np.newaxis], POINT_RADIUS, colour, colour)


def draw_ring(painter: QPainter, at: Array, radius: float, line: QPen, halo: str) -> None:
    """Draw an open circle: the start, or where a step would lead."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in (pen(halo, line.widthF() + 2.0), line):
        painter.setPen(stroke)
        painter.drawEllipse(QPointF(*at.tolist()), radius, radius)


def draw_cross(painter: QPainter, at: Array, radius: float, colour: str, halo: str) -> None:
    """Draw an upright cross: a minimum."""
    x, y = at.tolist()
    bars = [QLineF(x - radius, y, x + radius, y), QLineF(x, y - radius, x, y + radius)]
    for stroke in (pen(halo, 4.5), pen(colour, 2.2)):
        painter.setPen(stroke)
        painter.drawLines(bars)


def draw_exit(
    painter: QPainter, target: Array, size: tuple[float, float], colour: str, halo: str
) -> None:
    """Draw a wedge at the edge of the plot, pointing out towards `target`, which lies outside."""
    room = 14.0
    at = np.clip(target, room, np.array(size) - room)
    dx, dy = np.clip(target - at, -1e9, 1e9).tolist()
    painter.save()
    painter.translate(QPointF(*at.tolist()))
    painter.rotate(atan2(dy, dx) * 180 / pi)
    wedge = QPolygonF([QPointF(10, 0), QPointF(-7, 7), QPointF(-3, 0), QPointF(-7, -7)])
    for tint, extra in ((halo, 3.0), (colour, 1.0)):
        painter.setPen(pen(tint, extra))
        painter.setBrush(QColor(tint))
        painter.drawPolygon(wedge)
    painter.restore()


def gradient_part(tail: Array, tip: Array, size: tuple[float, float], now: float = 0.0) -> float:
    """Return the part of an arrow to draw: 1 where its tip is in sight, else 1/2, 1/5, 1/10 ...

    Round parts keep the arrows of neighbouring updates comparable; so does the part drawn `now`,
    which stays until the arrow would be out of sight or could hardly be seen.
    """
    whole = float(np.hypot(*(tip - tail)))
    if _is_in_sight(tail, tip, now, size) and now * whole >= min(SHORTEST_KEPT, whole):
        return now
    for part in _nice_parts():
        if _is_in_sight(tail, tip, part, size) or part * whole <= SHORTEST_GRADIENT:
            return part
    return 0.0


def _is_in_sight(tail: Array, tip: Array, part: float, size: tuple[float, float]) -> bool:
    """Return whether that part of an arrow is inside a plot of `size`, and not too long."""
    end = tail + part * (tip - tail)
    room = np.array([[12.0, 12.0], [size[0] - 12.0, size[1] - 12.0]])
    is_short = float(np.hypot(*(end - tail))) <= 0.4 * min(size)
    return is_short and bool(((end >= room[0]) & (end <= room[1])).all())


def _nice_parts() -> Iterable[float]:
    for power in range(300):
        for part in NICE_PARTS:
            yield part * 10.0**-power
