"""The full losses of several methods over one plot, or each over its own with the same axes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from gdsim.engine.arrays import Array
from gdsim.engine.many.method_comparison import Curve, MethodRun
from gdsim.i18n import tr
from gdsim.study.words.methods import method_name
from gdsim.views.plots.frame import Range
from gdsim.views.plots.pens import polyline
from gdsim.views.plots.rulings import draw_rulings
from gdsim.views.plots.run_looks import draw_run_mark, run_pen
from gdsim.views.plots.words import draw_message, draw_words, words_size
from gdsim.views.style.theme import LIGHT, SPACE, Theme
from gdsim.views.tools.canvas import KeyCanvas

Measure = Literal["updates", "epochs", "rows_seen", "seconds"]

COLUMNS = 3
SMALLEST_PLOT = (150, 120)
"""Least width and height of a small plot."""


class MethodCurves(QWidget):
    """Draws the runs; the k-th has look k."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._found: tuple[MethodRun, ...] = ()
        self._measure: Measure = "epochs"
        self._is_split = False
        self._canvases: list[KeyCanvas] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.xs)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for canvas in self._canvases:
            canvas.set_theme(theme)

    def show_found(self, found: Sequence[MethodRun], measure: Measure, *, is_split: bool) -> None:
        """Show these runs against a measure, over one another or one beside the other."""
        self._found, self._measure, self._is_split = tuple(found), measure, is_split
        self._lay_out()

    def _lay_out(self) -> None:
        count = len(self._found) if self._is_split and self._found else 1
        while len(self._canvases) < count:
            k = len(self._canvases)
            canvas = KeyCanvas(partial(self._paint_canvas, k))
            canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            canvas.setMinimumSize(*SMALLEST_PLOT)
            canvas.set_theme(self._theme)
            self._canvases.append(canvas)
            self._grid.addWidget(canvas, k // COLUMNS, k % COLUMNS)
        x, y, is_log = self._ranges()
        for k, canvas in enumerate(self._canvases):
            canvas.setVisible(k < count)
            canvas.show_range(x, y, (False, is_log))
            canvas.set_numbers_shown(bool(self._found), bool(self._found))
            canvas.set_names(*self._names() if self._found else ("", ""))

    def _names(self) -> tuple[str, str]:
        across = {
            "updates": tr("Updates"),
            "epochs": tr("Epochs"),
            "rows_seen": tr("Rows seen"),
            "seconds": tr("Seconds"),
        }[self._measure]
        return across, "" if self._is_split else tr("Full loss")

    def _ranges(self) -> tuple[Range, Range, bool]:
        """Return what all plots show: both ranges, and whether losses are logarithms."""
        if not self._found:
            return (0.0, 1.0), (0.0, 1.0), False
        losses = np.concatenate([one.curve.full_loss for one in self._found])
        ends = [_along(one.curve, self._measure) for one in self._found]
        far = max((float(end[-1]) for end in ends if len(end)), default=1.0) or 1.0
        is_log = bool(len(losses)) and bool((losses > 0).all())
        heights = np.log10(losses) if is_log else losses
        low, high = (float(heights.min()), float(heights.max())) if len(heights) else (0.0, 1.0)
        spare = 0.06 * ((high - low) or 1.0)
        return (-0.02 * far, 1.03 * far), (low - spare, high + spare), is_log

    def _paint_canvas(self, k: int, painter: QPainter) -> None:
        canvas = self._canvases[k]
        frame = canvas.frame
        if not self._found:
            text = tr("Run the methods to see their losses.")
            draw_message(painter, text, frame, self._theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rulings(painter, canvas.rulings("bottom"), canvas.rulings("left"), frame, self._theme)
        is_log = self._ranges()[2]
        for look, one in enumerate(self._found):
            if self._is_split and look != k:
                continue
            heights = np.log10(one.curve.full_loss) if is_log else one.curve.full_loss
            places = np.stack((_along(one.curve, self._measure), heights), axis=1)
            points = polyline(frame.pixels(places))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(run_pen(look, self._theme))
            painter.drawPolyline(points)
            if len(places):
                draw_run_mark(painter, points.last(), look, self._theme)
            if self._is_split:
                name = method_name(one.method, one.batch_size)
                width, height = words_size(name)
                at = QPointF(frame.width - width / 2 - 6, height / 2 + 4)
                draw_words(painter, name, at, self._theme)


def _along(curve: Curve, measure: Measure) -> Array:
    return np.asarray(getattr(curve, measure), dtype=np.float64)
