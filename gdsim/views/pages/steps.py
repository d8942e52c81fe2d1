"""The effective step size of each parameter over the updates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gdsim.engine.arrays import Array
from gdsim.engine.run.effective_steps import effective_steps
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.models.unhurried import Unhurried
from gdsim.symbols import symbol
from gdsim.views.pages.page import Page
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.legend import LookLegend
from gdsim.views.plots.power_axis import PowerAxis
from gdsim.views.plots.run_looks import run_colour, run_pen
from gdsim.views.style.theme import SPACE, Theme, set_variant

if TYPE_CHECKING:
    from gdsim.models.kept_runs import KeptRun

MOST_PARAMETERS = 8
"""Parameters whose steps are drawn."""

AXIS_WIDTH, LABEL_ROOM = 62, 26.0
"""Pixels for the numbers to the left, and that each of them takes at least."""

SYMBOLS = ("s", "t1", "d", "t", "p")
"""pyqtgraph's names of the marks that looks have in a legend."""

MOST_UPDATES_MARKED = 120
"""Updates of which each still gets a mark."""


class StepsPage(Page):
    """Draws what a rule makes of the learning rate for each parameter; nothing while hidden.

    Of the present run, or of a kept one that is chosen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._unhurried = Unhurried(lambda _is_hurried: self._show(), self)
        self._kept: tuple[KeptRun, ...] = ()
        self._shown: tuple[object, ...] = ()
        self.plot = Canvas(AXIS_WIDTH, {"left": PowerAxis("left", LABEL_ROOM)})
        self.plot.setAccessibleName(tr("Effective step sizes"))
        self.plot.set_names(tr("Iteration"), tr("Effective step size"))
        self._cursor = pg.InfiniteLine(angle=90)
        self.plot.addItem(self._cursor)
        self.curves: list[pg.PlotDataItem] = []
        self._hiding: list[int] = []
        self.legend = LookLegend(tr("Parameters"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.s, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(self._make_header())
        column.addWidget(self.hint)
        column.addWidget(self.plot, 1)

    def _make_header(self) -> QHBoxLayout:
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        set_variant(self.hint, "role", "hint")
        self.which = QComboBox()
        self.which.setAccessibleName(tr("The run whose steps are shown"))
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.setMinimumContentsLength(16)
        self.which.addItem(tr("this run"), None)
        self.which.activated.connect(lambda _index: self._show())
        self.which.hide()
        line = QHBoxLayout()
        line.setSpacing(SPACE.s)
        line.addWidget(self.legend, 1)
        line.addWidget(self.which)
        return line

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the run of `snapshot`, once the page is seen."""
        is_other = self._snapshot is None or snapshot.run is not self._snapshot.run
        self._snapshot = snapshot
        if self.isVisible():
            self._unhurried.request(at_once=is_other)

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Offer these runs beside the present one."""
        are_others = [(k.key, k.name) for k in runs] != [(k.key, k.name) for k in self._kept]
        if are_others:
            chosen = self.which.currentData()
            while self.which.count() > 1:
                self.which.removeItem(1)
            for kept in runs:
                self.which.addItem(kept.name, kept.key)
            self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
            self.which.setVisible(bool(runs))
        self._kept = tuple(runs)
        if self.isVisible():
            self._unhurried.request(at_once=are_others)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.plot.set_theme(theme)
        self.legend.set_theme(theme)
        self._cursor.setPen(pg.mkPen(theme.point, width=1, style=Qt.PenStyle.DashLine))
        self._colour()

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was put off while nobody looked."""
        super().showEvent(event)
        self._unhurried.show_now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put nothing off any more."""
        super().hideEvent(event)
        self._unhurried.forget()

    def complete(self) -> None:
        """Show at once what still waits for it."""
        self._unhurried.complete()

    def _show(self) -> None:
        shown = self._snapshot
        if shown is None:
            return
        key = self.which.currentData()
        kept = next((one for one in self._kept if one.key == key), None)
        run, length, cursor = shown.run, shown.length, shown.cursor
        if kept is not None:
            run, length, cursor = kept.run, kept.run.length, kept.row
        self._cursor.setValue(cursor)
        self.hint.setText(tr(run.segment_of(cursor).rule.step_meaning))
        state = (key, shown.generation, length)
        if state == self._shown:
            return
        self._shown = state
        rows, steps = effective_steps(run, length)
        names = run.objective.parameters[:MOST_PARAMETERS]
        self.legend.set_looks([(look, symbol(name)) for look, name in enumerate(names)])
        self._draw(rows.astype(np.float64), steps[:, : len(names)])

    def _draw(self, rows: Array, steps: Array) -> None:
        for curve in self.curves:
            self.plot.removeItem(curve)
        with np.errstate(all="ignore"):
            heights = np.log10(steps)
        heights[~np.isfinite(heights)] = np.nan
        self.curves = []
        for look, line in enumerate(heights.T):
            seen = np.isfinite(line).any()
            curve = pg.PlotDataItem(rows, line, connect="finite") if seen else pg.PlotDataItem()
            # A point between two that are not there would not be seen on a line.
            if len(rows) <= MOST_UPDATES_MARKED:
                curve.setSymbol(SYMBOLS[look % len(SYMBOLS)])
            self.plot.addItem(curve)
            self.curves.append(curve)
        self._hiding = [
            sum(np.array_equal(one, other, equal_nan=True) for other in heights.T[look + 1 :])
            for look, one in enumerate(heights.T)
        ]
        self._colour()
        self._frame(rows, heights)

    def _colour(self) -> None:
        for look, curve in enumerate(self.curves):
            colour = run_colour(look, self.plot.theme)
            # What others lie upon is wider, so that it is seen.
            hiding = self._hiding[look]
            curve.setPen(run_pen(look, self.plot.theme, 1.8 + 2.4 * hiding))
            curve.setSymbolSize(5 + 4 * hiding)
            curve.setSymbolPen(colour)
            curve.setSymbolBrush(colour)

    def _frame(self, rows: Array, heights: Array) -> None:
        finite = heights[np.isfinite(heights)]
        low, high = (finite.min(), finite.max()) if len(finite) else (-2.0, 0.0)
        pad = max(0.08 * (high - low), 0.15)
        last = max(10.0, float(len(rows) and rows[-1]))
        self.plot.show_range((-0.5, last + 0.5), (low - pad, high + pad), (False, True))
