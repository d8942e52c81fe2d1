"""The legend: one line of marks as they are drawn in the plot, with their names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.engine.dataset import Array
from gdsim.views.landscape import marks
from gdsim.views.style.diamond import draw_diamond
from gdsim.views.style.theme import LIGHT, Theme

SWATCH = 26
GAP = 5
BETWEEN = 14

Swatch = Callable[[QPainter, Array, Theme], None]


def _path(painter: QPainter, at: Array, theme: Theme) -> None:
    ends = at + np.array([[-11.0, 0.0], [11.0, 0.0]])
    painter.setPen(marks.pen(theme.path, 1.8))
    painter.drawLine(QPointF(*ends[0]), QPointF(*ends[1]))
    marks.draw_dots(painter, ends, 2.4, theme.path, theme.path)


def _dashes(painter: QPainter, at: Array, theme: Theme) -> None:
    dashed = marks.pen(theme.gradient, 1.6)
    dashed.setDashPattern([4.0, 3.0])
    painter.setPen(dashed)
    painter.drawLine(QPointF(at[0] - 11, at[1]), QPointF(at[0] + 11, at[1]))


def _arrow(colour: str) -> Swatch:
    def draw(painter: QPainter, at: Array, theme: Theme) -> None:
        reach = np.array([11.0, 0.0])
        marks.draw_arrow(painter, at - reach, at + reach, getattr(theme, colour), theme.window)

    return draw


def _tangent(painter: QPainter, at: Array, theme: Theme) -> None:
    painter.setPen(marks.pen(theme.gradient, 2.0))
    painter.drawLine(QPointF(at[0] - 11, at[1] + 4), QPointF(at[0] + 11, at[1] - 4))


SWATCHES: dict[str, Swatch] = {
    "point": lambda p, at, theme: marks.draw_point(p, at, theme.point, theme.window),
    "path": _path,
    "gradient": _arrow("gradient"),
    "full": _arrow("full_gradient"),
    "tangent": _tangent,
    "contours": _dashes,
    "step": _arrow("step"),
    "change": lambda p, at, theme: draw_diamond(p, at[0], at[1], QColor(theme.focus)),
    "start": lambda p, at, theme: marks.draw_ring(
        p, at, 7.0, marks.pen(theme.start, 2.2), theme.window
    ),
    "minimum": lambda p, at, theme: marks.draw_cross(p, at, 5.5, theme.minimum, theme.window),
}


class Legend(QWidget):
    """One line of marks and names; names that do not fit are left out from the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._entries: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def set_entries(self, entries: tuple[tuple[str, str], ...]) -> None:
        """Show these marks, each a name in `SWATCHES` and its text."""
        if entries != self._entries:
            self._entries = entries
            self.setAccessibleDescription(", ".join(text for _, text in entries))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, left = self.fontMetrics(), 0.0
        for name, text in self._entries:
            width = SWATCH + GAP + metrics.horizontalAdvance(text)
            if left + width > self.width():
                break
            SWATCHES[name](painter, np.array([left + SWATCH / 2, self.height() / 2]), self._theme)
            painter.setPen(QColor(self._theme.muted))
            box = self.rect().adjusted(int(left) + SWATCH + GAP, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            left += width + BETWEEN
