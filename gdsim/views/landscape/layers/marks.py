"""What is drawn on top of a picture: lines, dots, arrows and markers, all in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from math import atan2, hypot, inf, pi

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gdsim.engine.arrays import Array
from gdsim.views.landscape.contours.iso_lines import IsoLine
from gdsim.views.plots.frame import clipped_segments
from gdsim.views.plots.pens import draw_ring, polyline, round_pen
from gdsim.views.style.theme import Theme

HEAD_LENGTH = 10.0
"""Length of an arrow's head in pixels."""

OPEN_HEAD_LENGTH, OPEN_HEAD_SPREAD = 11.0, 0.7
"""Length of an open head, and how far its barbs stand out at the end of that."""

POINT_RADIUS, AHEAD_RADIUS = 5.5, 4.0

FARTHEST_MARK = 1e5
"""Pixels beyond which nothing is drawn."""

SHORTEST_GRADIENT = 40.0
"""Pixels below which a gradient's arrow is not shortened any more to keep its tip in sight."""

SHORTEST_KEPT = 32.0
"""Pixels below which an arrow is drawn at another part of its length than the one before."""

ROUND_PARTS = (1.0, 0.5, 0.2)

SHORTEST = 0.5
"""Pixels of line to the next point of a path that is drawn: Qt leaves out lines far shorter."""


BATCH_DASHES, MODEL_DASHES = (4.0, 3.0), (7.0, 3.0, 1.0, 3.0)
"""Of lines that stand for a batch, and for a model of the loss: told apart without their colours,
in widths of the line."""


def dashed_pen(colour: str, width: float, dashes: tuple[float, ...] = BATCH_DASHES) -> QPen:
    """Return the pen of lines that stand for a batch, or for less than the loss itself."""
    result = QPen(round_pen(colour, width))
    result.setDashPattern(dashes)
    return result


def draw_iso_lines(painter: QPainter, lines: Iterable[IsoLine]) -> None:
    """Draw all pieces of iso-loss lines with the painter's pen."""
    for line in lines:
        for piece in line.pieces:
            painter.drawPolyline(polyline(piece))


def _apart(points: Array) -> Array:
    """Return the points without those that come within `SHORTEST` pixels of line of one before.

    The last one stays.
    """
    if len(points) < 3:
        return points
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.cumsum(np.where(np.isfinite(steps), steps, SHORTEST)) // SHORTEST
    is_kept = np.ones(len(points), dtype=np.bool_)
    is_kept[1:-1] = np.diff(along[:-1], prepend=0.0) > 0
    return points[is_kept]


def draw_path(painter: QPainter, points: Array, size: tuple[float, float], line: QPen) -> None:
    """Draw the line through `points` (n, 2), as far as it lies in a plot of `size`."""
    painter.setPen(line)
    segments = clipped_segments(_apart(points), *size)
    painter.drawLines([QLineF(*segment) for segment in segments.tolist()])


def draw_dots(painter: QPainter, points: Array, radius: float, colour: str, edge: str) -> None:
    """Draw a filled dot at each of `points` (n, 2)."""
    painter.setPen(round_pen(edge, 1.0))
    painter.setBrush(QColor(colour))
    for x, y in points.tolist():
        painter.drawEllipse(QPointF(x, y), radius, radius)


def draw_arrow(
    painter: QPainter,
    tail: Array,
    tip: Array,
    colour: str,
    halo: str,
    width: float = 2.2,
    *,
    is_open: bool = False,
) -> None:
    """Draw an arrow from `tail` to `tip`, on a thin halo so that it reads on any ground.

    Its head is filled, or `is_open`: two barbs, by which an arrow is told from another where
    colours do not tell them apart.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        dx, dy = (tip - tail).tolist()
    length = hypot(dx, dy)
    if not 1.5 <= length < inf:
        return
    head = min(OPEN_HEAD_LENGTH if is_open else HEAD_LENGTH, 0.6 * length)
    back = np.array([dx, dy]) / length * head
    side = np.array([-back[1], back[0]]) * (OPEN_HEAD_SPREAD if is_open else 0.42)
    if is_open:
        ends = [QPointF(*end.tolist()) for end in (tip - back + side, tip, tip - back - side)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for tint, extra in ((halo, 2.0), (colour, 0.0)):
            painter.setPen(round_pen(tint, width + extra))
            painter.drawLine(QLineF(*tail.tolist(), *tip.tolist()))
            painter.drawPolyline(ends)
        return
    barbs = (tip, tip - back + side, tip - back * 0.8, tip - back - side)
    shape = QPolygonF([QPointF(*corner.tolist()) for corner in barbs])
    shaft = QLineF(*tail.tolist(), *(tip - back * 0.8).tolist())
    for tint, extra in ((halo, 2.0), (colour, 0.0)):
        painter.setPen(round_pen(tint, width + extra))
        painter.drawLine(shaft)
        painter.setPen(round_pen(tint, 1.0 + extra))
        painter.setBrush(QColor(tint))
        painter.drawPolygon(shape)


def draw_point(painter: QPainter, at: Array, colour: str, halo: str) -> None:
    """Draw the current point: a full disc on a halo."""
    draw_dots(painter, at[np.newaxis], POINT_RADIUS + 1.5, halo, halo)
    draw_dots(painter, at[np.newaxis], POINT_RADIUS, colour, colour)


def draw_start(painter: QPainter, at: Array, theme: Theme, halo: str, radius: float = 8.5) -> None:
    """Draw the marker of the start: an open circle."""
    strokes = round_pen(halo, 4.2), round_pen(theme.start, 2.2)
    draw_ring(painter, QPointF(*at.tolist()), radius, *strokes)


def draw_lead(painter: QPainter, at: Array, theme: Theme) -> None:
    """Draw where a step would lead: a small open circle."""
    strokes = round_pen(theme.halo, 3.6), round_pen(theme.step, 1.6)
    draw_ring(painter, QPointF(*at.tolist()), 4.0, *strokes)


def draw_cross(painter: QPainter, at: Array, radius: float, colour: str, halo: str) -> None:
    """Draw an upright cross: a minimum."""
    x, y = at.tolist()
    bars = [QLineF(x - radius, y, x + radius, y), QLineF(x, y - radius, x, y + radius)]
    for stroke in (round_pen(halo, 4.5), round_pen(colour, 2.2)):
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
        painter.setPen(round_pen(tint, extra))
        painter.setBrush(QColor(tint))
        painter.drawPolygon(wedge)
    painter.restore()


def draw_ahead(painter: QPainter, at: Array, colour: str, halo: str) -> None:
    """Draw a small open ring at the pixel `at`: where a rule looks ahead to."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tint, width in ((halo, 3.6), (colour, 1.6)):
        painter.setPen(round_pen(tint, width))
        painter.drawEllipse(QPointF(*at.tolist()), AHEAD_RADIUS, AHEAD_RADIUS)


def gradient_part(tail: Array, tip: Array, size: tuple[float, float], now: float = 0.0) -> float:
    """Return the part of an arrow to draw: 1 where its tip is in sight, else 1/2, 1/5, 1/10 ...

    Round parts keep the arrows of neighbouring updates comparable; so does the part drawn `now`,
    which stays until the arrow would be out of sight or could hardly be seen.
    """
    whole = float(np.hypot(*(tip - tail)))
    # Nothing is drawn now where the part is 0, and of an infinite arrow that would be no number.
    is_kept = now > 0 and _is_in_sight(tail, tip, now, size)
    if is_kept and now * whole >= min(SHORTEST_KEPT, whole):
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
        for part in ROUND_PARTS:
            yield part * 10.0**-power
