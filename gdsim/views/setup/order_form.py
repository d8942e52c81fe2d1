"""What is seldom set of a method: the order of the rows, the last batch, the seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import LAST_BATCHES, ORDERS
from gdsim.engine.option import Option
from gdsim.i18n import tr
from gdsim.views.fields.number_field import NumberField, at_least
from gdsim.views.fields.section import Section


class OrderForm(Section):
    """A list for each of order and last batch, and a field for the seed."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Order"), parent, has_heading=False)
        self.order = self._combo("order", ORDERS)
        self.last_batch = self._combo("last_batch", LAST_BATCHES)
        self.seed = NumberField(tr("Seed"), at_least(tr("The seed"), 0), integer=True)
        self.seed.valueCommitted.connect(
            lambda value: self.changeRequested.emit({"seed": int(value)})
        )
        self.add_row(tr("&Order"), self.order, tr("In which order the rows are taken"))
        self.add_row(
            tr("&Last batch"), self.last_batch, tr("What happens where B does not divide N")
        )
        self.add_row(tr("Seed"), self.seed, tr("The same seed gives the same shuffles"))

    def _combo(self, field: str, options: Mapping[Any, Option]) -> QComboBox:
        combo = QComboBox()
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name, option in options.items():
            combo.addItem(tr(option.title), name)
        combo.activated.connect(lambda i: self.changeRequested.emit({field: combo.itemData(i)}))
        return combo

    def set_experiment(self, experiment: Experiment, n_rows: int) -> None:
        """Show how the rows are taken, of which there are `n_rows`."""
        for combo, value in (
            (self.order, experiment.order),
            (self.last_batch, experiment.last_batch),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(value))
        self.seed.set_value(float(experiment.seed))
        several = n_rows > 1
        for field in (self.order, self.seed):
            field.setEnabled(several and experiment.method != "batch")
        self.last_batch.setEnabled(several and experiment.method == "mini-batch")
