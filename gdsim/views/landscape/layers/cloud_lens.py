"""A round lens in a corner of the plot, in which a cloud of steps too small to see is enlarged."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from gdsim.engine.arrays import Array
from gdsim.i18n import tr
from gdsim.views.plots.pens import round_pen
from gdsim.views.plots.words import write
from gdsim.views.style.theme import Theme

WIDE_ENOUGH = 0.16
"""Part of the plot's shorter side; a cloud as wide as that needs no lens."""

LENS_RADIUS = 0.18
"""Of the lens, as a part of the plot's shorter side."""

FILLED_RADIUS = 0.86
"""Part of the lens's radius within which these steps lie."""

SHARE_INSIDE = 0.98
"""Of the steps, inside the lens; the few farthest would rule how much it enlarges."""

LENS_MARGIN, LABEL_GAP = 10.0, 11.0
"""Pixels from the lens to the edges of the plot, and to its label."""

ROUND_DIGITS = (5.0, 2.0, 1.0)


class Lens(Struct, frozen=True, eq=False):
    """Where the lens stands, and what it shows.

    Attributes
    ----------
    centre, radius
        Of the lens, in pixels.
    looks_at, reach
        The middle of the cloud, and within which distance nearly all its steps lie, in pixels.
    factor
        By how much the lens enlarges.
    """

    centre: Array
    radius: float
    looks_at: Array
    reach: float
    factor: float

    def enlarged(self, pixels: Array) -> Array:
        """Return where pixels of the plot (..., 2) are seen in the lens."""
        seen: Array = self.centre + self.factor * (pixels - self.looks_at)
        return seen


def lens_for(cloud: Array, taken: Array, size: tuple[float, float]) -> Lens | None:
    """Return a lens for a cloud of pixels (M, 2); None where none is needed, or none helps.

    It stands in the corner of a plot of `size` that is farthest from the `taken` pixels (n, 2).
    """
    side = min(size)
    looks_at = cloud.mean(axis=0)
    reach = float(np.quantile(np.hypot(*(cloud - looks_at).T), SHARE_INSIDE))
    is_in_sight = ((looks_at >= 0) & (looks_at <= size)).all()
    if 2 * reach >= WIDE_ENOUGH * side or reach == 0 or not is_in_sight:
        return None
    radius = LENS_RADIUS * side
    factor = _nice(FILLED_RADIUS * radius / reach)
    inset = radius + LENS_MARGIN
    corners = np.array([(x, y) for x in (inset, size[0] - inset) for y in (inset, size[1] - inset)])
    away = [float(np.hypot(*(taken - corner).T).min()) for corner in corners]
    return Lens(corners[int(np.argmax(away))], radius, looks_at, reach, factor)


def _nice(most: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20 ... up to `most`."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(digit * power for digit in ROUND_DIGITS if digit * power <= most * (1 + 1e-9))


def draw_lens(painter: QPainter, lens: Lens, theme: Theme, font: QFont) -> QPainterPath:
    """Draw the empty lens, what it looks at, and by how much it enlarges; return its inside."""
    centre, middle = QPointF(*lens.centre.tolist()), QPointF(*lens.looks_at.tolist())
    ring = max(7.0, lens.reach + 4.0)
    way = lens.looks_at - lens.centre
    length = float(np.hypot(*way))
    for tint, width in ((theme.halo, 3.0), (theme.outline, 1.2)):
        painter.setPen(round_pen(tint, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, ring, ring)
        if length > lens.radius + ring:
            near = lens.centre + way * (lens.radius / length)
            far = lens.looks_at - way * (ring / length)
            painter.drawLine(QLineF(*near.tolist(), *far.tolist()))
    inside = QPainterPath()
    inside.addEllipse(centre, lens.radius, lens.radius)
    painter.setPen(round_pen(theme.outline, 1.2))
    painter.setBrush(QColor(theme.surface))
    painter.drawPath(inside)
    _draw_factor(painter, lens, theme, font)
    return inside


def _draw_factor(painter: QPainter, lens: Lens, theme: Theme, font: QFont) -> None:
    """Say by how much the lens enlarges, outside it towards the middle of the plot's side."""
    text = tr("× {factor}").format(factor=f"{lens.factor:g}")
    box = QFontMetricsF(font).boundingRect(text)
    is_high = lens.centre[1] < lens.looks_at[1]
    middle = QPointF(*lens.centre.tolist())
    middle.setY(middle.y() + (lens.radius + LABEL_GAP) * (1 if is_high else -1))
    write(painter, text, middle - box.center(), font, theme.text, round_pen(theme.halo, 3.0))
