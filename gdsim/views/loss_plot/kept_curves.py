"""The losses of kept runs in the loss plot, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.run.positions import Unit, positions
from gdsim.models.kept_runs import KeptRun
from gdsim.models.snapshot import Snapshot
from gdsim.views.loss_plot.curves import stretches
from gdsim.views.loss_plot.painting import Frame
from gdsim.views.loss_plot.series import LossSeries
from gdsim.views.plots.run_looks import REACH, draw_run_mark, run_pen
from gdsim.views.style.theme import Theme

FAR = 20_000.0


class KeptCurves:
    """Draws the full losses of kept runs, the batch's where that is the same.

    The lines are a picture that is made anew only when a run or the frame changes.
    """

    def __init__(self) -> None:
        self._runs: tuple[KeptRun, ...] = ()
        self._series: dict[int, LossSeries] = {}
        self._lengths: dict[int, int] = {}
        self._pixmap = QPixmap()
        self._key: tuple[object, ...] = ()

    def set_runs(self, runs: Sequence[KeptRun]) -> bool:
        """Show these runs; return whether there are other lines than before."""
        before = self._lines
        self._runs = tuple(kept for kept in runs if kept.is_shown)
        self._series = {k.key: self._series.get(k.key, LossSeries()) for k in self._runs}
        lengths = {kept.key: kept.run.length for kept in self._runs}
        for kept in self._runs:
            run, length = kept.run, lengths[kept.key]
            if self._lengths.get(kept.key) != length:
                whole = Snapshot(run, kept.key, length, length, run.row(length), run.stop)
                self._series[kept.key].update(whole)
        self._lengths = lengths
        return self._lines != before

    @property
    def _lines(self) -> tuple[tuple[int, int, int], ...]:
        """What lines there are; see `KeptRun.line`."""
        return tuple(kept.line for kept in self._runs)

    @property
    def is_empty(self) -> bool:
        """Whether no run is drawn."""
        return not self._runs

    def reach(self, unit: Unit) -> float:
        """Return how far along the axis the longest run goes."""
        ends = [positions(k.run, np.array([k.run.length]), unit)[0] for k in self._runs]
        return float(max(ends, default=0.0))

    def values(self) -> Array:
        """Return the finite losses that are drawn."""
        found = [self._line(kept)[1] for kept in self._runs]
        losses = np.concatenate(found) if found else np.empty(0)
        return losses[np.isfinite(losses)]

    def _line(self, kept: KeptRun) -> tuple[Ints, Array]:
        """Return rows and losses to draw."""
        series = self._series[kept.key]
        losses = series.losses()
        if series.coincide:
            return losses.rows, losses.batch
        told = ~np.isnan(losses.full)
        return losses.rows[told], losses.full[told]

    def points(self, frame: Frame, heights: Callable[[Array], Array], unit: Unit) -> list[Array]:
        """Return the points of each line in pixels, shape (n, 2); see `paint`."""
        found = []
        for kept in self._runs:
            rows, losses = self._line(kept)
            found.append(frame.pixels(positions(kept.run, rows, unit), heights(losses)))
        return found

    def paint(
        self,
        painter: QPainter,
        frame: Frame,
        heights: Callable[[Array], Array],
        unit: Unit,
        look: tuple[Theme, bool],
    ) -> None:
        """Paint lines and marks; `heights` turns losses into heights, `look` ends in is_log."""
        if not self._runs:
            return
        theme, is_log = look
        ratio = painter.device().devicePixelRatio()
        key = (self._lines, frame, unit, is_log, theme.name, ratio)
        if key != self._key:
            self._key = key
            self._draw(frame, heights, unit, theme, ratio)
        painter.drawPixmap(QPointF(0, 0), self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        across = [positions(kept.run, np.array([kept.row]), unit)[0] for kept in self._runs]
        losses = np.array([kept.here.loss for kept in self._runs])
        at = frame.pixels(np.array(across), heights(losses)).tolist()
        for kept, (x, y) in zip(self._runs, at, strict=True):
            if -REACH < y < frame.height + REACH:
                draw_run_mark(painter, QPointF(x, y), kept.look, theme, 5.0)

    def _draw(
        self,
        frame: Frame,
        heights: Callable[[Array], Array],
        unit: Unit,
        theme: Theme,
        ratio: float,
    ) -> None:
        self._pixmap = QPixmap(
            *(int(np.ceil(side * ratio)) for side in (frame.width, frame.height))
        )
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kept, points in zip(self._runs, self.points(frame, heights, unit), strict=True):
            painter.setPen(run_pen(kept.look, theme))
            for stretch in stretches(np.clip(points, -FAR, FAR)):
                painter.drawPolyline(pg.functions.arrayToQPolygonF(*stretch.T))
        painter.end()
