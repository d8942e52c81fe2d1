"""The picture of the loss: filled colours and labelled iso-loss lines, painted once and kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTransform,
)

from gdsim.engine.arrays import Array
from gdsim.numbers import printed
from gdsim.views.landscape.contours.iso_lines import IsoLine, Label, iso_lines, place_labels
from gdsim.views.landscape.contours.levels import LossScale
from gdsim.views.landscape.contours.loss_grid import LossGrid
from gdsim.views.landscape.layers import marks
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.pens import pen
from gdsim.views.plots.words import fill_on_halo
from gdsim.views.style.pixmaps import area_pixmap
from gdsim.views.style.theme import Theme

PIXELS_PER_LEVEL, MOST_LEVELS = 34, 14
"""Of the shorter side for each iso-loss line, and how many lines there are at most."""


class ContourLayer:
    """A pixmap of the loss over a window, with what was drawn on it.

    Parameters
    ----------
    grid
        The losses.
    base
        A loss known to be the smallest in the window, or None.
    minima
        The known minima on the two axes, (k, 2); no number stands in the way to them, if it can.
    size, ratio
        Width and height in pixels, and device pixels for each.
    theme, font
        Colours, and the font of the labels.
    """

    def __init__(
        self,
        grid: LossGrid,
        base: float | None,
        minima: Array,
        size: tuple[float, float],
        ratio: float,
        theme: Theme,
        font: QFont,
    ) -> None:
        self.frame = Frame(grid.window, *size)
        self.grid = grid
        self.scale = LossScale.of(grid.values, base)
        width, height = size
        count = int(np.clip(min(size) / PIXELS_PER_LEVEL, 3, MOST_LEVELS))
        self.lines: list[IsoLine] = iso_lines(grid.values, width, height, self.scale.levels(count))
        text_width = QFontMetricsF(font).horizontalAdvance
        self.labels: list[Label] = place_labels(
            self.lines, printed, text_width, width, height, self.frame.pixels(minima)
        )
        self.pixmap = area_pixmap(size, ratio, QColor(theme.plot_background))
        painter = QPainter(self.pixmap)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        _paint_colours(painter, self.scale.position(grid.values), QRectF(0, 0, *size), theme)
        _paint_lines(painter, self.lines, self.labels, QRectF(0, 0, *size), theme, font)
        _paint_labels(painter, self.labels, theme, font)
        painter.end()

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Paint the picture where it belongs, stretched while the plot shows another window."""
        if self.frame == frame:
            painter.drawPixmap(QPointF(0, 0), self.pixmap)
            return
        window = self.frame.window
        x0, y0 = frame.pixels((window.x[0], window.y[1]))
        x1, y1 = frame.pixels((window.x[1], window.y[0]))
        target = QRectF(x0, y0, x1 - x0, y1 - y0)
        painter.drawPixmap(target, self.pixmap, QRectF(self.pixmap.rect()))


def colour_table(theme: Theme) -> NDArray[np.uint32]:
    """Return the 256 colours of the loss scale, low to high, as 0xAARRGGBB; shape (256,) uint32."""
    places = [place for place, _ in theme.contour_stops]
    colours = [QColor(colour) for _, colour in theme.contour_stops]
    table = np.full(256, 0xFF, dtype=np.uint32)
    for channel in ("red", "green", "blue"):
        values = [getattr(colour, channel)() for colour in colours]
        mixed = np.interp(np.linspace(0, 1, 256), places, values)
        table = (table << 8) | np.round(mixed).astype(np.uint32)
    return table


def _paint_colours(painter: QPainter, position: Array, area: QRectF, theme: Theme) -> None:
    undefined = np.isnan(position)
    index = np.where(undefined, 0.0, position * 255).astype(np.uint8)
    pixels = colour_table(theme)[index]
    pixels[undefined] = 0
    if undefined.any():
        hatching = QColor(theme.grid)
        painter.fillRect(area, QBrush(hatching, Qt.BrushStyle.BDiagPattern))
    pixels = np.ascontiguousarray(pixels[::-1])
    ny, nx = pixels.shape
    image = QImage(pixels.data, nx, ny, 4 * nx, QImage.Format.Format_ARGB32_Premultiplied)
    # A grid point is the middle of an image pixel, and the outermost points lie on the edges.
    cell_w, cell_h = area.width() / (nx - 1), area.height() / (ny - 1)
    target = area.adjusted(-cell_w / 2, -cell_h / 2, cell_w / 2, cell_h / 2)
    painter.drawImage(target, image, QRectF(0, 0, nx, ny))


def _paint_lines(
    painter: QPainter,
    lines: list[IsoLine],
    labels: list[Label],
    area: QRectF,
    theme: Theme,
    font: QFont,
) -> None:
    """Paint the lines, interrupted where a label stands."""
    clear = QPainterPath()
    clear.addRect(area)
    gaps = QPainterPath()
    tall = QFontMetricsF(font).capHeight()
    for label in labels:
        box = QRectF(-label.width / 2 - 3, -tall / 2 - 2, label.width + 6, tall + 4)
        gaps.addPolygon(_placement(label).map(QPolygonF(box)))
    painter.save()
    painter.setClipPath(clear.subtracted(gaps))
    painter.setPen(QPen(QColor(theme.contour_line), 1.0))
    marks.draw_iso_lines(painter, lines)
    painter.restore()


def _paint_labels(painter: QPainter, labels: list[Label], theme: Theme, font: QFont) -> None:
    tall = QFontMetricsF(font).capHeight()
    halo = pen(theme.contour_label_halo, 2.5)
    for label in labels:
        letters = QPainterPath()
        letters.addText(QPointF(-label.width / 2, tall / 2), font, label.text)
        fill_on_halo(painter, _placement(label).map(letters), theme.contour_label, halo)


def _placement(label: Label) -> QTransform:
    return QTransform().translate(label.x, label.y).rotate(label.angle)
