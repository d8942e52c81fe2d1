"""What the run came from: the scenario that was opened, or one made up for what was typed."""

from __future__ import annotations

from pathlib import Path

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.objective import Objective
from gdsim.files.scenario.scenario import Scenario

OWN_NAME = "my-run"
"""Name of a run whose objective was typed, until it is saved under another."""


def scenario_in_force(opened: Scenario, objective: Objective) -> Scenario:
    """Return the scenario that was opened, or one made up for an objective that is another."""
    text, data = objective.expression.text, objective.dataset
    if text == opened.experiment.objective:
        return opened
    title = text if data is None else Path(data.source.partition(" | ")[0]).name
    return Scenario(OWN_NAME, title, "", Experiment(objective=text))


class Origin:
    """Keeps the scenario of the run: its title, ranges and known minima hold for its objective."""

    def __init__(self, scenario: Scenario) -> None:
        self._opened = self._scenario = scenario

    @property
    def scenario(self) -> Scenario:
        """What the run came from."""
        return self._scenario

    @property
    def opened(self) -> Scenario:
        """The scenario that was opened, be it set aside or not."""
        return self._opened

    def open(self, scenario: Scenario) -> None:
        """Take a scenario that was opened."""
        self._opened = self._scenario = scenario

    def follow(self, objective: Objective) -> bool:
        """Set the opened scenario aside while another objective is typed; tell whether it changed.

        It comes back with its own objective.
        """
        shown = scenario_in_force(self._opened, objective)
        if shown == self._scenario:
            return False
        self._scenario = shown
        return True
