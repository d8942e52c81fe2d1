"""Scenarios: opened, shown by name and description, and followed while others are typed."""

from __future__ import annotations

from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gdsim.app.document.history import History
from gdsim.app.guarded import guarded
from gdsim.app.origin import Origin
from gdsim.app.runs.making import opening_of
from gdsim.engine.run.run import Run
from gdsim.files.data.report import as_notice
from gdsim.files.scenario.listing import builtin_groups
from gdsim.files.scenario.run import known_minima, run_scenario
from gdsim.files.scenario.scenario import Scenario, builtin_scenario, load_scenario
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape import LandscapeView
from gdsim.views.setup import SetupPanel

if TYPE_CHECKING:
    from gdsim.study.notes.note import Show


def proof(show: Show) -> tuple[Scenario, Run, int]:
    """Return a statement's scenario, its run as far as it takes, and the row to stand at."""
    scenario = builtin_scenario(show.scenario)
    scenario = replace(scenario, experiment=scenario.experiment.with_(**show.changes))
    return scenario, run_scenario(scenario, updates=show.at), show.at


class Scenarios(QObject):
    """Opens scenarios, and shows what the run came from.

    Parameters
    ----------
    window
        Parent of dialogs.
    setup
        Lists the built-in scenarios, and describes the one shown.
    landscape
        Is told which ranges show the loss well, and which minima are known.
    history
        Takes what a scenario changes for one step.

    Signals
    -------
    opened(Opening)
        The run of its scenario is the session's now, if all its runs are made.
    shown()
        Another title may be in force.
    told(str)
        How the data of a scenario's file were taken, where that is not plain.
    """

    opened = Signal(object)
    shown = Signal()
    told = Signal(str)

    def __init__(
        self,
        window: QWidget,
        setup: SetupPanel,
        landscape: LandscapeView,
        session: Session,
        origin: Origin,
        history: History,
    ) -> None:
        super().__init__(window)
        self._window, self._setup, self._landscape = window, setup, landscape
        self._session, self._origin, self._history = session, origin, history
        self._hinted: tuple[object, ...] | None = None
        self._is_list_wanted = False
        self.show()
        self._show_hints(session.run)
        session.changed.connect(self._follow)

    def list_all(self) -> None:
        """List the built-in scenarios, which takes reading the files of all."""
        if not self._is_list_wanted:
            self._is_list_wanted = True
            self.show()

    def show_builtin(self, name: str) -> None:
        """Show the built-in scenario `name`."""
        guarded(self._window, lambda: self._take(builtin_scenario(name)))

    def show_proof(self, show: Show) -> bool:
        """Show the run that proves a statement of the notes, at the update that it names.

        Returns whether it is shown; where not, why not has been said.
        """
        return guarded(self._window, lambda: self._take(*proof(show)))

    def show_run(self, scenario: Scenario, run: Run, at: int) -> None:
        """Show a run that belongs to a scenario, from row `at`."""
        self._take(scenario, run, at)

    def open_file(self, path: Path) -> bool:
        """Show the scenario in the file at `path`, or say why not; return whether it is shown."""
        said: list[str] = []
        is_shown = guarded(self._window, lambda: self._take(load_scenario(path, said.append)))
        if is_shown and said:
            self.told.emit(as_notice(said))
        return is_shown

    def _take(self, scenario: Scenario, run: Run | None = None, at: int | None = None) -> None:
        opening = opening_of(scenario, run)
        if run is None:
            run = (
                opening.run if opening.is_done else Run(scenario.experiment, opening.run.objective)
            )
        with self._history.one_step():
            self._origin.open(scenario)
            self.show()
            self._session.begin(run, run.length if at is None else at)
            self.opened.emit(opening)

    def _follow(self, snapshot: Snapshot) -> None:
        """Drop the opened scenario's title and hints while another objective is typed."""
        if self._origin.follow(snapshot.run.objective):
            self.show()
        self._show_hints(snapshot.run)

    def show(self) -> None:
        """Show which scenario the run came from."""
        scenario = self._origin.scenario
        self._setup.set_scenarios(builtin_groups() if self._is_list_wanted else ())
        self._setup.set_scenario(scenario.name, scenario.title, scenario.description)
        self.shown.emit()

    def _show_hints(self, run: Run) -> None:
        """Give the plot the ranges that show the loss well, and the minima that are known."""
        scenario, objective = self._origin.scenario, run.objective
        experiment = run.experiment
        hinted = objective, scenario, experiment.maximise, experiment.bounds
        if self._hinted is None or not all(map(is_, self._hinted, hinted)):
            self._hinted = hinted
            minima = known_minima(objective, scenario, experiment)
            self._landscape.set_view_hint(scenario.view, minima)
