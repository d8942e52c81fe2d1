"""The loss after the updates as colours over two settings."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from gdsim.engine.arrays import Array
from gdsim.engine.many.axes import Axis
from gdsim.i18n import tr
from gdsim.study.many.sweep_choices import is_log_axis
from gdsim.study.many.sweep_findings import SweepFindings
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.frame import Frame, Range
from gdsim.views.plots.pens import pen
from gdsim.views.plots.rulings import draw_crosshair
from gdsim.views.plots.run_looks import draw_best
from gdsim.views.plots.scales import beyond, draw_hatching, image_of, quiet, rgba, shades
from gdsim.views.plots.words import draw_words, words_size
from gdsim.views.style.theme import Theme
from gdsim.views.tools.canvas import cell_edges, nearest
from gdsim.views.tools.picture_window import Index

MOST_DECADES, MOST_BELOW = 12, 0.1
"""Powers of ten that the colours of losses span at most, unless a larger share than that of the
runs would be below them, all in one colour."""


class GridPicture:
    """Shows findings over two axes on a canvas; its paint is called by that canvas."""

    def __init__(self, found: SweepFindings) -> None:
        self._found = found
        self.present = found.present
        self._axes = found.result.axes
        self.places = [_places(axis) for axis in self._axes]
        loss = found.result.final_loss
        known = loss[np.isfinite(loss)]
        self.is_loss_log = not (known < 0).any() and bool((known > 0).any())
        heights = self._heights(loss)
        self.scale = self._scale(heights)
        low, high = self.scale
        self._shades = shades((heights - low) / (high - low))
        is_above = np.nan_to_num(heights, nan=low) > high
        self.has_above = bool(is_above.any())
        self._shades[is_above] = rgba(beyond())
        self.has_below = bool((np.nan_to_num(heights, nan=high) < low).any())
        self._image: tuple[str, QImage] | None = None

    def _heights(self, loss: Array) -> Array:
        if not self.is_loss_log:
            return loss
        with np.errstate(all="ignore"):
            heights = np.log10(loss)
        heights[loss == 0] = -np.inf
        return np.where(np.isnan(loss), np.nan, np.maximum(heights, -400.0))

    def _scale(self, heights: Array) -> Range:
        """Return the losses of the darkest and the lightest colour, as the scale has them.

        The scale ends at the loss at the start where some runs are below it: runs that are about to
        diverge would make all others one colour. For where it begins see `MOST_DECADES`.
        """
        known = heights[np.isfinite(heights) & (heights > -400)]
        if not len(known):
            return 0.0, 1.0
        low, high = float(known.min()), float(known.max())
        start = float(self._heights(np.array([self._found.result.start_loss]))[0])
        if low < start < high:
            high = start
        if self.is_loss_log:
            most = known[known <= high]
            low = max(low, min(high - MOST_DECADES, float(np.quantile(most, MOST_BELOW))))
        return (low, high) if high > low else (low - 0.5, low + 0.5)

    def show_on(self, canvas: Canvas) -> None:
        """Set range and names of the canvas."""
        is_log = tuple(is_log_axis(axis.name) for axis in self._axes)
        x, y = map(cell_edges, self.places)
        canvas.show_range(x, y, (is_log[0], is_log[1]))
        canvas.set_names(*self._found.titles)

    def index_at(self, place: tuple[float, float]) -> Index:
        """Return the run nearest to a place on the canvas."""
        return tuple(nearest(own, at) for own, at in zip(self.places, place, strict=True))

    def paint(self, painter: QPainter, canvas: Canvas, theme: Theme, pointed: Index | None) -> None:
        """Paint the colours, the best run, the present one and the one that is pointed at."""
        frame = canvas.frame
        whole = QRectF(0, 0, frame.width, frame.height)
        draw_hatching(painter, whole, theme)
        painter.drawImage(whole, self._image_in(theme))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._found.best is not None:
            draw_best(painter, self._pixel(frame, self._found.best), 6.0, theme)
        at = [
            float(np.log10(value)) if is_log_axis(axis.name) and value > 0 else value
            for axis, value in zip(self._axes, self.present, strict=True)
        ]
        if all(low <= x <= high for x, (low, high) in zip(at, (frame.x, frame.y), strict=True)):
            draw_now(painter, QPointF(*frame.pixels(at).tolist()), frame, theme)
        if pointed is not None:
            draw_crosshair(painter, self._pixel(frame, pointed), frame, theme)

    def _pixel(self, frame: Frame, at: Index) -> QPointF:
        place = [own[k] for own, k in zip(self.places, at, strict=True)]
        return QPointF(*frame.pixels(place).tolist())

    def _image_in(self, theme: Theme) -> QImage:
        """Return the image; runs that were not begun are quiet, diverged ones let all through."""
        if self._image is None or self._image[0] != theme.name:
            pixels = self._shades.copy()
            pixels[~self._found.is_begun] = rgba(quiet(theme))
            self._image = theme.name, image_of(pixels)
        return self._image[1]


def _places(axis: Axis) -> Array:
    values = np.array(axis.values)
    return np.log10(values) if is_log_axis(axis.name) else values


def draw_now(painter: QPainter, at: QPointF, frame: Frame, theme: Theme) -> None:
    """Mark the present setting with a cross and a word."""
    lines = [
        QLineF(at.x() - 7, at.y(), at.x() + 7, at.y()),
        QLineF(at.x(), at.y() - 7, at.x(), at.y() + 7),
    ]
    for stroke in (pen(theme.halo, 5.0), pen(theme.path, 2.0)):
        painter.setPen(stroke)
        painter.drawLines(lines)
    word = tr("now")
    width, height = words_size(word)
    x = min(max(at.x() + 12 + width / 2, width), frame.width - width)
    y = at.y() - height if at.y() > 2 * height else at.y() + height
    draw_words(painter, word, QPointF(x, y), theme)
