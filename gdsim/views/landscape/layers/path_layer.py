"""The path of a run as a picture that a further step only adds to."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap

from gdsim.engine.arrays import Array, Ints
from gdsim.views.landscape.layers import marks
from gdsim.views.landscape.layers.trail import Trail
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.pens import round_pen
from gdsim.views.style.pixmaps import area_pixmap
from gdsim.views.style.theme import Theme

DOTS_UP_TO = 80
"""Points of the path that still get a dot each."""

LONGEST_SMOOTH = 25_000.0
"""Pixels of line up to which its edges are smoothed; beyond, it is a cloud and costs time."""


class PathLayer:
    """Draws a `Trail`: rows after the cursor faded, a dot for each point while they are few."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._key: tuple[object, ...] = ()
        self._rows: Ints = np.empty(0, dtype=np.int64)
        self._newest = 0

    def paint(
        self,
        painter: QPainter,
        trail: Trail,
        places: Callable[[Array], Array],
        frame: Frame,
        theme: Theme,
    ) -> None:
        """Paint the path of `trail`, whose points (n, d) are at `places` (n, 2).

        A path that goes on from what was painted last costs one line; any other change paints all
        of it again.
        """
        ratio = painter.device().devicePixelRatio()
        has_dots = len(trail.past) <= DOTS_UP_TO
        axes = tuple(places(np.arange(trail.past.shape[1], dtype=np.float64)).tolist())
        key = (trail.generation, axes, frame, theme.name, ratio, has_dots)
        begin = len(self._rows) - 1 if key == self._key and self._goes_on(trail) else 0
        if begin == 0:
            self._pixmap = area_pixmap(frame.size, ratio)
            self._draw(frame.pixels(places(trail.future)), frame, theme.path_future, 1.4, 0.0)
        points = frame.pixels(places(trail.past[begin:]))
        self._draw(points, frame, theme.path, 1.8, 2.4 if has_dots else 0.0)
        self._key, self._newest = key, int(trail.future_rows[-1])
        if begin == 0 or np.nansum(np.hypot(*np.diff(points, axis=0).T)) >= marks.SHORTEST:
            # Steps that are too short to be seen are drawn together with the next.
            self._rows = trail.past_rows
        painter.drawPixmap(QPointF(0, 0), self._pixmap)

    def _goes_on(self, trail: Trail) -> bool:
        """Whether the trail only adds to what is painted, after its last point."""
        n = len(self._rows)
        is_same_future = len(trail.future) == 1 or int(trail.future_rows[-1]) == self._newest
        return n > 0 and is_same_future and np.array_equal(trail.past_rows[:n], self._rows)

    def _draw(self, points: Array, frame: Frame, colour: str, width: float, dot: float) -> None:
        size = frame.size
        inside = np.clip(points, -50.0, np.array(size) + 50.0)
        length = np.nansum(np.hypot(*np.diff(inside, axis=0).T))
        painter = QPainter(self._pixmap)
        is_smooth = bool(length < LONGEST_SMOOTH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
        marks.draw_path(painter, points, size, round_pen(colour, width if is_smooth else 1.0))
        if dot:
            seen = ((points > -9) & (points < np.array(size) + 9)).all(axis=1)
            marks.draw_dots(painter, points[seen], dot, colour, colour)
        painter.end()
