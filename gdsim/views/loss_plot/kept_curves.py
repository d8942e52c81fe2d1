"""The losses of kept runs in the loss plot, and where each of them stands."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.run.positions import Unit, positions
from gdsim.models.kept_runs import KeptRun
from gdsim.views.loss_plot.framing import loss_pixels
from gdsim.views.loss_plot.series import LossSeries
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.kept_lines import KeptLines
from gdsim.views.style.theme import Theme


class KeptCurves(KeptLines[LossSeries]):
    """Draws the full losses of kept runs, the batch's where that is the same."""

    def __init__(self) -> None:
        super().__init__(LossSeries)

    def reach(self, unit: Unit) -> float:
        """Return how far along the axis the longest run goes."""
        ends = [positions(k.run, np.array([k.run.length]), unit)[0] for k in self.runs]
        return float(max(ends, default=0.0))

    def values(self) -> Array:
        """Return the finite losses that are drawn."""
        losses = np.concatenate([np.empty(0), *(self._line(kept)[1] for kept in self.runs)])
        return np.asarray(losses[np.isfinite(losses)])

    def _line(self, kept: KeptRun) -> tuple[Ints, Array]:
        """Return rows and losses to draw."""
        series = self.followers[kept.key]
        losses = series.losses()
        if series.coincide:
            return losses.rows, losses.batch
        known = ~np.isnan(losses.full)
        return losses.rows[known], losses.full[known]

    def points(self, kept: KeptRun, frame: Frame, unit: Unit, *, is_log: bool) -> Array:
        """Return the pixels of a line, shape (n, 2); see `loss_pixels`."""
        rows, losses = self._line(kept)
        return loss_pixels(frame, positions(kept.run, rows, unit), losses, is_log=is_log)

    def paint(
        self, painter: QPainter, frame: Frame, unit: Unit, theme: Theme, *, is_log: bool
    ) -> None:
        """Paint lines and marks."""
        if not self.runs:
            return

        def points(kept: KeptRun) -> Array:
            return self.points(kept, frame, unit, is_log=is_log)

        self.paint_lines(painter, points, frame, theme, (unit, is_log))
        across = [positions(kept.run, np.array([kept.row]), unit)[0] for kept in self.runs]
        losses = np.array([kept.here.loss for kept in self.runs])
        at = loss_pixels(frame, np.array(across), losses, is_log=is_log)
        self.paint_marks(painter, at, frame, theme, 5.0)
