"""A canvas that follows a run: its path, its frame, its start and what the mouse points at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat, printed
from gdsim.study.words.changes import Change, changes_of
from gdsim.symbols import symbol
from gdsim.views.landscape.canvas import Canvas
from gdsim.views.landscape.framing import ROOM_FOR_A_MARK, first_points, followed, has_equal_units
from gdsim.views.landscape.geometry import Range, Window
from gdsim.views.landscape.layers.trail import Trail
from gdsim.views.plots.diamond import draw_diamond

if TYPE_CHECKING:
    from gdsim.models.kept_runs import KeptRun
    from gdsim.views.landscape.layers.kept_layer import KeptLayer

NEAR = 7.0
"""Pixels within which the mouse counts as pointing at a point of the path."""


class RunPlot(Canvas):
    """What the plots of one and of two parameters share; a setter never emits.

    Signals
    -------
    startRequested(tuple)
        The run should start at these values of all d parameters.
    """

    startRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self.trail = Trail()
        self.kept: KeptLayer | None = None
        self._changes: list[tuple[Change, Array]] = []
        self._minima: list[Array] = []
        self.base = self.wanted
        self._ranges: Mapping[str, Range] = {}
        self._framed: tuple[object, ...] = ()
        self._generation = -1
        self.clickedAt.connect(self._request_start)
        self.pointedAt.connect(self._read_out)
        self.windowChanged.connect(self._mention_absence)

    # What the plots of one and of two parameters do differently.

    @abstractmethod
    def shown_axes(self) -> tuple[int, ...]:
        """Return the indices of the parameters that are on the axes."""

    @abstractmethod
    def places(self, theta: Array) -> Array:
        """Return where parameters (..., d) are in the plane of the plot, shape (..., 2)."""

    @abstractmethod
    def theta_at(self, at: QPointF, snapshot: Snapshot) -> Array:
        """Return all d parameters at a pixel; those on no axis are as at the cursor."""

    @abstractmethod
    def loss_at(self, theta: Array, snapshot: Snapshot) -> float:
        """Return the loss that the picture shows at `theta`."""

    @abstractmethod
    def window_around(self, points: Sequence[Array], hints: Mapping[str, Range]) -> Window:
        """Return a window that shows `points`, each (d,), the first being the start."""

    # Setters.

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show `snapshot`: what lies on top moves, and the window follows the point calmly."""
        self.snapshot = snapshot
        self.trail.update(snapshot)
        if snapshot.generation != self._generation:
            self._generation = snapshot.generation
            run = snapshot.run
            self._changes = [(change, run.row(change.row).theta) for change in changes_of(run)]
            self.reframe()
        self._follow()
        self.marks.update()

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs beside the present one."""
        if runs and self.kept is None:
            from gdsim.views.landscape.layers.kept_layer import KeptLayer

            self.kept = KeptLayer()
        if self.kept is not None:
            self.kept.set_runs(runs)
            self.marks.update()

    def paint_kept(self, painter: QPainter) -> None:
        """Paint the kept runs, as far as they descend the same loss."""
        if self.snapshot is not None and self.kept is not None:
            look = self.theme, self.devicePixelRatioF()
            self.kept.paint(painter, self.snapshot, self.places, self.plot, look)

    @property
    def has_changes(self) -> bool:
        """Whether settings were changed in the middle of the run."""
        return bool(self._shown_changes())

    def _shown_changes(self) -> list[tuple[Change, Array]]:
        """Return the changes with their theta, those aside that are hidden to be predicted."""
        length = 0 if self.snapshot is None else self.snapshot.length
        return [(change, theta) for change, theta in self._changes if change.row <= length]

    def paint_changes(self, painter: QPainter) -> None:
        """Mark each point from which other settings count."""
        for _, theta in self._shown_changes():
            if self.plot.window.contains(self.places(theta)):
                x, y = self.plot.pixels(self.places(theta)).tolist()
                draw_diamond(painter, x, y, QColor(self.theme.focus), QColor(self.theme.halo))

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self.number_format = number_format
        self.marks.update()

    def set_view_hint(
        self, ranges: Mapping[str, Range] | None, minima: Sequence[Sequence[float]]
    ) -> None:
        """Take the ranges that show the objective well and its known minima, each of d values."""
        self._ranges = ranges or {}
        self._minima = [np.asarray(minimum, dtype=np.float64) for minimum in minima]
        self.reframe()
        self.marks.update()

    @property
    def minima(self) -> list[Array]:
        """The known minima, as far as they fit the run: a hint may arrive before or after it."""
        if self.snapshot is None:
            return []
        return [minimum for minimum in self._minima if len(minimum) == len(self.trail.past[0])]

    @property
    def is_batch_partial(self) -> bool:
        """Whether the gradient at the cursor is that of some of the rows alone."""
        shown = self.snapshot
        return shown is not None and shown.row.batch_size < shown.run.objective.n_rows

    # The frame.

    def reframe(self) -> None:
        """Return to the first frame of this objective, or find it where there is a new one."""
        if self.snapshot is None:
            return
        objective, start = self.snapshot.run.objective, self.trail.past[0]
        hint = tuple(sorted(self._ranges.items()))
        minima = tuple(tuple(minimum) for minimum in self.minima)
        key = (objective.expression.text, objective.dataset, self.shown_axes(), hint, minima)
        place = self.places(start)
        by_hand = self.moved_by_hand and self.plot.window.contains(place)
        if key != self._framed or not (by_hand or self.base.contains(place, margin=0.02)):
            self._framed = key
            self.moved_by_hand = False
            points = first_points(objective, start, self.minima)
            self.base = self.window_around(points, self._ranges)
            self.equal_units = len(self.shown_axes()) == 2 and has_equal_units(self.base)
        if not self.moved_by_hand:
            self.show_window(self.base)

    def fit(self) -> None:
        """Show the path and the minimum as large as they fit."""
        if self.snapshot is None:
            return
        self.moved_by_hand = False
        points = [*self.trail.past, *self.trail.future, *self.minima]
        if self.snapshot.shows_step:
            points.append(self.snapshot.row.new_theta)
        limit = self.base.scaled(4.0)
        near = [p for p in points if limit.contains(self.places(p))]
        self.show_window(self.window_around(near or [self.trail.past[0]], {}))

    def _follow(self) -> None:
        """Enlarge the window for points of the path outside, unless it was moved by hand."""
        places = self.places(self.trail.past)
        shown = self.plot.window.scaled(1 - 2 * ROOM_FOR_A_MARK)
        low, high = np.array([shown.x, shown.y]).T
        is_inside = bool(((places >= low) & (places <= high)).all())
        if not is_inside and not self.moved_by_hand:
            self.show_window(followed(self.wanted, self.base, places))
        self._mention_absence()

    def _mention_absence(self) -> None:
        """Say where the point is while it is not in the picture."""
        if self.snapshot is None:
            return
        row, names = self.snapshot.row, self.snapshot.run.objective.parameters
        if self.plot.window.contains(self.places(row.theta)):
            self.say(self.note, "")
            return
        # Not where the wedge at the edge points to it.
        pixel = self.plot.pixels(self.places(row.theta))
        self.is_note_low = bool(pixel[1] < self.plot.height / 2)
        values = ", ".join(
            _about(symbol(names[axis]), float(row.theta[axis])) for axis in self.shown_axes()
        )
        text = tr("The point has left the picture: {values}")
        self.say(self.note, text.format(values=values))

    # The mouse.

    def start_pixel(self) -> Array | None:
        """Return where the start marker is."""
        if self.snapshot is None:
            return None
        return self.plot.pixels(self.places(self.trail.past[0]))

    def _request_start(self, at: QPointF) -> None:
        if self.snapshot is not None:
            theta = self.theta_at(at, self.snapshot)
            self.startRequested.emit(tuple(float(value) for value in theta))

    def _read_out(self, at: QPointF | None) -> None:
        """Say the values and the loss under the mouse, or of the path's point close to it."""
        if self.snapshot is None or at is None:
            self.say(self.readout, "")
            return
        theta, told = self.theta_at(at, self.snapshot), []
        near = self._path_row_near(at) if self.dragged_start is None else None
        if near is not None:
            theta = self.trail.past[near]
            told.append(f"t = {self.trail.past_rows[near]}")
            row = self.trail.past_rows[near]
            changed = [c.short for c, _ in self._shown_changes() if c.row == row]
            told += [tr("from here {change}").format(change=change) for change in changed]
        names, text = self.snapshot.run.objective.parameters, self.number_format.text
        told += [f"{symbol(names[axis])} = {text(theta[axis])}" for axis in self.shown_axes()]
        loss = self.loss_at(theta, self.snapshot)
        told.append(f"L = {text(loss)}" if np.isfinite(loss) else tr("L is not defined here"))
        self.say(self.readout, "   ".join(told))

    def _path_row_near(self, at: QPointF) -> int | None:
        """Return the position in the trail of the point under the mouse, or None."""
        places = self.plot.pixels(self.places(self.trail.past))
        with np.errstate(over="ignore", invalid="ignore"):
            away = np.hypot(*(places - (at.x(), at.y())).T)
        nearest = int(np.argmin(np.where(np.isfinite(away), away, np.inf)))
        return nearest if away[nearest] <= NEAR else None


def _about(name: str, value: float) -> str:
    """Return a value to three figures, said to be rounded where it is."""
    rounded = float(f"{value:.3g}")
    return f"{name} {'=' if rounded == value else '≈'} {printed(rounded)}"
