"""The loss plot: batch loss and full loss by iteration or epoch, linear or logarithmic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.run.positions import Unit, positions, row_at
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.study.words.changes import Change, changes_of
from gdsim.views.fields.segmented import Segmented
from gdsim.views.loss_plot import painting
from gdsim.views.loss_plot.canvas import Canvas
from gdsim.views.loss_plot.curves import Curve, CurveLayer
from gdsim.views.loss_plot.framing import linear_range, log_range, rounded_up, settled
from gdsim.views.loss_plot.series import LossSeries
from gdsim.views.style.theme import LIGHT, SPACE, Theme

if TYPE_CHECKING:
    from gdsim.models.kept_runs import KeptRun
    from gdsim.views.loss_plot.kept_curves import KeptCurves


class LossPlot(QWidget):
    """Draws the losses of a run, marks the row at the cursor, and goes to the row clicked.

    Signals
    -------
    rowRequested(int)
        The cursor should go to this row.
    """

    rowRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._series = LossSeries()
        self._theme, self._format = LIGHT, NumberFormat()
        self._curves = CurveLayer()
        self._kept: KeptCurves | None = None
        self._changes: tuple[Change, ...] = ()
        self._is_cut = False
        self._pointed: QPointF | None = None
        self.scale = Segmented(
            (
                ("linear", tr("Linear"), tr("Show the loss on a linear scale")),
                ("log", tr("Log"), tr("Show the loss on a logarithmic scale")),
            ),
            tr("Scale of the loss"),
        )
        self.across = Segmented(
            (
                ("iteration", tr("Iteration"), tr("Show the loss by iteration")),
                ("epoch", tr("Epoch"), tr("Show the loss by epoch")),
                ("rows", tr("Rows"), tr("Show the loss by rows of data seen")),
            ),
            tr("Horizontal axis"),
        )
        self.canvas = Canvas(self._paint)
        self._lay_out()
        self._connect()
        self._set_names()
        self._say(tr("There is no run yet."))

    def _lay_out(self) -> None:
        self.setAccessibleName(tr("Loss plot"))
        self.canvas.setAccessibleName(tr("Loss plot"))
        title = QLabel(tr("Loss"))
        title.setProperty("role", "heading")
        self.note, self.readout = QLabel(), QLabel(self.canvas)
        self.note.setProperty("role", "hint")
        self.note.setWordWrap(True)
        self.readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for label in (self.note, self.readout):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.hide()
        bar = QHBoxLayout()
        bar.setSpacing(SPACE.s)
        bar.addWidget(title)
        bar.addStretch(1)
        bar.addWidget(self.scale)
        bar.addWidget(self.across)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.note)

    def _connect(self) -> None:
        self.scale.valueRequested.connect(self._show)
        self.across.valueRequested.connect(self._set_names)
        self.across.valueRequested.connect(self._show)
        self.canvas.clickedAt.connect(self._request_row)
        self.canvas.pointedAt.connect(self._point)

    # Setters.

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the losses of `snapshot` and mark the row at its cursor."""
        if self._snapshot is None or snapshot.generation != self._snapshot.generation:
            self._changes = changes_of(snapshot.run)
        self._snapshot = snapshot
        self._series.update(snapshot)
        self._show()

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs beside the present one."""
        if runs and self._kept is None:
            from gdsim.views.loss_plot.kept_curves import KeptCurves

            self._kept = KeptCurves()
        if self._kept is None:
            return
        if self._kept.set_runs(runs):
            self._show()
        else:
            self.canvas.repaint_area()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.canvas.set_theme(theme)
        self._set_names()
        self.readout.setStyleSheet(
            f"QLabel {{ background: {theme.raised}; color: {theme.text};"
            f" border: 1px solid {theme.border}; border-radius: 4px; padding: 2px 6px; }}"
        )

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Tell losses in `number_format`."""
        self._format = number_format
        self._read_out()

    def _set_names(self) -> None:
        names = {
            "iteration": tr("Iteration"),
            "epoch": tr("Epoch"),
            "rows": tr("Rows of data seen"),
        }
        self.canvas.set_names(names[self.unit], tr("Loss"))

    # What is shown.

    @property
    def is_log(self) -> bool:
        """Whether the scale of the loss is logarithmic."""
        return self.scale.value == "log"

    @property
    def unit(self) -> Unit:
        """What the horizontal axis counts."""
        return cast(Unit, self.across.value)

    def _show(self) -> None:
        """Find the ranges that go with the run, and paint."""
        if self._snapshot is None:
            return
        losses = self._series.losses()
        values = losses.batch
        if not self._series.coincide:
            values = np.concatenate((losses.batch[:1], losses.full, losses.batch))
        values, reach = values[np.isfinite(values)], 0.0
        if self._kept is not None:
            values = np.concatenate((values, self._kept.values()))
            reach = self._kept.reach(self.unit)
        height = self.canvas.frame.height
        if self.is_log:
            y, self._is_cut = log_range(values, height), False
        else:
            y, self._is_cut = linear_range(values, height)
        newest = positions(self._snapshot.run, losses.rows[-1:], self.unit)
        end = rounded_up(max(float(newest[0]), reach))
        shown = self.canvas.frame
        is_same_scale = self.is_log == self.canvas.losses.logMode
        y = settled(y, shown.y) if is_same_scale else y
        self.canvas.show_range((-0.02 * end, end), y, self.is_log)
        self._remark()
        self._read_out()

    def _heights(self, losses: Array) -> Array:
        """Return losses as the vertical axis has them, NaN where it cannot show them."""
        if not self.is_log:
            return np.where(np.isfinite(losses), losses, np.nan)
        with np.errstate(all="ignore"):
            heights = np.log10(losses)
        return np.where(np.isfinite(heights), heights, np.nan)

    def _remark(self) -> None:
        hidden = self._series.not_positive() if self.is_log else 0
        text = ""
        if self._is_cut:
            text = tr("The loss goes far beyond the picture; choose Log to see all of it.")
        elif hidden:
            text = tr("A log scale cannot show losses of zero or less: {count} hidden.")
            text = text.format(count=hidden)
        self._say(text)

    def _say(self, text: str) -> None:
        if text != self.note.text():
            self.note.setText(text)
        self.note.setVisible(bool(text))

    # Painting.

    def _paint(self, painter: QPainter) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        frame, theme = self.canvas.frame, self._theme
        run, unit = snapshot.run, self.unit

        def pixels(rows: Ints, losses: Array) -> Array:
            return frame.pixels(positions(run, rows, unit), self._heights(losses))

        here = pixels(np.array([snapshot.cursor]), np.array([snapshot.row.loss]))[0]
        curves = self._lines()
        key = snapshot.generation, frame, self.is_log, unit, theme.name, self._colours
        painting.draw_rulings(painter, self.canvas.rulings(), frame.width, theme)
        if self._kept is not None:
            self._kept.paint(painter, frame, self._heights, unit, (theme, self.is_log))
        self._curves.paint(
            painter, curves, pixels, (frame.width, frame.height), float(here[0]), key
        )
        changes = [change for change in self._changes if change.row <= snapshot.length]
        if changes:
            from gdsim.views.loss_plot.changes import draw_changes

            rows = np.array([change.row for change in changes])
            across = pixels(rows, np.ones(len(rows)))[:, 0].tolist()
            words = [change.short for change in changes]
            lines = [pixels(curve.rows, curve.values) for curve in curves]
            if self._kept is not None:
                lines += self._kept.points(frame, self._heights, unit)
            draw_changes(painter, list(zip(across, words, strict=True)), lines, frame, theme)
        painting.draw_cursor(painter, here, frame, theme, snapshot.stage)
        # A run whose loss grows ends in the upper right corner.
        values = curves[-1].values
        is_left = len(values) > 1 and bool(values[-1] > values[0]) and not self._is_cut
        painting.draw_legend(painter, frame, self._series, self._colours, is_left, theme)

    @property
    def _colours(self) -> tuple[str, str]:
        """Colours of the batch's and the full loss; among other runs the path's, as everywhere."""
        theme = self._theme
        if self._kept is None or self._kept.is_empty:
            return theme.batch_loss, theme.full_loss
        return theme.outline, theme.path

    def _lines(self) -> list[Curve]:
        """Return the lines to draw, the upper one last."""
        losses, (of_batch, of_all) = self._series.losses(), self._colours
        if self._series.coincide:
            return [Curve(losses.rows, losses.batch, of_all, True)]
        told = ~np.isnan(losses.full)
        return [
            Curve(losses.rows, losses.batch, of_batch, False),
            Curve(losses.rows[told], losses.full[told], of_all, True, self._series.strides[1] > 1),
        ]

    # The mouse.

    def _row_under(self, at: QPointF, snapshot: Snapshot) -> int:
        place = self.canvas.frame.place(at.x())
        return row_at(snapshot.run, snapshot.length, place, self.unit)

    def _request_row(self, at: QPointF) -> None:
        if self._snapshot is not None:
            row = self._row_under(at, self._snapshot)
            if row != self._snapshot.cursor:
                self.rowRequested.emit(row)

    def _point(self, at: QPointF | None) -> None:
        self._pointed = at
        self._read_out()

    def _read_out(self) -> None:
        """Say iteration and losses of the row under the mouse."""
        self.readout.setVisible(self._pointed is not None and self._snapshot is not None)
        if self._pointed is None or self._snapshot is None:
            return
        t = self._row_under(self._pointed, self._snapshot)
        row, text = self._snapshot.run.row(t), self._format.text
        told = [tr("Iteration {t}").format(t=t)]
        loss = tr("loss {value}") if self._series.coincide else tr("batch loss {value}")
        told.append(loss.format(value=text(row.loss) or tr("undefined")))
        if not self._series.coincide and not math.isnan(row.full_loss):
            told.append(tr("full loss {value}").format(value=text(row.full_loss)))
        self.readout.setText("   ".join(told))
        self.readout.adjustSize()
        area = self.canvas.mapFromScene(self.canvas.area.sceneBoundingRect()).boundingRect()
        left = area.right() - SPACE.s - self.readout.width()
        self.readout.move(left, area.top() + self.readout.height())
