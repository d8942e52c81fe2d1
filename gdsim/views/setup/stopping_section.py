"""When the run ends: criteria that are each used or not."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from gdsim.engine.descent.experiment import LIMITS, Experiment
from gdsim.i18n import tr
from gdsim.views.fields.number_field import NumberField, at_least
from gdsim.views.fields.section import Section

FIRST_VALUES = {
    "iterations": 100.0,
    "epochs": 10.0,
    "stop_gradient_norm": 1e-3,
    "stop_loss_change": 1e-6,
    "stop_loss": 1e-3,
}
"""What is proposed when a criterion is ticked that had no value yet."""


class StoppingSection(Section):
    """A tick and a limit for each criterion."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Stop when"), parent)
        self.ticks: dict[str, QCheckBox] = {}
        self.limits: dict[str, NumberField] = {}
        self._add("iterations", tr("Iterations"), tr("After this many updates"))
        self._add(
            "epochs",
            tr("Epochs"),
            tr("After this many times through the data; a change of the batches begins the next"),
        )
        self._add(
            "stop_gradient_norm",
            tr("‖g‖ at most"),
            tr("When the gradient of an update is this short: near a flat place"),
        )
        self._add(
            "stop_loss_change",
            tr("|ΔL| at most"),
            tr("When the loss over all rows changes by no more than this"),
        )
        self._add(
            "stop_loss",
            tr("L at most"),
            tr(
                "When the loss over all rows is this low; it is then worked out before every"
                " update, which takes longer where there are many rows"
            ),
        )

    def _add(self, name: str, text: str, tip: str) -> None:
        tick = QCheckBox(text)
        tick.setToolTip(tip)
        tick.toggled.connect(partial(self._toggle, name))
        least = -math.inf if name == "stop_loss" else 1 if name in LIMITS else 0
        limit = NumberField(text, at_least(text, least), integer=name in LIMITS)
        limit.setToolTip(tip)
        limit.set_value(FIRST_VALUES[name])
        limit.valueCommitted.connect(lambda _value: self._request(name))
        limit.refused.connect(self.show_refusal)
        row = self.grid.rowCount()
        self.grid.addWidget(tick, row, 0)
        self.grid.addWidget(limit, row, 1)
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
