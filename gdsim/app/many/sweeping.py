"""Sweeping: the window that asks, the engine that works, and the session that opens a run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gdsim.app.file_asking import AskSave
from gdsim.app.many.many_runs import ManyRuns
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import BATCH_SIZE, LEARNING_RATE, with_value
from gdsim.engine.many.sweep import Sweep, SweepResult
from gdsim.i18n import tr
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.study.many.sweep_findings import findings, present_values
from gdsim.views.tools.sweep_form import SweepRequest
from gdsim.views.tools.sweep_window import SweepWindow


class Sweeping(ManyRuns[SweepWindow, SweepResult]):
    """Answers the requests of the window of sweeps."""

    def __init__(self, window: SweepWindow, session: Session, ask_save: AskSave) -> None:
        super().__init__(window, session, ask_save)
        self._updates = 0
        window.runRequested.connect(self.run)
        window.rateRequested.connect(lambda rate: self.open({LEARNING_RATE: rate}))
        window.valuesRequested.connect(self.open)
        self.follow(session.snapshot())

    def follow(self, snapshot: Snapshot) -> None:
        """Offer what can be swept now."""
        if not self.take_over(snapshot):
            return
        n_rows = snapshot.run.objective.n_rows
        self.window.set_experiment(self.present, n_rows)
        if self.result is not None:
            self.window.set_present(present_values(self.result, self.present, n_rows))

    def run(self, request: SweepRequest) -> None:
        """Make the runs, or say why not."""
        try:
            sweep = Sweep(self.present, request.axes, request.updates, objective=self.objective)
        except InputError as error:
            self.refuse(error)
            return
        self._updates = request.updates
        names = {axis.name for axis in request.axes}
        self.begin(sweep, names | ({"method"} if BATCH_SIZE in names else set()))

    def show_result(self, result: SweepResult) -> None:
        """Show what is done."""
        if self.made_with is not None:
            experiment, objective = self.made_with
            self.window.set_findings(findings(result, experiment, objective, self._updates))
            self.window.set_present(present_values(result, self.present, objective.n_rows))

    def open(self, values: Mapping[str, float]) -> None:
        """Open the run of these values as it was made."""
        if self.made_with is None:
            return
        experiment, objective = self.made_with
        for name, value in values.items():
            experiment = with_value(experiment, name, value)
        self.open_run(experiment, objective, self._updates_of(values))

    def _updates_of(self, values: Mapping[str, float]) -> int:
        """Return the updates of the run of these values: as asked for, or made when it was left."""
        if self.result is None:
            return self._updates
        at = tuple(
            int(np.argmin(np.abs(np.array(axis.values) - values[axis.name])))
            for axis in self.result.axes
        )
        is_left = not self.result.is_done[at]
        return int(self.result.updates[at]) if is_left else self._updates

    def export(self) -> None:
        """Ask for a file and write the table of runs."""
        from gdsim.files.comparison import sweep_frame

        if self.result is not None:
            self.write(sweep_frame(self.result), tr("Export the sweep"), "sweep")
