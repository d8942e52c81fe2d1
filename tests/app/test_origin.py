"""What a run came from, followed while other objectives are typed."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.app.origin import Origin
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import builtin_scenario


def objective(text: str) -> Objective:
    return Run(Experiment(objective=text)).objective


@pytest.fixture
def origin() -> Origin:
    return Origin(builtin_scenario("toy-bowl"))


def test_another_objective_has_neither_the_title_nor_the_hints_of_the_scenario(
    origin: Origin,
) -> None:
    assert origin.follow(objective("x^2 + y^4"))
    scenario = origin.scenario
    assert (scenario.title, scenario.description, scenario.view) == ("x^2 + y^4", "", None)
    assert scenario.name != "toy-bowl"


def test_the_scenario_comes_back_with_its_objective(origin: Origin) -> None:
    opened = origin.scenario
    origin.follow(objective("x^2 + y^4"))
    assert origin.follow(objective(opened.experiment.objective))
    assert origin.scenario is opened


def test_nothing_changes_while_the_objective_stays(origin: Origin) -> None:
    bowl = objective(origin.scenario.experiment.objective)
    assert not origin.follow(bowl)
    other = objective("x^2 + y^4")
    origin.follow(other)
    typed = origin.scenario
    assert not origin.follow(other)
    assert origin.scenario is typed


def test_data_give_their_name_to_what_is_typed_over_them(origin: Origin) -> None:
    run = Run(builtin_scenario("linear-regression").experiment)
    assert run.objective.dataset is not None
    origin.follow(run.objective)
    assert origin.scenario.title == run.objective.dataset.source.rpartition("/")[2]


def test_what_is_opened_later_takes_its_place(origin: Origin) -> None:
    origin.follow(objective("x^2 + y^4"))
    later = builtin_scenario("rosenbrock")
    origin.open(later)
    assert origin.scenario is later
    assert not origin.follow(objective(later.experiment.objective))


def test_the_name_of_data_is_that_of_their_file_without_what_was_done_to_them(
    origin: Origin,
) -> None:
    data = Dataset("/home/me/mine.csv | columns x, y | zscore(x)", ("x", "y"), np.eye(2))
    origin.follow(Run(Experiment(objective="(w*x - y)^2", dataset=data)).objective)
    assert origin.scenario.title == "mine.csv"
