"""The update rule, its equations and its settings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.rules import RULES, make_rule
from gdsim.engine.descent.rules.directed import CLIPPING, directed
from gdsim.i18n import tr
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.section import Section
from gdsim.views.setup.section_column import LABELS
from gdsim.views.setup.settings_form import SettingsForm
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import LIGHT, SPACE, Theme

STEP_HEIGHT = 46
"""Most pixels of the equation of the step."""


class RuleSection(Section):
    """A list of rules; below it the equation of a step and what can be set.

    What the rule remembers, which the other equations tell, is folded away.
    """

    changeRequested = Signal(object)
    settingChanged = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Update rule"), parent, topic="adapting", has_heading=False, label_width=LABELS
        )
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
        self._step = FormulaLabel()
        self._step.setMaximumHeight(STEP_HEIGHT)
        self._memory: list[FormulaLabel] = []
        box = QWidget()
        self._memory_column = QVBoxLayout(box)
        self._memory_column.setContentsMargins(SPACE.l, 0, 0, 0)
        self._memory_column.setSpacing(SPACE.xs)
        self.equations = Fold(tr("The equations"), box, head=self._step, trailing=self.notes_link())
        self.add_below(self.equations)
        self.form = SettingsForm()
        self.form.settingChanged.connect(self.settingChanged)
        self.add_below(self.form)

    def set_rule(
        self,
        name: str,
        settings: Mapping[str, Setting],
        *,
        maximises: bool = False,
        is_clipped: bool = False,
    ) -> None:
        """Show the rule in force with its settings, uphill if it `maximises`."""
        with QSignalBlocker(self.rule):
            self.rule.setCurrentIndex(self.rule.findData(name))
        spec = RULES[name]
        own = {key: settings[key] for key in settings if key in {s.name for s in spec.settings}}
        rule = directed(make_rule(name, own), maximise=maximises, clip_norm=None)
        *memory, step = [equation for equation, _ in rule.equations]
        if is_clipped:
            memory.insert(0, CLIPPING)
        if rule.look_ahead is not None:
            memory.insert(0, rule.look_ahead.equation)
        self._step.set_latex(step)
        while len(self._memory) < len(memory):
            label = FormulaLabel()
            label.set_theme(self._theme)
            self._memory.append(label)
            self._memory_column.addWidget(label)
        for i, label in enumerate(self._memory):
            label.set_latex(memory[i] if i < len(memory) else "")
            label.setVisible(i < len(memory))
        self.equations.set_possible(bool(memory))
        self.form.set_specs(spec.settings, settings)

    def set_theme(self, theme: Theme) -> None:
        """Draw the equations in the colours of `theme`."""
        self._theme = theme
        for label in (self._step, *self._memory):
            label.set_theme(theme)

    def show_refusal(self, _name: str, sentence: str) -> None:
        """Say why a change that was not typed is refused."""
        self.lines[self.rule].say(sentence)
