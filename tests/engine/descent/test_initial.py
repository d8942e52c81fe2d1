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


@pytest.mark.parametrize(
    ("fields", "velocity", "theta"),
    [
        ({}, 5.0, 0.35),
        ({"settings": {"convention": "average"}}, 5.0, 0.53),
        ({"settings": {"convention": "rate-inside"}}, 0.5, 0.35),
        ({"maximise": True}, -5.0, 0.75),
        ({"rule": "nesterov", "settings": {"convention": "lookahead"}}, 0.5, 0.44),
        ({"schedule": "inverse-time", "settings": {"warmup": 1}}, 10.0, 0.45),
    ],
)
def test_a_previous_point_is_the_velocity_of_the_step_from_it(
    fields: dict[str, object], velocity: float, theta: float
) -> None:
    """By hand, x^2 from 1.5 and then 1, with the rate 0.1 (half of it in a warm-up), beta 0.9.

    accumulate: (1.5 - 1) / 0.1 = 5, 1 - 0.1 (0.9 * 5 + 2); average the same with 0.1 * 2 for 2;
    rate inside: 1 - (0.45 + 0.2); uphill: (1 - 1.5) / 0.1, 1 + 0.1 (-4.5 + 2); look-ahead: the
    gradient at 0.55 is 1.1, 1 - (0.45 + 0.11); warm-up: 1 - 0.05 (9 + 2).
    """
    plan = {"objective": "x^2", "start": (1.0,), "initial": {"previous_x": 1.5}, **fields}
    run = made(**plan)
    first = run.segments[0].state_before(0)
    assert first[0] == pytest.approx([velocity])
    assert run.theta == pytest.approx([theta])
    experiment, objective = descending(run.experiment, run.objective)
    ensemble = Ensemble(SharedSetup.of(experiment, objective), np.array([[1.0], [3.0]]), 0.1)
    ensemble.advance(1)
    assert ensemble.outcome().theta[0] == pytest.approx([theta])


def test_each_of_many_runs_has_the_velocity_of_its_own_rate() -> None:
    """By hand, a flat objective, so that x = 1 - 0.9 (1.5 - 1) at any rate."""
    run = made(objective="1e-300*x", start=(1.0,), initial={"previous_x": 1.5})
    setup = SharedSetup.of(run.experiment, run.objective)
    ensemble = Ensemble(setup, np.array([[1.0], [1.0]]), np.array([0.1, 0.4]))
    ensemble.advance(1)
    assert ensemble.outcome().theta == pytest.approx(np.array([[0.55], [0.55]]))


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


@pytest.mark.parametrize("rule", ["gd", "adam"])
def test_a_previous_point_typed_for_a_rule_without_a_velocity_is_refused(rule: str) -> None:
    with pytest.raises(InputError, match=f"the rule {rule} .*previous_x"):
        changed(made(rule=rule), 0, {"initial": {"previous_x": 2.0}})


def test_a_previous_point_of_nesterov_with_the_gradient_at_theta_is_refused() -> None:
    with pytest.raises(InputError, match="choose the convention lookahead, or give velocity_x"):
        made(rule="nesterov", initial={"previous_x": 2.0})


@pytest.mark.parametrize(
    ("initial", "sentence"),
    [
        ({"previous_x": 2.0, "velocity_x": 1.0}, "previous_x says what velocity_x is; give one"),
        ({"previous_x": float("inf")}, "previous_x is inf at first; give a finite number"),
        ({"previous_x": 1e308}, "no finite velocity leads from there to the start"),
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
