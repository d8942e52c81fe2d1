"""Sweeping: the window that asks, the engine that works, and the session that opens a run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gdsim.app.many.many_runs import ManyRuns
from gdsim.app.many.tool_windows import AskSave
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import BATCH_SIZE, LEARNING_RATE, with_value
from gdsim.engine.many.sweep import Sweep, SweepResult
from gdsim.i18n import tr
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.study.many.sweep_findings import findings, present_values
from gdsim.views.tools.sweep_form import SweepRequest
from gdsim.views.tools.sweep_window import SweepWindow


class Sweeping(ManyRuns):
    """Answers the requests of the window of sweeps."""

    def __init__(self, window: SweepWindow, session: Session, ask_save: AskSave) -> None:
        super().__init__(window, session, ask_save)
        self._sweep: Sweep | None = None
        self._result: SweepResult | None = None
        self._updates = 0
        self._view = window
        window.runRequested.connect(self.run)
        window.rateRequested.connect(lambda rate: self.open({LEARNING_RATE: rate}))
        window.valuesRequested.connect(self.open)
        self.follow(session.snapshot())

    def follow(self, snapshot: Snapshot) -> None:
        """Offer what can be swept now."""
        if not super().has_changed(snapshot):
            return
        n_rows = snapshot.run.objective.n_rows
        self._view.set_experiment(self.present, n_rows)
        if self._result is not None:
            self._view.set_present(present_values(self._result, self.present, n_rows))

    def run(self, request: SweepRequest) -> None:
        """Make the runs, or say why not."""
        try:
            sweep = Sweep(self.present, request.axes, request.updates, objective=self.objective)
        except InputError as error:
            self.refuse(error)
            return
        self._sweep, self._updates = sweep, request.updates
        names = {axis.name for axis in request.axes}
        self.begin(sweep, names | ({"method"} if BATCH_SIZE in names else set()))

    def show_result(self) -> None:
        """Show what is done."""
        if self._sweep is not None and self.made_with is not None:
            experiment, objective = self.made_with
            self._result = self._sweep.result()
            found = findings(self._result, experiment, objective, self._updates)
            self._view.set_findings(found)
            self._view.set_present(present_values(self._result, self.present, objective.n_rows))

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
        if self._result is None:
            return self._updates
        at = tuple(
            int(np.argmin(np.abs(np.array(axis.values) - values[axis.name])))
            for axis in self._result.axes
        )
        is_left = not self._result.is_done[at]
        return int(self._result.updates[at]) if is_left else self._updates

    def export(self) -> None:
        """Ask for a file and write the table of runs."""
        from gdsim.files.comparison import sweep_frame

        if self._result is not None:
            self.write(sweep_frame(self._result), tr("Export the sweep"), "sweep")
