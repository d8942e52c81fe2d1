"""The curve plot: the loss over one parameter, with the tangent at the point and the step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.problem.objective import Objective
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.symbols import symbol
from gdsim.views.landscape.contours.loss_grid import sample_rows
from gdsim.views.landscape.framing import framed
from gdsim.views.landscape.layers import marks
from gdsim.views.landscape.layers.legend import entry
from gdsim.views.landscape.run_plot import RunPlot
from gdsim.views.plots.frame import Range, Window
from gdsim.views.plots.legend import Entry
from gdsim.views.plots.pens import round_pen
from gdsim.views.plots.words import small_font, write

CURVE_POINTS = 400
"""Values at which the loss is worked out."""

HALF_TANGENT = 100.0
"""Pixels of the tangent on either side of the point at most."""

BASELINE = 16.0
"""Pixels between the lower edge and the arrow of the step along the axis."""

HIGHEST_SHOWN = 100.0
"""Quartile ranges above the median up to which a loss is shown: a pole would flatten the rest."""

DOTS_UP_TO = 80
"""Points up to which their dots are of full size."""


class CurvePlot(RunPlot):
    """The loss over its only parameter, with tangent, slope and the step along the axis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._x, self._y = np.array([-1.0, 1.0]), np.array([np.nan, np.nan])
        self._sampled: tuple[Objective, Rows | None] | None = None
        super().__init__(parent)
        self.setAccessibleName(tr("Curve of the loss"))

    def set_snapshot(self, snapshot: Snapshot, axes: tuple[int, ...]) -> None:
        """Show `snapshot`."""
        objective = snapshot.run.objective
        is_new = self._sampled is None or self._sampled[0] is not objective
        if is_new:
            self._sampled = objective, sample_rows(objective)
        self.set_names(symbol(objective.parameters[0]), tr("loss L"))
        super().set_snapshot(snapshot, axes)
        if is_new:
            self.show_window(self.wanted)

    def gradient_entries(self) -> list[Entry]:
        """Return what the legend says of the gradient."""
        return [entry("tangent", tr("tangent"))]

    def complete(self) -> None:
        """Do nothing: the curve is worked out at once."""

    def show_window(self, window: Window) -> None:
        """Show the range of `window.x`, as high as the curve needs it."""
        self._x = np.linspace(*window.x, CURVE_POINTS)
        self._y = self._losses(self._x[:, np.newaxis])
        points = np.concatenate((self.trail.past, self.trail.future))
        inside = (points >= window.x[0]) & (points <= window.x[1])
        reached = np.interp(points[inside], self._x, self._y)
        super().show_window(Window(window.x, _height(self._y, reached)))

    def _losses(self, theta: Array) -> Array:
        if self._sampled is None:
            return np.full(len(theta), np.nan)
        objective, rows = self._sampled
        losses = objective.value(theta, rows)
        return np.where(np.isfinite(losses), losses, np.nan)

    # What is where.

    def places(self, theta: Array) -> Array:
        """Return the parameter and its loss on the curve as drawn, shape (..., 2)."""
        return np.stack((theta[..., 0], np.interp(theta[..., 0], self._x, self._y)), axis=-1)

    def theta_at(self, at: QPointF, snapshot: Snapshot) -> Array:
        """Return the parameter at a pixel."""
        return np.array([self.frame.short_place(at.x(), at.y())[0]])

    def loss_at(self, theta: Array, snapshot: Snapshot) -> float:
        """Return the loss that the curve shows at `theta`."""
        return float(self._losses(theta[np.newaxis])[0])

    def window_around(self, points: Sequence[Array], hints: Mapping[str, Range]) -> Window:
        """Return a window over the parameters `points`, the first being the start."""
        hint = next(iter(hints.values()), None)
        places = [np.array([point[0], point[0]]) for point in points]
        x = framed(places, (hint, None), room=0.12).x
        losses = self._losses(np.linspace(*x, CURVE_POINTS)[:, np.newaxis])
        return Window(x, _height(losses, losses[:0]))

    # The marks.

    @property
    def slope(self) -> float:
        """The slope of the tangent: the gradient of the batch at the cursor."""
        return float("nan") if self.snapshot is None else float(self.snapshot.row.gradient[0])

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the curve."""
        self.paint_bounds(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        curve = self.frame.pixels(np.column_stack((self._x, self._y)))
        marks.draw_path(painter, curve, self.frame.size, round_pen(self.theme.plot_text, 1.8))

    def paint_marks(self, painter: QPainter) -> None:
        """Paint the points passed, the start, the minimum, tangent, step and point."""
        if self.snapshot is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_kept(painter)
        self._paint_path(painter)
        self.paint_places(painter)
        self.paint_changes(painter)
        place = self.places(self.snapshot.row.theta)
        here = self.frame.pixels(place)
        halo = self.theme.halo
        if not np.isfinite(here).all():
            return
        if self.frame.window.contains(place):
            if self.snapshot.shows_gradient:
                self._paint_tangent(painter, self._touching(here))
            if self.snapshot.shows_step:
                self._paint_step(painter, self.snapshot, here)
            marks.draw_point(painter, here, self.theme.point, halo)
        else:
            marks.draw_exit(painter, here, self.frame.size, self.theme.point, halo)

    def _touching(self, here: Array) -> Array:
        """Return the pixel where the tangent touches: that of the point, `here`, or ahead of it."""
        ahead = None if self.snapshot is None else self.ahead
        return here if ahead is None else self.frame.pixels(self.places(ahead))

    def _paint_path(self, painter: QPainter) -> None:
        theme = self.theme
        for points, colour in (
            (self.trail.future, theme.path_future),
            (self.trail.past, theme.path),
        ):
            pixels = self.frame.pixels(self.places(points))
            inside = (pixels[:, 0] >= 0) & (pixels[:, 0] <= self.frame.width)
            seen = pixels[np.isfinite(pixels).all(axis=1) & inside]
            # Many dots in one place are one dot.
            distinct = np.unique(np.round(seen), axis=0)
            radius = 3.0 if len(points) <= DOTS_UP_TO else 2.2
            marks.draw_dots(painter, distinct, radius, colour, theme.halo)

    def dragged_pixel(self, at: QPointF) -> Array:
        """Return the point of the curve above or below the mouse."""
        theta = np.array([self.frame.short_place(at.x(), 0.0)[0]])
        return self.frame.pixels(self.places(theta))

    def tangent(self, here: Array) -> Array:
        """Return the two ends of the tangent through the pixel `here`, shape (2, 2)."""
        scale = self.frame.scale
        along = np.array([scale[0], np.clip(self.slope, -1e12, 1e12) * scale[1]])
        along *= min(HALF_TANGENT, 0.2 * self.frame.width) / np.hypot(*along)
        return np.stack((here - along, here + along))

    def _paint_tangent(self, painter: QPainter, here: Array) -> None:
        """Paint the tangent through the pixel `here`, and its slope below its lower end."""
        if not np.isfinite(here).all():
            return
        theme, ends = self.theme, self.tangent(here).tolist()
        painter.setPen(round_pen(theme.gradient, 2.0))
        painter.drawLine(QLineF(*ends[0], *ends[1]))
        if self.ahead is not None:
            marks.draw_ahead(painter, here, theme.gradient, theme.halo)
        text = tr("batch slope {value}") if self.is_batch_partial else tr("slope {value}")
        text = text.format(value=self.number_format.text(self.slope))
        # Below a tangent there is room: a curve that bends upwards lies above it.
        lower = max(ends, key=lambda end: end[1])
        font = small_font()
        metrics = QFontMetricsF(font)
        width, height = self.frame.size
        wide = metrics.horizontalAdvance(text)
        x = np.clip(lower[0] - wide / 2, 6, width - wide - 6)
        y = np.clip(lower[1] + metrics.ascent() + 6, 40, height - 8)
        at, halo = QPointF(float(x), float(y)), round_pen(theme.halo, 3.0)
        write(painter, text, at, font, theme.gradient, halo)

    def _paint_step(self, painter: QPainter, snapshot: Snapshot, here: Array) -> None:
        """Paint the step as an arrow along the axis, and drop lines from the curve to its ends."""
        theme, lead = self.theme, self.frame.pixels(self.places(snapshot.row.new_theta))
        if not np.isfinite(lead[0]):
            return
        floor = self.frame.height - BASELINE
        lead = np.array([np.clip(lead[0], -1e4, 1e4), lead[1]])
        painter.setPen(round_pen(theme.step, 1.2, Qt.PenStyle.DotLine))
        for end in (here, lead):
            if np.isfinite(end[1]):
                painter.drawLine(QLineF(end[0], end[1], end[0], floor))
        tail, tip = np.array([here[0], floor]), np.array([lead[0], floor])
        marks.draw_arrow(painter, tail, tip, theme.step, theme.halo)
        if np.isfinite(lead[1]):
            marks.draw_lead(painter, lead, theme)


def _height(losses: Array, reached: Array) -> Range:
    """Return the range to show of a curve's `losses`, of which the run has `reached` some.

    Steep ends are cut off, so that the part where the run is stays readable.
    """
    finite = losses[np.isfinite(losses)]
    if not len(finite):
        return -1.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    quarter, half, most = np.quantile(finite, (0.25, 0.5, 0.75))
    if most > quarter:
        high = min(high, half + HIGHEST_SHOWN * (most - quarter))
    reached = reached[np.isfinite(reached)]
    if len(reached):
        needed = 2 * (float(reached.max()) - low)
        high = low + min(high - low, max(needed, 0.25 * (high - low)))
    size = high - low or max(1.0, abs(low))
    return low - 0.16 * size, high + 0.06 * size
