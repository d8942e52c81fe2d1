"""What the plots of one and of two parameters show of a run, and what the mouse points at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat, printed, to_figures
from gdsim.study.words.changes import Change, changes_of
from gdsim.symbols import symbol
from gdsim.views.landscape.layers import marks
from gdsim.views.landscape.layers.legend import entry
from gdsim.views.landscape.overlays import Overlays
from gdsim.views.landscape.run_canvas import RunCanvas
from gdsim.views.plots.diamond import draw_diamond
from gdsim.views.plots.legend import Entry

if TYPE_CHECKING:
    from gdsim.engine.diagnosis.noise.step_cloud import StepCloud
    from gdsim.models.kept_runs import KeptRun
    from gdsim.views.landscape.layers.kept_layer import KeptLayer

REACH_OF_THE_MOUSE = 7.0
"""Pixels within which it points at a point of the path."""


class RunPlot(RunCanvas):
    """What the plots of one and of two parameters share; a setter never emits.

    Signals
    -------
    startRequested(tuple)
        The run should start at these values of all d parameters.
    legendChanged()
        The legend has to say something else.
    cloudChanged()
        The cloud of steps is another, or is gone.
    sliceDrawn(theta)
        The picture is of the slice through this theta (d,).
    """

    startRequested = Signal(object)
    legendChanged = Signal()
    cloudChanged = Signal()
    sliceDrawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number_format = NumberFormat()
        self.overlays = Overlays()
        self.kept: KeptLayer | None = None
        self._changes: list[tuple[Change, Array]] = []
        self.clickedAt.connect(self._request_start)
        self.pointedAt.connect(self._read_out)

    # What the plots of one and of two parameters do differently.

    def theta_at(self, at: QPointF, snapshot: Snapshot) -> Array:
        """Return all d parameters at a pixel; those on no axis are as at the cursor."""
        raise NotImplementedError

    def loss_at(self, theta: Array, snapshot: Snapshot) -> float:
        """Return the loss that the picture shows at `theta`."""
        raise NotImplementedError

    def gradient_entries(self) -> list[Entry]:
        """Return what the legend says of the gradient and of the overlays."""
        raise NotImplementedError

    def complete(self) -> None:
        """Work out at once what is still missing: for a picture to be saved."""
        raise NotImplementedError

    # Setters.

    def begin(self, snapshot: Snapshot) -> None:
        """Take in a run that is another one."""
        run = snapshot.run
        self._changes = [(change, run.row(change.row).theta) for change in changes_of(run)]
        super().begin(snapshot)

    def set_overlays(self, overlays: Overlays) -> None:
        """Show these overlays; none of them is for a single parameter."""

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs beside the present one."""
        if runs and self.kept is None:
            from gdsim.views.landscape.layers.kept_layer import KeptLayer

            self.kept = KeptLayer()
        if self.kept is not None:
            self.kept.set_runs(runs)
            self.marks.update()

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self.number_format = number_format
        self.marks.update()

    # What is shown.

    @property
    def cloud(self) -> StepCloud | None:
        """The cloud of steps that is shown."""
        return None

    def full_gradient(self) -> Array | None:
        """Return the gradient of all rows at the point; None where it is not to be shown."""
        return None

    @property
    def ahead(self) -> Array | None:
        """Where the gradient at the cursor is taken if the rule looks ahead, (d,); None if not."""
        shown = self.snapshot
        if shown is None or shown.run.segment_of(shown.row.iteration).rule.look_ahead is None:
            return None
        return shown.run.gradient_point(shown.row.iteration)

    def gradient_point(self, snapshot: Snapshot) -> Array:
        """Return where the gradient at the cursor is taken, (d,): at the point, or ahead of it."""
        ahead = self.ahead
        return snapshot.row.theta if ahead is None else ahead

    @property
    def is_batch_partial(self) -> bool:
        """Whether the gradient at the cursor is that of some of the rows alone."""
        shown = self.snapshot
        return shown is not None and shown.row.batch_size < shown.run.objective.n_rows

    def shown_changes(self) -> list[tuple[Change, Array]]:
        """Return the changes with their theta, without those that are hidden to be predicted."""
        length = 0 if self.snapshot is None else self.snapshot.length
        return [(change, theta) for change, theta in self._changes if change.row <= length]

    def legend_entries(self) -> list[Entry]:
        """Return what the legend has to say."""
        entries = [entry("point", tr("point")), entry("path", tr("path"))]
        entries += self.gradient_entries()
        if self.ahead is not None:
            entries.append(entry("ahead", tr("look-ahead point")))
        if self.shown_changes():
            entries.append(entry("change", tr("change")))
        entries += [entry("step", tr("next step")), entry("start", tr("start"))]
        if self._minima:
            shown = self.snapshot
            is_top = shown is not None and shown.run.experiment.maximise
            entries.append(entry("minimum", tr("maximum") if is_top else tr("minimum")))
        return entries

    # Painting.

    def paint_kept(self, painter: QPainter) -> None:
        """Paint the kept runs, as far as they descend the same loss."""
        if self.snapshot is not None and self.kept is not None:
            self.kept.paint(painter, self.snapshot, self.places, self.frame, self.theme)

    def paint_places(self, painter: QPainter) -> None:
        """Mark the minima and the start."""
        theme = self.theme
        for minimum in self.minima:
            place = self.places(minimum)
            at = self.frame.pixels(place)
            if np.isfinite(at).all() and self.frame.window.contains(place):
                marks.draw_cross(painter, at, 6.0, theme.minimum, theme.halo)
        start = self.start_pixel()
        if self.dragged_start is not None:
            start = self.dragged_pixel(self.dragged_start)
        if start is not None and (np.abs(start) < marks.FARTHEST_MARK).all():
            marks.draw_start(painter, start, theme, theme.halo)

    def dragged_pixel(self, at: QPointF) -> Array:
        """Return where the start is drawn while it is dragged, shape (2,)."""
        return np.array([at.x(), at.y()])

    def paint_changes(self, painter: QPainter) -> None:
        """Mark each point from which other settings count."""
        for _, theta in self.shown_changes():
            if self.frame.window.contains(self.places(theta)):
                x, y = self.frame.pixels(self.places(theta)).tolist()
                draw_diamond(painter, x, y, QColor(self.theme.focus), QColor(self.theme.halo))

    # The mouse.

    def _request_start(self, at: QPointF) -> None:
        if self.is_locked:
            self.notes.show(self.notes.readout, tr("The start is locked."))
        elif self.snapshot is not None:
            theta = self.theta_at(at, self.snapshot)
            self.startRequested.emit(tuple(float(value) for value in theta))

    def _read_out(self, at: QPointF | None) -> None:
        """Say the values and the loss under the mouse, or of the path's point close to it."""
        if self.snapshot is None or at is None:
            self.notes.show(self.notes.readout, "")
            return
        theta, parts = self.theta_at(at, self.snapshot), []
        near = self._path_row_near(at) if self.dragged_start is None else None
        if near is not None:
            theta = self.trail.past[near]
            parts.append(f"t = {self.trail.past_rows[near]}")
            row = self.trail.past_rows[near]
            changed = [c.short for c, _ in self.shown_changes() if c.row == row]
            parts += [tr("from here {change}").format(change=change) for change in changed]
        names, text = self.snapshot.run.objective.parameters, self.number_format.text
        parts += [f"{symbol(names[axis])} = {text(theta[axis])}" for axis in self.axes]
        loss = self.loss_at(theta, self.snapshot)
        parts.append(f"L = {text(loss)}" if np.isfinite(loss) else tr("L is not defined here"))
        self.notes.show(self.notes.readout, "   ".join(parts))

    def _path_row_near(self, at: QPointF) -> int | None:
        """Return the position in the trail of the point under the mouse, or None."""
        places = self.frame.pixels(self.places(self.trail.past))
        with np.errstate(over="ignore", invalid="ignore"):
            away = np.hypot(*(places - (at.x(), at.y())).T)
        nearest = int(np.argmin(np.where(np.isfinite(away), away, np.inf)))
        return nearest if away[nearest] <= REACH_OF_THE_MOUSE else None


def _about(name: str, value: float) -> str:
    """Return a value to three figures, said to be rounded where it is."""
    rounded = to_figures(value, 3)
    return f"{name} {'=' if rounded == value else '≈'} {printed(rounded)}"
