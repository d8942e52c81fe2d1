"""A canvas whose window follows a run."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import printed, to_figures
from gdsim.symbols import symbol
from gdsim.views.landscape.canvas import WindowCanvas
from gdsim.views.landscape.framing import (
    ROOM_FOR_A_MARK,
    first_points,
    followed,
    has_equal_units,
)
from gdsim.views.landscape.layers.trail import Trail
from gdsim.views.plots.frame import Range, Window


class Framing(Struct, frozen=True):
    """What a plot shows of the plane, and how it came to that.

    Attributes
    ----------
    axes
        The indices of the parameters that are on the axes.
    is_by_hand
        Whether the person moved the picture there.
    has_equal_units
        Whether units are square.
    gradient_part
        The part of the gradient's arrow that is drawn.
    """

    axes: tuple[int, ...]
    window: Window
    is_by_hand: bool
    has_equal_units: bool
    gradient_part: float


class RunCanvas(WindowCanvas):
    """Shows the plane of one or two parameters in which a run moves.

    Attributes
    ----------
    axes
        The indices of the parameters that are on the axes.
    trail
        The points that the run has passed.
    gradient_part
        Of its true length, at which the gradient's arrow is drawn; 0 while it is not.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self.axes: tuple[int, ...] = (0, 1)
        self.trail = Trail()
        self.gradient_part = 1.0
        self._minima: list[Array] = []
        self._ranges: Mapping[str, Range] = {}
        self._first_window = self.wanted
        self._framed: tuple[object, ...] = ()
        self._generation = -1
        self.windowChanged.connect(self._mention_absence)

    # What the plots of one and of two parameters do differently.

    def places(self, theta: Array) -> Array:
        """Return where parameters (..., d) are in the plane of the plot, shape (..., 2)."""
        raise NotImplementedError

    def window_around(self, points: Sequence[Array], hints: Mapping[str, Range]) -> Window:
        """Return a window that shows `points`, each (d,), the first being the start."""
        raise NotImplementedError

    # Setters.

    def set_snapshot(self, snapshot: Snapshot, axes: tuple[int, ...]) -> None:
        """Show `snapshot`: what lies on top moves, and the window follows the point calmly.

        `axes` are the indices of the parameters on the axes.
        """
        self.snapshot, self.axes = snapshot, axes
        self.trail.update(snapshot)
        if snapshot.generation != self._generation:
            self._generation = snapshot.generation
            self.begin(snapshot)
        self._follow()
        self.marks.update()

    def begin(self, snapshot: Snapshot) -> None:
        """Take in a run that is another one."""
        self.reframe()
        self.ground.update()

    def set_axes(self, axes: tuple[int, ...]) -> None:
        """Put these parameters on the axes, by index."""
        self.axes = axes
        self.reframe()

    def set_view_hint(
        self, ranges: Mapping[str, Range] | None, minima: Sequence[Sequence[float]]
    ) -> None:
        """Take the ranges that show the objective well and its known minima, each of d values."""
        self._ranges = ranges or {}
        self._minima = [np.asarray(minimum, dtype=np.float64) for minimum in minima]
        self.reframe()
        self.marks.update()

    @property
    def framing(self) -> Framing:
        """What is shown now."""
        return Framing(
            self.axes,
            self.wanted,
            self.is_moved_by_hand,
            self.has_equal_units,
            self.gradient_part,
        )

    def set_framing(self, framing: Framing) -> None:
        """Show again what was shown before, of the same objective."""
        if framing.axes != self.axes:
            self.set_axes(framing.axes)
        self.has_equal_units = framing.has_equal_units
        self.is_moved_by_hand = framing.is_by_hand
        self.gradient_part = framing.gradient_part
        self.show_window(framing.window)

    @property
    def minima(self) -> list[Array]:
        """The known minima, as far as they fit the run: a hint may arrive before or after it."""
        if self.snapshot is None:
            return []
        return [minimum for minimum in self._minima if len(minimum) == len(self.trail.past[0])]

    def start_pixel(self) -> Array | None:
        """Return where the start marker is."""
        if self.snapshot is None:
            return None
        return self.frame.pixels(self.places(self.trail.past[0]))

    def outside(self, axis: int) -> Range:
        """Return the bounds of the parameter on an axis, 0 or 1; infinite without any."""
        bounds = None if self.snapshot is None else self.snapshot.run.segments[0].bounds
        if bounds is None or axis >= len(self.axes):
            return -math.inf, math.inf
        k = self.axes[axis]
        return float(bounds.low[k]), float(bounds.high[k])

    def paint_bounds(self, painter: QPainter) -> None:
        """Hatch what lies outside the bounds of the parameters."""
        if self.snapshot is not None and self.snapshot.run.segments[0].bounds is not None:
            from gdsim.views.landscape.layers.outside import paint_outside

            paint_outside(painter, self.frame, (self.outside(0), self.outside(1)), self.theme)

    # The frame.

    def reframe(self) -> None:
        """Return to the first frame of this objective, or find it where there is a new one."""
        if self.snapshot is None:
            return
        objective, start = self.snapshot.run.objective, self.trail.past[0]
        hint = tuple(sorted(self._ranges.items()))
        minima = tuple(tuple(minimum) for minimum in self.minima)
        constants = tuple(objective.expression.constants.items())
        formula = objective.expression.text, constants, self.snapshot.run.experiment.maximise
        key = (*formula, objective.dataset, self.axes, hint, minima)
        place = self.places(start)
        by_hand = self.is_moved_by_hand and self.frame.window.contains(place)
        if key != self._framed or not (by_hand or self._first_window.contains(place, margin=0.02)):
            self._framed = key
            self.is_moved_by_hand = False
            facing = objective.negated if self.snapshot.run.experiment.maximise else objective
            points = first_points(facing, start, self.minima)
            self._first_window = self.window_around(points, self._ranges)
            self.has_equal_units = len(self.axes) == 2 and has_equal_units(self._first_window)
        if not self.is_moved_by_hand:
            self.show_window(self._first_window)

    def fit(self) -> None:
        """Show the path and the minimum as large as they fit."""
        if self.snapshot is None:
            return
        self.is_moved_by_hand = False
        points = [*self.trail.past, *self.trail.future, *self.minima]
        if self.snapshot.shows_step:
            points.append(self.snapshot.row.new_theta)
        limit = self._first_window.scaled(4.0)
        near = [p for p in points if limit.contains(self.places(p))]
        self.show_window(self.window_around(near or [self.trail.past[0]], {}))

    def _follow(self) -> None:
        """Enlarge the window for points of the path outside, unless it was moved by hand."""
        places = self.places(self.trail.past)
        shown = self.frame.window.scaled(1 - 2 * ROOM_FOR_A_MARK)
        low, high = np.array([shown.x, shown.y]).T
        is_inside = bool(((places >= low) & (places <= high)).all())
        if not is_inside and not self.is_moved_by_hand:
            self.show_window(followed(self.wanted, self._first_window, places))
        self._mention_absence()

    def _mention_absence(self) -> None:
        """Say where the point is while it is not in the picture."""
        if self.snapshot is None:
            return
        row, names = self.snapshot.row, self.snapshot.run.objective.parameters
        if self.frame.window.contains(self.places(row.theta)):
            self.notes.show(self.notes.absence, "")
            return
        # Not where the wedge at the edge points to it.
        pixel = self.frame.pixels(self.places(row.theta))
        self.notes.is_low = bool(pixel[1] < self.frame.height / 2)
        values = ", ".join(
            _about(symbol(names[axis]), float(row.theta[axis])) for axis in self.axes
        )
        text = tr("The point has left the picture: {values}")
        self.notes.show(self.notes.absence, text.format(values=values))


def _about(name: str, value: float) -> str:
    """Return a value to three figures, said to be rounded where it is."""
    rounded = to_figures(value, 3)
    return f"{name} {'=' if rounded == value else '≈'} {printed(rounded)}"
