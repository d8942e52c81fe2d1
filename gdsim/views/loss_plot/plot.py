"""The loss plot: batch loss and full loss by iteration or epoch, linear or logarithmic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gdsim.engine.run.positions import Unit, row_at
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.views.fields.segmented import Segmented
from gdsim.views.loss_plot.canvas import loss_canvas
from gdsim.views.loss_plot.framing import (
    linear_range,
    log_range,
    rounded_up,
    settled,
)
from gdsim.views.loss_plot.picture import LossPicture
from gdsim.views.loss_plot.series import Losses
from gdsim.views.plots.note import Note
from gdsim.views.style.theme import SPACE, Theme

if TYPE_CHECKING:
    from gdsim.models.kept_runs import KeptRun


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
        self._format = NumberFormat()
        self._is_cut = False
        self._pointed: QPointF | None = None
        self.scale, self.across = _scale_choice(), _axis_choice()
        self.canvas = loss_canvas()
        self._picture = LossPicture(self.canvas)
        self.canvas.add_layer(self._paint)
        self._lay_out()
        self._connect()
        self._set_names()
        self._show_note(tr("There is no run yet."))

    def _lay_out(self) -> None:
        self.setAccessibleName(tr("Loss plot"))
        self.canvas.setAccessibleName(tr("Loss plot"))
        title = QLabel(tr("Loss"))
        title.setProperty("role", "heading")
        self.note, self.readout = QLabel(), Note(self.canvas)
        self.note.setProperty("role", "hint")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.hide()
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
        self._snapshot = snapshot
        self._picture.set_snapshot(snapshot)
        self._show()

    def set_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs beside the present one."""
        if self._picture.set_kept_runs(runs):
            self._show()
        elif runs:
            self.canvas.repaint_layers()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.canvas.set_theme(theme)
        self.readout.set_theme(theme)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Tell losses in `number_format`."""
        self._format = number_format
        self._read_out()

    def choose_axes(self, scale: str, unit: Unit) -> None:
        """Choose both axes, as a person does."""
        self.scale.choose(scale)
        self.across.choose(unit)

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

    def losses(self) -> Losses:
        """Return the losses of the run that are drawn."""
        return self._picture.series.losses()

    def _show(self) -> None:
        """Find the ranges that go with the run, and paint."""
        if self._snapshot is None:
            return
        values, height = self._picture.values(), self.canvas.frame.height
        if self.is_log:
            y, self._is_cut = log_range(values, height), False
        else:
            y, self._is_cut = linear_range(values, height)
        end = rounded_up(self._picture.reach(self.unit))
        shown = self.canvas.frame
        is_same_scale = self.is_log == self.canvas.getAxis("left").logMode
        y = settled(y, shown.y) if is_same_scale else y
        self.canvas.show_range((-0.02 * end, end), y, (False, self.is_log))
        self._remark()
        self._read_out()

    def _remark(self) -> None:
        hidden = self._picture.series.not_positive() if self.is_log else 0
        text = ""
        if self._is_cut:
            text = tr("The loss goes far beyond the picture; choose Log to see all of it.")
        elif hidden:
            text = tr("A log scale cannot show losses of zero or less: {count} hidden.")
            text = text.format(count=hidden)
        self._show_note(text)

    def _show_note(self, text: str) -> None:
        if text != self.note.text():
            self.note.setText(text)
        self.note.setVisible(bool(text))

    def _paint(self, painter: QPainter) -> None:
        self._picture.paint(painter, self.unit, is_log=self.is_log, is_cut=self._is_cut)

    # The mouse.

    def _row_under(self, at: QPointF, snapshot: Snapshot) -> int:
        place, _ = self.canvas.frame.place(at.x(), at.y())
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
        parts = [tr("Iteration {t}").format(t=t)]
        loss = tr("loss {value}") if self._picture.series.coincide else tr("batch loss {value}")
        parts.append(loss.format(value=text(row.loss) or tr("undefined")))
        if not self._picture.series.coincide and not math.isnan(row.full_loss):
            parts.append(tr("full loss {value}").format(value=text(row.full_loss)))
        self.readout.setText("   ".join(parts))
        self.readout.adjustSize()
        area = self.canvas.mapFromScene(self.canvas.area.sceneBoundingRect()).boundingRect()
        left = area.right() - SPACE.s - self.readout.width()
        self.readout.move(left, area.top() + self.readout.height())


def _scale_choice() -> Segmented:
    return Segmented(
        (
            ("linear", tr("Linear"), tr("Show the loss on a linear scale")),
            ("log", tr("Log"), tr("Show the loss on a logarithmic scale")),
        ),
        tr("Scale of the loss"),
    )


def _axis_choice() -> Segmented:
    return Segmented(
        (
            ("iteration", tr("Iteration"), tr("Show the loss by iteration")),
            ("epoch", tr("Epoch"), tr("Show the loss by epoch")),
            ("rows", tr("Rows"), tr("Show the loss by rows of data seen")),
        ),
        tr("Horizontal axis"),
    )
