"""Rules that go uphill, and gradients that are clipped."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES, make_rule
from gdsim.engine.descent.rules.directed import clipped, directed, like
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import Axis
from gdsim.engine.many.start_map import Side, StartMap
from gdsim.engine.many.sweep import Sweep
from gdsim.engine.run.run import Run
from gdsim.engine.run.stepper import MOST_UPDATES_AT_ONCE
from gdsim.files.comparison import starts_frame, sweep_frame
from gdsim.study.many.sweep_findings import findings
from gdsim.study.many.sweep_sentences import sweep_sentences

PEAK = "54*y - (5*x^2 + 9*y^2) + 70*x - 319"


FORMS = [
    (name, {spec.name: choice} if spec is not None else {})
    for name, rule in RULES.items()
    for spec, choice in [
        (None, ""),
        *((spec, choice) for spec in rule.settings for choice in spec.choices),
    ]
]
"""Every rule by each of its conventions."""


def made(n: int = 40, **fields) -> Run:
    run = Run(
        Experiment(**{"objective": PEAK, "start": (8.0, 5.0), "learning_rate": 0.02} | fields)
    )
    run.advance(n)
    return run


@pytest.mark.parametrize(("rule", "settings"), FORMS)
def test_to_maximise_is_to_minimise_the_objective_with_its_sign_changed(
    rule: str, settings: dict[str, str]
) -> None:
    up = made(rule=rule, settings=settings, maximise=True)
    down = made(rule=rule, settings=settings, objective=f"-({PEAK})")
    thetas = up.columns(0, 40).theta
    assert thetas == pytest.approx(down.columns(0, 40).theta, rel=1e-12)
    assert np.abs(np.diff(thetas, axis=0)).max() > 1e-5


@pytest.mark.parametrize("rule", RULES)
def test_gradient_and_loss_are_recorded_as_they_are_uphill(rule: str) -> None:
    row = made(rule=rule, maximise=True).row(3)
    loss, gradient = made().objective.value_and_gradient(row.theta)
    assert (row.loss, row.gradient.tolist()) == (loss, gradient.tolist())


def test_two_steps_uphill_are_those_worked_out_by_hand() -> None:
    run = made(2, maximise=True, learning_rate=0.08)
    assert run.columns(0, 2).new_theta == pytest.approx(np.array([[7.2, 2.12], [7.04, 3.3872]]))


@pytest.mark.parametrize("maximise", [False, True])
@pytest.mark.parametrize("rule", RULES)
def test_a_clipped_update_is_the_rules_with_the_shorter_gradient(rule: str, maximise: bool) -> None:
    run = made(5, rule=rule, maximise=maximise, clip_norm=3.0)
    plain = directed(make_rule(rule, {}), maximise=maximise, clip_norm=None)
    theta, state = np.array([8.0, 5.0]), plain.init(np.array([8.0, 5.0]))
    for t in range(5):
        gradient = run.row(t).gradient
        norm = float(np.sqrt((gradient**2).sum()))
        assert norm > 3
        delta, state = plain.update(gradient * (3 / norm), state, t, 0.02, theta)
        theta = theta + delta
        assert run.row(t).new_theta == pytest.approx(theta, rel=1e-12)


def test_clipping_keeps_the_direction_and_shorter_gradients_as_they_are() -> None:
    gradients = np.array([[3.0, 4.0], [0.3, -0.4], [0.0, 0.0], [3e200, -4e200]])
    assert clipped(gradients, 1.0) == pytest.approx(
        np.array([[0.6, 0.8], [0.3, -0.4], [0.0, 0.0], [0.6, -0.8]])
    )
    assert clipped(gradients[1], 1.0).tolist() == [0.3, -0.4]


@pytest.mark.parametrize("most", [0.0, -1.0, float("inf"), float("nan")])
def test_a_length_that_cannot_be_is_refused(most: float) -> None:
    with pytest.raises(InputError, match=f"after clipping is {most}; give a number above 0"):
        made(1, clip_norm=most)


def test_a_rule_made_like_another_has_its_direction_and_its_clipping() -> None:
    rule = directed(make_rule("momentum", {}), maximise=True, clip_norm=0.5)
    other = like(rule, {"convention": "average"})
    assert (other.maximises, other.clip_norm) == (True, 0.5)
    assert other.settings["convention"] == "average"


def test_a_long_run_uphill_is_the_same_in_any_slices() -> None:
    whole = made(2 * MOST_UPDATES_AT_ONCE, maximise=True, rule="adam")
    sliced = made(0, maximise=True, rule="adam")
    while sliced.length < whole.length:
        sliced.advance(7)
    assert whole.theta.tolist() == sliced.row(whole.length).theta.tolist()


@pytest.mark.parametrize(("rule", "settings"), FORMS)
def test_the_equation_of_the_step_has_a_plus_uphill(rule: str, settings: dict[str, str]) -> None:
    up = directed(make_rule(rule, settings), maximise=True, clip_norm=None).equations
    down = make_rule(rule, settings).equations
    assert up[:-1] == down[:-1]
    (latex, key), (plain, _) = up[-1], down[-1]
    assert key == "Update"
    assert latex.count(" + ") == plain.count(" + ") + 1
    assert latex.count(" - ") == plain.count(" - ") - 1


def test_uphill_the_rule_looks_ahead_to_the_other_side() -> None:
    rule = make_rule("nesterov", {"convention": "lookahead"})
    up = directed(rule, maximise=True, clip_norm=None).look_ahead
    assert up is not None
    assert up.equation == r"g_t = \nabla L\left(\theta_t + \beta v_t\right)"
    theta, velocity = np.array([1.0, 2.0]), np.array([0.5, -1.0])
    assert up.point(theta, (velocity,)) == pytest.approx(theta + 0.9 * velocity)


def test_a_map_of_starts_uphill_finds_maxima_and_a_sweep_tells_losses_turned() -> None:
    hill = "-(x^2 - 1)^2"
    plan = Experiment(objective=hill, start=(0.5,), learning_rate=0.05, maximise=True)
    made_map = StartMap(plan, [Side("x", (-2.0, -0.5, 0.5, 2.0))], 300)
    for _ in made_map.work():
        pass
    result = made_map.result()
    assert sorted(result.points.ravel().tolist()) == pytest.approx([-1.0, 1.0])
    assert result.is_minimum.all()
    assert starts_frame(result)["ended"].to_list() == ["maximum"] * 4
    sweep = Sweep(plan, [Axis("learning_rate", (0.01, 0.05))], 50)
    for _ in sweep.work():
        pass
    runs = [
        made(50, objective=hill, start=(0.5,), maximise=True, learning_rate=r) for r in (0.01, 0.05)
    ]
    ends = [float(run.objective.value(run.theta)) for run in runs]
    assert sweep_frame(sweep.result())["final_loss"].to_list() == pytest.approx(ends, abs=1e-12)
    told = sweep_sentences(findings(sweep.result(), plan, runs[0].objective, 50))
    assert told.startswith("The runs maximise: losses and eigenvalues here are")
