"""How often one is right against how sure one was, with the range that it is known to."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.memory.calibration import CLAIMS, CONFIDENCE_TITLES, Calibration
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.pens import pen
from gdsim.views.plots.rulings import draw_rulings
from gdsim.views.plots.words import draw_words

AXIS_WIDTH, HEIGHT = 52, 190
HALF_BAND, HALF_CAP = 0.32, 5.0
"""Half the width of what is claimed, in levels; of the end of a range, in pixels."""


class LevelAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """An axis with a word for each level of confidence."""

    def __init__(self) -> None:
        super().__init__("bottom")

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [(1.0, [float(level) for level in CONFIDENCE_TITLES])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [tr(CONFIDENCE_TITLES[round(value)]) for value in values]


class CalibrationPlot(Canvas):
    """Draws a point with its range for each level, over the band that the level claims."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._levels: tuple[Calibration, ...] = ()
        super().__init__(AXIS_WIDTH, {"bottom": LevelAxis()}, parent=parent)
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_names("", tr("Right, in %"))
        self.show_range((0.5, 3.5), (0.0, 103.0))
        self.add_layer(self._paint)

    def set_levels(self, levels: Sequence[Calibration]) -> None:
        """Show these levels."""
        self._levels = tuple(levels)
        told = [
            tr("{level}: {right} of {answers} right").format(
                level=tr(CONFIDENCE_TITLES[one.confidence]), right=one.right, answers=one.answers
            )
            for one in levels
        ]
        self.setAccessibleDescription("; ".join(told))
        self.repaint_layers()

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def _paint(self, painter: QPainter) -> None:
        frame, theme = self.frame, self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for level, (least, most) in CLAIMS.items():
            left, right = frame.across([level - HALF_BAND, level + HALF_BAND]).tolist()
            top, bottom = frame.down([100 * most, 100 * least]).tolist()
            painter.fillRect(QRectF(left, top, right - left, bottom - top), QColor(theme.grid))
        draw_rulings(painter, [], self.rulings("left"), frame, theme)
        for one in self._levels:
            self._paint_level(painter, one)

    def _paint_level(self, painter: QPainter, one: Calibration) -> None:
        frame, theme = self.frame, self.theme
        x = float(frame.across(one.confidence))
        if not one.is_shown or one.share is None:
            words = tr("{n} of 10 answers").format(n=one.answers)
            draw_words(painter, words, QPointF(x, frame.height / 2), theme)
            return
        low, high, y = frame.down([100 * one.low, 100 * one.high, 100 * one.share]).tolist()
        painter.setPen(pen(theme.text, 2.0))
        painter.drawLine(QLineF(x, low, x, high))
        for end in (low, high):
            painter.drawLine(QLineF(x - HALF_CAP, end, x + HALF_CAP, end))
        painter.setPen(pen(theme.halo, 1.4))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(x, y), 6.0, 6.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
