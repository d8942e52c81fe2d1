"""Changes in the middle of a run, told in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from gdsim.engine.descent.experiment import CHANGEABLE, STOPPING, Experiment
from gdsim.engine.descent.methods import ORDERS
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.words.changes import changes_of
from gdsim.study.words.names import title_of
from tests.engine.descent.test_experiment import OTHERS, PLAN

DATA = Dataset("line", ("x", "y"), np.column_stack((np.arange(40.0), np.arange(40.0) / 20)))


def run_of(**settings: Any) -> Run:
    plan = {"method": "mini-batch", "batch_size": 16, "learning_rate": 1e-4, **settings}
    run = Run(Experiment(objective="(w*x + b - y)^2", dataset=DATA, **plan))
    run.advance(10)
    return run


@pytest.mark.parametrize(
    ("changes", "short", "sentence"),
    [
        ({"batch_size": 8}, "B = 8", "From here on: batch size 8, before 16."),
        (
            {"method": "stochastic"},
            "stochastic",
            "From here on: method stochastic, before mini-batch.",
        ),
        (
            {"learning_rate": 2e-4, "rule": "adam"},
            "η = 0.0002, Adam",
            "From here on: learning rate 0.0002, before 0.0001; "
            "update rule Adam, before gradient descent.",
        ),
        (
            {"rule": "momentum", "settings": {"beta": 0.5}},
            "momentum, β = 0.5",
            "From here on: update rule momentum, before gradient descent; β 0.5, before as usual.",
        ),
        (
            {"round_parameters": "3 decimals"},
            "rounded: 3 decimals",
            "From here on: parameters rounded: 3 decimals, before not at all.",
        ),
    ],
)
def test_a_change_is_told_at_the_first_update_that_it_governs(
    changes: dict[str, Any], short: str, sentence: str
) -> None:
    run = run_of().branch(6, **changes)
    run.advance(4)
    (told,) = changes_of(run)
    assert (told.row, told.short, told.sentence) == (6, short, sentence)
    assert run.segment_of(5).experiment != run.segment_of(6).experiment


def test_from_all_rows_to_mini_batches_both_sizes_are_told() -> None:
    run = run_of(method="batch").branch(3, method="mini-batch")
    (told,) = changes_of(run)
    assert told.short == "mini-batch, B = 16"
    assert "batch size 16, before all rows" in told.sentence


def test_several_changes_come_in_order_and_criteria_are_none() -> None:
    run = run_of().branch(4, batch_size=4)
    run.advance(3)
    run = run.branch(7, order="replacement")
    run.advance(3)
    run = run.branch(9, iterations=50)
    assert [(change.row, change.short) for change in changes_of(run)] == [
        (4, "B = 4"),
        (7, "drawn with replacement"),
    ]


@pytest.mark.parametrize("name", CHANGEABLE)
def test_every_field_is_told_that_makes_a_difference_to_the_updates(name: str) -> None:
    run = Run(PLAN)
    run.advance(4)
    changed = run.branch(4, **{name: OTHERS[name]})
    assert [change.row for change in changes_of(changed)] == ([] if name in STOPPING else [4])


def test_an_unchanged_run_tells_nothing() -> None:
    assert changes_of(run_of()) == ()


@pytest.mark.parametrize(
    ("field", "registry"), [("rule", RULES), ("schedule", SCHEDULES), ("order", ORDERS)]
)
def test_no_change_shows_a_name_that_only_the_program_knows(
    field: str, registry: Iterable[str]
) -> None:
    for before, after in pairwise(registry):
        run = run_of(**{field: before}).branch(4, **{field: after})
        run.advance(1)
        (told,) = changes_of(run)
        assert title_of(field, after).lower() in told.short.lower()
        assert title_of(field, before).lower() in told.sentence.lower()
        assert title_of(field, after) != after
