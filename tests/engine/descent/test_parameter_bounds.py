"""Parameters that are kept within bounds."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.errors import InputError
from gdsim.engine.many.ensemble import Ensemble
from gdsim.engine.many.shared_setup import SharedSetup
from gdsim.engine.many.start_map import Side, StartMap
from gdsim.engine.run.run import Run
from gdsim.study.many.map_findings import map_findings
from gdsim.study.many.map_sentences import map_sentences
from gdsim.study.words.stops import ending_sentence
from gdsim.study.words.verdicts.verdict_sentence import verdict_lines

INF = float("inf")
BOX = {"x": (-INF, 1.0), "y": (-1.0, 0.6)}


def made(n: int = 200, **fields) -> Run:
    plan = {
        "objective": "(x - 2)^2 + (y - 1)^2 + x*y",
        "start": (-1.0, -0.8),
        "learning_rate": 0.1,
        "bounds": BOX,
    }
    run = Run(Experiment(**(plan | fields)))
    run.advance(n)
    return run


def test_a_step_out_of_the_bounds_ends_at_them() -> None:
    """(w - 2)^2 from -1 with the rate 0.15 and w >= 0: 0, 0.6, 1.02."""
    run = made(3, objective="(w - 2)^2", start=(-1.0,), learning_rate=0.15, bounds={"w": (0, INF)})
    assert run.columns(0, 3).new_theta[:, 0] == pytest.approx([0.0, 0.6, 1.02])


@pytest.mark.parametrize("maximise", [False, True])
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_stays_within(rule: str, maximise: bool) -> None:
    box = {"x": (-2.0, 1.0), "y": (-1.0, 0.6)}
    run = made(60, rule=rule, maximise=maximise, learning_rate=0.3, bounds=box)
    thetas = run.columns(0, 60).new_theta
    assert (thetas >= [-2.0, -1.0]).all()
    assert (thetas <= [1.0, 0.6]).all()


def test_the_end_is_the_least_within_the_bounds() -> None:
    """On x = 1 the loss is 1 + (y - 1)^2 + y, least at y = 0.5."""
    assert made().theta == pytest.approx([1.0, 0.5])
    grid = np.meshgrid(np.linspace(-3, 1, 201), np.linspace(-1, 0.6, 201))
    losses = made(0).objective.value(np.stack(grid, axis=-1))
    assert float(losses.min()) == pytest.approx(1.75, abs=1e-4)


def test_rounding_as_by_hand_does_not_lead_out() -> None:
    run = made(30, bounds={"x": (-INF, 1 / 3)}, round_parameters="2 decimals")
    assert run.columns(0, 30).new_theta[:, 0].max() == 1 / 3


def test_the_gradient_norm_leaves_out_what_leads_out_of_the_bounds() -> None:
    run = made(10_000, stop_gradient_norm=1e-6)
    assert run.stop is not None
    assert run.stop.reason is StopReason.GRADIENT_NORM
    assert run.row(run.length - 1).gradient[0] == pytest.approx(-1.5, abs=1e-5)
    assert "but for what leads out of the bounds" in ending_sentence(run)


@pytest.mark.parametrize("rule", ["gd", "momentum", "adam"])
def test_a_run_that_its_bounds_hold_has_arrived(rule: str) -> None:
    run = made(4000, rule=rule, learning_rate=0.05)
    found = diagnose(run)
    assert found.verdict in (Verdict.CONVERGED, Verdict.AT_REST)
    assert found.held == ("x",)
    _, sentence, *others = verdict_lines(run)
    assert "the slope leads out of the bounds of x" in sentence
    assert others == []


def test_uphill_the_other_slopes_are_held() -> None:
    run = made(objective="x + 2*y", bounds={"x": (-INF, 1.0), "y": (-INF, 0.0)}, maximise=True)
    assert run.theta.tolist() == [1.0, 0.0]
    found = diagnose(run)
    assert (found.verdict, found.held) == (Verdict.CONVERGED, ("x", "y"))


def test_a_run_on_its_way_within_bounds_is_not_foretold() -> None:
    found = diagnose(made(3))
    assert found.forecast is None
    assert found.rates is None
    assert found.verdict is Verdict.FALLING


def test_a_run_pushed_out_of_a_saddle_along_its_bound_has_not_arrived() -> None:
    """At (0, 1) the slope by y leads out, and along x the loss falls to both sides."""
    run = made(30, objective="-x^2 - y", start=(0.0, 0.0), bounds={"y": (-INF, 1.0)})
    assert run.theta.tolist() == [0.0, 1.0]
    assert diagnose(run).verdict is not Verdict.CONVERGED


def test_many_runs_at_once_stay_within_as_one_does() -> None:
    plan = made(0, rule="momentum").experiment
    run = made(40, rule="momentum", start=(0.5, 0.1))
    setup = SharedSetup.of(plan, run.objective)
    ensemble = Ensemble(setup, np.array([[-1.0, -0.8], [0.5, 0.1]]), 0.1)
    ensemble.advance(40)
    assert ensemble.outcome().theta[1] == pytest.approx(run.theta, rel=1e-12)


def test_many_runs_converge_where_their_bounds_hold_them() -> None:
    setup = SharedSetup.of(made(0).experiment, made(0).objective)
    ensemble = Ensemble(setup, np.array([[-1.0, -0.8], [0.5, 0.1]]), 0.1, tolerance=1e-6)
    ensemble.advance(2000)
    assert ensemble.is_over
    assert (ensemble.outcome().converged_at > 0).all()


def test_a_map_of_starts_tells_where_bounds_hold_the_runs() -> None:
    plan = Experiment(objective="x", start=(0.0,), learning_rate=0.5, bounds={"x": (-1.0, INF)})
    made_map = StartMap(plan, [Side("x", (0.0, 1.0, 2.0))], 20)
    for _ in made_map.work():
        pass
    result = made_map.result()
    assert result.points.tolist() == [[-1.0]]
    assert result.is_minimum.tolist() == [True]
    told = map_sentences(map_findings(result, ("x",), 20))
    assert told.startswith("All 3 starts come within 0.002 of where the gradient is 0, or where")


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        ({"q": (0, 1)}, "bounds are given for q, which is no parameter; the parameters are x, y"),
        ({"x": (2, 1)}, "the bounds of x are 2 and 1; give the lower one first"),
        ({"x": (float("nan"), 1)}, "the bounds of x are nan and 1"),
        ({"x": (INF, INF)}, "the bounds of x are inf and inf"),
    ],
)
def test_bounds_that_cannot_be_are_refused(bounds, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        made(0, bounds=bounds)
