"""What the loss plot paints, in pixels of its area."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gdsim.engine.arrays import Array
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.views.loss_plot.series import LossSeries
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.legend import Entry, Spacing, Swatch
from gdsim.views.style.theme import SPACE, Theme

THIN, THICK = 1.3, 2.6

SPACING = Spacing(20.0, SPACE.s, SPACE.m, 0.0)
"""Of the legend, which has but one line."""


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


def legend_entries(series: LossSeries, colours: tuple[str, str]) -> list[Entry]:
    """Return what each line is; `colours` are of the batch's and the full loss."""
    of_batch, of_all = colours
    is_sparse = series.strides[1] > 1
    if series.coincide:
        return [Entry(_line(of_all, is_thick=True, is_sparse=is_sparse), tr("Loss"))]
    return [
        Entry(_line(of_batch, is_thick=False), tr("Batch loss")),
        Entry(_line(of_all, is_thick=True, is_sparse=is_sparse), full_loss_name(series.strides)),
    ]


def _line(colour: str, *, is_thick: bool, is_sparse: bool = False) -> Swatch:
    def draw(painter: QPainter, at: QPointF, _theme: Theme) -> None:
        line = QPen(QColor(colour), THICK if is_thick else THIN)
        if is_sparse:
            line.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(line)
        reach = QPointF(SPACING.swatch / 2, 0)
        painter.drawLine(at - reach, at + reach)
        draw_marks(painter, np.array([[at.x(), at.y()]]), QColor(colour), is_thick)

    return draw
