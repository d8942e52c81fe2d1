"""Which rows an update sees: method, batch size, order, seed, and the count that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import METHODS, ORDERS
from gdsim.engine.errors import InputError
from gdsim.i18n import ntr, tr, tr_error
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField, at_least
from gdsim.views.fields.section import Section
from gdsim.views.fields.segmented import Segmented
from gdsim.views.lazy.holder import Lazy
from gdsim.views.setup.section_column import LABELS
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.lines_label import LinesLabel
from gdsim.views.style.theme import SPACE

if TYPE_CHECKING:
    from gdsim.views.setup.order_form import OrderForm

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
        self.batch_size = NumberField(
            tr("Batch size"), at_least(tr("The batch size"), 1), integer=True
        )
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
        self._experiment: Experiment | None = None
        self._n_rows = 1
        self._order = Lazy(self._make_order)
        self.fold = Fold(tr("Order"), self._order)
        self.add_wide(self.fold)

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

    def complete(self) -> None:
        """Build what is folded away, if it is not there yet."""
        self._order.build()

    @property
    def order(self) -> OrderForm:
        """What is folded away: order of the rows, last batch, seed."""
        return self._order.build()

    def _make_order(self) -> OrderForm:
        from gdsim.views.setup.order_form import OrderForm

        form = OrderForm()
        form.changeRequested.connect(self.changeRequested)
        if self._experiment is not None:
            form.set_experiment(self._experiment, self._n_rows)
        return form

    def set_experiment(self, experiment: Experiment, n_rows: int) -> None:
        """Show the method in force, and how many updates an epoch of `n_rows` rows has."""
        self.method.set_value(experiment.method)
        self.batch_size.set_value(float(experiment.batch_size))
        self._line.say("")
        self._experiment, self._n_rows = experiment, n_rows
        if self._order.held is not None:
            self._order.held.set_experiment(experiment, n_rows)
        several = n_rows > 1
        self.method.setEnabled(several)
        self.batch_size.setEnabled(several and experiment.method == "mini-batch")
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
