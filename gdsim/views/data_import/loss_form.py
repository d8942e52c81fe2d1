"""What is minimised over chosen columns, and what is done to them before."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from gdsim.engine.option import Option
from gdsim.engine.problem.losses import (
    CONVENTIONS,
    LOSSES,
    PENALTIES,
    USUAL_CONVENTIONS,
    LossChoice,
)
from gdsim.engine.problem.scaling import SCALINGS
from gdsim.i18n import tr
from gdsim.study.data import Choice
from gdsim.views.fields.number_field import NumberField, at_least, positive
from gdsim.views.fields.section import Section
from gdsim.views.fields.segmented import Segmented
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.style.theme import SPACE

OWN = "own"
"""Stands in the list of losses for an expression of one's own."""

UNSCALED = "none"
"""Stands among the ways of scaling for columns as they are."""

FIRST = LossChoice()
FIRST_STRENGTH = 0.1


class LossForm(QWidget):
    """The fields of a `Choice` other than its columns.

    Signals
    -------
    changed()
        A field has another value.
    lossChosen()
        The person chose a loss.
    """

    changed = Signal()
    lossChosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_loss()
        self._make_penalty()
        self._make_scaling()
        self.loss_section = Section(tr("Loss of a row"))
        self.scaling_section = Section(tr("Scale the features"))
        add = self.loss_section.add_row
        add(tr("Loss"), self.loss, tr("What a row's prediction is judged by"))
        rows = {
            "own": ("", self.text, tr("The loss of one row; names of columns are data")),
            "delta": ("δ", self.delta, tr("From this size of the error on, Huber is absolute")),
            "convention": (
                tr("Over the rows"),
                self.convention,
                tr("Which factor stands before the sum"),
            ),
            "intercept": ("", self.intercept, tr("Add a parameter b to the prediction")),
            "penalty": (tr("Penalty"), self.penalty, tr("A term that keeps weights small")),
            "strength": ("λ", self.strength, tr("Factor of the penalty, at least 0")),
        }
        self._rows = {name: (add(*row), row[1]) for name, row in rows.items()}
        # Beside a label its ways would be wider than the column that they stand in.
        self.scaling_section.add_wide(self.scaling)
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
        for name, spec in LOSSES.items():
            self.loss.addItem(tr(spec.title), name)
        self.loss.addItem(tr("My own expression"), OWN)
        self.loss.currentIndexChanged.connect(self._choose)
        self.text = TypedField(tr("My own expression"), "", read=str)
        self.text.setPlaceholderText("(w*x + b - y)^2")
        self.text.textEdited.connect(self._announce)
        self.text.valueCommitted.connect(self._announce)
        self.delta = NumberField(tr("Delta of Huber's loss"), positive("δ"))
        self.delta.set_value(FIRST.delta)
        self.delta.valueCommitted.connect(self._announce)
        self.convention = Segmented(_choices(CONVENTIONS), tr("Over the rows"))
        self.convention.valueRequested.connect(self._announce)
        self.intercept = QCheckBox(tr("With an intercept b"))
        self.intercept.setChecked(FIRST.intercept)
        self.intercept.toggled.connect(self._announce)

    def _make_penalty(self) -> None:
        self.penalty = Segmented(_choices(PENALTIES), tr("Penalty"))
        self.penalty.valueRequested.connect(self._announce)
        self.strength = NumberField(tr("Factor of the penalty"), at_least("λ", 0.0))
        self.strength.set_value(FIRST_STRENGTH)
        self.strength.valueCommitted.connect(self._announce)

    def _make_scaling(self) -> None:
        unscaled = UNSCALED, tr("As they are"), tr("No number is changed")
        self.scaling = Segmented([unscaled, *_choices(SCALINGS)], tr("Scale the features"))
        self.scaling.valueRequested.connect(self._announce)
        self.scales_target = QCheckBox(tr("Scale it the same way"))
        self.scales_target.toggled.connect(self._announce)

    def _choose(self) -> None:
        self.lossChosen.emit()
        self._announce()

    def _announce(self, _value: object = None) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Show the fields that the loss has."""
        spec = LOSSES.get(self.loss.currentData())
        conventions = USUAL_CONVENTIONS if spec is None else spec.conventions
        if self.convention.value not in conventions:
            self.convention.set_value(FIRST.convention)
        shown = {"own"}
        if spec is not None:
            shown = {"convention", "intercept", "penalty", *spec.settings}
            if self.penalty.value != FIRST.penalty:
                shown.add("strength")
        for name, parts in self._rows.items():
            for part in parts:
                part.setVisible(name in shown)
        is_classifier = spec is not None and spec.is_classifier
        for part in (self._target_label, self.scales_target):
            part.setVisible(self.scaling.value != UNSCALED and not is_classifier)

    def set_choice(self, choice: Choice) -> None:
        """Show the loss that is most likely meant; all else stays as it was."""
        self.set_kind(choice.loss.kind if isinstance(choice.loss, LossChoice) else OWN)

    def set_kind(self, name: str) -> None:
        """Show the loss of a name, or `OWN`; all else stays as it was."""
        with QSignalBlocker(self.loss):
            self.loss.setCurrentIndex(self.loss.findData(name))
        self._follow()

    def set_own_refusal(self, sentence: str) -> None:
        """Say at one's own expression what is wrong with it; nothing where that is not chosen."""
        self.text.set_fault(sentence if self.is_own else "")

    @property
    def is_own(self) -> bool:
        """Whether the loss is an expression of one's own."""
        return bool(self.loss.currentData() == OWN)

    @property
    def is_classifier(self) -> bool:
        """Whether the loss is a ready-made one for labels."""
        spec = LOSSES.get(self.loss.currentData())
        return spec is not None and spec.is_classifier

    @property
    def has_scores(self) -> bool:
        """Whether the loss has a score for each class."""
        spec = LOSSES.get(self.loss.currentData())
        return spec is not None and spec.has_scores

    def choice(self, columns: Choice) -> Choice:
        """Return `columns` with what stands in the fields."""
        scaling = self.scaling.value
        return replace(
            columns,
            scaling=None if scaling == UNSCALED else scaling,
            scales_target=self.scales_target.isChecked(),
            loss=self._loss(),
        )

    def _loss(self) -> LossChoice | str:
        if self.loss.currentData() == OWN:
            return self.text.text()
        return LossChoice(
            kind=self.loss.currentData(),
            convention=self.convention.value,
            penalty=self.penalty.value,
            strength=self.strength.value,
            intercept=self.intercept.isChecked(),
            delta=self.delta.value,
        )


def _choices(options: Mapping[str, Option]) -> list[tuple[str, str, str]]:
    """Return options with their titles and tips as `Segmented` takes them."""
    return [(name, tr(option.title), tr(option.tip)) for name, option in options.items()]
