"""What menus and buttons do beyond one command on the session: files, theme, help."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from gdsim.app.actions import Actions, scale_action
from gdsim.app.data.data_commands import DataCommands
from gdsim.app.exports.exporting import Exporting
from gdsim.app.guarded import guarded
from gdsim.app.help import show_about, show_keys
from gdsim.app.looks import Looks
from gdsim.app.many.tool_windows import ToolWindows
from gdsim.app.pages import Pages
from gdsim.app.preferences import SCALES
from gdsim.app.runs.comparing import Comparing
from gdsim.app.wiring import Presenter, connect_requests
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.objective import Objective
from gdsim.files.scenario.run import first_run, known_minima
from gdsim.files.scenario.scenario import (
    Scenario,
    builtin_scenario,
    builtin_scenarios,
    load_scenario,
)
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape.overlays import Overlays

if TYPE_CHECKING:
    from gdsim.app.main_window import MainWindow
    from gdsim.app.many.start_mapping import Hints

OVERLAYS = ("full_gradient", "batch_contours", "step_cloud", "curvature")
"""The actions that show the overlays of the landscape, in the order of `Overlays`."""

OWN_NAME = "my-run"
"""Name of a run whose objective was typed, until it is saved under another."""


class Commands(QObject):
    """The window's commands, and the wiring of its views to the session."""

    def __init__(self, window: MainWindow, scenario: Scenario) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._opened = self._scenario = scenario
        self._hinted: tuple[Objective, Scenario] | None = None
        self.exporting = Exporting(window, self._session, lambda: self._scenario)
        self.tools = ToolWindows(
            window,
            self._session,
            self.exporting.ask_save,
            self._map_hints,
            lambda: self.comparing.kept,
        )
        self.data = DataCommands(window, self._session, self._ask_data, self.open_file)
        self.pages = Pages(window, self._session, self._ask_table)
        self.comparing = Comparing(window, self._session)
        self._actions = Actions(window, window.menuBar(), self._handlers())
        for name in ("toggle_setup", "toggle_stages"):
            self._actions[name].setChecked(True)
        self._presenter = Presenter(window, self._session)
        connect_requests(window, self._session)
        self._connect_files()
        self._looks = Looks(window, self._actions, (self.tools, self.data))
        window.table.numberFormatRequested.connect(self._looks.set_number_format)
        window.working.built.connect(
            lambda page: page.numberFormatRequested.connect(self._looks.set_number_format)
        )
        self._show_scenario()
        self._show_hints(self._session.run.objective)
        self.comparing.begin(scenario)
        self._session.changed.connect(self._follow_objective)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        session = self._session
        return {
            "open": self.open_scenario,
            "save": self.exporting.save_scenario,
            "open_data": self.data.open,
            "paste_data": self.data.paste,
            "export": self.exporting.export_table,
            "export_working": self.exporting.export_working,
            "quit": self._window.close,
            "undo": self._undo,
            "redo": session.redo,
            "copy_all": self._window.table.copy_all,
            "first": session.first,
            "back": session.back,
            "step": session.step,
            "next_stage": session.next_stage,
            "previous_stage": session.previous_stage,
            "previous_epoch": session.previous_epoch,
            "next_epoch": session.next_epoch,
            "to_the_end": session.to_the_end,
            "play": session.toggle_playing,
            "sweep": self.tools.open_sweep,
            "start_map": self.tools.open_start_map,
            "cancel": session.pause,
            "theme_system": lambda: self._looks.set_theme("system"),
            "theme_light": lambda: self._looks.set_theme("light"),
            "theme_dark": lambda: self._looks.set_theme("dark"),
            **{scale_action(scale): self._scale_setter(scale) for scale in SCALES},
            "working": self.pages.turn,
            "predict": self.pages.predict,
            "check": self.pages.check,
            "keep": self.comparing.keep_present,
            "side_by_side": self.tools.open_methods,
            **dict.fromkeys(OVERLAYS, self._show_overlays),
            "fit": self._window.landscape.fit,
            "toggle_setup": lambda: self._toggle("toggle_setup", self._window.setup),
            "toggle_stages": lambda: self._toggle("toggle_stages", self._window.stages),
            "keys": lambda: show_keys(self._window, self._actions.shortcut_table()),
            "about": lambda: show_about(self._window),
        }

    def _scale_setter(self, scale: float) -> Callable[[], None]:
        return lambda: self._looks.set_scale(scale)

    def _undo(self) -> None:
        """Take back what was done last: a run removed from the list, or a change."""
        if not self.comparing.bring_back_if_last():
            self._session.undo()

    def _connect_files(self) -> None:
        setup, table = self._window.setup, self._window.table
        setup.scenarioRequested.connect(self.show_builtin)
        setup.openRequested.connect(self.open_scenario)
        setup.saveRequested.connect(self.exporting.save_scenario)
        setup.dataRequested.connect(self.data.open)
        table.exportRequested.connect(self.exporting.export_table)

    @property
    def scenario(self) -> Scenario:
        """What the run came from."""
        return self._scenario

    # Scenarios and data

    def show_builtin(self, name: str) -> None:
        """Show the built-in scenario `name`."""
        guarded(self._window, lambda: self._take(builtin_scenario(name)))

    def open_scenario(self) -> None:
        """Ask for a scenario file and show it."""
        path = self._ask_open(tr("Open a scenario"), tr("Scenarios (*.toml)"))
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Show the scenario in the file at `path`, or say why not."""
        guarded(self._window, lambda: self._take(load_scenario(path)))

    def _take(self, scenario: Scenario) -> None:
        run = first_run(scenario)
        self._opened = self._scenario = scenario
        self._show_scenario()
        self._session.begin(run, run.length)
        self.comparing.begin(scenario)

    def _follow_objective(self, snapshot: Snapshot) -> None:
        """Drop the opened scenario's title and hints while another objective is typed."""
        text = snapshot.run.objective.expression.text
        data = snapshot.run.objective.dataset
        title = text if data is None else Path(data.source).name
        own = Scenario(OWN_NAME, title, "", Experiment(objective=text))
        shown = self._opened if text == self._opened.experiment.objective else own
        if shown != self._scenario:
            self._scenario = shown
            self._show_scenario()
        self._show_hints(snapshot.run.objective)

    def _show_scenario(self) -> None:
        scenario, window = self._scenario, self._window
        window.setup.set_scenarios(builtin_scenarios())
        window.setup.set_scenario(scenario.name, scenario.title, scenario.description)
        window.show_title(scenario.title)

    def _show_hints(self, objective: Objective) -> None:
        """Give the plot the ranges that show the loss well, and the minima that are known."""
        if self._hinted is None or not all(map(is_, self._hinted, (objective, self._scenario))):
            self._hinted = objective, self._scenario
            minima = known_minima(objective, self._scenario)
            self._window.landscape.set_view_hint(self._scenario.view, minima)

    def _ask_data(self) -> Path | None:
        kinds = tr("Data (*.csv *.tsv *.txt *.xlsx *.parquet)")
        return self._ask_open(tr("Open a data file"), kinds)

    def _ask_open(self, title: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, title, str(self.exporting.folder), kinds
        )
        if not chosen:
            return None
        self.exporting.folder = Path(chosen).parent
        return Path(chosen)

    def _ask_table(self) -> Path | None:
        return self._ask_open(tr("Open a table"), tr("Tables (*.csv *.tsv *.txt *.md)"))

    def _map_hints(self) -> Hints:
        """Return ranges of parameters as the scenario or the plot has them, and known minima."""
        from gdsim.app.many.start_mapping import hints_of

        objective = self._session.run.objective
        return hints_of(self._window.landscape.plot, objective, self._scenario)

    def _show_overlays(self) -> None:
        are_shown = (self._actions[name].isChecked() for name in OVERLAYS)
        self._window.landscape.set_overlays(Overlays(*are_shown))

    def _toggle(self, action: str, part: QWidget) -> None:
        shown = not part.isVisible()
        part.setVisible(shown)
        self._actions[action].setChecked(shown)
