"""The set-up panel: one section below the other, and what begins the run anew at its foot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gdsim.engine.descent.experiment import (
    BATCHES,
    EXTRAS,
    RATE,
    ROUNDING,
    RULE,
    STOPPING,
    Experiment,
    Setting,
)
from gdsim.i18n import tr
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.tab_stops import tab_stops
from gdsim.views.fields.typed_field import TypedField, unsettled
from gdsim.views.setup.method_section import MethodSection
from gdsim.views.setup.objective_section import ObjectiveSection
from gdsim.views.setup.rate_section import RateSection
from gdsim.views.setup.restart_foot import RestartFoot
from gdsim.views.setup.rule_section import RuleSection
from gdsim.views.setup.scenario_section import ScenarioSection
from gdsim.views.setup.section_column import SectionColumn
from gdsim.views.style.theme import Theme

if TYPE_CHECKING:
    from gdsim.views.setup.more_section import MoreSection
    from gdsim.views.setup.rounding_section import RoundingSection
    from gdsim.views.setup.stopping_section import StoppingSection

MIN_WIDTH, WIDTH = 296, 312


class Refusing(Protocol):
    """A section that can say what is refused."""

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a change of the field `name` of an experiment is refused."""


class SetupPanel(QWidget):
    """Shows an experiment and asks for changes of it.

    Signals
    -------
    changeRequested(dict)
        Fields of `Experiment` with their new values.
    objectiveEdited(str)
        The text as it stands after a short pause in typing; to be answered with
        `set_objective_preview` or `set_objective_error`.
    restartRequested()
        The run should begin anew with the settings that are shown.
    notesRequested(str)
        The note of that key should be shown.
    """

    changeRequested = Signal(object)
    objectiveEdited = Signal(str)
    scenarioRequested = Signal(str)
    openRequested = Signal()
    saveRequested = Signal()
    dataRequested = Signal()
    restartRequested = Signal()
    notesRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Set-up"))
        self.setMinimumWidth(MIN_WIDTH)
        self.scenario, self.objective = ScenarioSection(), ObjectiveSection()
        self.rate, self.rule = RateSection(), RuleSection()
        self.method = MethodSection()
        self.foot = RestartFoot()
        self._below: tuple[StoppingSection, RoundingSection, MoreSection] | None = None
        self._experiment: Experiment | None = None
        self._exact = ""
        self._settings: dict[str, Setting] = {}
        self._n_rows = 1
        self._tab_order: tuple[QWidget, ...] = ()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.area = SectionColumn()
        for section in (self.scenario, self.objective, self.rate, self.rule, self.method):
            self.area.add(section)
        self.area.content.installEventFilter(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.foot)

    def complete(self) -> None:
        """Build what the window does not show at first, if it is not there yet."""
        self._completed()

    def _completed(self) -> tuple[StoppingSection, RoundingSection, MoreSection]:
        if self._below is not None:
            return self._below
        from gdsim.views.setup.more_section import MoreSection
        from gdsim.views.setup.rounding_section import RoundingSection
        from gdsim.views.setup.stopping_section import StoppingSection

        self.rate.complete()
        self.method.complete()
        self._below = below = StoppingSection(), RoundingSection(), MoreSection()
        for section in below:
            self.area.add(section)
            section.changeRequested.connect(self.changeRequested)
        if self._experiment is not None:
            self._show_below(self._experiment)
            self._order_tabs()
        self.set_exact(self._exact)
        return below

    @property
    def stopping(self) -> StoppingSection:
        """When the run ends."""
        return self._completed()[0]

    @property
    def rounding(self) -> RoundingSection:
        """What each step is rounded to."""
        return self._completed()[1]

    @property
    def more(self) -> MoreSection:
        """What is asked for less often."""
        return self._completed()[2]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Build what stands further down once the window is painted, so that it opens sooner."""
        if event.type() == QEvent.Type.Paint and self._below is None:
            QTimer.singleShot(0, self, self.complete)
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.scenario.scenarioRequested.connect(self.scenarioRequested)
        self.scenario.openRequested.connect(self.openRequested)
        self.scenario.saveRequested.connect(self.saveRequested)
        self.objective.objectiveEdited.connect(self.objectiveEdited)
        self.objective.dataRequested.connect(self.dataRequested)
        for section in (self.objective, self.rate, self.rule, self.method):
            section.changeRequested.connect(self.changeRequested)
            section.notesRequested.connect(self.notesRequested)
        self.rate.settingChanged.connect(self._change_setting)
        self.rule.settingChanged.connect(self._change_setting)
        self.foot.restartRequested.connect(self.restartRequested)

    def _change_setting(self, name: str, value: Setting) -> None:
        self.changeRequested.emit({"settings": {**self._settings, name: value}})

    def sizeHint(self) -> QSize:
        """Return a width that shows every field whole."""
        return QSize(WIDTH, 600)

    def set_scenarios(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Offer these built-in scenarios by the titles of their groups, each by name and title."""
        self.scenario.set_scenarios(groups)

    def set_scenario(self, name: str, title: str, description: str) -> None:
        """Show which scenario this is."""
        self.scenario.set_scenario(name, title, description)

    def set_experiment(
        self,
        experiment: Experiment,
        start: Sequence[float],
        n_rows: int,
        columns: Sequence[str],
        parameters: Sequence[str],
    ) -> None:
        """Show the experiment in force.

        Parameters
        ----------
        start
            Parameters before the first update, in the order of `parameters`.
        n_rows, columns
            N, and the data columns that the objective uses.
        """
        dataset = experiment.dataset
        self.objective.set_objective(experiment.objective)
        source, available = (dataset.source, dataset.names) if dataset is not None else ("", ())
        self.objective.set_data(source, n_rows, columns, available)
        self.objective.set_start(parameters, start)
        self.rate.set_rate(experiment.learning_rate)
        self._experiment, self._n_rows = experiment, n_rows
        self._show_choices(experiment)
        for line in self.findChildren(FaultLine):
            line.say("")
        self._order_tabs()

    def _show_choices(self, experiment: Experiment) -> None:
        """Show the choices in force."""
        self._settings = dict(experiment.settings)
        self.rate.set_schedule(
            experiment.schedule, experiment.settings, maximises=experiment.maximise
        )
        self.rule.set_rule(
            experiment.rule,
            experiment.settings,
            maximises=experiment.maximise,
            is_clipped=experiment.clip_norm is not None,
        )
        self.method.set_experiment(experiment, self._n_rows)
        self._show_below(experiment)

    def _show_below(self, experiment: Experiment) -> None:
        for section in self._below or ():
            section.set_experiment(experiment)

    def _order_tabs(self) -> None:
        """Let Tab go through the fields from top to bottom, those made later among them."""
        fields = (*tab_stops(self.area.content), self.foot.button)
        if fields != self._tab_order:
            self._tab_order = fields
            for before, after in pairwise(fields):
                QWidget.setTabOrder(before, after)

    def set_exact(self, sentence: str) -> None:
        """Say how far the exact run is where steps are rounded; see `RoundingSection`."""
        self._exact = sentence
        if self._below is not None:
            self.rounding.set_exact(sentence)

    def set_objective_preview(
        self, latex: str, gradients: Sequence[tuple[str, str]], remarks: Sequence[str] = ()
    ) -> None:
        """Show the typed objective as a formula, with its partial derivatives by name.

        Parameters
        ----------
        remarks
            What was taken for what, a sentence each.
        """
        self.objective.set_preview(latex, gradients, remarks)

    def set_objective_error(self, sentence: str, position: int | None) -> None:
        """Say what is wrong with the typed objective, and where."""
        self.objective.set_error(sentence, position)

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say at the field of `name` why its new value was refused; what was typed stays.

        A choice that was refused gives way to the one in force.
        """
        asking = next((one for one in self.findChildren(TypedField) if one.is_asking), None)
        if asking is not None:
            asking.set_fault(sentence)
            return
        if self._experiment is not None:
            self._show_choices(self._experiment)
        self._section_of(name).show_refusal(name, sentence)

    def unsettled(self) -> list[TypedField]:
        """Take over what is typed; return the fields that hold something else than is in force."""
        return unsettled(self)

    def restore(self) -> None:
        """Write the values in force into all fields, whatever was typed there."""
        for field in self.findChildren(TypedField):
            field.restore()

    def show_field(self, field: TypedField) -> None:
        """Bring a field into sight, and the keyboard to it."""
        self.show()
        self.area.ensureWidgetVisible(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def set_consequence(self, sentence: str, *, can_restart: bool) -> None:
        """Say what a change would do, before it is made, and whether there is a run to leave."""
        self.foot.set_consequence(sentence, can_restart=can_restart)

    def _section_of(self, name: str) -> Refusing:
        if name in EXTRAS:
            return self.more
        if name in RATE:
            return self.rate
        if name in RULE:
            return self.rule
        if name in BATCHES:
            return self.method
        if name in STOPPING:
            return self.stopping
        if name in ROUNDING:
            return self.rounding
        return self.objective

    def set_theme(self, theme: Theme) -> None:
        """Draw icons and formulas in the colours of `theme`."""
        for section in (self.scenario, self.objective, self.rate, self.rule, self.foot):
            section.set_theme(theme)
