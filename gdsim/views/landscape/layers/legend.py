"""The legend: a line or two of marks as they are drawn in the plot, with their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.engine.arrays import Array
from gdsim.views.landscape.layers import marks
from gdsim.views.plots.diamond import draw_diamond
from gdsim.views.style.theme import LIGHT, Theme

SWATCH = 26
GAP = 5
BETWEEN = 14
LINE, MOST_LINES = 22, 2

Swatch = Callable[[QPainter, Array, Theme], None]


def _path(painter: QPainter, at: Array, theme: Theme) -> None:
    ends = at + np.array([[-11.0, 0.0], [11.0, 0.0]])
    painter.setPen(marks.pen(theme.path, 1.8))
    painter.drawLine(QPointF(*ends[0]), QPointF(*ends[1]))
    marks.draw_dots(painter, ends, 2.4, theme.path, theme.path)


def _dashes(colour: str) -> Swatch:
    def draw(painter: QPainter, at: Array, theme: Theme) -> None:
        dashed = marks.pen(getattr(theme, colour), 1.6)
        dashed.setDashPattern([4.0, 3.0])
        painter.setPen(dashed)
        painter.drawLine(QPointF(at[0] - 11, at[1]), QPointF(at[0] + 11, at[1]))

    return draw


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
    "contours": _dashes("gradient"),
    "quadratic": _dashes("warning"),
    "step": _arrow("step"),
    "change": lambda p, at, theme: draw_diamond(p, at[0], at[1], QColor(theme.focus)),
    "start": lambda p, at, theme: marks.draw_ring(
        p, at, 7.0, marks.pen(theme.start, 2.2), theme.window
    ),
    "minimum": lambda p, at, theme: marks.draw_cross(p, at, 5.5, theme.minimum, theme.window),
}


class Legend(QWidget):
    """Marks and names in a line; in two where one is too short, and what is left over not at all.

    It is as high as it has lines.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._entries: tuple[tuple[str, str], ...] = ()
        self._reserved: Mapping[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LINE)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def set_entries(
        self, entries: tuple[tuple[str, str], ...], reserved: Mapping[str, str] | None = None
    ) -> None:
        """Show these marks, each a name in `SWATCHES` and its text.

        A text that changes from step to step has the room of its `reserved` one, so that nothing
        moves.
        """
        reserved = reserved or {}
        if (entries, reserved) != (self._entries, self._reserved):
            self._entries, self._reserved = entries, reserved
            self.setAccessibleDescription(", ".join(text for _, text in entries))
            self._fit()
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = 1 + max((line for line, *_ in self._placed()), default=0)
        self.setFixedHeight(LINE * lines)

    def _placed(self) -> Iterator[tuple[int, float, str, str]]:
        """Yield line, left edge, name and text of what there is room for."""
        metrics, line, left = self.fontMetrics(), 0, 0.0
        for name, text in self._entries:
            widest = self._reserved.get(name, text)
            width = SWATCH + GAP + metrics.horizontalAdvance(max(text, widest, key=len))
            if left > 0 and left + width > self.width():
                line, left = line + 1, 0.0
            if line == MOST_LINES or left + width > self.width():
                return
            yield line, left, name, text
            left += width + BETWEEN

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line, left, name, text in self._placed():
            middle = (line + 0.5) * LINE
            SWATCHES[name](painter, np.array([left + SWATCH / 2, middle]), self._theme)
            painter.setPen(QColor(self._theme.muted))
            box = QRectF(left + SWATCH + GAP, line * LINE, self.width(), LINE)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
