"""Rounding each step as by hand: of the gradient, and of the new parameters."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rounding import DECIMALS, FIGURES, MOST_DIGITS, Rounding
from gdsim.i18n import ntr, tr
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField, between
from gdsim.views.fields.section import Section, text_label
from gdsim.views.style.theme import SPACE

FIRST_VALUES = {"round_gradient": "2 figures", "round_parameters": "3 decimals"}
"""What is proposed when rounding is ticked: as the tables of many notes are worked out."""

DIGITS_WIDTH = 56
"""Pixels of the field."""


class RoundingSection(QWidget):
    """A tick, and what gradient and parameters are rounded to, folded away below a line."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(tr("Round each step"))
        tip = tr("Go on from rounded numbers, as on paper; everything shown then follows from them")
        self.tick.setToolTip(tip)
        self.tick.toggled.connect(self._request)
        self.fields = {
            "round_gradient": RoundingField(tr("Digits of the gradient")),
            "round_parameters": RoundingField(tr("Digits of the parameters")),
        }
        self.form = Section(tr("As by hand"), has_heading=False)
        self.form.add_wide(self.tick)
        of_gradient = tr(
            "The gradient, and what the rule remembers of it, before the step is made of them; sums"
            " and means of squares keep at least two figures"
        )
        for name, text, tip in (
            ("round_gradient", tr("Gradient"), of_gradient),
            ("round_parameters", tr("Parameters"), tr("The new parameters")),
        ):
            field = self.fields[name]
            self.form.add_row(text, field, tip)
            self.form.lines[field].stand_below(field.digits)
            self.form.keep_wheel_calm(field.kind)
            field.set_rounding(Rounding.of(FIRST_VALUES[name]))
            field.changed.connect(self._request)
        self.fold = Fold(tr("Rounding as by hand"), self.form)
        self.exact = text_label("hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(self.fold)
        column.addWidget(self.exact)

    def _request(self) -> None:
        on = self.tick.isChecked()
        self.changeRequested.emit(
            {name: field.text() if on else "" for name, field in self.fields.items()}
        )

    def set_experiment(self, experiment: Experiment) -> None:
        """Show the rounding in force."""
        on = bool(experiment.round_gradient or experiment.round_parameters)
        with QSignalBlocker(self.tick):
            self.tick.setChecked(on)
        for name, field in self.fields.items():
            rounding = Rounding.of(getattr(experiment, name))
            if on:
                field.set_rounding(rounding)
            field.setEnabled(on)
        self.fold.set_value(_rounding_text(experiment) if on else tr("off"))

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a change of the field `name` that was not typed is refused."""
        self.form.lines[self.fields[name]].say(sentence)

    def set_exact(self, sentence: str) -> None:
        """Say how far the exact run is by now; nothing where `sentence` is empty."""
        self.exact.setText(sentence)
        self.exact.setVisible(bool(sentence))


class RoundingField(QWidget):
    """A number of digits, and whether they are decimals or significant figures."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digits = NumberField(name, self._check, integer=True)
        self.digits.setFixedWidth(DIGITS_WIDTH)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Rounded to"))
        self.kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.kind.addItem(tr("decimals"), DECIMALS)
        self.kind.addItem(tr("significant figures"), FIGURES)
        self.kind.addItem(tr("exact"), "")
        self.digits.valueCommitted.connect(lambda _digits: self.changed.emit())
        self.kind.activated.connect(self._change_kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.digits)
        row.addWidget(self.kind, 1)

    def _least(self) -> int:
        return 1 if self.kind.currentData() == FIGURES else 0

    def _check(self, digits: float) -> None:
        between(tr("the number of digits"), self._least(), MOST_DIGITS)(digits)

    def _change_kind(self) -> None:
        self.digits.set_value(max(self.digits.value, float(self._least())))
        self.digits.setEnabled(bool(self.kind.currentData()))
        self.changed.emit()

    def text(self) -> str:
        """Return the rounding as an experiment has it."""
        kind = self.kind.currentData()
        return f"{int(self.digits.value)} {kind}" if kind else ""

    def set_rounding(self, rounding: Rounding) -> None:
        """Show `rounding`."""
        self.kind.setCurrentIndex(self.kind.findData(rounding.kind))
        self.digits.setEnabled(bool(rounding.kind))
        if rounding.kind:
            self.digits.set_value(float(rounding.digits))


def _rounding_text(experiment: Experiment) -> str:
    """Return what is rounded to what, in a few words."""
    gradient, parameters = tr("gradient: {digits}"), tr("parameters: {digits}")
    return ", ".join(
        text.format(digits=_digits_text(Rounding.of(rounding)))
        for text, rounding in (
            (gradient, experiment.round_gradient),
            (parameters, experiment.round_parameters),
        )
    )


def _digits_text(rounding: Rounding) -> str:
    if not rounding.kind:
        return tr("exact")
    if rounding.kind == DECIMALS:
        text = ntr("{n} decimal", "{n} decimals", rounding.digits)
    else:
        text = ntr("{n} figure", "{n} figures", rounding.digits)
    return text.format(n=rounding.digits)
