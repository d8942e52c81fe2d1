"""A strip that tells which colour stands for which number."""

from __future__ import annotations

from math import ceil, floor

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.views.plots.pens import pen
from gdsim.views.plots.power_axis import log_ticks, power_texts
from gdsim.views.plots.run_looks import draw_best
from gdsim.views.plots.scales import beyond, draw_hatching, image_of, quiet, shades
from gdsim.views.plots.short_numbers import short_step
from gdsim.views.plots.words import small_font
from gdsim.views.style.painting import careful
from gdsim.views.style.theme import LIGHT, SPACE, Theme

STRIP_WIDTH = 116
BAR_WIDTH = 18
SHADES_DRAWN = 128

LABEL_ROOM = 34.0
"""Pixels that a number beside the scale takes at least."""


class ScaleStrip(QWidget):
    """Draws the scale from `low` to `high` upwards, and below it what has no number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(STRIP_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._theme = LIGHT
        self._low, self._high, self._is_log = 0.0, 1.0, False
        self._title = self._above = self._below = self._rest = self._best = ""

    def set_scale(
        self,
        title: str,
        low: float,
        high: float,
        *,
        is_log: bool,
        above: str = "",
        below: str = "",
        rest: str = "",
        best: str = "",
    ) -> None:
        """Show the range; logarithms where `is_log`.

        Parameters
        ----------
        above, below, rest, best
            What the colour beyond the scale, its darkest, the quiet one and the ring stand for,
            where there is something to say.
        """
        self._title, self._low, self._high, self._is_log = title, low, high, is_log
        self._above, self._below, self._rest, self._best = above, below, rest, best
        ends = " – ".join(text for _, text in (self.ticks()[:1] + self.ticks()[-1:]))
        self.setAccessibleName(f"{title}: {ends}")
        self.update()

    def rows(self) -> list[str]:
        """Return what is told below the scale."""
        texts = (self._below, self._above, tr("diverged"), self._rest, self._best)
        return [text for text in texts if text]

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(STRIP_WIDTH, 200)

    def _bar(self) -> QRectF:
        line = self.fontMetrics().height()
        below = len(self.rows()) * (line + SPACE.s) + SPACE.s
        return QRectF(
            2, 2 * line + SPACE.s, BAR_WIDTH, max(20.0, self.height() - 2 * line - below - 12)
        )

    def ticks(self) -> list[tuple[float, str]]:
        """Return the places of the numbers on the scale, and their texts."""
        low, high = self._low, self._high
        if self._is_log:
            levels = log_ticks(low, high, self._bar().height(), LABEL_ROOM)
            places = levels[0][1] if levels else []
            found = list(zip(places, power_texts(places), strict=True))
            return found if len(found) > 1 else [(x, few(10.0**x, 3)) for x in (low, high)]
        step = short_step((high - low) / 6)
        multiples = range(ceil(low / step), floor(high / step) + 1)
        return [(k * step, few(k * step)) for k in multiples]

    @careful
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, bar = self._theme, self._bar()
        painter.setFont(small_font())
        painter.setPen(QColor(theme.plot_text))
        line = painter.fontMetrics().height()
        title = QRectF(0, 0, self.width(), 2 * line)
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, self._title)
        ramp = shades(np.linspace(0, 1, SHADES_DRAWN)[np.newaxis, :])
        painter.drawImage(bar, image_of(ramp))
        for place, text in self.ticks():
            y = bar.bottom() - (place - self._low) / (self._high - self._low) * bar.height()
            painter.setPen(pen(theme.plot_text, 1.0))
            painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 4, y))
            room = QRectF(bar.right() + 8, y - line / 2, self.width() - bar.right() - 8, line)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        self._paint_rest(painter, bar.bottom() + SPACE.m, line)
        painter.end()

    def _paint_rest(self, painter: QPainter, top: float, line: int) -> None:
        """Paint a row for each thing that has no number."""
        theme = self._theme
        rect = QRectF(2, top, BAR_WIDTH, line)
        for text in self.rows():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if text == self._best:
                draw_best(painter, rect.center(), 6.0, theme)
            elif text == self._above:
                painter.fillRect(rect, beyond())
            elif text == self._below:
                painter.drawImage(rect, image_of(shades(np.zeros((1, 1)))))
            elif text == self._rest:
                painter.fillRect(rect, quiet(theme))
            else:
                draw_hatching(painter, rect, theme)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if text != self._best:
                painter.setPen(pen(theme.outline, 1.0))
                painter.drawRect(rect)
            painter.setPen(QColor(theme.plot_text))
            room = QRectF(rect.right() + 8, rect.top(), self.width(), rect.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
            rect = rect.translated(0, line + SPACE.s)
