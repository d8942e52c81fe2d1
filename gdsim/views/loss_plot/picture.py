"""The picture of a run's losses, among those of kept runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QPainter

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.run.positions import Unit, positions
from gdsim.models.snapshot import Snapshot
from gdsim.study.words.changes import Change, changes_of
from gdsim.views.loss_plot import painting
from gdsim.views.loss_plot.curves import CurveLayer, curves_of
from gdsim.views.loss_plot.framing import loss_pixels
from gdsim.views.loss_plot.series import LossSeries
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.legend import draw_legend
from gdsim.views.plots.rulings import draw_rulings
from gdsim.views.style.theme import Theme

if TYPE_CHECKING:
    from gdsim.models.kept_runs import KeptRun
    from gdsim.views.loss_plot.kept_curves import KeptCurves


class LossPicture:
    """Follows a run and paints its losses on a canvas.

    Attributes
    ----------
    series
        The losses of the run, as many as are drawn.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.series = LossSeries()
        self._canvas = canvas
        self._snapshot: Snapshot | None = None
        self._curves = CurveLayer()
        self._kept: KeptCurves | None = None
        self._changes: tuple[Change, ...] = ()

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Take in the losses of `snapshot`."""
        if self._snapshot is None or snapshot.generation != self._snapshot.generation:
            self._changes = changes_of(snapshot.run)
        self._snapshot = snapshot
        self.series.update(snapshot)

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> bool:
        """Take these runs, too; return whether there are other lines than before."""
        if runs and self._kept is None:
            from gdsim.views.loss_plot.kept_curves import KeptCurves

            self._kept = KeptCurves()
        return self._kept is not None and self._kept.set_runs(runs)

    def values(self) -> Array:
        """Return the finite losses that are drawn, the first one of the run before the others."""
        losses = self.series.losses()
        values = losses.batch
        if not self.series.coincide:
            values = np.concatenate((losses.batch[:1], losses.full, losses.batch))
        kept = np.empty(0) if self._kept is None else self._kept.values()
        return np.concatenate((values[np.isfinite(values)], kept))

    def reach(self, unit: Unit) -> float:
        """Return how far along the axis the longest run goes."""
        if self._snapshot is None:
            return 0.0
        newest = np.array([self._snapshot.length])
        kept = 0.0 if self._kept is None else self._kept.reach(unit)
        return max(float(positions(self._snapshot.run, newest, unit)[0]), kept)

    # Painting.

    def paint(self, painter: QPainter, unit: Unit, *, is_log: bool, is_cut: bool) -> None:
        """Paint rulings, lines, changes of settings, the cursor and the legend.

        `is_cut` says that some losses are beyond what the canvas shows.
        """
        snapshot = self._snapshot
        if snapshot is None:
            return
        frame, theme, run = self._canvas.frame, self._canvas.theme, snapshot.run

        def pixels(rows: Ints, losses: Array) -> Array:
            return loss_pixels(frame, positions(run, rows, unit), losses, is_log=is_log)

        here = pixels(np.array([snapshot.cursor]), np.array([snapshot.row.loss]))[0]
        colours = self._colours(theme)
        curves = curves_of(self.series, colours)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        draw_rulings(painter, (), self._canvas.rulings("left"), frame, theme)
        if self._kept is not None:
            self._kept.paint(painter, frame, unit, theme, is_log=is_log)
        key = snapshot.generation, frame, is_log, unit, theme.name, colours
        self._curves.paint(painter, curves, pixels, frame.size, float(here[0]), key)
        changes = [change for change in self._changes if change.row <= snapshot.length]
        if changes:
            from gdsim.views.loss_plot.change_marks import draw_changes

            lines = [pixels(curve.rows, curve.values) for curve in curves]
            if (others := self._kept) is not None:
                lines += [others.points(k, frame, unit, is_log=is_log) for k in others.runs]
            rows = np.array([change.row for change in changes])
            across = pixels(rows, np.ones(len(rows)))[:, 0].tolist()
            words = [change.short for change in changes]
            draw_changes(painter, list(zip(across, words, strict=True)), lines, frame, theme)
        painting.draw_cursor(painter, here, frame, theme, snapshot.stage)
        # A run whose loss grows ends in the upper right corner.
        values = curves[-1].values
        is_left = len(values) > 1 and bool(values[-1] > values[0]) and not is_cut
        entries = painting.legend_entries(self.series, colours)
        draw_legend(painter, frame, entries, painting.SPACING, theme, is_left=is_left)

    def _colours(self, theme: Theme) -> tuple[str, str]:
        """Colours of the batch's and the full loss; among other runs the path's, as everywhere."""
        if self._kept is None or not self._kept.runs:
            return theme.batch_loss, theme.full_loss
        return theme.outline, theme.path
