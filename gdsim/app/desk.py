"""The desk: what stands behind the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gdsim.app.data.data_commands import DataCommands
from gdsim.app.data.scenarios import Scenarios
from gdsim.app.document.documents import Documents
from gdsim.app.document.history import History
from gdsim.app.document.recent_documents import Recent
from gdsim.app.document.views import Views
from gdsim.app.exam.remembering import Remembering
from gdsim.app.exports.exporting import Exporting
from gdsim.app.file_asking import Asking
from gdsim.app.handlers import Handlers, Parts, handlers
from gdsim.app.looks import Looks
from gdsim.app.main_window import MainWindow
from gdsim.app.many.tool_windows import ToolWindows
from gdsim.app.menus.actions import Actions
from gdsim.app.origin import Origin
from gdsim.app.pages import RUNS, TABLE, WORKING
from gdsim.app.places.switches import Switches
from gdsim.app.practice.practising import Practising
from gdsim.app.preferences import ThemeChoice
from gdsim.app.runs.availability import Availability
from gdsim.app.runs.comparing import Comparing
from gdsim.app.runs.judging import Judging
from gdsim.app.runs.keeping import Keeping
from gdsim.app.runs.making import Making, opening_of
from gdsim.app.runs.unsettled import Unsettled
from gdsim.app.ways.visits import Visits
from gdsim.app.ways.ways import Ways
from gdsim.app.wiring import Presenter, SetupPresenter, TransportPresenter, connect_requests
from gdsim.files.endings import DOCUMENT
from gdsim.files.scenario.run import Opening
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRuns
from gdsim.models.session import Session

if TYPE_CHECKING:
    from gdsim.views.pages.runs import RunsPage
    from gdsim.views.pages.table import IterationTable


class Desk(QObject):
    """Owns the session, what the run came from and the kept runs; builds what works with them.

    Each of those gets the views, models and callables that it needs, and does not know the desk.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        scenario: Scenario,
        opening: Opening | None = None,
    ) -> None:
        super().__init__(window)
        self.window, self.session = window, session
        self.origin, self.kept = Origin(scenario), KeptRuns(self)
        # Before all who act on changes.
        self.history = History(session, self.origin, self.kept)
        self._asking = Asking(window, self.origin, window.preferences)
        self._unsettled = Unsettled(window, window.setup)
        self._switches = Switches(window.landscape, window.setup, window.stages, window.preferences)
        self._build_commands()
        self._build_runs()
        # Before the scenarios: the plot gets the run first, then what is known of its objective.
        self._present()
        self.scenarios = Scenarios(
            window, window.setup, window.landscape, session, self.origin, self.history
        )
        self._recent = Recent(window.preferences)
        self.documents = self._build_documents()
        self.documents.settles = self._unsettled.may_go_on
        self._visits = Visits(window.places, window.explore.back_bar)
        self.actions = Actions(window, window.menuBar(), self._handlers())
        self._switches.begin(self.actions)
        availability = Availability(session, self.actions)
        self.making.busyChanged.connect(availability.set_making)
        self._recent.hang_into(self.actions.menu("recent"), self.documents.open_file)
        self.looks = self._build_looks()
        self._ways = self._build_ways()
        self._connect()
        self.making.begin(opening or opening_of(scenario, session.run))
        self.documents.begin()

    def _build_commands(self) -> None:
        window, session, asking = self.window, self.session, self._asking
        self.exporting = Exporting(
            window,
            window.pages,
            session,
            self.origin,
            asking,
            window.preferences,
            window.transport.set_notice,
        )
        self.tools = ToolWindows(
            window, window.landscape, session, self.origin, self.kept, asking.csv
        )
        self.data = DataCommands(window, window.pages, session, asking.data)
        step = self._unsettled.before(session.step)
        self._remembering = Remembering(self)
        self.practising = Practising(
            window.pages, session, asking.table, step, self._remembering.notice
        )

    def _present(self) -> None:
        window, session = self.window, self.session
        pictures = (window.landscape, window.loss_plot, window.pages, window.stages)
        self._presenters = (
            Presenter(*pictures, self._show_caption, session),
            TransportPresenter(window.transport, session),
            SetupPresenter(window.setup, session, window.preferences),
        )
        connect_requests(window.transport, window.setup, *pictures, session, self._unsettled)

    def _show_caption(self, is_verdict: bool) -> None:
        window = self.window
        caption = window.verdict if is_verdict else window.stages.sentence
        window.explore.show_caption(caption)

    def _build_runs(self) -> None:
        window, session = self.window, self.session
        self.keeping = Keeping(session, self.origin, self.kept)
        self.making = Making(window.transport, session, self.origin, self.keeping, self.history)
        self._judging = Judging(window.verdict, session)
        self._comparing = Comparing(
            window.landscape,
            window.loss_plot,
            window.run_legend,
            window.pages,
            session,
            self.origin,
            self.kept,
            self.keeping,
            self._judging,
            window.preferences,
        )

    def _build_documents(self) -> Documents:
        return Documents(
            self.window,
            self.origin,
            self.kept,
            self.history,
            self._asking,
            self._recent,
            Views(self.window.landscape, self.window.loss_plot, self._switches.take_overlays),
            self.scenarios.open_file,
            self.window.transport.set_notice,
        )

    def _build_looks(self) -> Looks:
        window = self.window
        return Looks(
            window,
            window.preferences,
            self.actions,
            (self.actions, self.tools, self.data, window.places),
            (window.places,),
            window.transport.set_notice,
        )

    def _build_ways(self) -> Ways:
        window = self.window
        return Ways(
            window.places,
            self._visits,
            self.actions,
            self.session,
            self.scenarios,
            window.pages,
            self._remembering,
            partial(self._asking.csv, window),
        )

    def _handlers(self) -> Handlers:
        parts = Parts(
            window=self.window,
            session=self.session,
            history=self.history,
            documents=self.documents,
            data=self.data,
            exporting=self.exporting,
            practising=self.practising,
            keeping=self.keeping,
            making=self.making,
            tools=self.tools,
            visits=self._visits,
            before=self._unsettled.before,
            writing=self._writing,
            set_theme=self._set_theme,
            set_scale=self._set_scale,
        )
        return {
            **handlers(parts),
            **self._switches.handlers(),
            "keys": self._show_keys,
        }

    def _writing(self, command: Callable[..., object]) -> Callable[..., None]:
        """Return one that writes a file, once it is clear what that is to hold.

        That another file was saved is no longer said then, whatever becomes of this one.
        """
        settled = self._unsettled.before(command)

        def write(*arguments: object) -> None:
            self.window.transport.set_notice("")
            settled(*arguments)

        return write

    def _show_keys(self) -> None:
        from gdsim.app.help.keys import show_keys

        show_keys(self.window, self.actions.shortcut_table())

    def _connect(self) -> None:
        window = self.window
        window.may_close = lambda: self.documents.may_leave() and self._ways.may_leave(window)
        window.closing.connect(self.session.pause)
        window.closing.connect(self.tools.close)
        window.closing.connect(self.documents.remember)
        window.closing.connect(self._ways.leave)
        # The first picture of the window is waited for: what is not in it comes after it.
        window.painted.connect(self._judging.judge_soon)
        window.painted.connect(self.scenarios.list_all)
        window.completeRequested.connect(self._judging.complete)
        window.fileDropped.connect(self._open_dropped)
        self.scenarios.opened.connect(self.documents.note_scenario)
        self.scenarios.opened.connect(self.making.begin)
        self.scenarios.opened.connect(lambda _scenario: window.setup.restore())
        self.making.settle = self.documents.note_scenario
        window.completeRequested.connect(self.making.complete)
        window.closing.connect(self.making.stop)
        self.scenarios.shown.connect(self.documents.show_title)
        self.scenarios.told.connect(window.transport.set_notice)
        self.history.show = self.scenarios.show
        self.history.changed.connect(self._name_steps)
        window.setup.scenarioRequested.connect(self.scenarios.show_builtin)
        window.landscape.lockRequested.connect(lambda: self.actions.trigger("lock_start"))
        window.setup.restartRequested.connect(lambda: self.actions.trigger("restart"))
        window.setup.openRequested.connect(self.documents.open)
        window.setup.saveRequested.connect(lambda: self.actions.trigger("save"))
        window.setup.dataRequested.connect(self.data.open)
        window.setup.notesRequested.connect(self._ways.show_note)
        window.pages.heightRequested.connect(window.loss_plot.setHidden)
        window.pages.when_built(TABLE, self._connect_table)
        window.pages.when_built(RUNS, self._connect_runs)
        window.pages.when_built(
            WORKING, lambda page: page.numberFormatRequested.connect(self.looks.set_number_format)
        )

    def _connect_table(self, page: IterationTable) -> None:
        page.exportRequested.connect(lambda: self.actions.trigger("export"))
        page.numberFormatRequested.connect(self.looks.set_number_format)

    def _connect_runs(self, page: RunsPage) -> None:
        self.keeping.connect_page(page)
        export = partial(self.exporting.export_runs, self.keeping.named_runs)
        page.exportRequested.connect(self._writing(export))

    def _open_dropped(self, path: Path) -> None:
        """Show a document or scenario, or else the dialog with the data, in a dropped file."""
        is_document = path.suffix.lower() in (DOCUMENT, ".toml")
        (self.documents if is_document else self.data).open_file(path)

    def _name_steps(self) -> None:
        """Say in the menu what would be taken back and done again."""
        for action, name, plain, named in (
            ("undo", self.history.undo_name, tr("&Undo"), tr("&Undo: {step}")),
            ("redo", self.history.redo_name, tr("&Redo"), tr("&Redo: {step}")),
        ):
            escaped = name.replace("&", "&&")
            self.actions.set_text(action, named.format(step=escaped) if name else plain)
            self.actions.set_enabled(action, bool(name))

    # The looks are built after the actions, which they check.

    def _set_theme(self, choice: ThemeChoice) -> None:
        self.looks.set_theme(choice)

    def _set_scale(self, scale: float) -> None:
        self.looks.set_scale(scale)
