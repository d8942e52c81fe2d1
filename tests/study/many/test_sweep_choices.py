"""What can be swept over, and over which values at first."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import LEARNING_RATE
from gdsim.engine.many.sweep import Sweep
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.many.sweep_choices import AxisChoice, axis_choices, axis_over
from gdsim.study.many.sweep_findings import present_value
from tests.study.many.test_sweep_findings import BOWL


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [(0.1, 0.001, 10), (0.2049, 0.001, 10), (0.03, 0.0001, 1), (5, 0.1, 1000)],
)
def test_default_range_is_two_whole_decades_to_either_side(
    rate: float, low: float, high: float
) -> None:
    first, *others = axis_choices(
        BOWL.with_(rule="adam", learning_rate=rate), n_rows=1, updates=100
    )
    assert (first.name, first.low, first.high, first.is_log) == (LEARNING_RATE, low, high, True)
    assert [choice.name for choice in others][:3] == ["beta1", "beta2", "eps"]


def test_every_default_range_can_be_swept() -> None:
    for rule in ("gd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adamw", "nadam"):
        for schedule in ("constant", "step", "exponential", "cosine"):
            experiment = BOWL.with_(rule=rule, schedule=schedule)
            for choice in axis_choices(experiment, n_rows=1, updates=100):
                axis = axis_over(choice, choice.low, choice.high, 10)
                Sweep(experiment, [axis], 1)


def test_no_default_range_goes_far_beyond_the_updates_or_the_present_value() -> None:
    for rule in ("adam", "adamw", "nadam"):
        for schedule in ("constant", "step", "exponential", "inverse-time", "cosine"):
            experiment = BOWL.with_(rule=rule, schedule=schedule)
            for choice in axis_choices(experiment, n_rows=1, updates=80):
                now = present_value(experiment, 1, choice.name)
                assert choice.low < choice.high <= max(80, 100 * now)
                assert choice.low <= now <= max(choice.high, 100)


def test_batch_size_is_offered_where_there_are_rows() -> None:
    scenario = builtin_scenario("linear-regression").experiment
    assert "batch_size" in [choice.name for choice in axis_choices(scenario, 100, 100)]
    assert "batch_size" not in [choice.name for choice in axis_choices(BOWL, 1, 100)]


def test_values_are_evenly_spaced_and_hold_both_ends() -> None:
    axis = axis_over(AxisChoice(LEARNING_RATE, 0, 0, is_log=True), 0.001, 10, 17)
    assert axis.values[0] == 0.001 and axis.values[-1] == 10
    assert np.diff(np.log10(axis.values)) == pytest.approx([0.25] * 16, abs=5e-4)
    whole = axis_over(AxisChoice("batch_size", 0, 0, integer=True), 1, 100, 11)
    assert set(np.diff(whole.values)) == {10.0}


@pytest.mark.parametrize(("low", "high"), [(0.001, 10), (0.1234567, 3e5), (1, 1.001)])
@pytest.mark.parametrize("count", [10, 60, 200, 2000])
@pytest.mark.parametrize("is_log", [True, False])
def test_values_have_few_figures_and_are_evenly_spaced_all_the_same(
    low: float, high: float, count: int, is_log: bool
) -> None:
    values = axis_over(AxisChoice("x", 0, 0, is_log=is_log), low, high, count).values
    assert (values[0], values[-1], len(values)) == (low, high, count)
    places = np.log10(values) if is_log else np.array(values)
    steps = np.diff(places)
    assert steps.min() > 0
    assert steps == pytest.approx(np.full(count - 1, steps.mean()), rel=0.25)


def test_default_learning_rates_have_at_most_four_figures() -> None:
    values = axis_over(AxisChoice(LEARNING_RATE, 0, 0, is_log=True), 0.001, 10, 200).values
    assert all(value == float(f"{value:.3e}") for value in values)
    assert len(set(values)) == 200
    betas = axis_over(AxisChoice("beta", 0, 0), 0, 0.99, 60).values
    assert all(value == round(value, 3) for value in betas)


@pytest.mark.parametrize(
    ("low", "high", "count"), [(1, 1, 10), (0, 1, 10), (1, 2, 9), (1, 2, 2001)]
)
def test_ranges_that_cannot_be_swept_are_refused(low: float, high: float, count: int) -> None:
    with pytest.raises(InputError):
        axis_over(AxisChoice(LEARNING_RATE, 0, 0, is_log=True), low, high, count)
