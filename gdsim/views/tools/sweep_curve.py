"""The loss after the updates as a curve over one setting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gdsim.engine.arrays import Array
from gdsim.engine.many.regions import REGIONS, UNJUDGED
from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.study.many.sweep_choices import is_log_axis
from gdsim.study.many.sweep_findings import Bound, SweepFindings, region_word
from gdsim.study.words.names import updates_text
from gdsim.study.words.verdicts.factor_texts import bound_text
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.frame import Frame, Range
from gdsim.views.plots.pens import pen, polyline
from gdsim.views.plots.rulings import draw_crosshair, draw_rulings
from gdsim.views.plots.run_looks import draw_best
from gdsim.views.plots.scales import tint
from gdsim.views.plots.words import draw_words, words_size
from gdsim.views.style.theme import Theme
from gdsim.views.tools.canvas import nearest
from gdsim.views.tools.picture_window import Index

MARKS_ROOM = 14.0
"""Pixels at the upper edge for the marks of diverged runs."""

DOTS_UP_TO = 120
"""Values up to which each is a dot."""

HALF_CROSS = 4.0
"""Half the size of a cross, in pixels."""


def bound_label(bound: Bound) -> str:
    """Return the words at a bound: where it holds, and where batches differ, of which rows."""
    if bound.is_of_batches:
        template = tr("with all rows: stable below {rate}")
        if not bound.is_quadratic:
            template = tr("with all rows: bound at the start {rate}")
    elif bound.is_quadratic:
        template = tr("stable below {rate}")
    else:
        template = tr("bound at the start {rate}")
    rate = bound_text(bound.rate) if bound.is_quadratic else few(bound.rate)
    return template.format(rate=rate)


class CurvePicture:
    """Shows findings over one axis on a canvas; its paint is called by that canvas."""

    def __init__(self, found: SweepFindings) -> None:
        axis = found.result.axes[0]
        self._found = found
        self.present = found.present
        self.is_log = is_log_axis(axis.name)
        values = np.array(axis.values)
        self.places: Array = np.log10(values) if self.is_log else values
        loss = found.result.final_loss
        known = loss[np.isfinite(loss)]
        self.is_loss_log = not (known < 0).any() and bool((known > 0).any())
        self.heights = self._heights(loss)

    def _heights(self, loss: Array) -> Array:
        """Return losses as the vertical axis has them, NaN where it has none."""
        if not self.is_loss_log:
            return loss
        with np.errstate(all="ignore"):
            heights = np.log10(loss)
        heights[~np.isfinite(heights)] = np.nan
        # A loss of exactly 0 stands at the lower edge.
        heights[loss == 0] = np.nanmin(heights)
        return heights

    def show_on(self, canvas: Canvas) -> None:
        """Set range and names of the canvas."""
        known = self.heights[np.isfinite(self.heights)]
        low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
        # Runs that are about to diverge would flatten all others.
        start = float(self._heights(np.array([self._found.result.start_loss]))[0])
        if low < start < high:
            high = min(high, start + (0.1 if self.is_loss_log else 1.0) * (start - low))
        # Smaller differences than that are rounding.
        is_flat = high - low < 1e-9 * max(abs(low), abs(high), 1e-3)
        spare = 1.0 if is_flat else high - low
        edge = 0.02 * (float(self.places[-1] - self.places[0]) or 1.0)
        x: Range = float(self.places[0]) - edge, float(self.places[-1]) + edge
        y: Range = low - 0.17 * spare, high + 0.24 * spare
        canvas.show_range(x, y, (self.is_log, self.is_loss_log))
        canvas.set_numbers_shown(True, bool(len(known)))
        title = tr("Loss after {updates}")
        if not self._found.result.is_done.all():
            title = tr("Loss so far")
        elif not self.is_loss_log and len(known):
            title = tr("Loss after {updates} (linear)")
        canvas.set_names(
            self._found.titles[0],
            title.format(updates=updates_text(self._found.updates)),
        )

    def index_at(self, place: tuple[float, float]) -> Index:
        """Return the run nearest to a place on the canvas."""
        return (nearest(self.places, place[0]),)

    # Painting.

    def paint(self, painter: QPainter, canvas: Canvas, theme: Theme, pointed: Index | None) -> None:
        """Paint bands, rulings, lines, the curve and what is pointed at."""
        frame = canvas.frame
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bands = self._bands(frame)
        for region, left, right in bands:
            painter.fillRect(QRectF(left, 0, right - left, frame.height), tint(region, theme))
        draw_rulings(painter, canvas.rulings("bottom"), canvas.rulings("left"), frame, theme)
        self._paint_curve(painter, frame, theme)
        diverged = np.flatnonzero(self._found.result.diverged)
        across = frame.across(self.places[diverged]).tolist()
        draw_crosses(painter, _thinned(across), MARKS_ROOM / 2 + 1, theme.danger)
        self._paint_lines(painter, frame, theme)
        self._paint_best(painter, frame, theme)
        self._paint_words(painter, bands, frame, theme)
        if pointed is not None:
            self._paint_pointed(painter, pointed[0], frame, theme)

    def _bands(self, frame: Frame) -> list[tuple[int, float, float]]:
        """Return region, left and right pixel of neighbouring runs of one region."""
        codes = self._found.region
        if codes is None or (codes == UNJUDGED).any():
            return []
        places = frame.across(self.places)
        cuts = np.flatnonzero(np.diff(codes)) + 1
        middles = (places[cuts - 1] + places[cuts]) / 2
        edges = [0.0, *middles.tolist(), frame.width]
        starts = [0, *cuts.tolist()]
        return [
            (int(codes[start]), left, right)
            for start, left, right in zip(starts, edges[:-1], edges[1:], strict=True)
        ]

    def _paint_curve(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        known = np.isfinite(self.heights)
        down = np.clip(frame.down(self.heights), -10 * frame.height, 10 * frame.height)
        points = np.stack((frame.across(self.places), down), axis=1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.full_loss, 2.0))
        for part in np.split(np.arange(len(points)), np.flatnonzero(np.diff(known)) + 1):
            if known[part[0]]:
                painter.drawPolyline(polyline(points[part]))
        dots = points[known]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.full_loss))
        for x, y in dots.tolist() if len(points) <= DOTS_UP_TO or len(dots) == 1 else ():
            painter.drawEllipse(QPointF(x, y), 2.6, 2.6)

    def _paint_best(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        best = self._found.best
        if best is None:
            return
        x, height = float(frame.across(self.places[best[0]])), self.heights[best[0]]
        at = QPointF(x, float(frame.down(height)))
        draw_best(painter, at, 5.5, theme)
        # Below it there is no curve.
        draw_words(painter, tr("best"), at + QPointF(0, 16), theme)

    def _paint_lines(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        present, bound, uprights = self.present[0], self._found.bound, []
        if not self.is_log or present > 0:
            at = float(np.log10(present)) if self.is_log else present
            if frame.x[0] <= at <= frame.x[1]:
                text = tr("now {value}").format(value=few(present))
                line = pen(theme.text, 1.5, Qt.PenStyle.DotLine)
                uprights.append(Upright(float(frame.across(at)), text, 14, line))
        if bound is not None and frame.x[0] <= np.log10(bound.rate) <= frame.x[1]:
            line = pen(theme.danger, 1.8, Qt.PenStyle.DashLine)
            x = float(frame.across(np.log10(bound.rate)))
            uprights.append(Upright(x, bound_label(bound), 34, line))
        draw_uprights(painter, uprights, frame, theme)

    def _paint_words(
        self,
        painter: QPainter,
        bands: list[tuple[int, float, float]],
        frame: Frame,
        theme: Theme,
    ) -> None:
        """Write the region on its widest band: across where it fits, upwards where not."""
        for region in {band[0] for band in bands}:
            left, right = max(
                ((left, right) for code, left, right in bands if code == region),
                key=lambda edges: edges[1] - edges[0],
            )
            word = region_word(REGIONS[region])
            width, height = words_size(word)
            is_turned = width + 6 > right - left
            y = MARKS_ROOM + 4 + (width if is_turned else height) / 2
            if right - left > height - 4:
                at = QPointF((left + right) / 2, y)
                draw_words(painter, word, at, theme, is_turned=is_turned)

    def _paint_pointed(self, painter: QPainter, k: int, frame: Frame, theme: Theme) -> None:
        x, height = float(frame.across(self.places[k])), self.heights[k]
        y = float(frame.down(height)) if np.isfinite(height) else MARKS_ROOM / 2 + 1
        draw_crosshair(painter, QPointF(x, y), frame, theme)


def _thinned(places: list[float]) -> list[float]:
    """Leave out marks that would stand on one another."""
    kept: list[float] = []
    for x in places:
        if not kept or x - kept[-1] >= 2.5 * HALF_CROSS:
            kept.append(x)
    return kept


class Upright(Struct, frozen=True):
    """A line from top to bottom at pixel `x`, and what is written beside it, `height` above."""

    x: float
    text: str
    height: float
    line: QPen


def draw_uprights(
    painter: QPainter, uprights: Sequence[Upright], frame: Frame, theme: Theme
) -> None:
    """Draw lines, then their texts: to the right, or where another line or the edge is, left."""
    for one in uprights:
        painter.setPen(one.line)
        painter.drawLine(QLineF(one.x, 0, one.x, frame.height))
    for one in uprights:
        half = words_size(one.text)[0] / 2 + 6
        ends = [frame.width, *(other.x for other in uprights if other.x > one.x)]
        is_free = one.x + 2 * half <= min(ends)
        x = one.x + half if is_free or one.x < 2 * half else one.x - half
        draw_words(painter, one.text, QPointF(x, frame.height - one.height), theme)


def draw_crosses(painter: QPainter, places: Sequence[float], y: float, colour: str) -> None:
    """Draw a small cross at each of `places` across, at the height of pixel `y`."""
    painter.setPen(pen(colour, 1.6))
    lines = []
    for x in places:
        lines.append(QLineF(x - HALF_CROSS, y - HALF_CROSS, x + HALF_CROSS, y + HALF_CROSS))
        lines.append(QLineF(x - HALF_CROSS, y + HALF_CROSS, x + HALF_CROSS, y - HALF_CROSS))
    painter.drawLines(lines)
