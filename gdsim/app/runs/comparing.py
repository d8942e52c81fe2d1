"""Comparing runs: those that are kept, in every view, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import compared_runs, known_minima, scenario_of
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRun, KeptRuns, is_same_loss
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.models.target import TargetTimes
from gdsim.numbers import NumberFormat
from gdsim.study.words.choice_names import title_of
from gdsim.views.plots.run_looks import PRESENT

if TYPE_CHECKING:
    from gdsim.app.main_window import MainWindow
    from gdsim.views.pages.runs import RunsPage

TARGET = 0.01
"""Share of the loss to be gained that is left at the target where nothing else is asked for."""

MANY_ROWS, REST_MS = 100_000, 250
"""Rows whose loss takes too long to be worked out with every update, and how long is waited."""

FIRST_MS = 60
"""How long the first verdict waits for the window to be painted."""

APART_MS = 100
"""Time from one verdict to the next while the cursor moves on: nobody reads faster."""


class Comparing(QObject):
    """Wires the kept runs to the views, and judges runs once the window has been painted."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self.kept = KeptRuns(self)
        self._prepared: list[int] = []
        self._removed_at: Run | None = None
        self._times = TargetTimes()
        self._target: float | None = None
        self._judging = QTimer(self, singleShot=True)
        self._judging.timeout.connect(self._judge)
        self._judged = QElapsedTimer()
        self.kept.changed.connect(self._show)
        session.changed.connect(self._follow)
        session.leftBehind.connect(self._keep_future)
        window.loss_plot.across.valueRequested.connect(lambda _unit: self._follow_now())
        window.runs.built.connect(self._connect)
        window.steps.built.connect(lambda _page: self._show(self.kept.runs))
        window.pages.currentChanged.connect(lambda _index: self._list())

    def _connect(self, page: RunsPage) -> None:
        kept = self.kept
        page.keepRequested.connect(self.keep_present)
        exporting = self._window.commands.exporting
        page.exportRequested.connect(lambda: exporting.export_runs(self.named_runs))
        page.renameRequested.connect(kept.rename)
        page.shownRequested.connect(kept.set_shown)
        page.moveRequested.connect(kept.move)
        page.duplicateRequested.connect(kept.duplicate)
        page.removeRequested.connect(self._remove)
        page.bringBackRequested.connect(kept.bring_back)
        page.openRequested.connect(self._go_on_with)
        page.targetRequested.connect(self._set_target)
        page.set_veiled(self._session.snapshot().is_veiled)
        self._judge_soon()

    # What is kept.

    def begin(self, scenario: Scenario) -> None:
        """Keep the runs prepared for a scenario, in place of those prepared for the last."""
        runs = compared_runs(scenario, self._session.run.objective)
        if self._prepared:
            self.kept.forget(self._prepared)
        self._prepared = [self.kept.keep(run, name) for name, run in runs]

    def keep_present(self) -> None:
        """Keep the present run as it is now."""
        run = self._session.run
        self.kept.keep(run, run_name(run))

    def _keep_future(self, run: Run) -> None:
        """Keep a run whose future is about to be left for another."""
        if not self.kept.has(run):
            self.kept.keep(run, run_name(run))

    def _remove(self, key: int) -> None:
        self.kept.remove(key)
        self._removed_at = self._session.run

    def bring_back_if_last(self) -> bool:
        """Bring back the run that was removed, if nothing was changed since; tell whether."""
        is_last = self._removed_at is self._session.run and self.kept.removed is not None
        if is_last:
            self.kept.bring_back()
        self._removed_at = None
        return is_last

    def _go_on_with(self, key: int) -> None:
        for kept in self.kept.runs:
            if kept.key == key:
                self._session.begin(kept.run.branch(kept.run.length), kept.row)
                return

    def _comparable(self) -> list[KeptRun]:
        """Return the kept runs of the present loss."""
        return [kept for kept in self.kept.runs if is_same_loss(kept.run, self._session.run)]

    def named_runs(self, scenario: Scenario) -> list[tuple[str, Scenario, Run]]:
        """Return every run with a name of its own and what it is of, the present one first."""
        present = self._session.run
        runs = [(self.kept.free_name(run_name(present)), present)]
        runs += [(kept.name, kept.run) for kept in self._comparable()]
        return [(name, scenario_of(run, scenario), run) for name, run in runs]

    # What is shown.

    def _follow(self, snapshot: Snapshot) -> None:
        self.kept.follow(snapshot.run, snapshot.cursor, self._window.loss_plot.unit)
        page = self._window.runs.page
        if page is not None:
            page.set_veiled(snapshot.is_veiled)
        self._judge_soon()

    def _follow_now(self) -> None:
        self._follow(self._session.snapshot())

    def _show(self, runs: tuple[KeptRun, ...]) -> None:
        """Show the runs that descend the present loss; losses of others could not be compared."""
        window = self._window
        if self._session.snapshot().is_veiled:
            runs = ()
        runs = tuple(kept for kept in runs if is_same_loss(kept.run, self._session.run))
        window.landscape.set_kept_runs(runs)
        window.loss_plot.set_kept_runs(runs)
        if window.steps.page is not None:
            window.steps.page.set_kept_runs(runs)
        entries = [(one.look, one.name) for one in runs if one.is_shown]
        if entries:
            entries.insert(0, (PRESENT, tr("this run")))
        window.run_legend.set_looks(entries)
        self._judge_soon()

    def _judge_soon(self) -> None:
        """Judge once the window has been painted; many rows, once the cursor rests."""
        if self._session.run.objective.n_rows > MANY_ROWS:
            self._window.verdict.set_verdict("", "")
            self._judging.start(REST_MS)
        elif not self._judging.isActive():
            # Not before the first picture of the window, which is waited for.
            apart = max(0, APART_MS - self._judged.elapsed()) if self._judged.isValid() else 0
            self._judging.start(apart if self._window.isVisible() else FIRST_MS)

    def complete(self) -> None:
        """Judge at once if that is put off: for a picture to be saved."""
        if self._judging.isActive():
            self._judging.stop()
            self._judge()

    def _judge(self) -> None:
        """Say what the present run is doing, and list the runs where that is looked at."""
        from gdsim.engine.diagnosis.verdict import judge
        from gdsim.study.words.verdict import rate_sentence, verdict_sentence

        self._judged.start()
        window, snapshot = self._window, self._session.snapshot()
        if snapshot.is_veiled:
            window.verdict.set_verdict("", "")
            return
        judgement = judge(snapshot.run.until(snapshot.cursor))
        window.verdict.set_verdict(verdict_sentence(judgement), rate_sentence(judgement))
        self._list()

    def _list(self) -> None:
        """List the runs as they are now, where that is looked at and nothing is to be guessed."""
        page = self._window.runs.page
        if page is None or not page.isVisible() or self._session.snapshot().is_veiled:
            return
        from gdsim.app.runs.run_lines import run_lines

        target = self._target_loss()
        origin = tr("1 % of what can be gained is left") if self._target is None else ""
        page.set_target(NumberFormat.significant(4).text(target), origin)
        page.set_removed("" if self.kept.removed is None else self.kept.removed.name)
        comparable = self._comparable()
        page.set_others(len(self.kept.runs) - len(comparable))
        runs = [(kept.run, kept) for kept in comparable]
        page.set_lines(
            run_lines(
                [(self._session.run, None), *runs],
                self._session.snapshot().row,
                self._window.commands.scenario,
                self._window.preferences.number_format,
                lambda run: self._times.updates_to(run, target),
            )
        )

    def _set_target(self, target: float | None) -> None:
        self._target = target
        self._judge_soon()

    def _target_loss(self) -> float:
        """Return the loss to which updates are told: the typed one, or all but near the least.

        The least is that at a known minimum, or else what the best of the runs came to.
        """
        if self._target is not None:
            return self._target
        run, runs = self._session.run, [kept.run for kept in self._comparable()]
        minima = known_minima(run.objective, self._window.commands.scenario)
        ends = [np.array(point) for point in minima] or [one.theta for one in (run, *runs)]
        found = [run.objective.whole(theta)[0] for theta in ends]
        first, _ = run.objective.whole(run.row(0).theta)
        least = min((loss for loss in found if np.isfinite(loss)), default=0.0)
        return least + TARGET * abs(first - least)


def run_name(run: Run) -> str:
    """Return a name that says how a run descends."""
    experiment = run.experiment
    parts = [
        title_of("rule", experiment.rule),
        f"η = {NumberFormat.exact().text(experiment.learning_rate)}",
    ]
    if run.objective.n_rows > 1:
        size = f" {experiment.batch_size}" if experiment.method == "mini-batch" else ""
        parts.append(f"{tr(experiment.method)}{size}")
    if len(run.segments) > 1:
        parts.append(tr("from {t}").format(t=run.segments[-1].first))
    return ", ".join(parts)
