"""The marks of the landscape as its legend shows them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from gdsim.engine.arrays import Array
from gdsim.views.landscape.layers import marks
from gdsim.views.plots.diamond import draw_diamond
from gdsim.views.plots.legend import Entry, Legend, Spacing, Swatch
from gdsim.views.plots.pens import round_pen
from gdsim.views.style.theme import Theme

HALF_LENGTH = 11.0
"""Half the length of a line, in pixels."""


def landscape_legend() -> Legend:
    """Return a legend of two lines at most: the plot needs the room."""
    return Legend(Spacing(26.0, 5.0, 14.0, 22.0), most_lines=2, colour="muted")


def entry(mark: str, text: str, longest: str = "") -> Entry:
    """Return the entry of a mark, one of `SWATCHES`."""
    return Entry(SWATCHES[mark], text, longest)


def _swatch(draw: Callable[[QPainter, Array, Theme], None]) -> Swatch:
    """Return a swatch from what draws at a pixel, shape (2,)."""
    return lambda painter, at, theme: draw(painter, np.array([at.x(), at.y()]), theme)


def _path(painter: QPainter, at: Array, theme: Theme) -> None:
    ends = at + np.array([[-HALF_LENGTH, 0.0], [HALF_LENGTH, 0.0]])
    painter.setPen(round_pen(theme.path, 1.8))
    painter.drawLine(QPointF(*ends[0]), QPointF(*ends[1]))
    marks.draw_dots(painter, ends, 2.4, theme.path, theme.path)


def _dashes(colour: str, dashes: tuple[float, ...]) -> Swatch:
    def draw(painter: QPainter, at: QPointF, theme: Theme) -> None:
        painter.setPen(marks.dashed_pen(getattr(theme, colour), 1.6, dashes))
        painter.drawLine(at - QPointF(HALF_LENGTH, 0), at + QPointF(HALF_LENGTH, 0))

    return draw


def _arrow(colour: str, *, is_open: bool = False) -> Swatch:
    def draw(painter: QPainter, at: Array, theme: Theme) -> None:
        reach, tint = np.array([HALF_LENGTH, 0.0]), getattr(theme, colour)
        marks.draw_arrow(painter, at - reach, at + reach, tint, theme.window, is_open=is_open)

    return _swatch(draw)


def _tangent(painter: QPainter, at: QPointF, theme: Theme) -> None:
    painter.setPen(round_pen(theme.gradient, 2.0))
    painter.drawLine(at + QPointF(-HALF_LENGTH, 4), at + QPointF(HALF_LENGTH, -4))


SWATCHES: dict[str, Swatch] = {
    "point": _swatch(lambda p, at, theme: marks.draw_point(p, at, theme.point, theme.window)),
    "path": _swatch(_path),
    "ahead": _swatch(lambda p, at, theme: marks.draw_ahead(p, at, theme.gradient, theme.window)),
    "gradient": _arrow("gradient"),
    "full": _arrow("full_gradient", is_open=True),
    "tangent": _tangent,
    "contours": _dashes("gradient", marks.BATCH_DASHES),
    "quadratic": _dashes("warning", marks.MODEL_DASHES),
    "step": _arrow("step"),
    "change": lambda p, at, theme: draw_diamond(p, at.x(), at.y(), QColor(theme.focus)),
    "start": _swatch(lambda p, at, theme: marks.draw_start(p, at, theme, theme.window, 7.0)),
    "minimum": _swatch(
        lambda p, at, theme: marks.draw_cross(p, at, 5.5, theme.minimum, theme.window)
    ),
}
