"""Mapping starts: the window that asks, the engine that works, the session that opens a run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct, field

from gdsim.app.file_asking import AskSave
from gdsim.app.many.many_runs import ManyRuns
from gdsim.app.origin import Origin
from gdsim.engine.errors import InputError
from gdsim.engine.many.ensemble import NEVER
from gdsim.engine.many.start_map import StartMap, StartMapResult
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import known_minima
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.study.many.map_findings import map_findings
from gdsim.views.landscape import LandscapeView
from gdsim.views.landscape.run_plot import RunPlot
from gdsim.views.plots.frame import Range
from gdsim.views.tools.map_form import MapRequest
from gdsim.views.tools.map_window import StartMapWindow


class Hints(Struct, frozen=True):
    """What is known of the objective: ranges to show, by parameter, and minima."""

    ranges: Mapping[str, Range] = field(default_factory=dict)
    minima: tuple[tuple[float, ...], ...] = ()


def hints_of(plot: RunPlot, run: Run, scenario: Scenario) -> Hints:
    """Return known minima and the scenario's ranges; for other parameters what the plot shows."""
    window, names = plot.frame.window, run.objective.parameters
    shown = {names[k]: r for k, r in zip(plot.axes, (window.x, window.y), strict=False)}
    known = known_minima(run.objective, scenario, run.experiment)
    return Hints({**shown, **(scenario.view or {})}, known)


class StartMapping(ManyRuns[StartMapWindow, StartMapResult]):
    """Answers the requests of the window of maps.

    Parameters
    ----------
    landscape
        Shows the ranges that are proposed where the scenario has none.
    """

    def __init__(
        self,
        window: StartMapWindow,
        session: Session,
        ask_save: AskSave,
        landscape: LandscapeView,
        origin: Origin,
    ) -> None:
        super().__init__(window, session, ask_save)
        self._landscape, self._origin = landscape, origin
        self._updates = 0
        self._ranges_of: object = None
        window.runRequested.connect(self.run)
        window.startRequested.connect(self.open)
        self.follow(session.snapshot())

    def follow(self, snapshot: Snapshot) -> None:
        """Offer ranges for the parameters there are now, and the updates of the run."""
        if not self.take_over(snapshot):
            return
        is_new = self._ranges_of is not self.objective
        self.window.set_limit(snapshot.run.limit, is_new=is_new)
        if not is_new:
            return
        self._ranges_of = self.objective
        names, hints = self.objective.parameters, self._hints()
        ranges = [
            hints.ranges.get(name) or _about(start)
            for name, start in zip(names, self.present.start, strict=True)
        ]
        self.window.set_parameters(names, ranges)

    def _hints(self) -> Hints:
        return hints_of(self._landscape.plot, self.session.run, self._origin.scenario)

    def run(self, request: MapRequest) -> None:
        """Make the runs, or say why not."""
        try:
            work = StartMap(
                self.present,
                request.sides,
                request.updates,
                known=self._hints().minima,
                objective=self.objective,
            )
        except InputError as error:
            self.refuse(error)
            return
        self._updates = request.updates
        self.begin(work, ["start"])

    def show_result(self, result: StartMapResult) -> None:
        """Show what is done."""
        if self.made_with is not None:
            names = self.made_with[1].parameters
            self.window.set_findings(map_findings(result, names, self._updates))

    def open(self, start: tuple[float, ...]) -> None:
        """Open the run from this start as it was made: until it arrived, where it did."""
        if self.result is None or self.made_with is None:
            return
        experiment, objective = self.made_with
        at = tuple(
            int(np.argmin(np.abs(np.array(side.values) - value)))
            for side, value in zip(self.result.sides, start, strict=True)
        )
        has_diverged = self.result.diverged_at[at] != NEVER
        updates = self._updates if has_diverged else int(self.result.updates[at])
        self.open_run(experiment.with_(start=start), objective, updates)

    def export(self) -> None:
        """Ask for a file and write the table of starts."""
        from gdsim.files.comparison import start_map_frame

        if self.result is not None and self.made_with is not None:
            frame = start_map_frame(self.result, self.made_with[1].parameters)
            self.write(frame, tr("Export the map of starts"), "starts")


def _about(value: float) -> Range:
    room = max(1.0, abs(value))
    return value - room, value + room
