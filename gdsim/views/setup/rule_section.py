"""The update rule, its equations and its settings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.rules import RULES, make_rule
from gdsim.i18n import tr
from gdsim.views.fields.section import Section
from gdsim.views.setup.settings_form import SettingsForm
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import LIGHT, SPACE, Theme


class RuleSection(Section):
    """A list of rules; below it the equations of the one in force and what can be set."""

    changeRequested = Signal(object)
    settingChanged = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Update rule"), parent)
        self._theme = LIGHT
        self.rule = QComboBox()
        self.rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.rule.setMaxVisibleItems(len(RULES))
        for name, spec in RULES.items():
            self.rule.addItem(tr(spec.title), name)
        self.rule.activated.connect(
            lambda i: self.changeRequested.emit({"rule": self.rule.itemData(i)})
        )
        self.add_row(tr("R&ule"), self.rule, tr("How a gradient becomes a step"))
        self._equations: list[FormulaLabel] = []
        box = QWidget()
        self._equation_column = QVBoxLayout(box)
        self._equation_column.setContentsMargins(0, 0, 0, 0)
        self._equation_column.setSpacing(SPACE.xs)
        self.add_wide(box)
        self.form = SettingsForm()
        self.form.settingChanged.connect(self.settingChanged)
        self.form.refused.connect(self.show_refusal)
        self.add_wide(self.form)

    def set_rule(self, name: str, settings: Mapping[str, Setting]) -> None:
        """Show the rule in force with its settings."""
        with QSignalBlocker(self.rule):
            self.rule.setCurrentIndex(self.rule.findData(name))
        spec = RULES[name]
        own = {key: settings[key] for key in settings if key in {s.name for s in spec.settings}}
        lines = [equation for equation, _ in make_rule(name, own).equations]
        while len(self._equations) < len(lines):
            label = FormulaLabel()
            label.set_theme(self._theme)
            self._equations.append(label)
            self._equation_column.addWidget(label)
        for i, label in enumerate(self._equations):
            label.set_latex(lines[i] if i < len(lines) else "")
            label.setVisible(i < len(lines))
        self.form.set_specs(spec.settings, settings)

    def set_theme(self, theme: Theme) -> None:
        """Draw the equations in the colours of `theme`."""
        self._theme = theme
        for label in self._equations:
            label.set_theme(theme)
