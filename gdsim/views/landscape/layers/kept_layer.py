"""The paths of kept runs over the landscape, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtGui import QPainter

from gdsim.engine.arrays import Array
from gdsim.models.kept_runs import KeptRun
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape.layers.trail import Trail
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.kept_lines import KeptLines
from gdsim.views.style.theme import Theme

FARTHEST_CORNER = 5000.0
"""Pixels beyond which the corners of a path are held."""


class KeptLayer(KeptLines[Trail]):
    """Paints kept runs."""

    def __init__(self) -> None:
        super().__init__(Trail)

    def paint(
        self,
        painter: QPainter,
        present: Snapshot,
        places: Callable[[Array], Array],
        frame: Frame,
        theme: Theme,
    ) -> None:
        """Paint the runs, which descend the loss of `present`; see `PathLayer.paint`."""
        if not self.runs:
            return

        def path(kept: KeptRun) -> Array:
            pixels = frame.pixels(places(self.followers[kept.key].past))
            held = np.clip(pixels, -FARTHEST_CORNER, FARTHEST_CORNER)
            return held[np.isfinite(held).all(axis=1)]

        axes = tuple(places(np.arange(len(present.row.theta), dtype=np.float64)).tolist())
        self.paint_lines(painter, path, frame, theme, axes)
        here = np.stack([kept.here.theta for kept in self.runs])
        self.paint_marks(painter, frame.pixels(places(here)), frame, theme, 6.0)
