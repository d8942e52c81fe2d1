"""Which request of a view leads to which command, and which change to which setter."""

from __future__ import annotations

from gdsim.app.main_window import MainWindow
from gdsim.app.pages import DATA, TABLE
from gdsim.app.runs.unsettled import Unsettled
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import expression_of
from gdsim.i18n import tr, tr_error
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.shortcuts import keys_of
from gdsim.study.words.by_hand import exact_sentence
from gdsim.study.words.consequences import consequence_sentence
from gdsim.study.words.stops import ending_sentence
from gdsim.views.setup import MOST_GRADIENTS


def connect_requests(window: MainWindow, session: Session, unsettled: Unsettled) -> None:
    """Connect what the views ask for to the session's commands."""
    before = unsettled.before
    play = before(session.play)
    transport = window.transport
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
    window.pages.when_built(TABLE, lambda page: page.rowRequested.connect(session.go_to))
    window.pages.when_built(DATA, lambda page: page.rowRequested.connect(before(session.reach)))
    window.loss_plot.rowRequested.connect(session.go_to)
    window.landscape.startRequested.connect(lambda start: session.change({"start": start}))
    window.setup.changeRequested.connect(session.change)
    window.stages.stageRequested.connect(before(session.go_to_stage))


class Presenter:
    """Hands every snapshot of the session on to the views."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self._window = window
        self._session = session
        self._shown_experiment: object = None
        session.changed.connect(self.show)
        session.refused.connect(self._show_refusal)
        session.playingChanged.connect(window.transport.set_playing)
        session.progressChanged.connect(self._show_progress)
        session.startedOver.connect(
            lambda: window.transport.set_notice(
                tr("Started over; {keys} brings the run back.").format(keys=keys_of("undo"))
            )
        )
        window.setup.objectiveEdited.connect(self._preview_objective)

    def show(self, snapshot: Snapshot) -> None:
        """Show `snapshot` in every view."""
        window = self._window
        window.landscape.set_snapshot(snapshot)
        window.loss_plot.set_snapshot(snapshot)
        window.pages.set_snapshot(snapshot)
        window.pages.set_veiled(snapshot.is_veiled)
        window.stages.set_snapshot(snapshot)
        is_plain = snapshot.stage is None and not snapshot.is_veiled
        window.explore.show_caption(window.verdict if is_plain else window.stages.sentence)
        number_format = window.preferences.number_format
        window.setup.set_exact(exact_sentence(snapshot.run, snapshot.cursor, number_format))
        window.transport.set_position(snapshot.cursor, snapshot.length)
        stop = snapshot.stop if snapshot.is_pending else None
        why = "" if stop is None else ending_sentence(snapshot.run)
        has_diverged = stop is not None and stop.reason is StopReason.DIVERGED
        window.transport.set_can_step(stop is None, why, has_diverged)
        window.setup.set_consequence(
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
        self._window.setup.set_experiment(
            experiment,
            [float(value) for value in snapshot.run.row(0).theta],
            objective.n_rows,
            objective.columns,
            objective.parameters,
        )
        # What is being typed is previewed on, and what is wrong with it stays told.
        self._preview_objective(self._window.setup.objective.text.text())

    def _preview_objective(self, text: str) -> None:
        setup = self._window.setup
        dataset = self._session.run.experiment.dataset
        known = dataset.names if dataset is not None else ()
        try:
            expression = expression_of(text, dataset)
            names = [name for name in expression.names if name not in known][:MOST_GRADIENTS]
            gradients = [(name, expression.gradient_latex(name)) for name in names]
        except InputError as error:
            setup.set_objective_error(tr_error(error), error.position)
            return
        remarks = [f"{tr_error(remark)}." for remark in expression.remarks]
        setup.set_objective_preview(expression.latex(), gradients, remarks)

    def _show_refusal(self, field: str, error: InputError) -> None:
        self._window.setup.show_refusal(field, tr_error(error))

    def _show_progress(self, fraction: float | None) -> None:
        self._window.transport.set_progress(fraction, tr("Making updates …"))
