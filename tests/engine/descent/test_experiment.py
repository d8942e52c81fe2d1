"""The fields of an experiment by group, each held to what its group says of it."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import (
    BATCHES,
    CHANGEABLE,
    CRITERIA,
    EXTRAS,
    FIELDS,
    FIXED,
    LIMITS,
    RATE,
    ROUNDING,
    RULE,
    STOPPING,
    Experiment,
)
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run

DATA = Dataset("line", ("x", "y"), np.column_stack((np.arange(12.0), np.arange(12.0) / 4 - 1)))
PLAN = Experiment(
    objective="(w*x + b - y)^2",
    dataset=DATA,
    parameters=("w", "b"),
    start=(1.0, -1.0),
    learning_rate=0.01,
    method="mini-batch",
    batch_size=5,
)
UPDATES = 8

OTHERS = {
    "objective": "abs(w*x + b - y)",
    "dataset": None,
    "parameters": ("b", "w"),
    "start": (0.0, 0.0),
    "let": {"k": 2.0},
    "maximise": True,
    "bounds": {"w": (0.0, 0.5)},
    "initial": {"velocity_w": 0.5},
    "learning_rate": 0.02,
    "schedule": "exponential",
    "rule": "momentum",
    "settings": {"warmup": 3},
    "clip_norm": 0.5,
    "method": "stochastic",
    "batch_size": 4,
    "order": "fixed",
    "last_batch": "drop",
    "seed": 7,
    "round_gradient": "1 figures",
    "round_parameters": "1 decimals",
    "iterations": 6,
    "epochs": 2,
    "stop_gradient_norm": 1e6,
    "stop_loss_change": 1e6,
    "stop_loss": 1e6,
    "stop_step": 1e6,
}
"""Another value for each field."""


def run_of(experiment: Experiment) -> Run:
    run = Run(experiment)
    run.advance(UPDATES)
    return run


def rows_seen(run: Run) -> list[list[int]]:
    return [run.rows(t).tolist() for t in range(run.length)]


def test_every_field_is_in_one_group_in_the_order_of_the_class() -> None:
    assert FIXED + RATE + RULE + BATCHES + ROUNDING + LIMITS + CRITERIA == FIELDS
    assert Experiment.__struct_fields__ == FIELDS
    assert LIMITS + CRITERIA == STOPPING
    assert FIXED + CHANGEABLE == FIELDS
    assert set(EXTRAS) < set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_changeable_is_what_a_run_can_change_in_its_middle(name: str) -> None:
    run = run_of(PLAN)
    if name in CHANGEABLE:
        changed = run.branch(4, **{name: OTHERS[name]})
        assert getattr(changed.experiment, name) == OTHERS[name]
    else:
        with pytest.raises(ValueError, match="cannot branch"):
            run.branch(4, **{name: OTHERS[name]})


@pytest.mark.parametrize("name", STOPPING)
def test_what_stops_a_run_ends_it_and_leaves_the_updates_before_as_they_are(name: str) -> None:
    whole, stopped = run_of(PLAN), run_of(PLAN.with_(**{name: OTHERS[name]}))
    assert whole.length == UPDATES
    assert 0 < stopped.length < UPDATES
    for t in range(stopped.length):
        assert stopped.row(t).new_theta.tolist() == whole.row(t).new_theta.tolist()


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_ends_a_run_whatever_its_updates_come_to(name: str) -> None:
    limited = PLAN.with_(**{name: OTHERS[name]})
    assert run_of(limited).length == run_of(limited.with_(objective="w^2 + b*x*0")).length


@pytest.mark.parametrize("name", [*RATE, *RULE, *ROUNDING])
def test_rate_rule_and_rounding_change_the_steps_and_not_the_rows_seen(name: str) -> None:
    plain, changed = run_of(PLAN), run_of(PLAN.with_(**{name: OTHERS[name]}))
    assert rows_seen(plain) == rows_seen(changed)
    assert plain.theta.tolist() != changed.theta.tolist()


@pytest.mark.parametrize("name", BATCHES)
def test_batches_say_which_rows_an_update_sees(name: str) -> None:
    assert rows_seen(run_of(PLAN)) != rows_seen(run_of(PLAN.with_(**{name: OTHERS[name]})))


@pytest.mark.parametrize("name", FIELDS)
def test_changed_fields_are_those_that_differ_with_their_new_values(name: str) -> None:
    other = PLAN.with_(**{name: OTHERS[name]})
    assert other.changed_fields(PLAN) == {name: OTHERS[name]}
    assert PLAN.changed_fields(PLAN) == {}


def test_changeable_fields_make_one_experiment_of_another_with_the_same_problem() -> None:
    other = PLAN.with_(**{name: OTHERS[name] for name in CHANGEABLE})
    assert PLAN.with_(**other.changeable_fields()) == other
