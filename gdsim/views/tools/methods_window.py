"""A window that compares batch, stochastic and mini-batch gradient descent, in numbers and runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from gdsim.engine.descent.methods import LastBatch
from gdsim.engine.errors import InputError
from gdsim.engine.many.method_comparison import Budget, MethodRun
from gdsim.engine.many.variants import variants
from gdsim.i18n import tr, tr_error
from gdsim.study.words.methods import (
    RESULT_TITLES,
    VARIANT_TITLES,
    batch_sizes_of,
    division_text,
    method_run_cells,
    updates_sentence,
    usual_batch_sizes,
)
from gdsim.views.fields.number_field import NumberField, at_least
from gdsim.views.fields.segmented import Segmented
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.style.theme import SPACE, Theme, set_variant
from gdsim.views.tools.cells_table import CellsTable
from gdsim.views.tools.method_curves import Measure, MethodCurves
from gdsim.views.tools.tool_window import ToolWindow

FIRST_AMOUNT = 5
CALCULATOR = (10_000, 32)
"""N and B of lecture notes: 1, 10000 and 313 updates an epoch."""


class MethodsRequest(Struct, frozen=True):
    """What a person asked for."""

    batch_sizes: tuple[int, ...]
    budget: Budget
    amount: int


class MethodsWindow(ToolWindow):
    """Shows what each method costs, reckons for any N and B, and runs them side by side.

    Signals
    -------
    sizesChanged()
        The batch sizes are others; see `batch_sizes`.
    """

    sizesChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Batch, stochastic, mini-batch – gdsim"), tr("&Run side by side"), parent
        )
        self._found: tuple[MethodRun, ...] = ()
        self._n_rows = 0
        self.resize(1060, 720)
        self.about.setText(
            tr("The same start, rule, rate and seed; only the rows of a gradient differ.")
        )
        self._make_fields()
        self._make_calculator()
        self._make_right()
        self.order_tabs(self.keep)
        self._reckon()
        self.set_found(())

    def _make_fields(self) -> None:
        self.sizes = TypedField(tr("Batch sizes"), "", self._accepted_sizes)
        self.sizes.setToolTip(tr("One run by mini-batch for each, such as 8, 32, 128"))
        self.sizes.textChanged.connect(lambda _text: self.sizesChanged.emit())
        self.amount = NumberField(
            tr("Budget of each run"), at_least(tr("the budget"), 1), integer=True
        )
        self.amount.set_value(FIRST_AMOUNT)
        self.budget = QComboBox()
        self.budget.setAccessibleName(tr("What the budget counts"))
        for value, title in (
            ("epochs", tr("epochs")),
            ("updates", tr("updates")),
            ("rows", tr("rows seen")),
        ):
            self.budget.addItem(title, value)
        self.keep = QCheckBox(tr("Keep the runs in the main window"))
        self.keep.setChecked(True)
        self.keep.setToolTip(tr("Overlays their paths and losses there, and lists them under Runs"))
        self.add_field(tr("Batch sizes:"), self.sizes)
        self.add_field(tr("Budget:"), self.amount)
        self.add_field(tr("in"), self.budget)
        self.add_field("", self.keep)

    def _make_calculator(self) -> None:
        heading = QLabel(tr("Updates an epoch, for any N and B"))
        heading.setWordWrap(True)
        set_variant(heading, "role", "heading")
        self.rows = NumberField(tr("Rows N"), at_least("N", 1), integer=True)
        self.batch = NumberField(tr("Batch size B"), at_least("B", 1), integer=True)
        self.last = QComboBox()
        self.last.setAccessibleName(tr("The rows left over"))
        for rest, title in (("keep", tr("kept, though fewer")), ("drop", tr("dropped"))):
            self.last.addItem(title, rest)
        self.reckoned = QLabel()
        self.reckoned.setWordWrap(True)
        for field, value in zip((self.rows, self.batch), CALCULATOR, strict=True):
            field.set_value(value)
            field.valueCommitted.connect(lambda _value: self._reckon_anew())
            field.faultChanged.connect(lambda _fault: self._reckon())
        self.last.currentIndexChanged.connect(lambda _index: self._reckon())
        self.add_field("", heading)
        self.add_field("N:", self.rows)
        self.add_field("B:", self.batch)
        self.add_field(tr("Rest:"), self.last)
        self.add_field("", self.reckoned)

    def _reckon_anew(self) -> None:
        """Take back that B is too large for N: one of them is another now."""
        if self.batch.text() == self.batch.value_text:
            self.batch.set_fault("")
        self._reckon()

    def _reckon(self) -> None:
        """Work out the updates of an epoch for what stands in the calculator.

        Nothing is told while a field holds what is not accepted.
        """
        n, b = int(self.rows.value), int(self.batch.value)
        told = ""
        if not (self.rows.fault or self.batch.fault):
            try:
                found = variants(n, b, cast(LastBatch, self.last.currentData()))
            except InputError as error:
                self.batch.set_fault(tr_error(error))
            else:
                batch, stochastic, mini_batch = (updates_sentence(one) for one in found)
                told = "\n".join(
                    (
                        tr("Batch: {updates}").format(updates=batch),
                        tr("Stochastic: {updates}").format(updates=stochastic),
                        tr("Mini-batch: {division}, so {updates}").format(
                            division=division_text(n, b), updates=mini_batch
                        ),
                    )
                )
        self.reckoned.setText(told)

    def _make_right(self) -> None:
        self.variants = CellsTable(VARIANT_TITLES, tr("What each method costs"))
        self.curves = MethodCurves()
        self.results = CellsTable(RESULT_TITLES, tr("How each run did"))
        self.across = Segmented(
            [
                (
                    "epochs",
                    tr("Epochs"),
                    tr("Every method has seen as many rows, save those dropped at an epoch's end"),
                ),
                ("updates", tr("Updates"), tr("Every method has made as many steps")),
                ("rows_seen", tr("Rows"), tr("Rows that gradients were taken over")),
                ("seconds", tr("Time"), tr("As measured on this computer")),
            ],
            tr("Compare by"),
        )
        self.split = Segmented(
            [
                ("one", tr("Overlaid"), tr("All in one plot")),
                ("many", tr("Side by side"), tr("One small plot for each, with the same axes")),
            ],
            tr("Plots"),
        )
        for choice in (self.across, self.split):
            choice.valueRequested.connect(lambda _value: self._draw())
        bar = QHBoxLayout()
        bar.addWidget(self.across)
        bar.addStretch(1)
        bar.addWidget(self.split)
        bar.setSpacing(SPACE.s)
        self.picture_row.addWidget(self.curves, 1)
        self.right.insertWidget(0, self.variants)
        self.right.insertLayout(1, bar)
        self.right.insertWidget(self.right.indexOf(self.picture_row) + 1, self.results)
        self.said.hide()
        self.readout.hide()

    def _request(self) -> MethodsRequest:
        try:
            sizes = batch_sizes_of(self.sizes.text(), self._n_rows)
        except InputError as error:
            self.sizes.set_fault(tr_error(error))
            raise
        budget = cast(Budget, self.budget.currentData())
        return MethodsRequest(tuple(sizes), budget, int(self.amount.value))

    def _accepted_sizes(self, text: str) -> str:
        batch_sizes_of(text, self._n_rows)
        return text

    # Setters.

    def batch_sizes(self) -> list[int]:
        """Return the batch sizes in the field; none where they are not accepted."""
        try:
            return batch_sizes_of(self.sizes.text(), self._n_rows)
        except InputError:
            return []

    def set_n_rows(self, n_rows: int) -> None:
        """Offer what data of `n_rows` rows allow."""
        if n_rows == self._n_rows:
            return
        is_asked_for = self.sizes.text() not in ("", usual_batch_sizes(self._n_rows))
        self._n_rows = n_rows
        if not is_asked_for:
            self.sizes.set_value(usual_batch_sizes(n_rows))
        self.is_possible = n_rows > 1
        self.run.setEnabled(self.is_possible and not self.is_busy)
        reason = tr(
            "There is one example only (N = 1), so batch, stochastic and mini-batch gradient"
            " descent are the same. Choose a scenario with data to run them."
        )
        self.said.setText("" if self.is_possible else reason)
        self.said.setVisible(not self.is_possible)

    def set_variants(self, rows: Sequence[Sequence[str]]) -> None:
        """Show what each method costs now."""
        self.variants.set_rows(rows)

    def set_found(self, found: Sequence[MethodRun]) -> None:
        """Show how the runs did."""
        self._found = tuple(found)
        self.results.set_rows([method_run_cells(one) for one in self._found])
        self.results.set_looks(self.theme, self.devicePixelRatioF())
        self.results.setVisible(bool(self._found))
        self.export.setEnabled(bool(self._found))
        self._draw()

    def _draw(self) -> None:
        measure = cast(Measure, self.across.value)
        self.curves.show_found(self._found, measure, is_split=self.split.value == "many")

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        self.curves.set_theme(theme)
        self.results.set_looks(theme, self.devicePixelRatioF())
