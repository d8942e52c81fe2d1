"""A window that shows how the loss depends on the learning rate, or on another setting."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import LEARNING_RATE
from gdsim.engine.many.regions import REGIONS, UNJUDGED
from gdsim.i18n import tr, tr_error
from gdsim.numbers import few
from gdsim.study.many.sweep_findings import (
    SweepFindings,
    region_word,
)
from gdsim.study.many.sweep_sentences import sweep_sentences
from gdsim.views.style.theme import Theme
from gdsim.views.tools import painting
from gdsim.views.tools.canvas import Canvas
from gdsim.views.tools.frame import ToolWindow
from gdsim.views.tools.scale_strip import ScaleStrip
from gdsim.views.tools.sweep_curve import CurvePicture
from gdsim.views.tools.sweep_form import SweepForm
from gdsim.views.tools.sweep_grid import GridPicture


class SweepWindow(ToolWindow):
    """Asks for a range, shows the loss over it, and opens the run that is clicked.

    Signals
    -------
    runRequested(SweepRequest)
        These runs should be made.
    rateRequested(float)
        The run of this learning rate should be opened.
    valuesRequested(object)
        The run of these values, by name, should be opened: where more than the learning rate, or
        something else, is swept.
    """

    runRequested = Signal(object)
    rateRequested = Signal(float)
    valuesRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sweep – gdsim"), tr("&Run the sweep"), parent)
        self._found: SweepFindings | None = None
        self._picture: CurvePicture | GridPicture | None = None
        self._pointed: tuple[int, ...] | None = None
        self.about.setText(
            tr("Makes a run for each value, all else as it is set up now, and shows its loss.")
        )
        self.form = SweepForm(self.add_field)
        self.canvas = Canvas(self._paint)
        self.canvas.setAccessibleName(tr("Loss over the values swept"))
        self.strip = ScaleStrip()
        self.strip.hide()
        self.picture.addWidget(self.canvas, 1)
        self.picture.addWidget(self.strip)
        self.canvas.clickedAt.connect(self._open_at)
        self.canvas.pointedAt.connect(self._point)
        self.canvas.stepped.connect(self._step)
        self.canvas.chosen.connect(self._open)
        self.order_tabs(self.form.updates, self.canvas)
        self.set_findings(None)

    def request_run(self) -> None:
        """Ask for the runs that the fields describe, or say what is wrong with them."""
        if self.is_busy or not self.commit_fields():
            return
        try:
            request = self.form.request()
        except InputError as error:
            self.set_refusal(tr_error(error))
            return
        self.set_refusal("")
        self.runRequested.emit(request)

    # Setters.

    def set_experiment(self, experiment: Experiment, n_rows: int) -> None:
        """Offer what can be swept of `experiment`, whose objective has `n_rows` rows."""
        self.form.set_experiment(experiment, n_rows)

    def set_findings(self, found: SweepFindings | None) -> None:
        """Show what a sweep found; None where there is none."""
        self._found, self._pointed = found, None
        has_some = found is not None and bool(found.is_begun.any())
        self.export.setEnabled(has_some)
        self.strip.hide()
        self._picture = None
        if found is None or not has_some:
            self.canvas.show_range((0.0, 1.0), (0.0, 1.0), (False, False))
            self.canvas.set_names("", "")
        elif len(found.result.axes) == 1:
            self._picture = CurvePicture(found)
        else:
            self._picture = grid = GridPicture(found)
            self.strip.set_scale(
                tr("Loss"),
                *grid.scale,
                is_log=grid.is_loss_log,
                above=tr("above start") if grid.has_above else "",
                below=tr("below {loss}").format(loss=few(10.0 ** grid.scale[0], 2))
                if grid.has_below
                else "",
                rest="" if found.is_begun.all() else tr("not made"),
                best=tr("best") if found.best is not None else "",
            )
            self.strip.show()
        self.canvas.set_numbers_shown(has_some, has_some)
        if self._picture is not None:
            self._picture.show_on(self.canvas)
        self.said.setText(sweep_sentences(found) if found is not None else "")
        self.said.setVisible(bool(self.said.text()))
        self.canvas.repaint_area()
        self._read_out()

    def set_present(self, present: tuple[float, ...]) -> None:
        """Mark these values, one for each axis shown, as those of now; NaN for none."""
        if self._picture is not None:
            self._picture.present = present
            self.canvas.repaint_area()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        self.canvas.set_theme(theme)
        self.strip.set_theme(theme)

    # The picture.

    def _paint(self, painter: QPainter) -> None:
        if self._picture is None:
            text = tr("Run the sweep to see the loss over its values.")
            painting.draw_message(painter, text, self.canvas.frame, self.theme)
        else:
            self._picture.paint(painter, self.canvas, self.theme, self._pointed)
        if self.canvas.hasFocus():
            painting.draw_focus(painter, self.canvas.frame, self.theme)

    def _point(self, at: QPointF | None) -> None:
        if self._picture is None or at is None:
            self._pointed = None
        else:
            self._pointed = self._picture.index_at(self.canvas.frame.place(at))
        self.canvas.repaint_area()
        self._read_out()

    def _step(self, across: int, upwards: int) -> None:
        """Point at a neighbour of the run pointed at; first at the best one."""
        if self._found is None or self._picture is None:
            return
        shape = self._found.result.final_loss.shape
        if self._pointed is None:
            self._pointed = self._found.best or (0,) * len(shape)
        else:
            moves = (across, upwards) if len(shape) == 2 else (across + upwards,)
            moved = zip(self._pointed, moves, shape, strict=True)
            self._pointed = tuple(min(max(k + by, 0), n - 1) for k, by, n in moved)
        self.canvas.repaint_area()
        self._read_out()

    def _open_at(self, at: QPointF) -> None:
        self._point(at)
        self._open()

    def _open(self) -> None:
        """Ask for the run that is pointed at."""
        if self._found is None or self._pointed is None:
            return
        axes = self._found.result.axes
        values = {axis.name: axis.values[k] for axis, k in zip(axes, self._pointed, strict=True)}
        if values.keys() == {LEARNING_RATE}:
            self.rateRequested.emit(values[LEARNING_RATE])
        else:
            self.valuesRequested.emit(values)

    def _read_out(self) -> None:
        """Say values, loss and region of the run pointed at, or how to point at one."""
        if self._found is None or self._picture is None:
            self.readout.setText("")
        elif self._pointed is None:
            self.readout.setText(
                tr("Point at the plot to read it; a click opens that run. (Tab, arrows, Enter)")
            )
        else:
            self.readout.setText("   ".join(self._told(self._found, self._pointed)))
        self.readout.setVisible(bool(self.readout.text()))

    def _told(self, found: SweepFindings, at: tuple[int, ...]) -> list[str]:
        result = found.result
        told = [
            f"{title} = {few(axis.values[k])}"
            for title, axis, k in zip(found.titles, result.axes, at, strict=True)
        ]
        if not found.is_begun[at]:
            return [*told, tr("not worked out")]
        if result.diverged[at]:
            told.append(tr("diverged at update {t}").format(t=int(result.diverged_at[at])))
        elif np.isfinite(result.final_loss[at]):
            loss = few(float(result.final_loss[at]))
            told.append(tr("loss {value}").format(value=loss))
        if found.region is not None and found.region[at] != UNJUDGED:
            told.append(region_word(REGIONS[int(found.region[at])]))
        return told
