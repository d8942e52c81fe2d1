"""Which rows an update sees: method, batch size, order, seed, and the count that follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import LAST_BATCHES, METHODS, ORDERS
from gdsim.engine.errors import InputError
from gdsim.engine.option import Option
from gdsim.i18n import ntr, tr, tr_error
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import Check, NumberField, at_least
from gdsim.views.fields.section import Section
from gdsim.views.fields.segmented import Segmented
from gdsim.views.setup.widths import LABELS
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.lines_label import LinesLabel
from gdsim.views.style.theme import SPACE

COUNT_LINES = 2
"""Lines of small text kept for the count of updates."""


class MethodSection(Section):
    """Batch, stochastic or mini-batch, and how rows are drawn."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Method"), parent, topic="methods", label_width=LABELS)
        self.method = Segmented(
            [(name, tr(option.title), tr(option.tip)) for name, option in METHODS.items()],
            tr("Method"),
        )
        self.method.valueRequested.connect(lambda name: self.changeRequested.emit({"method": name}))
        self.add_wide(self.method)
        self.batch_size = self._number(tr("Batch size"), at_least(tr("The batch size"), 1))
        self.batch_size.setToolTip(tr("Rows of a mini-batch"))
        self.batch_size.valueCommitted.connect(
            lambda value: self.changeRequested.emit({"batch_size": int(value)})
        )
        self.add_wide(self._batch_row())
        self._line = FaultLine()
        self._line.stand_below(self.batch_size)
        self.add_wide(self._line)
        self.count = LinesLabel(COUNT_LINES)
        self.count.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add_wide(self.count)
        self.fold = Fold(tr("Order"), self._order_form())
        self.add_wide(self.fold)

    def _number(self, name: str, check: Check) -> NumberField:
        return NumberField(name, check, integer=True)

    def _batch_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, SPACE.s, 0, 0)
        layout.setSpacing(SPACE.s)
        label = QLabel(tr("&Batch size B"))
        set_buddy(label, self.batch_size)
        layout.addWidget(label)
        layout.addWidget(self.batch_size, 1)
        return row

    def _order_form(self) -> Section:
        """Return what is seldom set: order of the rows, the last batch, the seed."""
        self.order = self._combo("order", ORDERS)
        self.last_batch = self._combo("last_batch", LAST_BATCHES)
        self.seed = self._number(tr("Seed"), at_least(tr("The seed"), 0))
        self.seed.valueCommitted.connect(
            lambda value: self.changeRequested.emit({"seed": int(value)})
        )
        form = Section(tr("Order"), has_heading=False)
        form.add_row(tr("&Order"), self.order, tr("In which order the rows are taken"))
        form.add_row(
            tr("&Last batch"), self.last_batch, tr("What happens where B does not divide N")
        )
        form.add_row(tr("Seed"), self.seed, tr("The same seed gives the same shuffles"))
        return form

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
        self.batch_size.set_value(float(experiment.batch_size))
        self._line.say("")
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
        self.fold.set_value(_order_text(experiment))

    def show_refusal(self, _name: str, sentence: str) -> None:
        """Say why a change that was not typed is refused."""
        self._line.say(sentence)


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
        template = ntr(
            "N = {n}, B = {b}: {updates} updates per epoch, the last with {last} row",
            "N = {n}, B = {b}: {updates} updates per epoch, the last with {last} rows",
            last,
        )
    return template.format(**values)


def _order_text(experiment: Experiment) -> str:
    """Return how rows are taken, in a few words."""
    parts = [tr(ORDERS[experiment.order].title)]
    if experiment.last_batch == "drop":
        parts.append(tr("last batch dropped"))
    if experiment.order != "fixed":
        parts.append(tr("seed {seed}").format(seed=experiment.seed))
    return ", ".join(parts)
