"""What is said of maps of starts."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.start_map import Side, StartMap
from gdsim.engine.problem.objective import Objective
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.many.map_findings import (
    GONE,
    OTHER,
    STRANDED,
    UNKNOWN,
    MapFindings,
    map_findings,
    percent,
)
from gdsim.study.many.map_sentences import map_sentences, point_lines

BOWL_XY = Experiment(objective="x^2 + 4*y^2", start=(0, 0))


def mapped(experiment: Experiment, sides: tuple[Side, Side], updates: int) -> MapFindings:
    objective = Objective(experiment.objective)
    work = StartMap(experiment, sides, updates, objective=objective)
    list(work.work())
    return map_findings(work.result(), objective.parameters, updates)


def test_more_than_eight_points_share_the_last_colour() -> None:
    # sin has a minimum every 2 pi: about ten of them between -32 and 32.
    waves = Experiment(objective="sin(x) + 0.001*y^2 + 1", start=(0, 0), learning_rate=0.9)
    sides = (Side("x", tuple(np.linspace(-32, 32, 200))), Side("y", (0.0, 0.0)))
    found = mapped(waves, sides, 400)
    points = sorted(kind.point[0] for kind in found.kinds if kind.point is not None)
    assert len(points) == 8
    assert np.array(points) % (2 * np.pi) == pytest.approx([1.5 * np.pi] * 8)
    assert OTHER in [kind.code for kind in found.kinds]
    assert sum(kind.share for kind in found.kinds) == pytest.approx(1)


def test_diverged_stranded_and_unworked_starts_are_told_apart() -> None:
    quartic = Experiment(objective="x^4 + y^2", start=(0, 0), learning_rate=0.1)
    side = Side("y", (0.0, 0.5))
    found = mapped(quartic, (Side("x", (-9.0, 0.0, 1.0, 9.0)), side), 10)
    # From |x| = 9, 4 x^3 leads away; from 1 it creeps; at (0, 0) the gradient is 0 already.
    assert (found.code[0] == GONE).all() and (found.code[3] == GONE).all()
    assert found.code[1, 0] == 0
    assert (found.code[2] == STRANDED).all()
    assert UNKNOWN not in found.code
    assert "saddle" not in map_sentences(found)


def words_of(found: MapFindings) -> str:
    return map_sentences(found).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", ["easom", "typed"])
def test_a_place_far_out_where_the_slope_is_lost_to_rounding_is_not_called_a_minimum(
    name: str,
) -> None:
    experiment = replace(
        BOWL_XY, objective="(1 - 1/(1 + exp(-10*x)))^2 + (1 - 1/(1 + exp(-10*y)))^2"
    )
    if name == "easom":
        experiment = builtin_scenario("easom").experiment
    found = mapped(experiment, (Side("x", (-90.0, 90.0)), Side("y", (-90.0, 90.0))), 20)
    said = "\n".join([words_of(found), *point_lines(found.result, ("x", "y"))])
    # Easom's loss is -exp(-(x - pi)^2 - (y - pi)^2) times cosines: no such point is a minimum.
    assert "(minimum)" not in said
    assert "minimum at" not in said
    assert said.count("(flat as far as can be told)") == 4


def test_only_point_reached_is_not_called_the_one_with_most_starts() -> None:
    sides = Side("x", (-2.0, -1.0, 1.0, 2.0)), Side("y", (1.0, 2.0))
    said = words_of(mapped(BOWL_XY, sides, 400))
    assert "All 8 starts come within 0.004 of where the gradient is 0." in said
    assert "They reach the same one, the minimum at x = 0, y = 0." in said
    assert "most" not in said.replace("at most", "")


def test_a_single_run_that_settles_has_no_half() -> None:
    sides = Side("x", (0.0, 1.0)), Side("y", (0.0, 3.0))
    assert "Half of those" not in words_of(mapped(BOWL_XY.with_(learning_rate=0.001), sides, 10))
    assert "Half of those" in words_of(mapped(BOWL_XY, sides, 400))


def test_starts_on_their_way_are_told_with_their_distance() -> None:
    # With (1 - 2 * 0.001)^100 = 0.82 the far ones halve their way to 0 in no time they have.
    slow = BOWL_XY.with_(learning_rate=0.001)
    found = mapped(slow, (Side("x", (0.0, 1.0, 2.0, 3.0)), Side("y", (0.0, 0.0))), 100)
    said = words_of(found)
    assert "25.0 % of 8 starts come within 0.003 of where" in said
    half = 2 * (1 - 2 * 0.001) ** 100
    assert (
        f"75.0 % are still on their way after 100 updates, half of them within {half:.2g}" in said
    )


@pytest.mark.parametrize(("rate", "says"), [(0.25, True), (0.2499, False)])
def test_starts_that_the_rate_keeps_from_arriving_are_promised_nothing(
    rate: float, says: bool
) -> None:
    """The factors of x^2 + 4 y^2 at 0.25 are 0.5 and -1: only where y = 0 a run arrives."""
    steep = Experiment(objective="x^2 + 4*y^2", learning_rate=rate)
    found = mapped(steep, (Side("x", (1.0, 2.0)), Side("y", (0.0, 1.0))), 50)
    said = words_of(found)
    assert "50.0 % are still on their way after 50 updates" in said
    assert ("is not below the bound of 0.25, so that nothing settles" in said) is says
    assert ("more updates may bring them there" in said) is not says


def test_noise_is_named_as_what_keeps_starts_from_arriving() -> None:
    experiment = builtin_scenario("linear-regression").experiment
    objective = Objective(experiment.objective, experiment.dataset)
    one, other = (Side(name, (0.0, 1.0)) for name in objective.parameters)
    for method, is_named in (("mini-batch", True), ("batch", False)):
        work = StartMap(experiment.with_(method=method), (one, other), 10, objective=objective)
        list(work.work())
        said = map_sentences(map_findings(work.result(), objective.parameters, 10))
        assert "All are still on their way" in said
        assert ("do not settle" in said) is is_named


def test_no_start_that_arrives_is_said_as_none() -> None:
    slow = BOWL_XY.with_(learning_rate=0.001)
    said = words_of(mapped(slow, (Side("x", (1.0, 2.0)), Side("y", (1.0, 2.0))), 10))
    assert said.startswith(
        "None of 4 starts has come to rest within 0.001 of where the gradient is 0."
    )
    assert "%" not in said


@pytest.mark.parametrize(
    ("share", "text"), [(0.5, "50.0 %"), (0.0001, "<0.1 %"), (0, "0.0 %"), (1, "100.0 %")]
)
def test_shares_are_in_percent(share: float, text: str) -> None:
    assert percent(share) == text
