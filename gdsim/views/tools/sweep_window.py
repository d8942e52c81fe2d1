"""A window that shows how the loss depends on the learning rate, or on another setting."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.axes import LEARNING_RATE
from gdsim.engine.many.regions import REGIONS, UNJUDGED
from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.study.many.sweep_findings import (
    SweepFindings,
    region_word,
)
from gdsim.study.many.sweep_sentences import sweep_sentences
from gdsim.views.plots.scale_strip import ScaleStrip
from gdsim.views.style.theme import Theme
from gdsim.views.tools.picture_window import Index, PictureWindow
from gdsim.views.tools.sweep_curve import CurvePicture
from gdsim.views.tools.sweep_form import SweepForm, SweepRequest
from gdsim.views.tools.sweep_grid import GridPicture


class SweepWindow(PictureWindow[CurvePicture | GridPicture]):
    """Asks for a range, shows the loss over it, and opens the run that is clicked.

    Signals
    -------
    rateRequested(float)
        The run of this learning rate should be opened.
    valuesRequested(object)
        The run of these values, by name, should be opened: where more than the learning rate, or
        something else, is swept.
    """

    rateRequested = Signal(float)
    valuesRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        name = tr("Loss over the values swept")
        super().__init__(tr("Sweep – gdsim"), tr("&Run the sweep"), name, parent)
        self._found: SweepFindings | None = None
        self.about.setText(
            tr("Makes a run for each value, all else as it is set up now, and shows its loss.")
        )
        self.form = SweepForm(self.add_field)
        self.strip = ScaleStrip()
        self.strip.hide()
        self.picture_row.addWidget(self.canvas, 1)
        self.picture_row.addWidget(self.strip)
        self.order_tabs(self.form.updates, self.canvas)
        self.set_findings(None)

    def _request(self) -> SweepRequest:
        return self.form.request()

    # Setters.

    def set_experiment(self, experiment: Experiment, n_rows: int) -> None:
        """Offer what can be swept of `experiment`, whose objective has `n_rows` rows."""
        self.form.set_experiment(experiment, n_rows)

    def set_findings(self, found: SweepFindings | None) -> None:
        """Show what a sweep found; None where there is none."""
        self._found = found
        self.strip.hide()
        picture: CurvePicture | GridPicture | None = None
        if found is not None and found.is_begun.any():
            if len(found.result.axes) == 1:
                picture = CurvePicture(found)
            else:
                picture = GridPicture(found)
                self._show_scale(found, picture)
        self._show_picture(picture, sweep_sentences(found) if found is not None else "")

    def _show_scale(self, found: SweepFindings, grid: GridPicture) -> None:
        """Show which colour stands for which loss."""
        low, high = grid.scale
        below = tr("below {loss}").format(loss=few(10.0**low, 2)) if grid.has_below else ""
        self.strip.set_scale(
            tr("Loss"),
            low,
            high,
            is_log=grid.is_loss_log,
            above=tr("above start") if grid.has_above else "",
            below=below,
            rest="" if found.is_begun.all() else tr("not made"),
            best=tr("best") if found.best is not None else "",
        )
        self.strip.show()

    def set_present(self, present: tuple[float, ...]) -> None:
        """Mark these values, one for each axis shown, as those of now; NaN for none."""
        if self._picture is not None:
            self._picture.present = present
            self.canvas.repaint_layers()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        self.strip.set_theme(theme)

    # The picture.

    def _invitation(self) -> str:
        return tr("Run the sweep to see the loss over its values.")

    def _hint(self) -> str:
        return tr("Point at the plot to read it; a click opens that run. (Tab, arrows, Enter)")

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
        self._show_pointed()

    def _open_run(self, at: Index) -> None:
        """Ask for the run of these values."""
        if self._found is None:
            return
        axes = self._found.result.axes
        values = {axis.name: axis.values[k] for axis, k in zip(axes, at, strict=True)}
        if values.keys() == {LEARNING_RATE}:
            self.rateRequested.emit(values[LEARNING_RATE])
        else:
            self.valuesRequested.emit(values)

    def _describe(self, at: Index) -> list[str]:
        """Return the values of a run, its loss and its region."""
        found = self._found
        if found is None:
            return []
        result = found.result
        parts = [
            f"{title} = {few(axis.values[k])}"
            for title, axis, k in zip(found.titles, result.axes, at, strict=True)
        ]
        if not found.is_begun[at]:
            return [*parts, tr("not worked out")]
        if result.diverged[at]:
            parts.append(tr("diverged at update {t}").format(t=int(result.diverged_at[at])))
        elif np.isfinite(result.final_loss[at]):
            loss = few(float(result.final_loss[at]))
            parts.append(tr("loss {value}").format(value=loss))
        if found.region is not None and found.region[at] != UNJUDGED:
            parts.append(region_word(REGIONS[int(found.region[at])]))
        return parts
