"""The curvature at the point: the Hessian's eigenvectors, and the local quadratic's contours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from gdsim.engine.curvature import Curvature
from gdsim.engine.dataset import Array
from gdsim.engine.objective import Objective, Rows
from gdsim.numbers import NumberFormat
from gdsim.views.landscape import marks
from gdsim.views.landscape.geometry import PixelMap
from gdsim.views.landscape.iso_lines import IsoLine, iso_lines
from gdsim.views.style.theme import Theme

CELLS = 64
LONGEST, SHORTEST = 74.0, 22.0
"""Pixels of the eigenvector of the largest curvature, and the least of any."""

LABEL_GAP = 6.0
"""Pixels between the end of a line, or the point, and the eigenvalue."""

_FOUR = NumberFormat.significant(4)


@dataclass(frozen=True, eq=False)
class LocalQuadratic:
    """The loss near a point, to second order, in the plane of two parameters.

    Attributes
    ----------
    at, gradient, hessian
        The point (2,), and gradient (2,) and Hessian (2, 2) there.
    loss
        The loss there.
    """

    at: Array
    loss: float
    gradient: Array
    hessian: Array

    @classmethod
    def of(
        cls, objective: Objective, theta: Array, axes: tuple[int, int], rows: Rows | None
    ) -> LocalQuadratic:
        """Return that of an objective at theta (d,), along two of its parameters."""
        pair = list(axes)
        loss, gradient = objective.value_and_gradient(theta, rows)
        hessian = objective.hessian(theta, rows)[np.ix_(pair, pair)]
        return cls(theta[pair], float(loss), gradient[pair], hessian)

    @property
    def is_finite(self) -> bool:
        """Whether there is such a quadratic."""
        return bool(np.isfinite(self.loss) and np.isfinite(self.hessian).all())

    def losses(self, plot: PixelMap, cells: int) -> Array:
        """Return the quadratic over the window, (cells, cells), the first row at the bottom."""
        x = np.linspace(*plot.window.x, cells) - self.at[0]
        y = np.linspace(*plot.window.y, cells) - self.at[1]
        dx, dy = np.meshgrid(x, y)
        (a, b), (_, c) = self.hessian
        slope = self.gradient[0] * dx + self.gradient[1] * dy
        return np.asarray(self.loss + slope + 0.5 * (a * dx**2 + 2 * b * dx * dy + c * dy**2))


class CurvatureLayer:
    """Paints both; nothing is worked out again while point and window stay."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._lines: list[IsoLine] = []
        self.quadratic: LocalQuadratic | None = None

    def update(
        self,
        objective: Objective,
        theta: Array,
        axes: tuple[int, int],
        rows: Rows | None,
        plot: PixelMap,
        levels: Sequence[float],
    ) -> None:
        """Work out what belongs to a point; `levels` are those of the contours."""
        key = (objective, theta.tobytes(), axes, plot, tuple(levels))
        if key == self._key:
            return
        self._key = key
        quadratic = LocalQuadratic.of(objective, theta, axes, rows)
        self.quadratic = quadratic if quadratic.is_finite else None
        self._lines = []
        if self.quadratic is not None:
            values = self.quadratic.losses(plot, CELLS)
            self._lines = iso_lines(values, plot.width, plot.height, levels)

    def paint(self, painter: QPainter, plot: PixelMap, theme: Theme, font: QFont) -> None:
        """Paint dashed contours, and each eigenvector with its eigenvalue."""
        if self.quadratic is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(marks.pen(theme.warning, 1.3, Qt.PenStyle.DashLine))
        for line in self._lines:
            for piece in line.pieces:
                painter.drawPolyline(pg.functions.arrayToQPolygonF(*piece.T))
        curvature = Curvature.of(self.quadratic.hessian)
        largest = max(float(np.abs(curvature.eigenvalues).max()), 1e-300)
        here = plot.pixels(self.quadratic.at)
        for value, direction in zip(curvature.eigenvalues, curvature.directions.T, strict=True):
            length = max(SHORTEST, LONGEST * abs(float(value)) / largest)
            _paint_direction(painter, here, plot, direction, length, float(value), theme, font)


def _paint_direction(
    painter: QPainter,
    here: Array,
    plot: PixelMap,
    direction: Array,
    length: float,
    value: float,
    theme: Theme,
    font: QFont,
) -> None:
    """Paint a line both ways along a direction, dotted where the loss curves downwards."""
    along = direction * plot.scale
    reach = along / max(float(np.hypot(*along)), 1e-300) * length
    style = Qt.PenStyle.SolidLine if value >= 0 else Qt.PenStyle.DotLine
    for pen in (marks.pen(theme.halo, 4.0), marks.pen(theme.warning, 2.2, style)):
        painter.setPen(pen)
        painter.drawLine(QPointF(*(here - reach)), QPointF(*(here + reach)))
    text = f"λ = {_FOUR.brief(value)}"
    box = QFontMetricsF(font).boundingRect(text)
    unit = reach / length
    # Just beyond the end, and beside the point however short the line.
    spare = abs(unit[0]) * box.width() / 2 + abs(unit[1]) * box.height() / 2
    away = unit * (max(length, marks.POINT_RADIUS) + LABEL_GAP + spare)
    half = np.array([box.width(), box.height()]) / 2
    ends = (here + away, here - away)
    size = plot.width, plot.height
    in_sight = (end for end in ends if (end >= half).all() and (end + half <= size).all())
    middle = next(in_sight, ends[0])
    words = QPainterPath()
    words.addText(QPointF(*middle) - box.center(), font, text)
    painter.strokePath(words, marks.pen(theme.halo, 3.0))
    painter.fillPath(words, QColor(theme.warning))
