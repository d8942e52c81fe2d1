"""Sweeps of which something wrong is easily said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.axes import LEARNING_RATE, Axis
from gdsim.engine.many.regions import REGIONS, Region
from gdsim.engine.many.sweep import Sweep
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.study.many.sweep_findings import SweepFindings, findings, stable_bound
from gdsim.study.many.sweep_sentences import sweep_sentences


def found(
    objective: str, start: tuple[float, ...], rates: Any, updates: int, **more: Any
) -> SweepFindings:
    experiment = Experiment(objective=objective, start=start, **more)
    work = Sweep(experiment, [Axis(LEARNING_RATE, tuple(float(r) for r in rates))], updates)
    for _ in work.work():
        pass
    return findings(work.result(), experiment, Objective(objective), updates)


def just_right(sweep: SweepFindings) -> np.ndarray:
    assert sweep.region is not None
    return np.asarray(sweep.region == REGIONS.index(Region.JUST_RIGHT))


@pytest.mark.parametrize(("objective", "rates"), [("log(x)", (2.0, 3.0)), ("x^4", (1e100, 1e200))])
def test_runs_without_a_last_loss_are_too_large_and_no_error(
    objective: str, rates: tuple[float, ...]
) -> None:
    sweep = found(objective, (1.0,), rates, 1)
    assert np.isnan(sweep.result.final_loss).all()
    assert not just_right(sweep).any()
    assert "Every run diverged" in sweep_sentences(sweep)


def test_a_rate_that_decays_has_no_bound_and_may_begin_above_it() -> None:
    rates = np.geomspace(0.01, 1.5, 9)
    plan: dict[str, Any] = {"schedule": "exponential", "settings": {"decay_factor": 0.9}}
    sweep = found("x^2 + 4*y^2", (4.0, 2.0), rates, 50, **plan)
    assert sweep.bound is None
    assert rates[sweep.best[0]] > 0.25
    assert just_right(sweep)[sweep.best[0]]
    warm = Experiment(objective="x^2", start=(1.0,), settings={"warmup": 100})
    assert stable_bound(warm, Objective("x^2")) is None


@pytest.mark.parametrize("offset", [5.0, 1e6])
def test_of_rates_with_the_same_loss_the_best_is_a_just_right_one(offset: float) -> None:
    sweep = found(f"(x - 1)^2 + {offset}", (-3.0,), np.linspace(0.02, 0.6, 12), 400)
    assert sweep.best is not None
    assert just_right(sweep)[sweep.best[0]]


def test_no_rate_at_or_above_the_bound_is_just_right() -> None:
    """The steepest direction hardly matters for as few updates as these."""
    rates = np.linspace(0.0095, 0.0105, 11)
    sweep = found("x^2 + 100*y^2", (4.0, 0.001), rates, 20)
    assert rates[just_right(sweep)].max() < 0.01
    assert sweep.bound is not None
    assert sweep.bound.rate == pytest.approx(0.01)


def test_a_best_rate_at_the_edge_is_said_to_be_there() -> None:
    low = found("w1^2 + 4*w2^2", (4.0, 2.0), np.geomspace(0.001, 0.02, 20), 10)
    assert "largest rate tried" in sweep_sentences(low)
    high = found("w1^2 + 4*w2^2", (4.0, 2.0), np.geomspace(0.21, 0.4, 20), 10)
    assert "smallest rate tried" in sweep_sentences(high)
    # 2/(2 + 8) is the fastest: no other can be better.
    for rates in (np.geomspace(0.2, 0.4, 20), np.geomspace(0.01, 0.2, 20)):
        assert "rate tried" not in sweep_sentences(found("w1^2 + 4*w2^2", (4.0, 2.0), rates, 10))
    wide = found("w1^2 + 4*w2^2", (4.0, 2.0), np.geomspace(0.01, 1, 20), 10)
    assert "rate tried" not in sweep_sentences(wide)


def test_a_single_rate_is_at_no_edge() -> None:
    single = found("w1^2 + 4*w2^2", (4.0, 2.0), [0.01], 10)
    assert single.judged_after is not None
    assert "rate tried" not in sweep_sentences(single)


def test_where_a_rate_ends_lower_than_the_one_called_best_it_is_named() -> None:
    """Noise decides between rates that are at the floor by the end; the slow one is not best."""
    data = Dataset("d", ("a",), np.random.default_rng(0).normal(size=(50, 1)))
    experiment = Experiment(
        objective="(w - a)^2", dataset=data, start=(9.0,), method="mini-batch", batch_size=10
    )
    rates = (0.02, 0.1, 0.3)
    work = Sweep(experiment, [Axis(LEARNING_RATE, rates)], 200)
    for _ in work.work():
        pass
    result = work.result()
    sweep = findings(result, experiment, Objective("(w - a)^2", data), 200)
    assert result.final_loss[0] == result.final_loss.min()
    assert sweep.best is not None and sweep.best != (0,)
    by = result.final_loss[sweep.best] - result.final_loss[0]
    assert f"η = 0.02 ends lower by {by:.2g}" in sweep_sentences(sweep)
