"""What a rule remembers before the first update, where it is given."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES, STATES
from gdsim.engine.errors import InputError
from gdsim.engine.many.ensemble import Ensemble
from gdsim.engine.many.shared_setup import SharedSetup
from gdsim.engine.run.changes import changed
from gdsim.engine.run.downhill import descending
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.working import working


def made(n: int = 1, **fields) -> Run:
    plan = {"objective": "x^2 + 2*y^2", "start": (1.0, -1.0), "rule": "momentum"} | fields
    run = Run(Experiment(**plan))
    run.advance(n)
    return run


def test_a_velocity_that_is_given_enters_the_first_update() -> None:
    """By hand, 0.1 x with the rate 0.01 and beta 0.9: v = 0.9 * 10 + 0.1 = 9.1, x = 1 - 0.091."""
    run = made(objective="0.1*x", start=(1.0,), learning_rate=0.01, initial={"velocity_x": 10.0})
    assert run.row(0).state["velocity"] == pytest.approx([9.1])
    assert run.theta == pytest.approx([0.909])


@pytest.mark.parametrize(
    ("convention", "velocity"), [("accumulate", 1 / 0.2), ("rate-inside", 1.0)]
)
def test_a_point_before_the_start_is_a_velocity(convention: str, velocity: float) -> None:
    """3 x^2 + y^2 + 2 x y + x - 3 y + 1, now at (1, 1) and before at (2, 2): (-1.1, 0.5)."""
    run = made(
        objective="3*x^2 + y^2 + 2*x*y + x - 3*y + 1",
        start=(1.0, 1.0),
        learning_rate=0.2,
        settings={"beta": 0.3, "convention": convention},
        initial={"velocity_x": velocity, "velocity_y": velocity},
    )
    assert run.theta == pytest.approx([-1.1, 0.5])


@pytest.mark.parametrize("rule", [name for name, spec in RULES.items() if spec.states])
def test_a_run_goes_on_from_what_another_run_remembers(rule: str) -> None:
    """But for t, which corrections of a bias count from the first update."""
    first = made(1, rule=rule)
    state = first.row(0).state
    given = {
        f"{name}_{parameter}": float(values[j])
        for name, values in state.items()
        for j, parameter in enumerate(("x", "y"))
    }
    again = made(1, rule=rule, start=tuple(first.theta), initial=given)
    spec = RULES[rule].make({})
    delta, after = spec.update(
        again.row(0).gradient, tuple(state.values()), 0, 0.1, np.array(first.theta)
    )
    assert again.theta == pytest.approx(first.theta + delta, rel=1e-12)
    for name, values in zip(spec.state_names, after, strict=True):
        assert again.row(0).state[name] == pytest.approx(values, rel=1e-12)


def test_parameters_that_nothing_is_given_for_begin_as_usual() -> None:
    plain, given = made(), made(initial={"velocity_x": 3.0})
    assert given.theta[0] != plain.theta[0]
    assert given.theta[1] == plain.theta[1]


def test_many_runs_at_once_begin_with_it_too() -> None:
    run = made(20, initial={"velocity_x": 3.0, "velocity_y": -1.0})
    setup = SharedSetup.of(run.experiment, run.objective)
    ensemble = Ensemble(setup, np.array([[1.0, -1.0], [2.0, 2.0]]), 0.1)
    ensemble.advance(20)
    assert ensemble.outcome().theta[0] == pytest.approx(run.theta, rel=1e-12)


def test_uphill_many_runs_begin_with_the_velocity_of_one() -> None:
    fields = {"objective": "-x^2 - 2*y^2", "maximise": True, "initial": {"velocity_x": 3.0}}
    run = made(20, **fields)
    experiment, objective = descending(run.experiment, run.objective)
    ensemble = Ensemble(SharedSetup.of(experiment, objective), np.array([[1.0, -1.0]]), 0.1)
    ensemble.advance(20)
    assert ensemble.outcome().theta[0] == pytest.approx(run.theta, rel=1e-12)


def test_another_rule_leaves_it_alone_and_a_new_objective_keeps_what_fits() -> None:
    run = made(3, initial={"velocity_x": 3.0, "velocity_y": 1.0})
    with_gd, _ = changed(run, 0, {"rule": "gd"})
    with_gd.advance(1)
    assert with_gd.theta.tolist() == made(1, rule="gd").theta.tolist()
    new, _ = changed(run, 3, {"objective": "x^2 + z^2"})
    assert new.experiment.initial == {"velocity_x": 3.0}


def test_a_branch_goes_on_with_what_it_remembers_by_then() -> None:
    run = made(5, initial={"velocity_x": 3.0})
    again = run.branch(3)
    again.advance(2)
    assert again.theta.tolist() == run.theta.tolist()


def test_the_working_begins_with_what_is_given() -> None:
    shown = working(made(initial={"velocity_x": 3.0}), 0, NumberFormat.decimals(3))
    texts = [getattr(block, "latex", "") for part in shown.sections for block in part.blocks]
    assert r"x: \quad v_t = 3" in texts
    assert r"x: \quad v_{t+1} = 0.9 \cdot 3 + 2 = 4.7" in texts


@pytest.mark.parametrize(
    ("initial", "sentence"),
    [
        ({"velocity_q": 1.0}, "velocity_q is nothing that a rule remembers"),
        ({"speed_x": 1.0}, "as velocity_x"),
        ({"velocity_x": float("nan")}, "velocity_x is nan at first; give a finite number"),
        (
            {"second_moment_x": -1.0},
            "second_moment_x is -1.0 at first; give a number of at least 0",
        ),
    ],
)
def test_what_cannot_be_remembered_is_refused(initial, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        made(initial=initial)


def test_what_may_be_negative_is_what_turns_with_the_gradient() -> None:
    odd = {name for name, state in STATES.items() if state.is_odd}
    assert odd == {"velocity", "first_moment"}
