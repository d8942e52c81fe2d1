"""What lies outside the bounds of the parameters: hatched, with a line at each bound."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from gdsim.views.plots.frame import Frame, Range
from gdsim.views.plots.pens import round_pen
from gdsim.views.style.theme import Theme

HATCHED, SHADED = 90, 46
"""How opaque hatching and shade are, of 255."""


def paint_outside(
    painter: QPainter, frame: Frame, bounds: tuple[Range, Range], theme: Theme
) -> None:
    """Paint over what lies outside `bounds`, the least and the most along x and along y."""
    (left, right), (bottom, top) = bounds
    width, height = frame.size
    x = [_within(float(frame.across(end)), width) for end in (left, right)]
    y = [_within(float(frame.down(end)), height) for end in (top, bottom)]
    parts = [
        QRectF(0, 0, x[0], height),
        QRectF(x[1], 0, width - x[1], height),
        QRectF(x[0], 0, x[1] - x[0], y[0]),
        QRectF(x[0], y[1], x[1] - x[0], height - y[1]),
    ]
    shade, hatching = QColor(theme.plot_background), QColor(theme.plot_text)
    shade.setAlpha(SHADED)
    hatching.setAlpha(HATCHED)
    for part in parts:
        if part.width() > 0 and part.height() > 0:
            painter.fillRect(part, shade)
            painter.fillRect(part, QBrush(hatching, Qt.BrushStyle.BDiagPattern))
    edges = [QLineF(at, y[0], at, y[1]) for at in x if 0 < at < width]
    edges += [QLineF(x[0], at, x[1], at) for at in y if 0 < at < height]
    painter.setPen(round_pen(theme.plot_text, 1.6))
    painter.drawLines(edges)


def _within(pixel: float, size: float) -> float:
    """Return a pixel of a bound within the picture; that of none lies at the edge."""
    return 0.0 if math.isnan(pixel) else min(max(pixel, 0.0), size)
