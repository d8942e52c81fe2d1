"""Rounding each step as by hand: of the gradient, and of the new parameters."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rounding import DECIMALS, FIGURES, MOST_DIGITS, Rounding
from gdsim.i18n import tr
from gdsim.views.fields.section import Section, text_label
from gdsim.views.style.theme import SPACE

FIRST_VALUES = {"round_gradient": "2 figures", "round_parameters": "3 decimals"}
"""What is proposed when rounding is ticked: as the tables of many notes are worked out."""


class RoundingSection(Section):
    """A tick, and what gradient and parameters are rounded to."""

    changeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("As by hand"), parent)
        self.tick = QCheckBox(tr("Round each step"))
        tip = tr("Go on from rounded numbers, as on paper; everything shown then follows from them")
        self.tick.setToolTip(tip)
        self.tick.toggled.connect(self._request)
        self.add_wide(self.tick)
        self.fields = {
            "round_gradient": RoundingField(),
            "round_parameters": RoundingField(),
        }
        self._labels = [
            self.add_row(
                tr("Gradient"),
                self.fields["round_gradient"],
                tr("The gradient, and what the rule remembers"),
            ),
            self.add_row(
                tr("Parameters"), self.fields["round_parameters"], tr("The new parameters")
            ),
        ]
        for name, field in self.fields.items():
            field.set_rounding(Rounding.of(FIRST_VALUES[name]))
            field.changed.connect(self._request)
            for part in (field.digits, field.kind):
                self.keep_wheel_calm(part)
        self.exact = text_label("hint")
        self.add_wide(self.exact)

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
            field.setVisible(on)
        for label in self._labels:
            label.setVisible(on)

    def set_exact(self, sentence: str) -> None:
        """Say how far the exact run is by now; nothing where `sentence` is empty."""
        self.exact.setText(sentence)
        self.exact.setVisible(bool(sentence))


class RoundingField(QWidget):
    """A number of digits, and whether they are decimals or significant figures."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digits = QSpinBox()
        self.digits.setKeyboardTracking(False)
        self.digits.setAccessibleName(tr("Digits"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Rounded to"))
        self.kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.kind.addItem(tr("decimals"), DECIMALS)
        self.kind.addItem(tr("significant figures"), FIGURES)
        self.kind.addItem(tr("exact"), "")
        self.digits.valueChanged.connect(self.changed)
        self.kind.activated.connect(self._change_kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.digits)
        row.addWidget(self.kind, 1)
        self.setFocusProxy(self.digits)

    def _change_kind(self) -> None:
        with QSignalBlocker(self.digits):
            self._fit(self.kind.currentData())
        self.changed.emit()

    def _fit(self, kind: str) -> None:
        self.digits.setRange(1 if kind == FIGURES else 0, MOST_DIGITS)
        self.digits.setEnabled(bool(kind))

    def text(self) -> str:
        """Return the rounding as an experiment has it."""
        kind = self.kind.currentData()
        return f"{self.digits.value()} {kind}" if kind else ""

    def set_rounding(self, rounding: Rounding) -> None:
        """Show `rounding`."""
        with QSignalBlocker(self.digits):
            self._fit(rounding.kind)
            if rounding.kind:
                self.digits.setValue(rounding.digits)
        self.kind.setCurrentIndex(self.kind.findData(rounding.kind))
