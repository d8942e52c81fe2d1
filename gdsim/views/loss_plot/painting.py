"""What the loss plot paints, in pixels of its area."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gdsim.engine.arrays import Array
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.views.loss_plot.framing import Range
from gdsim.views.loss_plot.series import LossSeries
from gdsim.views.style.theme import FONT, SPACE, Theme, interface_font

FAR = 20_000.0
"""Pixels beyond which Qt's painter loses its way."""

THIN, THICK = 1.3, 2.6

SWATCH = 28.0
"""Pixels from the beginning of an entry of the legend to its text."""


class Frame(Struct, frozen=True):
    """Which part of the plane is shown, in how many pixels."""

    x: Range
    y: Range
    width: float
    height: float

    def pixels(self, x: Array, y: Array) -> Array:
        """Return where places are, shape (n, 2), no further outside than a painter can bear."""
        px = (x - self.x[0]) * (self.width / (self.x[1] - self.x[0]))
        py = (self.y[1] - y) * (self.height / (self.y[1] - self.y[0]))
        return np.clip(np.stack((px, py), axis=1), -FAR, FAR)

    def place(self, pixel: float) -> float:
        """Return what is across at `pixel`."""
        return self.x[0] + pixel / self.width * (self.x[1] - self.x[0])


def draw_marks(painter: QPainter, points: Array, colour: QColor, is_square: bool) -> None:
    """Draw a square or a dot at each of `points` (n, 2)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for x, y in points.tolist():
        if is_square:
            painter.drawRect(QRectF(x - 3, y - 3, 6, 6))
        else:
            painter.drawEllipse(QPointF(x, y), 2.6, 2.6)


def draw_rulings(painter: QPainter, heights: list[float], width: float, theme: Theme) -> None:
    """Draw quiet lines across at these heights."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QColor(theme.grid))
    for y in heights:
        painter.drawLine(QPointF(0, y), QPointF(width, y))


def draw_cursor(
    painter: QPainter, at: Array, frame: Frame, theme: Theme, stage: Stage | None
) -> None:
    """Mark the row at the cursor, in pixels `at`: a line from top to bottom, and its loss.

    A loss that is outside the plot, or none (NaN), is a ring at the edge. Before the stage of the
    loss there is no mark, and in it a larger one.
    """
    x, y = at.tolist()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(QColor(theme.point), 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, 0), QPointF(x, frame.height))
    if stage is not None and stage < Stage.LOSS:
        return
    inside = 0 <= y <= frame.height
    held = frame.height if np.isnan(y) else min(max(y, 0.0), frame.height)
    painter.setPen(QPen(QColor(theme.halo if inside else theme.point), 1.5))
    painter.setBrush(QColor(theme.point if inside else theme.plot_background))
    painter.drawEllipse(QPointF(x, held), 5.0, 5.0)
    if stage is Stage.LOSS:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.point), 2.0))
        painter.drawEllipse(QPointF(x, held), 10.0, 10.0)


def full_loss_name(strides: tuple[int, int]) -> str:
    """Name the full loss, and at which updates it was worked out: see `LossSeries.strides`."""
    fewest, most = strides
    if most == 1:
        return tr("Full loss")
    if fewest == most:
        return tr("Full loss, every {count} updates").format(count=most)
    return tr("Full loss, every {fewest} to {most} updates").format(fewest=fewest, most=most)


def draw_legend(
    painter: QPainter,
    frame: Frame,
    series: LossSeries,
    colours: tuple[str, str],
    left: bool,
    theme: Theme,
) -> None:
    """Say in an upper corner what each line is; `colours` are of the batch's and the full loss."""
    of_batch, of_all = colours
    font = interface_font(FONT.small)
    metrics = QFontMetricsF(font)
    entries = [(tr("Loss"), of_all, True)]
    if not series.coincide:
        entries = [
            (tr("Batch loss"), of_batch, False),
            (full_loss_name(series.strides), of_all, True),
        ]
    widths = [SWATCH + metrics.horizontalAdvance(text) + SPACE.m for text, *_ in entries]
    x = float(SPACE.s) if left else frame.width - sum(widths)
    y = SPACE.xs + metrics.height() / 2
    ground = QColor(theme.plot_background)
    ground.setAlpha(215)
    painter.fillRect(QRectF(x - SPACE.xs, 1, sum(widths), metrics.height() + SPACE.s), ground)
    painter.setFont(font)
    for (text, colour, is_thick), width in zip(entries, widths, strict=True):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        line = QPen(QColor(colour), THICK if is_thick else THIN)
        if is_thick and series.strides[1] > 1:
            line.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(line)
        painter.drawLine(QPointF(x, y), QPointF(x + SWATCH - SPACE.s, y))
        middle = np.array([[x + (SWATCH - SPACE.s) / 2, y]])
        draw_marks(painter, middle, QColor(colour), is_thick)
        painter.setPen(QColor(theme.plot_text))
        painter.drawText(QPointF(x + SWATCH, y + metrics.capHeight() / 2), text)
        x += width
