"""Legends: marks as they are drawn in a plot, with their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.views.plots.frame import Frame
from gdsim.views.plots.run_looks import draw_run_swatch
from gdsim.views.plots.words import small_font
from gdsim.views.style.painting import careful
from gdsim.views.style.theme import FONT, LIGHT, SPACE, Theme, interface_font

Swatch = Callable[[QPainter, QPointF, Theme], None]
"""Draws a mark around a pixel."""


class Entry(NamedTuple):
    """A mark and its name; one that changes has the room of its `longest`, so nothing moves."""

    swatch: Swatch
    text: str
    longest: str = ""


class Spacing(NamedTuple):
    """Pixels of an entry's mark, from it to its text, between entries, and of a line's height."""

    swatch: float
    gap: float
    between: float
    line: float

    def width(self, entry: Entry, metrics: QFontMetrics | QFontMetricsF) -> float:
        """Return how wide an entry is."""
        longest = max(entry.text, entry.longest, key=len)
        return self.swatch + self.gap + metrics.horizontalAdvance(longest)


class Legend(QWidget):
    """Shows entries one after another, on as many lines as they take; hidden without any.

    Parameters
    ----------
    most_lines
        What is left over after these is not shown at all; None: all of it is.
    colour
        Of the texts: a colour of the theme, by name.
    font_size
        Of the texts, see `FONT`.
    """

    def __init__(
        self,
        spacing: Spacing,
        *,
        most_lines: int | None = None,
        colour: str = "text",
        font_size: float = FONT.body,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._spacing, self._most_lines, self._colour = spacing, most_lines, colour
        self._theme = LIGHT
        self._entries: tuple[Entry, ...] = ()
        self.setFont(interface_font(font_size))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(spacing.line))
        self.hide()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries."""
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        self.setAccessibleDescription(", ".join(entry.text for entry in entries))
        self.setVisible(bool(entries))
        self._fit()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the height of the lines that there are."""
        lowest = max((box.bottom() for _, box in self.placed()), default=self._spacing.line)
        self.setFixedHeight(round(lowest))

    def placed(self) -> list[tuple[Entry, QRectF]]:
        """Return each entry that is shown, and where, on lines as wide as the widget."""
        metrics, room, (*_, between, height) = self.fontMetrics(), self.width(), self._spacing
        found, x, y = [], 0.0, 0.0
        for entry in self._entries:
            width = self._spacing.width(entry, metrics)
            if x and x + width > room:
                x, y = 0.0, y + height
            if self._most_lines is not None and (y >= self._most_lines * height or width > room):
                break
            found.append((entry, QRectF(x, y, min(width, room), height)))
            x += found[-1][1].width() + between
        return found

    @careful
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, (mark, gap, *_) = QPainter(self), self._spacing
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for entry, box in self.placed():
            middle = QPointF(box.left() + mark / 2, box.center().y())
            entry.swatch(painter, middle, self._theme)
            painter.setPen(QColor(getattr(self._theme, self._colour)))
            room = box.adjusted(mark + gap, 0, 1, 0)
            text = self.fontMetrics().elidedText(
                entry.text, Qt.TextElideMode.ElideRight, round(room.width()) + 1
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


def draw_legend(
    painter: QPainter,
    frame: Frame,
    entries: Sequence[Entry],
    spacing: Spacing,
    theme: Theme,
    *,
    is_left: bool,
) -> None:
    """Draw a legend of one line into an upper corner of a plot."""
    font = small_font()
    metrics = QFontMetricsF(font)
    widths = [spacing.width(entry, metrics) + spacing.between for entry in entries]
    x = float(SPACE.s) if is_left else frame.width - sum(widths)
    y = SPACE.xs + metrics.height() / 2
    ground = QColor(theme.plot_background)
    ground.setAlpha(215)
    painter.fillRect(QRectF(x - SPACE.xs, 1, sum(widths), metrics.height() + SPACE.s), ground)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for entry, width in zip(entries, widths, strict=True):
        entry.swatch(painter, QPointF(x + spacing.swatch / 2, y), theme)
        painter.setPen(QColor(theme.plot_text))
        start = x + spacing.swatch + spacing.gap
        painter.drawText(QPointF(start, y + metrics.capHeight() / 2), entry.text)
        x += width


class LookLegend(Legend):
    """A legend of runs, or of whatever else has their looks: the look of each, and its name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Spacing(30.0, 6.0, 16.0, 20.0), font_size=FONT.small, parent=parent)
        self.setAccessibleName(name)

    def set_looks(self, looks: Sequence[tuple[int, str]]) -> None:
        """Show these looks with their names."""
        self.set_entries([Entry(_look_swatch(look), name) for look, name in looks])


@cache
def _look_swatch(look: int) -> Swatch:
    """Return the swatch of a look, the same every time."""

    def draw(painter: QPainter, at: QPointF, theme: Theme) -> None:
        draw_run_swatch(painter, at, look, theme, 14.0)

    return draw
