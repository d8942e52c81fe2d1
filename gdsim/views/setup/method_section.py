"""Which rows an update sees: method, batch size, order, seed, and the count that follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSpinBox, QWidget

from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import LAST_BATCHES, METHODS, ORDERS
from gdsim.engine.errors import InputError
from gdsim.engine.option import Option
from gdsim.i18n import ntr, tr, tr_error
from gdsim.views.fields.number_field import NumberField, at_least
from gdsim.views.fields.section import Section, text_label
from gdsim.views.fields.segmented import Segmented

MOST_BATCH_SIZE = 2**31 - 1
"""The largest batch size that the field can hold."""


class MethodSection(Section):
    """Batch, stochastic or mini-batch, and how rows are drawn."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Method"), parent)
        self.method = Segmented(
            [(name, tr(option.title), tr(option.tip)) for name, option in METHODS.items()],
            tr("Method"),
        )
        self.method.valueRequested.connect(lambda name: self.changeRequested.emit({"method": name}))
        self.add_wide(self.method)
        # More than there are rows is refused with a sentence: a field that took no further digit
        # would make 6 of a typed 61.
        self.batch_size = _spin(1, MOST_BATCH_SIZE)
        self.batch_size.valueChanged.connect(
            lambda value: self.changeRequested.emit({"batch_size": value})
        )
        self.add_row(tr("&Batch size B"), self.batch_size, tr("Rows of a mini-batch"))
        self.order = self._combo("order", ORDERS)
        self.add_row(tr("&Order"), self.order, tr("In which order the rows are taken"))
        self.last_batch = self._combo("last_batch", LAST_BATCHES)
        self.add_row(
            tr("&Last batch"), self.last_batch, tr("What happens where B does not divide N")
        )
        self.seed = NumberField(tr("Seed"), at_least(tr("The seed"), 0), integer=True)
        self.seed.valueCommitted.connect(
            lambda value: self.changeRequested.emit({"seed": int(value)})
        )
        self.add_row(tr("Seed"), self.seed, tr("The same seed gives the same shuffles"))
        self.count = text_label("hint")
        self.add_wide(self.count)

    def _combo(self, field: str, options: Mapping[Any, Option]) -> QComboBox:
        combo = QComboBox()
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name, option in options.items():
            combo.addItem(tr(option.title), name)
        combo.activated.connect(lambda i: self.changeRequested.emit({field: combo.itemData(i)}))
        return combo

    def set_experiment(self, experiment: Experiment, n_rows: int) -> None:
        """Show the method in force, and how many updates an epoch of `n_rows` rows has."""
        self.method.set_value(experiment.method)
        with QSignalBlocker(self.batch_size):
            self.batch_size.setValue(experiment.batch_size)
        for combo, value in (
            (self.order, experiment.order),
            (self.last_batch, experiment.last_batch),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(value))
        self.seed.set_value(float(experiment.seed))
        several, draws = n_rows > 1, experiment.method != "batch"
        self.method.setEnabled(several)
        self.batch_size.setEnabled(several and experiment.method == "mini-batch")
        for field in (self.order, self.seed):
            field.setEnabled(several and draws)
        self.last_batch.setEnabled(several and experiment.method == "mini-batch")
        self.count.setText(count_sentence(experiment, n_rows))


def count_sentence(experiment: Experiment, n_rows: int) -> str:
    """Return how many updates an epoch has, or why the methods coincide."""
    if n_rows == 1:
        return tr(
            "One example only (N = 1), so batch, stochastic and mini-batch are the same here."
        )
    try:
        batching = Batching.of(experiment, n_rows)
    except InputError as error:
        return tr_error(error)
    updates = batching.updates_per_epoch
    last = int(batching.size(updates - 1))
    numbers = {"n": n_rows, "b": batching.batch_size, "updates": updates, "last": last}
    values = {name: f"{number:,}" for name, number in numbers.items()}
    template = ntr(
        "N = {n}, B = {b}: 1 update per epoch",
        "N = {n}, B = {b}: {updates} updates per epoch",
        updates,
    )
    if last != batching.batch_size:
        template = tr("N = {n}, B = {b}: {updates} updates per epoch, the last with {last} rows")
    return template.format(**values)


def _spin(low: int, high: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(low, high)
    # One change for a number typed whole, not one for each digit.
    spin.setKeyboardTracking(False)
    spin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return spin
