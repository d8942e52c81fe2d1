"""The schedule of the learning rate: a list, its equation, and what can be set of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.line_search import UPHILL_EQUATIONS
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.i18n import tr
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.section import CalmWheel
from gdsim.views.setup.settings_form import SettingsForm
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import SPACE, set_variant


class ScheduleForm(QWidget):
    """Shows a schedule and asks for another, or for other settings of it."""

    changeRequested = Signal(object)
    settingChanged = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.schedule = QComboBox()
        self.schedule.setAccessibleName(tr("Schedule"))
        self.schedule.setToolTip(tr("How the learning rate changes with the updates"))
        self.schedule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.schedule.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.schedule.installEventFilter(CalmWheel(self))
        for name, spec in SCHEDULES.items():
            self.schedule.addItem(tr(spec.title), name)
        self.schedule.activated.connect(
            lambda i: self.changeRequested.emit({"schedule": self.schedule.itemData(i)})
        )
        self.equation = FormulaLabel()
        self.line = FaultLine()
        self.search_note = QLabel(
            tr(
                "Before every update the rate is looked for along the line of the gradient, on the"
                " loss of its batch; η is the first trial, where any is needed. The one that was"
                " found stands in the table's column Learning rate and on the page Working."
            )
        )
        self.search_note.setWordWrap(True)
        set_variant(self.search_note, "role", "hint")
        self.form = SettingsForm()
        self.form.settingChanged.connect(self.settingChanged)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        for part in (self.schedule, self.equation, self.line, self.search_note, self.form):
            column.addWidget(part)

    def set_schedule(self, name: str, settings: Mapping[str, Setting], maximises: bool) -> None:
        """Show a schedule with its settings."""
        with QSignalBlocker(self.schedule):
            self.schedule.setCurrentIndex(self.schedule.findData(name))
        spec = SCHEDULES[name]
        uphill = UPHILL_EQUATIONS.get(spec.equation, spec.equation)
        self.equation.set_latex(uphill if maximises else spec.equation)
        self.equation.setVisible(name != "constant")
        self.search_note.setVisible(spec.search is not None)
        self.form.set_specs(spec.settings, settings)
