"""Mapping starts: the window that asks, the engine that works, the session that opens a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from gdsim.app.many.many_runs import ManyRuns
from gdsim.app.many.tool_windows import AskSave
from gdsim.engine.errors import InputError
from gdsim.engine.many.ensemble import NEVER
from gdsim.engine.many.start_map import StartMap, StartMapResult
from gdsim.engine.problem.objective import Objective
from gdsim.files.scenario.run import known_minima
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.study.many.map_findings import map_findings
from gdsim.views.landscape.run_plot import RunPlot
from gdsim.views.plots.frame import Range
from gdsim.views.tools.map_form import MapRequest
from gdsim.views.tools.map_window import StartMapWindow


@dataclass(frozen=True)
class Hints:
    """What is known of the objective: ranges to show, by parameter, and minima."""

    ranges: Mapping[str, Range] = field(default_factory=dict)
    minima: tuple[tuple[float, ...], ...] = ()


def hints_of(plot: RunPlot, objective: Objective, scenario: Scenario) -> Hints:
    """Return known minima and the scenario's ranges; for other parameters what the plot shows."""
    window, names = plot.frame.window, objective.parameters
    shown = {names[k]: r for k, r in zip(plot.axes, (window.x, window.y), strict=False)}
    return Hints({**shown, **(scenario.view or {})}, known_minima(objective, scenario))


class StartMapping(ManyRuns):
    """Answers the requests of the window of maps."""

    def __init__(
        self,
        window: StartMapWindow,
        session: Session,
        ask_save: AskSave,
        hints: Callable[[], Hints],
    ) -> None:
        super().__init__(window, session, ask_save)
        self._hints, self._view = hints, window
        self._map: StartMap | None = None
        self._result: StartMapResult | None = None
        self._updates = 0
        self._ranges_of: object = None
        window.runRequested.connect(self.run)
        window.startRequested.connect(self.open)
        self.follow(session.snapshot())

    def follow(self, snapshot: Snapshot) -> None:
        """Offer ranges for the parameters there are now, and the updates of the run."""
        if not self.has_changed(snapshot):
            return
        is_new = self._ranges_of is not self.objective
        self._view.set_limit(snapshot.run.limit, is_new=is_new)
        if not is_new:
            return
        self._ranges_of = self.objective
        names, hints = self.objective.parameters, self._hints()
        ranges = [
            hints.ranges.get(name) or _about(start)
            for name, start in zip(names, self.present.start, strict=True)
        ]
        self._view.set_parameters(names, ranges)

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
        self._map, self._updates = work, request.updates
        self.begin(work.work(), ["start"])

    def show_result(self) -> None:
        """Show what is done."""
        if self._map is not None and self.made_with is not None:
            self._result = self._map.result()
            names = self.made_with[1].parameters
            self._view.set_findings(map_findings(self._result, names, self._updates))

    def open(self, start: tuple[float, ...]) -> None:
        """Open the run from this start as it was made: until it arrived, where it did."""
        if self._result is None:
            return
        at = tuple(
            int(np.argmin(np.abs(np.array(side.values) - value)))
            for side, value in zip(self._result.sides, start, strict=True)
        )
        has_diverged = self._result.diverged_at[at] != NEVER
        updates = self._updates if has_diverged else int(self._result.updates[at])
        self.open_run({"start": start}, updates)

    def export(self) -> None:
        """Ask for a file and write the table of starts."""
        from gdsim.files.comparison import start_map_frame

        if self._result is not None and self.made_with is not None:
            frame = start_map_frame(self._result, self.made_with[1].parameters)
            self.write(frame, tr("Export the map of starts"), "starts")


def _about(value: float) -> Range:
    room = max(1.0, abs(value))
    return value - room, value + room
