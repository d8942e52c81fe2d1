"""The curvature at the point: the Hessian's eigenvectors, and the local quadratic's contours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QRadialGradient

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.problem.objective import Objective
from gdsim.numbers import NumberFormat
from gdsim.views.landscape.contours.iso_lines import IsoLine, iso_lines
from gdsim.views.landscape.layers import marks
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.pens import round_pen
from gdsim.views.style.theme import Theme

CELLS_ALONG = 64
"""Grid points along each side that the local quadratic is drawn from."""

LONGEST_ARM, SHORTEST_ARM = 74.0, 22.0
"""Half the length of the eigenvector of the largest curvature, and the least of any, in pixels."""

LABEL_GAP, LABEL_PAD = 8.0, 4.0
"""Pixels between the end of a line, or the point, and the eigenvalue, and round its text."""

FADED_BEYOND = 0.5
"""Share of the plot's shorter side beyond which the local quadratic is not drawn."""

_FOUR = NumberFormat.significant(4)


class LocalQuadratic(Struct, frozen=True, eq=False):
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
        cls, objective: Objective, theta: Array, axes: tuple[int, ...], rows: Rows | None
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

    def losses(self, frame: Frame, cells: int) -> Array:
        """Return the quadratic over the window, (cells, cells), the first row at the bottom."""
        x = np.linspace(*frame.window.x, cells) - self.at[0]
        y = np.linspace(*frame.window.y, cells) - self.at[1]
        dx, dy = np.meshgrid(x, y)
        (a, b), (_, c) = self.hessian
        with np.errstate(over="ignore", invalid="ignore"):
            slope = self.gradient[0] * dx + self.gradient[1] * dy
            bend = 0.5 * (a * dx**2 + 2 * b * dx * dy + c * dy**2)
            return np.asarray(self.loss + slope + bend)


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
        axes: tuple[int, ...],
        rows: Rows | None,
        frame: Frame,
        levels: Sequence[float],
    ) -> None:
        """Work out what belongs to a point; `levels` are those of the contours."""
        key = (objective, theta.tobytes(), axes, frame, tuple(levels))
        if key == self._key:
            return
        self._key = key
        quadratic = LocalQuadratic.of(objective, theta, axes, rows)
        self.quadratic = quadratic if quadratic.is_finite else None
        self._lines = []
        if self.quadratic is not None:
            values = self.quadratic.losses(frame, CELLS_ALONG)
            self._lines = iso_lines(values, frame.width, frame.height, levels)

    def paint(self, painter: QPainter, frame: Frame, theme: Theme, font: QFont) -> None:
        """Paint dashed contours, and each eigenvector with its eigenvalue."""
        if self.quadratic is None:
            return
        here = frame.pixels(self.quadratic.at)
        if not (np.abs(here) < marks.FARTHEST_MARK).all():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_fading(here, FADED_BEYOND * min(frame.width, frame.height), theme))
        marks.draw_iso_lines(painter, self._lines)
        curvature = Curvature.of(self.quadratic.hessian)
        largest = max(float(np.abs(curvature.eigenvalues).max()), 1e-300)
        for value, direction in zip(curvature.eigenvalues, curvature.directions.T, strict=True):
            length = max(SHORTEST_ARM, LONGEST_ARM * (abs(float(value)) / largest))
            _paint_direction(painter, here, frame, direction, length, float(value), theme, font)


def _fading(here: Array, radius: float, theme: Theme) -> QPen:
    """Return a dashed pen that fades with the distance: so does what the quadratic tells."""
    fading = QRadialGradient(QPointF(*here.tolist()), radius)
    colour = QColor(theme.warning)
    for place, alpha in ((0.0, 255), (0.5, 200), (1.0, 0)):
        colour.setAlpha(alpha)
        fading.setColorAt(place, colour)
    dashed = marks.dashed_pen(theme.warning, 1.3, marks.MODEL_DASHES)
    dashed.setBrush(QBrush(fading))
    return dashed


def _paint_direction(
    painter: QPainter,
    here: Array,
    frame: Frame,
    direction: Array,
    length: float,
    value: float,
    theme: Theme,
    font: QFont,
) -> None:
    """Paint a line both ways along a direction, dotted where the loss curves downwards."""
    along = direction * frame.scale
    reach = along / max(float(np.hypot(*along)), 1e-300) * length
    style = Qt.PenStyle.SolidLine if value >= 0 else Qt.PenStyle.DotLine
    for pen in (round_pen(theme.halo, 4.0), round_pen(theme.warning, 2.2, style)):
        painter.setPen(pen)
        painter.drawLine(QPointF(*(here - reach)), QPointF(*(here + reach)))
    text = f"λ = {_FOUR.brief(value)}"
    box = QFontMetricsF(font).boundingRect(text)
    middle = _beside(here, reach / length, length, (box.width(), box.height()), frame)
    box.moveCenter(QPointF(*middle))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.plot_background))
    painter.drawRoundedRect(
        box.adjusted(-LABEL_PAD, -LABEL_PAD / 2, LABEL_PAD, LABEL_PAD / 2), LABEL_PAD, LABEL_PAD
    )
    painter.setPen(QColor(theme.warning))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)


def _beside(
    here: Array, unit: Array, length: float, size: tuple[float, float], frame: Frame
) -> Array:
    """Return the middle of a text beside an end of a line: the gradient may go along it.

    Of the four places the first in sight, those above the line (or to its right) before the others.
    """
    half = np.array(size) / 2
    aside = np.array([-unit[1], unit[0]])
    aside = aside if (aside[1], -aside[0]) < (0.0, 0.0) else -aside
    along = unit * max(length, marks.POINT_RADIUS + half[0])
    away = aside * (np.abs(aside) @ half + LABEL_GAP)
    places = [here + end + side for side in (away, -away) for end in (along, -along)]
    room = np.array([frame.width, frame.height]) - half
    in_sight = (place for place in places if (place >= half).all() and (place <= room).all())
    return np.asarray(next(in_sight, places[0]))
