"""Pens, and lines drawn with them, in pixels."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from gdsim.engine.arrays import Array


@lru_cache(maxsize=256)
def pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen with round joins; to be read only, since the next one may be the same."""
    result = QPen(QBrush(QColor(colour)), width, style)
    result.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return result


@lru_cache(maxsize=256)
def round_pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen with round ends and joins; to be read only."""
    result = QPen(pen(colour, width, style))
    result.setCapStyle(Qt.PenCapStyle.RoundCap)
    return result


def polyline(points: Array) -> QPolygonF:
    """Return the line through `points` (n, 2)."""
    # pyqtgraph's own way refuses to write into a line of no points.
    line: QPolygonF = pg.functions.arrayToQPolygonF(*points.T) if len(points) else QPolygonF()
    return line


def draw_ring(painter: QPainter, at: QPointF, radius: float, *strokes: QPen) -> None:
    """Draw an open circle with each of `strokes`: a halo, and the line on it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        painter.setPen(stroke)
        painter.drawEllipse(at, radius, radius)


def stretches(points: Array) -> list[Array]:
    """Return the parts of `points` (n, 2) between those that are not finite."""
    finite = np.isfinite(points).all(axis=1)
    if finite.all():
        return [points] if len(points) else []
    edges = np.flatnonzero(np.diff(finite, prepend=False, append=False))
    return [points[i:j] for i, j in zip(edges[::2], edges[1::2], strict=True)]
