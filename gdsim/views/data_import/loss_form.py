"""What is minimised over chosen columns, and what is done to them before."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from gdsim.engine.problem.losses import CLASSIFIERS, Convention, Loss, Penalty
from gdsim.engine.problem.scaling import ScalingMethod
from gdsim.i18n import tr
from gdsim.study.data import Choice
from gdsim.texts import N_
from gdsim.views.fields.number_field import NumberField, at_least, positive
from gdsim.views.fields.section import Section
from gdsim.views.fields.segmented import Segmented
from gdsim.views.style.theme import SPACE

LOSS_TITLES = (
    ("squares", N_("Least squares")),
    ("absolute", N_("Absolute error")),
    ("huber", N_("Huber: squares, far off absolute")),
    ("logistic", N_("Logistic, for labels")),
    ("hinge", N_("Hinge, for labels")),
    ("own", N_("My own expression")),
)
FIRST_STRENGTH = 0.1


class LossForm(QWidget):
    """The fields of a `Choice` other than its columns.

    Signals
    -------
    changed()
        A field has another value.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_loss()
        self._make_penalty()
        self._make_scaling()
        self.loss_section, self.scaling_section = Section(tr("Loss of a row")), Section(tr("Scale"))
        add = self.loss_section.add_row
        add(tr("Loss"), self.loss, tr("What a row's prediction is judged by"))
        self._rows = {
            "own": add("", self.text, tr("The loss of one row; names of columns are data")),
            "delta": add("δ", self.delta, tr("From this size of the error on, Huber is absolute")),
            "convention": add(
                tr("Over the rows"), self.convention, tr("Which factor stands before the sum")
            ),
            "intercept": add("", self.intercept, tr("Add a parameter b to the prediction")),
            "penalty": add(tr("Penalty"), self.penalty, tr("A term that keeps weights small")),
            "strength": add("λ", self.strength, tr("Factor of the penalty, at least 0")),
        }
        self.scaling_section.add_row(
            tr("Features"), self.scaling, tr("Nothing is scaled unless it is chosen here")
        )
        self._target_label = self.scaling_section.add_row(
            tr("Target"), self.scales_target, tr("Do the same to the target")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.l)
        column.addWidget(self.loss_section)
        column.addWidget(self.scaling_section)
        self._follow()

    def _make_loss(self) -> None:
        self.loss = QComboBox()
        for value, title in LOSS_TITLES:
            self.loss.addItem(tr(title), value)
        self.loss.currentIndexChanged.connect(self._announce)
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("My own expression"))
        self.text.setPlaceholderText("(w*x + b - y)^2")
        self.text.textEdited.connect(self._announce)
        self.delta = NumberField(tr("Delta of Huber's loss"), positive("δ"))
        self.delta.set_value(1.0)
        self.delta.valueCommitted.connect(self._announce)
        self.convention = Segmented(
            [
                ("mean", tr("Mean"), tr("1/N times the sum")),
                ("half", tr("Half mean"), tr("1/(2N) times the sum, for squares")),
                ("sum", tr("Sum"), tr("The sum itself, N times the mean")),
            ],
            tr("Over the rows"),
        )
        self.convention.valueRequested.connect(self._announce)
        self.intercept = QCheckBox(tr("With an intercept b"))
        self.intercept.setChecked(True)
        self.intercept.toggled.connect(self._announce)

    def _make_penalty(self) -> None:
        self.penalty = Segmented(
            [
                ("none", tr("None"), tr("No penalty")),
                ("l2", "L2", tr("λ times the sum of the squared weights (ridge)")),
                ("l1", "L1", tr("λ times the sum of the weights' sizes (lasso)")),
            ],
            tr("Penalty"),
        )
        self.penalty.valueRequested.connect(self._announce)
        self.strength = NumberField(tr("Factor of the penalty"), at_least("λ", 0.0))
        self.strength.set_value(FIRST_STRENGTH)
        self.strength.valueCommitted.connect(self._announce)

    def _make_scaling(self) -> None:
        self.scaling = Segmented(
            [
                ("none", tr("As they are"), tr("No number is changed")),
                ("standardise", tr("Standardise"), tr("(x − mean)/standard deviation")),
                ("min-max", tr("Min–max"), tr("(x − least)/(largest − least)")),
            ],
            tr("Scale the features"),
        )
        self.scaling.valueRequested.connect(self._announce)
        self.scales_target = QCheckBox(tr("Scale it the same way"))
        self.scales_target.toggled.connect(self._announce)

    def _announce(self, _value: object = None) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Show the fields that the loss has."""
        loss = self.loss.currentData()
        if loss != "squares" and self.convention.value == "half":
            self.convention.set_value("mean")
        shown = {
            "own": loss == "own",
            "delta": loss == "huber",
            "convention": loss != "own",
            "intercept": loss != "own",
            "penalty": loss != "own",
            "strength": loss != "own" and self.penalty.value != "none",
        }
        for name, label in self._rows.items():
            for part in (label, label.buddy()):
                part.setVisible(shown[name])
        has_target = self.scaling.value != "none" and loss not in CLASSIFIERS
        for part in (self._target_label, self.scales_target):
            part.setVisible(has_target)

    def set_choice(self, choice: Choice) -> None:
        """Show the loss that is most likely meant; all else stays as it was."""
        with QSignalBlocker(self.loss):
            self.loss.setCurrentIndex(self.loss.findData(choice.loss))
        self._follow()

    def choice(self, columns: Choice) -> Choice:
        """Return `columns` with what stands in the fields."""
        scaling = self.scaling.value
        return replace(
            columns,
            scaling=None if scaling == "none" else cast(ScalingMethod, scaling),
            scales_target=self.scales_target.isChecked(),
            loss=cast(Loss, self.loss.currentData()),
            convention=cast(Convention, self.convention.value),
            penalty=cast(Penalty, self.penalty.value),
            strength=self.strength.value,
            intercept=self.intercept.isChecked(),
            delta=self.delta.value,
            text=self.text.text(),
        )
