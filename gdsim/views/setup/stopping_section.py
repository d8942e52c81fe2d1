"""When the run ends: criteria that are each used or not."""

from __future__ import annotations

import math
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from gdsim.engine.descent.experiment import LIMITS, Experiment
from gdsim.i18n import ntr, tr
from gdsim.numbers import few
from gdsim.texts import N_
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField, at_least
from gdsim.views.style.theme import SPACE


class _Criterion(Struct, frozen=True):
    """A row of the section.

    Attributes
    ----------
    text, tip
        What stands at the tick and what is said of it, marked for translation.
    first
        The limit that is proposed when it is ticked and had none yet.
    """

    text: str
    tip: str
    first: float


CRITERIA = {
    "iterations": _Criterion(N_("Iterations"), N_("After this many updates"), 100.0),
    "epochs": _Criterion(
        N_("Epochs"),
        N_(
            "After this many epochs, each of as many batches as can be taken of N rows; a change"
            " of the batches begins the next"
        ),
        10.0,
    ),
    "stop_gradient_norm": _Criterion(
        N_("‖g‖ at most"),
        N_("When the gradient of an update is this short: near a flat place"),
        1e-3,
    ),
    "stop_loss_change": _Criterion(
        N_("|ΔL| at most"),
        N_("When the loss over all rows changes by no more than this"),
        1e-6,
    ),
    "stop_loss": _Criterion(
        N_("L at most"),
        N_(
            "When the loss over all rows has come to this; it is then worked out before every"
            " update, which takes longer where there are many rows"
        ),
        1e-3,
    ),
    "stop_step": _Criterion(
        N_("‖Δθ‖ at most"), N_("When an update moves the parameters by no more than this"), 1e-5
    ),
}
"""What may end a run, by the field of an experiment, in the order in which it is shown."""


class StoppingSection(QWidget):
    """A tick and a limit for each criterion, folded away below a line that tells those in force."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: dict[str, QCheckBox] = {}
        self.limits: dict[str, NumberField] = {}
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._grid.setContentsMargins(SPACE.l, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.s)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._lines: dict[str, FaultLine] = {}
        self.fold = Fold(tr("Stop"), self._form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)
        for name, criterion in CRITERIA.items():
            self._add(name, criterion)

    def _add(self, name: str, criterion: _Criterion) -> None:
        text, tip = tr(criterion.text), tr(criterion.tip)
        tick = QCheckBox(text)
        tick.setToolTip(tip)
        tick.toggled.connect(partial(self._toggle, name))
        least = -math.inf if name == "stop_loss" else 1 if name in LIMITS else 0
        limit = NumberField(text, at_least(text, least), integer=name in LIMITS)
        limit.setToolTip(tip)
        limit.set_value(criterion.first)
        limit.valueCommitted.connect(lambda _value: self._request(name))
        line = self._lines[name] = FaultLine()
        line.stand_below(limit)
        row = self._grid.rowCount()
        self._grid.addWidget(tick, row, 0)
        self._grid.addWidget(limit, row, 1)
        self._grid.addWidget(line, row + 1, 0, 1, 2)
        self.ticks[name], self.limits[name] = tick, limit

    def _toggle(self, name: str, used: bool) -> None:
        self.limits[name].setEnabled(used)
        self._request(name)

    def _request(self, name: str) -> None:
        value = self.limits[name].value
        number = int(value) if name in LIMITS else value
        self.changeRequested.emit({name: number if self.ticks[name].isChecked() else None})

    def set_experiment(self, experiment: Experiment) -> None:
        """Show the criteria in force."""
        for name, tick in self.ticks.items():
            value = getattr(experiment, name)
            with QSignalBlocker(tick):
                tick.setChecked(value is not None)
            self.limits[name].setEnabled(value is not None)
            if value is not None:
                self.limits[name].set_value(float(value))
        self.ticks["stop_loss"].setText(
            tr("L at least") if experiment.maximise else tr("L at most")
        )
        self.fold.set_value(stopping_text(experiment))

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a change of the criterion `name` that was not typed is refused."""
        self._lines[name].say(sentence)


def stopping_text(experiment: Experiment) -> str:
    """Return the criteria in force in a few words."""
    words = {
        "iterations": ntr(
            "after {value} iteration", "after {value} iterations", experiment.iterations or 0
        ),
        "epochs": ntr("after {value} epoch", "after {value} epochs", experiment.epochs or 0),
        "stop_gradient_norm": tr("‖g‖ ≤ {value}"),
        "stop_loss_change": tr("|ΔL| ≤ {value}"),
        "stop_loss": tr("L ≥ {value}") if experiment.maximise else tr("L ≤ {value}"),
        "stop_step": tr("‖Δθ‖ ≤ {value}"),
    }
    told = [
        text.format(value=few(float(value)) if name not in LIMITS else f"{value:,}")
        for name, text in words.items()
        if (value := getattr(experiment, name)) is not None
    ]
    return ", ".join(told) or tr("never by itself")
