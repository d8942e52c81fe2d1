"""A map of starts as colours: which point each reaches, or after how many updates."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gdsim.engine.many.ensemble import NEVER
from gdsim.study.many.map_findings import GONE, OTHER, STRANDED, UNKNOWN, MapFindings
from gdsim.symbols import symbol
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.rulings import draw_crosshair
from gdsim.views.plots.scales import Pixels, draw_hatching, image_of, quiet, rgba, shades
from gdsim.views.style.theme import Theme
from gdsim.views.tools.canvas import cell_edges, nearest
from gdsim.views.tools.map_legend import draw_number, kind_colour
from gdsim.views.tools.picture_window import Index

BY_POINT, BY_UPDATES = "point", "updates"
"""What the colours tell."""


class MapPicture:
    """Shows a map on a canvas; its paint is called by that canvas.

    Attributes
    ----------
    tells
        What the colours tell: `BY_POINT` or `BY_UPDATES`.
    scale
        The fewest and the most updates that any start needs.
    """

    def __init__(self, found: MapFindings) -> None:
        self._found = found
        self.tells = BY_POINT
        self.places = [np.array(side.values) for side in found.result.sides]
        converged = found.result.converged_at
        known = converged[converged != NEVER]
        self.scale = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
        if self.scale[0] == self.scale[1]:
            self.scale = self.scale[0], self.scale[1] + 1
        self._image: tuple[tuple[str, str], QImage] | None = None

    def show_on(self, canvas: Canvas) -> None:
        """Set range and names of the canvas."""
        x, y = map(cell_edges, self.places)
        canvas.show_range(x, y)
        canvas.set_names(*(symbol(side.name) for side in self._found.result.sides))

    def index_at(self, place: tuple[float, float]) -> Index:
        """Return the start nearest to a place on the canvas."""
        return nearest(self.places[0], place[0]), nearest(self.places[1], place[1])

    def start(self, at: Index) -> tuple[float, float]:
        """Return a start, one value for each parameter."""
        return float(self.places[0][at[0]]), float(self.places[1][at[1]])

    def paint(self, painter: QPainter, canvas: Canvas, theme: Theme, pointed: Index | None) -> None:
        """Paint the colours, the points reached and the start that is pointed at."""
        frame = canvas.frame
        whole = QRectF(0, 0, frame.width, frame.height)
        draw_hatching(painter, whole, theme)
        painter.drawImage(whole, self._image_in(theme))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kind in self._found.kinds:
            if kind.point is not None:
                at = QPointF(*frame.pixels(kind.point).tolist())
                draw_number(painter, at, str(kind.code + 1), theme)
        if pointed is not None:
            at = QPointF(*frame.pixels(self.start(pointed)).tolist())
            draw_crosshair(painter, at, frame, theme)

    def _image_in(self, theme: Theme) -> QImage:
        key = theme.name, self.tells
        if self._image is None or self._image[0] != key:
            pixels = self._by_point(theme) if self.tells == BY_POINT else self._by_updates(theme)
            pixels[self._found.code == UNKNOWN] = rgba(QColor(theme.plot_background))
            self._image = key, image_of(pixels)
        return self._image[1]

    def _by_point(self, theme: Theme) -> Pixels:
        """Return the pixels; diverged runs let the hatching through."""
        table = np.zeros((UNKNOWN + 1, 4), dtype=np.uint8)
        for code in (*range(OTHER + 1), STRANDED):
            table[code] = rgba(kind_colour(code, theme))
        table[GONE] = 0
        pixels: Pixels = table[self._found.code]
        return pixels

    def _by_updates(self, theme: Theme) -> Pixels:
        low, high = self.scale
        converged = self._found.result.converged_at
        updates = np.where(converged == NEVER, np.nan, converged.astype(np.float64))
        pixels = shades((updates - low) / (high - low))
        pixels[(converged == NEVER) & (self._found.code != GONE)] = rgba(quiet(theme))
        return pixels
