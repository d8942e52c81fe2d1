"""Keeping runs: which are kept, under which names, and how one is gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gdsim.app.origin import Origin
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import scenario_of
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRun, KeptRuns, is_same_loss
from gdsim.models.session import Session
from gdsim.numbers import NumberFormat
from gdsim.study.words.names import title_of, word_of

if TYPE_CHECKING:
    from gdsim.views.pages.runs import RunsPage


class Keeping(QObject):
    """Keeps runs on request, and those that would be lost."""

    def __init__(self, session: Session, origin: Origin, kept: KeptRuns) -> None:
        super().__init__(kept)
        self._session, self._origin, self._kept = session, origin, kept
        session.leftBehind.connect(self._keep_future)

    def connect_page(self, page: RunsPage) -> None:
        """Do what the page of runs asks for."""
        kept = self._kept
        page.keepRequested.connect(self.keep_present)
        page.renameRequested.connect(kept.rename)
        page.shownRequested.connect(kept.set_shown)
        page.moveRequested.connect(kept.move)
        page.duplicateRequested.connect(kept.duplicate)
        page.removeRequested.connect(kept.remove)
        page.bringBackRequested.connect(kept.bring_back)
        page.openRequested.connect(self._go_on_with)

    def begin(self, runs: Sequence[tuple[str, Run]]) -> None:
        """Keep the runs prepared for a scenario, in place of those prepared for the last."""
        prepared = [kept.key for kept in self._kept.runs if kept.is_prepared]
        if prepared:
            self._kept.forget(prepared)
        for name, run in runs:
            self._kept.keep(run, name, is_prepared=True)

    def keep_present(self) -> None:
        """Keep the present run as it is now."""
        run = self._session.run
        self._kept.keep(run, run_name(run))

    def _keep_future(self, run: Run) -> None:
        """Keep a run whose future is about to be left for another."""
        if not self._kept.has(run):
            self._kept.keep(run, run_name(run))

    def _go_on_with(self, key: int) -> None:
        for kept in self._kept.runs:
            if kept.key == key:
                self._session.begin(kept.run.branch(kept.run.length), kept.row)
                return

    def comparable(self) -> list[KeptRun]:
        """Return the kept runs of the present loss; losses of others could not be compared."""
        return [kept for kept in self._kept.runs if is_same_loss(kept.run, self._session.run)]

    def named_runs(self) -> list[tuple[str, Scenario, Run]]:
        """Return every run with a name of its own and what it is of, the present one first."""
        present = self._session.run
        runs = [(self._kept.free_name(run_name(present)), present)]
        runs += [(kept.name, kept.run) for kept in self.comparable()]
        return [(name, scenario_of(run, self._origin.scenario), run) for name, run in runs]


def run_name(run: Run) -> str:
    """Return a name that says how a run descends."""
    experiment = run.experiment
    parts = [
        title_of("rule", experiment.rule),
        f"η = {NumberFormat.exact().text(experiment.learning_rate)}",
    ]
    if run.objective.n_rows > 1:
        size = f" {experiment.batch_size}" if experiment.method == "mini-batch" else ""
        parts.append(word_of("method", experiment.method) + size)
    if len(run.segments) > 1:
        parts.append(tr("from {t}").format(t=run.segments[-1].first))
    return ", ".join(parts)
