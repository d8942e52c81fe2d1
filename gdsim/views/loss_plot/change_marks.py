"""Where settings were changed, marked in the loss plot with words that no line runs through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gdsim.engine.arrays import Array
from gdsim.views.plots.diamond import draw_diamond
from gdsim.views.plots.frame import Frame
from gdsim.views.plots.pens import pen
from gdsim.views.plots.words import small_font, write
from gdsim.views.style.theme import SPACE, Theme

WORDS_APART = 4.0
"""Pixels that words keep from every line where they can."""


def draw_changes(
    painter: QPainter,
    changes: Sequence[tuple[float, str]],
    lines: Sequence[Array],
    frame: Frame,
    theme: Theme,
) -> None:
    """Mark where settings were changed: a line from top to bottom at each pixel, and its words.

    Words stand as high as they can below the legend without a line through them, of those through
    the points `lines` (n, 2), ascending; words that would run into those before them are left out.
    """
    font = small_font()
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    free = 0.0
    for x, words in changes:
        if not 0 <= x <= frame.width:
            continue
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(theme.focus), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, 0), QPointF(x, frame.height))
        wide, high = metrics.horizontalAdvance(words) + SPACE.s, metrics.height()
        left = x + SPACE.s if x + SPACE.s + wide < frame.width else x - SPACE.s - wide
        top = 2 * SPACE.xs + 1.3 * high
        box = free_box(QRectF(left, top, wide, high), lines, frame.height)
        y = box.top() + metrics.ascent()
        draw_diamond(painter, x, y - metrics.capHeight() / 2, QColor(theme.focus))
        if left >= free:
            _draw_words(painter, QPointF(left, y), words, theme)
            free = left + wide


def free_box(box: QRectF, lines: Sequence[Array], height: float) -> QRectF:
    """Return `box`, lowered until no line runs through it; where one always does, by nothing.

    Parameters
    ----------
    lines
        Points (n, 2) of each, with ascending x; NaN where a line is broken.
    height
        Of the area in which the box must stay.
    """
    parts = [_within(line, box.left(), box.right()) for line in lines]
    upper = np.concatenate([np.empty(0), *(np.minimum(y[1:], y[:-1]) for y in parts)])
    lower = np.concatenate([np.empty(0), *(np.maximum(y[1:], y[:-1]) for y in parts)])
    for top in np.arange(box.top(), height - box.height(), 2.0).tolist():
        bottom = top + box.height()
        if not ((lower > top - WORDS_APART) & (upper < bottom + WORDS_APART)).any():
            return box.translated(0.0, top - box.top())
    return box


def _within(line: Array, left: float, right: float) -> Array:
    """Return the heights of the corners of a line between two verticals, and at these."""
    points = line[np.isfinite(line).all(axis=1)]
    if not len(points) or points[0, 0] > right or points[-1, 0] < left:
        return np.empty(0)
    x, y = points.T
    ends = np.interp((max(left, x[0]), min(right, x[-1])), x, y)
    return np.concatenate((ends[:1], y[(x > left) & (x < right)], ends[1:]))


def _draw_words(painter: QPainter, at: QPointF, words: str, theme: Theme) -> None:
    """Write words that stay readable on lines."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    write(painter, words, at, painter.font(), theme.focus, pen(theme.plot_background, 4.0))
