"""The lines of the losses as a picture that a further step only adds to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from gdsim.engine.arrays import Array, Ints
from gdsim.views.loss_plot.painting import THICK, THIN, draw_marks
from gdsim.views.loss_plot.series import LossSeries
from gdsim.views.plots.pens import pen, polyline, stretches
from gdsim.views.style.pixmaps import area_pixmap

MARKS_UP_TO = 60
"""Points of a line that still get a mark each."""

FADED_OPACITY = 0.35
"""Opacity of rows after the cursor."""

LONGEST_SMOOTH = 12_000.0
"""Pixels of line up to which its edges are smoothed; beyond, it is a band and costs time."""

COSTLY_PIXELS = (-50.0, 2000.0)
"""Pixels within which the length of a line counts for what it costs."""


class LossCurve(Struct, frozen=True, eq=False):
    """A line through the `values` (n,) of ascending `rows` (n,).

    It is dotted where `is_sparse`: between two of its values there are others, not worked out.
    """

    rows: Ints
    values: Array
    colour: str
    is_thick: bool
    is_sparse: bool = False


def curves_of(series: LossSeries, colours: tuple[str, str]) -> list[LossCurve]:
    """Return the lines to draw, the upper one last, in the batch's and the full loss's colour."""
    losses, (of_batch, of_all) = series.losses(), colours
    if series.coincide:
        return [LossCurve(losses.rows, losses.batch, of_all, True)]
    known = ~np.isnan(losses.full)
    return [
        LossCurve(losses.rows, losses.batch, of_batch, False),
        LossCurve(losses.rows[known], losses.full[known], of_all, True, series.strides[1] > 1),
    ]


class _End(Struct, frozen=True):
    """The last point of a line that is painted already."""

    row: int
    point: tuple[float, float]


class CurveLayer:
    """Paints curves; where they only go on from those painted last, what is new alone."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._key: Hashable = None
        self._ends: list[_End] = []

    def paint(
        self,
        painter: QPainter,
        curves: Sequence[LossCurve],
        pixels: Callable[[Ints, Array], Array],
        size: tuple[float, float],
        split: float,
        key: Hashable,
    ) -> None:
        """Paint `curves` into an area of `size` pixels, faded to the right of `split`.

        `pixels` turns rows and values into points (n, 2), NaN where a line is broken. `key` is
        whatever else the picture depends on: while it stays, curves may only gain rows.
        """
        ratio = painter.device().devicePixelRatio()
        marked = tuple(len(curve.rows) <= MARKS_UP_TO for curve in curves)
        if (key, size, ratio, marked) != self._key:
            self._key, self._ends = (key, size, ratio, marked), []
            self._pixmap = area_pixmap(size, ratio)
        self._add(curves, pixels, marked)
        edge = min(max(round(split * ratio), 0), self._pixmap.width())
        self._show(painter, 0, edge, 1.0)
        self._show(painter, edge, self._pixmap.width(), FADED_OPACITY)

    def _show(self, painter: QPainter, left: int, right: int, opacity: float) -> None:
        """Show what lies between two columns of device pixels."""
        if right > left:
            ratio, height = self._pixmap.devicePixelRatio(), self._pixmap.height()
            source = QRectF(left, 0, right - left, height)
            target = QRectF(left / ratio, 0, (right - left) / ratio, height / ratio)
            painter.setOpacity(opacity)
            painter.drawPixmap(target, self._pixmap, source)
            painter.setOpacity(1.0)

    def _add(
        self,
        curves: Sequence[LossCurve],
        pixels: Callable[[Ints, Array], Array],
        marked: Sequence[bool],
    ) -> None:
        """Add to the picture what it lacks."""
        ends, drawn = [], QPainter(self._pixmap)
        for k, curve in enumerate(curves):
            old = self._ends[k] if self._ends else None
            begin = 0 if old is None else int(np.searchsorted(curve.rows, old.row, side="right"))
            points = pixels(curve.rows[begin:], curve.values[begin:])
            if old is not None:
                points = np.concatenate(([old.point], points))
            _draw(drawn, points, curve, marked[k])
            x, y = points[-1].tolist() if len(points) else (np.nan, np.nan)
            ends.append(_End(int(curve.rows[-1]) if len(curve.rows) else -1, (x, y)))
        drawn.end()
        self._ends = ends


def _draw(painter: QPainter, points: Array, curve: LossCurve, has_marks: bool) -> None:
    colour = QColor(curve.colour)
    with np.errstate(invalid="ignore"):
        length = np.nansum(np.abs(np.diff(np.clip(points, *COSTLY_PIXELS), axis=0)))
    is_smooth = bool(length < LONGEST_SMOOTH)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
    thin = THIN if is_smooth else 1.0
    style = Qt.PenStyle.DotLine if curve.is_sparse else Qt.PenStyle.SolidLine
    painter.setPen(pen(curve.colour, THICK if curve.is_thick else thin, style))
    for stretch in stretches(points):
        if len(stretch) > 1:
            painter.drawPolyline(polyline(stretch))
        elif not has_marks:
            painter.drawPoint(QPointF(*stretch[0].tolist()))
    if has_marks:
        draw_marks(painter, points[np.isfinite(points[:, 1])], colour, curve.is_thick)
