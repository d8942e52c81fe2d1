"""The same problem by batch, stochastic and mini-batch gradient descent, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from gdsim.engine.experiment import METHODS, Experiment
from gdsim.engine.run import Run
from gdsim.i18n import tr
from gdsim.models.job import Job
from gdsim.models.kept_runs import KeptRuns
from gdsim.models.session import Session

if TYPE_CHECKING:
    from gdsim.app.main_window import MainWindow

EPOCHS, MOST_UPDATES = 5, 200_000
"""Epochs of each run, fewer where stochastic gradient descent would make more updates."""

SLICE = 500
"""Updates between two looks at the clock."""


class SideBySide(QObject):
    """Makes a run by each method from the same start with the same seed, and keeps them."""

    def __init__(self, window: MainWindow, session: Session, kept: KeptRuns) -> None:
        super().__init__(window)
        self._window, self._session, self._kept = window, session, kept
        self._runs: list[tuple[str, Run]] = []
        self._job = Job(self)
        self._job.progressed.connect(self._tell)
        self._job.ended.connect(self._end)
        window.transport.cancelRequested.connect(self._job.cancel)

    def run(self) -> None:
        """Make the runs; say why not where there is but one example."""
        run = self._session.run
        n = run.objective.n_rows
        if n == 1:
            sentence = tr(
                "There is one example only (N = 1), so batch, stochastic and mini-batch gradient "
                "descent are the same. Choose a scenario with data."
            )
            QMessageBox.information(self._window, tr("Side by side"), sentence)
            return
        self._session.pause()
        epochs = max(1, min(EPOCHS, MOST_UPDATES // n))
        experiment = run.experiment_at(0).with_(epochs=epochs, iterations=None)
        if experiment.method != "mini-batch":
            experiment = experiment.with_(batch_size=min(experiment.batch_size, n))
        self._runs = [
            (_name(experiment, method), Run(experiment.with_(method=method), run.objective))
            for method in METHODS
        ]
        self._job.start(_work([one for _, one in self._runs]))

    def _tell(self, share: float) -> None:
        self._window.transport.set_progress(share, tr("Making runs …"))

    def _end(self, _is_complete: bool) -> None:
        """Keep what was made, and compare it by epoch: there all have seen as many rows."""
        window = self._window
        window.transport.set_progress(None)
        for name, run in self._runs:
            if run.length:
                self._kept.keep(run, name)
        self._runs = []
        window.loss_plot.across.set_value("epoch")
        window.loss_plot.across.valueRequested.emit("epoch")
        window.pages.setCurrentWidget(window.runs)


def _name(experiment: Experiment, method: str) -> str:
    return f"{method} {experiment.batch_size}" if method == "mini-batch" else method


def _work(runs: list[Run]) -> Iterator[float]:
    """Make every run to its end, and yield the share of all updates that is made."""
    wanted = sum(run.limit or 1 for run in runs)
    for run in runs:
        while run.stop is None:
            run.advance(SLICE)
            yield min(1.0, sum(one.length for one in runs) / wanted)
