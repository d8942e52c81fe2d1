"""Works out the grid behind the contours without holding up the window."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.problem.objective import Objective
from gdsim.views.landscape.contours.loss_grid import GridJob, grid_shape, sample_rows
from gdsim.views.plots.frame import Frame

SETTLE_MS = 12
"""How long a picture waits for what else may be asked for, in milliseconds."""

PORTION_SECONDS = 0.02
"""How long events wait while a picture is worked out."""

FINISH_SECONDS = 60.0
"""How long a portion takes at most where a picture is wanted at once."""

FINE_CELL = 3.0
"""Pixels between grid points after refining."""


class PictureRequest(Struct, frozen=True, eq=False):
    """What a picture shows: `held` are the parameters that are on no axis."""

    objective: Objective
    axes: tuple[int, ...]
    frame: Frame
    theta: Array

    @property
    def held(self) -> Array:
        """The values of the parameters that are on no axis."""
        return np.delete(self.theta, self.axes)

    def has_same_frame(self, other: PictureRequest) -> bool:
        """Whether both show the same window of the same loss, perhaps another slice of it."""
        return (
            self.objective is other.objective
            and self.axes == other.axes
            and self.frame == other.frame
        )

    def same_picture(self, other: PictureRequest) -> bool:
        """Whether both requests lead to the same picture."""
        return self.has_same_frame(other) and np.array_equal(self.held, other.held)


class PictureMaker(QObject):
    """Turns requests into loss grids, in short portions of work between events.

    Signals
    -------
    ready(LossGrid)
        The newest request, or one of the same window with a slice a moment older, is worked out.
    """

    ready = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: PictureRequest | None = None
        self._made: PictureRequest | None = None
        self._job: tuple[PictureRequest, GridJob] | None = None
        self._sampled: tuple[Objective, Rows | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def rows(self, objective: Objective) -> Rows | None:
        """Return the rows that pictures of `objective` are drawn from; None means all."""
        if self._sampled is None or self._sampled[0] is not objective:
            self._sampled = objective, sample_rows(objective)
        return self._sampled[1]

    @property
    def shown_theta(self) -> Array | None:
        """Theta of the picture made last, which may lag behind the one that is wanted."""
        return None if self._made is None else self._made.theta

    def request(self, wanted: PictureRequest) -> None:
        """Ask for a picture; asking for the one that is there costs nothing."""
        self._wanted = wanted
        if self._job is not None and not self._job[0].has_same_frame(wanted):
            self._job = None
        if self._is_behind() and not self._timer.isActive():
            self._timer.start(SETTLE_MS)

    def complete(self) -> None:
        """Work out what is wanted at once."""
        while self._is_behind():
            self._go_on(FINISH_SECONDS)
        self._timer.stop()

    def _is_behind(self) -> bool:
        if self._wanted is None:
            return False
        return self._made is None or not self._made.same_picture(self._wanted)

    def _go_on(self, seconds: float = PORTION_SECONDS) -> None:
        if self._wanted is None:
            return
        if self._job is None:
            self._job = self._wanted, self._begun(self._wanted)
        request, job = self._job
        grid = job.work(seconds)
        if grid is not None:
            self._job, self._made = None, request
            self.ready.emit(grid)
        if self._is_behind():
            self._timer.start(0 if grid is None else SETTLE_MS)

    def _begun(self, wanted: PictureRequest) -> GridJob:
        rows = self.rows(wanted.objective)
        n_rows = wanted.objective.n_rows if rows is None else len(rows)
        frame = wanted.frame
        shape = grid_shape(frame.width, frame.height, n_rows)
        parts = max(1, round(frame.width / (shape[1] - 1) / FINE_CELL))
        return GridJob(
            wanted.objective, rows, wanted.theta, wanted.axes, frame.window, shape, parts
        )
