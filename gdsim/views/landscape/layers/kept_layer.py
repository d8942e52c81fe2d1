"""The paths of kept runs over the landscape, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from gdsim.engine.arrays import Array
from gdsim.models.kept_runs import KeptRun
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape.geometry import PixelMap
from gdsim.views.landscape.layers.trail import Trail
from gdsim.views.plots.run_looks import REACH, draw_run_mark, run_pen
from gdsim.views.style.theme import Theme

FAR = 5000.0
"""Pixels beyond which a line is cut off: Qt's painter loses its way further out."""


class KeptLayer:
    """Paints kept runs; their paths are a picture that is made anew only when one changes."""

    def __init__(self) -> None:
        self._runs: tuple[KeptRun, ...] = ()
        self._trails: dict[int, Trail] = {}
        self._pixmap = QPixmap()
        self._key: tuple[object, ...] = ()

    def set_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs."""
        self._runs = tuple(kept for kept in runs if kept.is_shown)
        self._trails = {kept.key: self._trails.get(kept.key, Trail()) for kept in self._runs}

    def paint(
        self,
        painter: QPainter,
        present: Snapshot,
        places: Callable[[Array], Array],
        plot: PixelMap,
        look: tuple[Theme, float],
    ) -> None:
        """Paint the runs, which descend the loss of `present`; see `PathLayer.paint`."""
        runs = self._runs
        if not runs:
            return
        theme, ratio = look
        axes = tuple(places(np.arange(len(present.row.theta), dtype=np.float64)).tolist())
        key = (tuple(kept.line for kept in runs), axes, plot, theme.name, ratio)
        if key != self._key:
            self._key = key
            self._draw(runs, places, plot, theme, ratio)
        painter.drawPixmap(QPointF(0, 0), self._pixmap)
        at = plot.pixels(places(np.stack([kept.here.theta for kept in runs])))
        for kept, (x, y) in zip(runs, at.tolist(), strict=True):
            if -REACH < x < plot.width + REACH and -REACH < y < plot.height + REACH:
                draw_run_mark(painter, QPointF(x, y), kept.look, theme)

    def _draw(
        self,
        runs: Sequence[KeptRun],
        places: Callable[[Array], Array],
        plot: PixelMap,
        theme: Theme,
        ratio: float,
    ) -> None:
        self._pixmap = QPixmap(int(np.ceil(plot.width * ratio)), int(np.ceil(plot.height * ratio)))
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kept in runs:
            trail = self._trails[kept.key]
            trail.update(_whole(kept))
            points = np.clip(plot.pixels(places(trail.past)), -FAR, FAR)
            points = points[np.isfinite(points).all(axis=1)]
            painter.setPen(run_pen(kept.look, theme))
            painter.drawPolyline(pg.functions.arrayToQPolygonF(*points.T))
        painter.end()


def _whole(kept: KeptRun) -> Snapshot:
    """Return a run as seen from its end."""
    run = kept.run
    return Snapshot(run, kept.key, run.length, run.length, run.row(run.length), run.stop)
