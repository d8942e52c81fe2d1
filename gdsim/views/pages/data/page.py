"""The data with what the run makes of them: fit, mini-batch, and the epoch's batches."""

from __future__ import annotations

from typing import cast

import contourpy
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gdsim.engine.arrays import Array, Mask, Rows
from gdsim.engine.problem.fit import Fit, decision, fit_of, label_of
from gdsim.engine.problem.linear_score import LinearScore, linear_score
from gdsim.engine.problem.objective import Objective
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import few
from gdsim.study.words.data import classes_sentence
from gdsim.study.words.own_units import own_units_sentence
from gdsim.views.pages.data.epoch_strip import EpochStrip
from gdsim.views.pages.data.legend import DataLegend
from gdsim.views.pages.data.row_marks import RowMarks
from gdsim.views.pages.page import Page
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.frame import Range
from gdsim.views.style.theme import SPACE, Theme, set_variant

MOST_POINTS = 3000
"""Rows that are drawn; of more rows, as many chosen at random."""

CURVE_POINTS, GRID_POINTS = 200, 60
"""Points along a line, and along each side of a grid, from which a fit is drawn."""

AXIS_WIDTH = 56


class DataPage(Page):
    """Draws the rows, the mini-batch among them, and the fit; nothing while hidden.

    Signals
    -------
    rowRequested(int)
        The cursor should go to this update.
    """

    rowRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._objective: Objective | None = None
        self._fit: Fit | None = None
        self._score: LinearScore | None = None
        self._label: str | None = None
        self._shown_rows = np.empty(0, dtype=np.int64)
        self._classes: Mask = np.empty(0, dtype=np.bool_)
        self.strip = EpochStrip()
        self.strip.rowRequested.connect(self.rowRequested)
        self.note = QLabel()
        self.note.setWordWrap(True)
        # Room for a second line from the start: the plot is not to jump when it is needed.
        self.note.setMinimumHeight(2 * self.note.fontMetrics().height())
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_variant(self.note, "role", "hint")
        self.plot = Canvas(AXIS_WIDTH)
        self.plot.setAccessibleName(tr("Data"))
        self.rows = RowMarks(self.plot)
        self.residuals = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.line = pg.PlotCurveItem(antialias=True)
        self.batch = pg.ScatterPlotItem(pxMode=True)
        for item in (self.residuals, self.line, self.batch):
            self.plot.addItem(item)
        self.legend = DataLegend()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.s, 0, 0)
        column.setSpacing(SPACE.xs)
        for part in (self.strip, self.note, self.legend):
            column.addWidget(part)
        column.addWidget(self.plot, 1)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the data of `snapshot`, once the page is seen."""
        self._snapshot = snapshot
        if self.isVisible():
            self._show()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.strip.set_theme(theme)
        self.rows.set_theme(theme)
        self.legend.set_theme(theme)
        self.plot.set_theme(theme)
        self.line.setPen(pg.mkPen(theme.full_loss, width=2.4))
        self.residuals.setPen(pg.mkPen(theme.gradient, width=1.2))
        if self._snapshot is not None and self.isVisible():
            self._objective = None
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was put off while nobody looked."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        shown = self._snapshot
        if shown is None:
            return
        objective = shown.run.objective
        has_data = bool(objective.columns)
        for part in (self.strip, self.legend, self.plot):
            part.setVisible(has_data)
        if not has_data:
            self.note.setText(tr("A plain function has no data: it counts as one example."))
            return
        self.strip.set_snapshot(shown)
        if objective is not self._objective:
            self._begin(objective)
        self._show_batch(shown, objective)
        self._draw(shown, objective)

    def _begin(self, objective: Objective) -> None:
        """Choose what is drawn of a new objective, and which rows."""
        self._objective = objective
        self._fit = fit_of(objective)
        if self._fit is not None and not self._fit.features and len(objective.columns) > 1:
            # One of several columns, each compared with a parameter: they are drawn themselves.
            self._fit = None
        self._score = linear_score(objective)
        self._label = label_of(objective) if self._fit is None else None
        n = objective.n_rows
        every = np.arange(n)
        some = np.random.default_rng(0).choice(n, min(n, MOST_POINTS), replace=False)
        self._shown_rows = every if n <= MOST_POINTS else np.sort(some)
        self._classes = self._classes_of(objective)
        across, up = (_titled(name, objective) for name in self._axis_names(objective))
        self.plot.set_names(across, up)

    def _axis_names(self, objective: Objective) -> tuple[str, str]:
        if self._fit is not None:
            features = self._fit.features
            titles = {0: tr("row"), 1: features[0] if features else ""}
            return titles.get(len(features), tr("prediction")), self._fit.target
        names = [name for name in objective.columns if name != self._label]
        return names[0], names[1] if len(names) > 1 else names[0]

    def _show_batch(self, shown: Snapshot, objective: Objective) -> None:
        batch = int(shown.run.segment_of(shown.cursor).locate(shown.cursor)[1])
        parts = [self.strip.rows_of(batch) + "."]
        self.note.setToolTip(self.strip.all_rows(batch))
        if objective.n_rows > MOST_POINTS:
            text = tr("{some:,} of {all:,} rows are drawn.")
            parts.append(text.format(some=MOST_POINTS, all=objective.n_rows))
        parts.append(classes_sentence(objective.dataset))
        parts.append(own_units_sentence(objective, self._score, shown.row.theta))
        self.note.setText(" ".join(filter(None, parts)))

    def _places(self, shown: Snapshot, rows: Rows) -> tuple[Array, Array, Array]:
        """Return where rows are across and upwards, and the height that the fit gives them."""
        objective, theta = shown.run.objective, shown.row.theta
        data = objective.data[rows]
        column = {name: data[:, k] for k, name in enumerate(objective.columns)}
        if self._fit is None:
            across, up = self._axis_names(objective)
            return column[across], column[up], column[up]
        features = data[:, [objective.columns.index(name) for name in self._fit.features]]
        predicted = self._fit.predict(theta, features)
        target = column[self._fit.target]
        if len(self._fit.features) > 1:
            return predicted, target, predicted
        return features[:, 0] if self._fit.features else rows.astype(np.float64), target, predicted

    def _draw(self, shown: Snapshot, objective: Objective) -> None:
        theme = self.plot.theme
        x, y, _ = self._places(shown, self._shown_rows)
        self.rows.set_rows(x, y, self._classes, self._used(shown, objective))
        batch = shown.run.rows(shown.cursor)
        chosen = self._shown_rows if batch is None else batch[:MOST_POINTS]
        bx, by, fitted = self._places(shown, chosen)
        few = batch is not None or objective.n_rows <= 200
        ring = pg.mkPen(theme.point, width=2)
        self.batch.setData(x=bx if few else [], y=by if few else [], size=10, pen=ring, brush=None)
        has_residuals = self._fit is not None and few and not shown.is_veiled
        pairs = np.stack([np.repeat(bx, 2), np.column_stack([by, fitted]).ravel()])
        self.residuals.setData(*(pairs if has_residuals else np.empty((2, 0))))
        self._draw_fit(shown, objective, x, y)
        self._frame(x, y)
        line = self._line
        if line and not self._is_line_in_sight():
            line = tr("{line}, outside the frame").format(line=line)
        self.legend.show_meanings(
            self._class_names(objective), batch is not None, has_residuals, line
        )

    def _class_names(self, objective: Objective) -> tuple[str, str]:
        """Return what discs and triangles stand for: the two labels, or rows alone."""
        if self._label is None:
            return tr("row"), ""
        values = objective.data[:, objective.columns.index(self._label)]
        low, high = (few(float(value)) for value in (values.min(), values.max()))
        return f"{self._label} = {low}", f"{self._label} = {high}"

    @property
    def _line(self) -> str:
        """What the line of the plot is."""
        if self._label is not None:
            return tr("decision line")
        if self._fit is None:
            return ""
        return tr("fit") if len(self._fit.features) <= 1 else tr("prediction = target")

    def _classes_of(self, objective: Objective) -> Mask:
        """Return which rows have the larger label: none of those without labels."""
        if self._label is None:
            return np.zeros(len(self._shown_rows), dtype=np.bool_)
        values = objective.data[self._shown_rows, objective.columns.index(self._label)]
        return np.asarray(values == values.max())

    def _used(self, shown: Snapshot, objective: Objective) -> Mask:
        """Return which rows earlier batches of this epoch took, of up to so many."""
        used = np.zeros(objective.n_rows, dtype=np.bool_)
        segment = shown.run.segment_of(shown.cursor)
        batch = int(segment.locate(shown.cursor)[1])
        first = max(shown.cursor - batch, segment.first)
        is_drawn = objective.n_rows <= MOST_POINTS and not segment.batching.is_full
        if is_drawn and first < shown.cursor:
            used[segment.rows(first, shown.cursor - first)] = True
        return used[self._shown_rows]

    def _draw_fit(self, shown: Snapshot, objective: Objective, x: Array, y: Array) -> None:
        """Draw the line of the fit, the diagonal of a good one, or where a classifier decides."""
        theta = shown.row.theta
        low, high = float(x.min()), float(x.max())
        if self._fit is not None and len(self._fit.features) <= 1:
            across = np.linspace(low, high, CURVE_POINTS)
            heights = self._fit.predict(theta, across[:, np.newaxis][:, : len(self._fit.features)])
            self.line.setData(across, np.where(np.isfinite(heights), heights, np.nan))
        elif self._fit is not None:
            ends = [float(y.min()), float(y.max())]
            self.line.setData(ends, ends)
        elif self._label is not None:
            self.line.setData(*self._boundary(objective, theta, x, y))
        else:
            self.line.setData([], [])

    def _boundary(
        self, objective: Objective, theta: Array, x: Array, y: Array
    ) -> tuple[Array, Array]:
        across = np.linspace(x.min(), x.max(), GRID_POINTS)
        up = np.linspace(y.min(), y.max(), GRID_POINTS)
        values = decision(objective, theta, str(self._label), across, up)
        values = np.where(np.isfinite(values), values, 0.0)
        lines = cast(list[Array], contourpy.contour_generator(across, up, values).lines(0.0))
        longest = max(lines, key=len, default=np.empty((0, 2)))
        return longest[:, 0], longest[:, 1]

    def _frame(self, x: Array, y: Array) -> None:
        """Keep the rows in sight; a fit that is far off does not move them."""
        self.plot.show_range(_padded(x), _padded(y))

    def _is_line_in_sight(self) -> bool:
        """Return whether any piece of the line is between the bottom and the top of the frame."""
        heights = self.line.getData()[1]
        if heights is None:
            return False
        low, high = self.plot.area.viewRange()[1]
        ends = heights[:-1], heights[1:]
        return bool(np.any((np.minimum(*ends) <= high) & (np.maximum(*ends) >= low)))


def _padded(values: Array) -> Range:
    """Return the range of finite values with some room at both ends."""
    finite = values[np.isfinite(values)]
    low, high = (finite.min(), finite.max()) if len(finite) else (0.0, 1.0)
    pad = 0.06 * (high - low) or 1.0
    return float(low - pad), float(high + pad)


def _titled(name: str, objective: Objective) -> str:
    """Return what stands beside an axis: whether its numbers are in the data's own units."""
    scaled = objective.dataset.scalings if objective.dataset is not None else ()
    is_scaled = any(name in scaling.names for scaling in scaled)
    return tr("{name} (scaled)").format(name=name) if is_scaled else name
