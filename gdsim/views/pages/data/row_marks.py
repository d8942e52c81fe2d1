"""The rows of data in a plot: one mark each, by class, faded where it was used."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QBrush, QColor

from gdsim.engine.arrays import Array, Mask
from gdsim.views.plots.canvas import Canvas
from gdsim.views.style.theme import LIGHT, Theme

MARK_SIZE = 6
SYMBOLS = "o", "t1"
"""Of the two classes, so that they are told apart without colour."""

FRESH_OPACITY, USED_OPACITY = 0.85, 0.3
"""Opacity of rows that were not used yet in this epoch, and of those that were."""


class RowMarks:
    """Draws rows; nothing is drawn again that stays as it is.

    Attributes
    ----------
    items
        The marks of class 0 or 1, used or not: each drawn with one brush, which is far quicker
        than a brush for every row.
    """

    def __init__(self, plot: Canvas) -> None:
        self.items = {
            (kind, is_used): pg.ScatterPlotItem(pxMode=True, size=MARK_SIZE, symbol=SYMBOLS[kind])
            for is_used in (True, False)
            for kind in (0, 1)
        }
        self._shown: tuple[NDArray[Any], ...] = ()
        for item in self.items.values():
            item.setPen(None)
            plot.addItem(item)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        for (kind, is_used), item in self.items.items():
            colour = QColor(theme.full_loss if kind else theme.batch_loss)
            colour.setAlphaF(USED_OPACITY if is_used else FRESH_OPACITY)
            item.setBrush(QBrush(colour))

    def set_rows(self, x: Array, y: Array, classes: Mask, used: Mask) -> None:
        """Show rows at x, y (n,), by class and by whether they were used."""
        rows = x, y, classes, used
        if len(self._shown) == len(rows) and all(map(np.array_equal, rows, self._shown)):
            return
        self._shown = rows
        for (kind, is_used), item in self.items.items():
            chosen = (classes == kind) & (used == is_used)
            item.setData(x=x[chosen], y=y[chosen])
