"""Which request of a view leads to which command, and which change to which setter."""

from __future__ import annotations

from collections.abc import Callable

from gdsim.app.pages import DATA, TABLE
from gdsim.app.preferences import Preferences
from gdsim.app.runs.unsettled import Unsettled
from gdsim.engine.descent.problem import is_ready_made, objective_of
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import expression_of
from gdsim.engine.run.room import most_bytes_of_rows
from gdsim.i18n import tr, tr_error
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.shortcuts import keys_of
from gdsim.study.words.by_hand import exact_sentence
from gdsim.study.words.consequences import consequence_sentence
from gdsim.study.working.number_latex import constants_latex
from gdsim.views.landscape import LandscapeView
from gdsim.views.loss_plot import LossPlot
from gdsim.views.pages.tabs import PageTabs
from gdsim.views.setup import MOST_GRADIENTS, SetupPanel
from gdsim.views.stage_strip import StageStrip
from gdsim.views.transport_bar import TransportBar


def connect_requests(
    transport: TransportBar,
    setup: SetupPanel,
    landscape: LandscapeView,
    loss_plot: LossPlot,
    pages: PageTabs,
    stages: StageStrip,
    session: Session,
    unsettled: Unsettled,
) -> None:
    """Connect what the views ask for to the session's commands."""
    before = unsettled.before
    play = before(session.play)
    transport.firstRequested.connect(session.first)
    transport.backRequested.connect(session.back)
    transport.epochBackRequested.connect(session.previous_epoch)
    transport.stepRequested.connect(before(session.step))
    transport.epochRequested.connect(before(session.next_epoch))
    transport.endRequested.connect(before(session.to_the_end))
    transport.playToggled.connect(lambda on: play() if on else session.pause())
    transport.cursorRequested.connect(session.go_to)
    transport.speedChanged.connect(session.set_speed)
    transport.cancelRequested.connect(session.pause)
    pages.when_built(TABLE, lambda page: page.rowRequested.connect(session.go_to))
    pages.when_built(DATA, lambda page: page.rowRequested.connect(before(session.reach)))
    loss_plot.rowRequested.connect(session.go_to)
    landscape.startRequested.connect(lambda start: session.change({"start": start}))
    setup.changeRequested.connect(session.change)
    stages.stageRequested.connect(before(session.go_to_stage))


class Presenter:
    """Hands every snapshot of the session on to the plots, the pages and the stages.

    Parameters
    ----------
    show_caption
        Told whether the verdict stands below the plots, or the sentence of a stage.
    """

    def __init__(
        self,
        landscape: LandscapeView,
        loss_plot: LossPlot,
        pages: PageTabs,
        stages: StageStrip,
        show_caption: Callable[[bool], object],
        session: Session,
    ) -> None:
        self._followers = (landscape, loss_plot, pages, stages)
        self._pages = pages
        self._show_caption = show_caption
        session.changed.connect(self.show)

    def show(self, snapshot: Snapshot) -> None:
        """Show `snapshot`."""
        for view in self._followers:
            view.set_snapshot(snapshot)
        self._pages.set_veiled(snapshot.is_veiled)
        self._show_caption(snapshot.stage is None and not snapshot.is_veiled)


class TransportPresenter:
    """Tells the transport bar where the run stands and what it is about to do."""

    def __init__(self, transport: TransportBar, session: Session) -> None:
        self._transport = transport
        session.changed.connect(self.show)
        session.playingChanged.connect(transport.set_playing)
        session.progressChanged.connect(self._show_progress)
        session.filled.connect(self._say_filled)
        session.startedOver.connect(
            lambda: transport.set_notice(
                tr("Started over; {keys} brings the run back.").format(keys=keys_of("undo"))
            )
        )

    def show(self, snapshot: Snapshot) -> None:
        """Show where `snapshot` stands, and whether the run can go on."""
        self._transport.set_position(snapshot.cursor, snapshot.length)
        stop = snapshot.stop if snapshot.is_pending else None
        why = ""
        if stop is not None:
            from gdsim.study.words.stops import ending_sentence

            why = ending_sentence(snapshot.run)
        has_diverged = stop is not None and stop.reason is StopReason.DIVERGED
        self._transport.set_can_step(stop is None, why, has_diverged)

    def _say_filled(self) -> None:
        # There is room to see the first sentence; the tool tip has both.
        text = tr(
            "Memory is full: begin a new document. The rows of all runs here take {size} MB, all"
            " that they may on this computer."
        )
        self._transport.set_notice(text.format(size=most_bytes_of_rows() // 1_000_000))

    def _show_progress(self, fraction: float | None) -> None:
        self._transport.set_progress(fraction, tr("Making updates …"))


class SetupPresenter:
    """Shows in the set-up panel what the run is set to, and previews what is typed there."""

    def __init__(self, setup: SetupPanel, session: Session, preferences: Preferences) -> None:
        self._setup = setup
        self._session = session
        self._preferences = preferences
        self._shown_experiment: object = None
        session.changed.connect(self.show)
        session.refused.connect(self._show_refusal)
        setup.objectiveEdited.connect(self._preview_objective)

    def show(self, snapshot: Snapshot) -> None:
        """Show the experiment of `snapshot`, and what of its run is known by hand."""
        number_format = self._preferences.number_format
        self._setup.set_exact(exact_sentence(snapshot.run, snapshot.cursor, number_format))
        stop = snapshot.stop if snapshot.is_pending else None
        self._setup.set_consequence(
            consequence_sentence(snapshot.cursor, snapshot.length, stop),
            can_restart=snapshot.length > 0,
        )
        self._show_experiment(snapshot)

    def _show_experiment(self, snapshot: Snapshot) -> None:
        experiment = snapshot.run.experiment_at(snapshot.cursor)
        if experiment is self._shown_experiment:
            return
        self._shown_experiment = experiment
        objective = snapshot.run.objective
        self._setup.set_experiment(
            experiment,
            [float(value) for value in snapshot.run.row(0).theta],
            objective.n_rows,
            objective.columns,
            objective.parameters,
        )
        # What is being typed is previewed on, and what is wrong with it stays told.
        self._preview_objective(self._setup.objective.text.text())

    def _preview_objective(self, text: str) -> None:
        experiment = self._session.run.experiment
        dataset = experiment.dataset
        known = dataset.names if dataset is not None else ()
        try:
            if is_ready_made(text):
                # By the score alone: it has no formula for each of its parameters.
                asked = experiment.with_(objective=text, parameters=())
                expression, names = objective_of(asked).expression, list[str]()
            else:
                expression = expression_of(text, dataset, experiment.let)
                names = [name for name in expression.names if name not in known][:MOST_GRADIENTS]
            gradients = [(name, expression.gradient_latex(name)) for name in names]
        except InputError as error:
            self._setup.set_objective_error(tr_error(error), error.position)
            return
        remarks = [f"{tr_error(remark)}." for remark in expression.remarks]
        latex = f"{expression.latex()}{constants_latex(expression.constants)}"
        self._setup.set_objective_preview(latex, gradients, remarks)

    def _show_refusal(self, field: str, error: InputError) -> None:
        self._setup.show_refusal(field, tr_error(error))
