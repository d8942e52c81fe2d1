"""Curves that a question shows, told apart by colour, pattern, mark, and a letter on each."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array
from gdsim.study.exam.question import Curves
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.frame import within_reach
from gdsim.views.plots.pens import polyline, stretches
from gdsim.views.plots.power_axis import PowerAxis
from gdsim.views.plots.rulings import draw_rulings
from gdsim.views.plots.run_looks import draw_run_mark, run_pen
from gdsim.views.plots.words import draw_words
from gdsim.views.style.theme import Theme

AXIS_WIDTH, LABEL_ROOM = 62, 30.0
HEIGHT = 230

MARKS_UP_TO = 60
"""Points of a curve up to which each has a mark."""


class CurvesPlot(Canvas):
    """Draws the curves of a question, whole."""

    def __init__(self, curves: Curves, parent: QWidget | None = None) -> None:
        axis = PowerAxis("left", LABEL_ROOM)
        super().__init__(AXIS_WIDTH, {"left": axis}, parent=parent)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(curves.title)
        self._lines = {
            name: np.array(points, dtype=np.float64).T for name, points in curves.curves.items()
        }
        self._is_log = curves.is_log
        if curves.is_log:
            for line in self._lines.values():
                with np.errstate(divide="ignore", invalid="ignore"):
                    line[:, 1] = np.log10(line[:, 1])
        self._frame_all()
        self.set_names(curves.x_title, curves.y_title)
        self.add_layer(self._paint)

    def _frame_all(self) -> None:
        points = np.concatenate(list(self._lines.values()))
        points = points[np.isfinite(points).all(axis=1)]
        (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
        across, up = max(right - left, 1e-9), max(high - low, 1e-9)
        self.show_range(
            (left - 0.02 * across, right + 0.06 * across),
            (low - 0.08 * up, high + 0.08 * up),
            (False, self._is_log),
        )

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)

    def _paint(self, painter: QPainter) -> None:
        frame = self.frame
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rulings(painter, self.rulings("bottom"), self.rulings("left"), frame, self.theme)
        for look, (name, line) in enumerate(self._lines.items()):
            pixels = within_reach(frame.pixels(line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(run_pen(look, self.theme, 2.0))
            for part in stretches(pixels):
                painter.drawPolyline(polyline(part))
            self._paint_marks(painter, pixels, look)
            self._paint_name(painter, pixels, name)

    def _paint_marks(self, painter: QPainter, pixels: Array, look: int) -> None:
        shown = pixels[np.isfinite(pixels).all(axis=1)]
        if len(shown) > MARKS_UP_TO:
            shown = shown[:: len(shown) // 8]
        for x, y in shown.tolist():
            draw_run_mark(painter, QPointF(x, y), look, self.theme, 4.0)

    def _paint_name(self, painter: QPainter, pixels: Array, name: str) -> None:
        """Write the name at the last point that is inside."""
        frame = self.frame
        inside = pixels[
            np.isfinite(pixels).all(axis=1)
            & (pixels[:, 0] <= frame.width)
            & (pixels[:, 1] >= 0)
            & (pixels[:, 1] <= frame.height)
        ]
        if len(inside):
            x, y = inside[-1].tolist()
            draw_words(painter, name, QPointF(x + 12, y), self.theme)
