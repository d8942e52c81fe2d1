"""Schedules against closed forms worked out with Python's own mathematics."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.descent.schedule import make_schedule
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.descent.settings import split_settings
from gdsim.engine.errors import InputError


def rates(name, settings, count, learning_rate=0.4):
    return make_schedule(name, learning_rate, settings)(np.arange(count))


def test_constant_rate_stays() -> None:
    assert (rates("constant", {}, 50) == 0.4).all()


def test_step_drops_every_so_many_updates() -> None:
    expected = [0.4] * 3 + [0.1] * 3 + [0.025] * 3 + [0.00625]
    np.testing.assert_allclose(
        rates("step", {"drop_every": 3, "drop_factor": 0.25}, 10), expected, rtol=1e-15
    )


def test_exponential_multiplies_by_the_same_factor_after_each_update() -> None:
    expected = [0.4]
    for _ in range(99):
        expected.append(expected[-1] * 0.9)
    np.testing.assert_allclose(
        rates("exponential", {"decay_factor": 0.9}, 100), expected, rtol=1e-13
    )


def test_inverse_time_halves_after_one_over_the_decay_rate() -> None:
    got = rates("inverse-time", {"decay_rate": 0.1}, 31)
    np.testing.assert_allclose(got[[0, 10, 30]], [0.4, 0.2, 0.1], rtol=1e-15)


def test_cosine_falls_to_its_final_fraction_and_stays_there() -> None:
    got = rates("cosine", {"cosine_updates": 20, "final_fraction": 0.25}, 40)
    # PyTorch's CosineAnnealingLR: eta_min + (eta - eta_min) * (1 + cos(pi * t / T_max)) / 2.
    expected = [0.1 + 0.3 * (1 + math.cos(math.pi * t / 20)) / 2 for t in range(20)] + [0.1] * 20
    np.testing.assert_allclose(got, expected, rtol=1e-14)
    assert got[10] == pytest.approx(0.25)


def test_linear_falls_evenly_to_its_final_fraction_and_stays_there() -> None:
    got = rates("linear", {"linear_updates": 20, "final_fraction": 0.25}, 40)
    # PyTorch's LinearLR(start_factor=1, end_factor=0.25, total_iters=20): eta times
    # start + (end - start) * min(total_iters, t) / total_iters.
    expected = [0.4 * (1 + (0.25 - 1) * min(20, t) / 20) for t in range(40)]
    np.testing.assert_allclose(got, expected, rtol=1e-14)
    assert rates("linear", {"linear_updates": 4}, 6)[-1] == 0


def test_inverse_square_root_halves_with_four_times_as_many_updates() -> None:
    got = rates("inverse-sqrt", {}, 100)
    np.testing.assert_allclose(got[[0, 3, 15, 99]], [0.4, 0.2, 0.1, 0.04], rtol=1e-15)


@pytest.mark.parametrize("half", [1, 3, 10])
def test_cyclic_is_a_triangle_from_the_lowest_rate_up_to_the_base_rate(half) -> None:
    got = rates("cyclic", {"half_cycle": half, "lowest_fraction": 0.1}, 70)
    # PyTorch's CyclicLR(base_lr=0.04, max_lr=0.4, step_size_up=half, mode="triangular").
    expected = []
    for t in range(70):
        cycle = math.floor(1 + t / (2 * half))
        share = max(0.0, 1 - abs(t / half - 2 * cycle + 1))
        expected.append(0.04 + (0.4 - 0.04) * share)
    np.testing.assert_allclose(got, expected, rtol=1e-13)
    np.testing.assert_array_equal(got[: 2 * half], got[2 * half : 4 * half])


WARMED = [name for name, spec in SCHEDULES.items() if spec.search is None]
FALLING = [name for name in WARMED if name != "cyclic"]


@pytest.mark.parametrize("name", FALLING)
def test_warm_up_rises_evenly_and_the_schedule_counts_from_its_end(name) -> None:
    # PyTorch's LinearLR(start_factor=1/5, total_iters=4), which adds (1 - 1/5)/4 = 1/5 an update.
    warm = rates(name, {"warmup": 4}, 60)
    np.testing.assert_allclose(warm[:5], [0.08, 0.16, 0.24, 0.32, 0.4], rtol=1e-15)
    np.testing.assert_array_equal(warm[4:], rates(name, {}, 56))


@pytest.mark.parametrize("name", FALLING)
def test_rate_never_rises_after_the_warm_up_and_stays_within_the_base_rate(name) -> None:
    got = rates(name, {"warmup": 7}, 500)
    assert (got >= 0).all()
    assert got.max() == 0.4
    assert all(a >= b for a, b in pairwise(got[7:]))


@pytest.mark.parametrize("name", WARMED)
@given(
    learning_rate=st.floats(1e-9, 1e3),
    warmup=st.integers(0, 30),
    start=st.integers(0, 10**6),
    count=st.integers(1, 40),
)
def test_one_update_and_many_give_the_same_bits(name, learning_rate, warmup, start, count) -> None:
    schedule = make_schedule(name, learning_rate, {"warmup": warmup})
    many = schedule(np.arange(start, start + count))
    single = [schedule(t) for t in range(start, start + count)]
    assert all(type(value) is float for value in single)
    assert many.dtype == np.float64
    np.testing.assert_array_equal(many, single)


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("step", {"drop_every": 0}, "1 <= drop_every"),
        ("step", {"drop_factor": 0}, "0 < drop_factor <= 1"),
        ("exponential", {"decay_factor": 1.01}, "0 < decay_factor <= 1"),
        ("inverse-time", {"decay_rate": -1}, "0 <= decay_rate"),
        ("cosine", {"cosine_updates": 2.5}, "a whole number with 1 <= cosine_updates"),
        ("cosine", {"final_fraction": 2}, "0 <= final_fraction <= 1"),
        ("constant", {"warmup": -1}, "a whole number with 0 <= warmup"),
        (
            "constant",
            {"drop_every": 5},
            "drop_every is unknown here; what can be set is warmup, per",
        ),
        ("constant", {"per": "batch"}, "per is batch; give one of update, epoch"),
        ("linear", {"linear_updates": 0}, "1 <= linear_updates"),
        ("cyclic", {"half_cycle": 1.5}, "a whole number with 1 <= half_cycle"),
        ("cyclic", {"lowest_fraction": -0.1}, "0 <= lowest_fraction <= 1"),
        ("exact", {"warmup": 3}, "warmup is unknown; there is nothing to set"),
        ("backtracking", {"shrink": 1}, "0 < shrink < 1"),
        ("backtracking", {"sufficient_decrease": 0}, "0 < sufficient_decrease < 1"),
        ("cosin", {}, "cosin is unknown; give one of constant, step"),
    ],
)
def test_what_is_refused_is_told_with_what_is_accepted(name, settings, message) -> None:
    with pytest.raises(InputError, match=message):
        make_schedule(name, 0.1, settings)


@pytest.mark.parametrize("learning_rate", [0.0, -0.1, math.nan, math.inf])
def test_learning_rate_has_to_be_positive_and_finite(learning_rate) -> None:
    with pytest.raises(InputError, match="give a number above 0"):
        make_schedule("constant", learning_rate, {})


def test_setting_of_neither_rule_nor_schedule_is_refused_with_all_that_is_accepted() -> None:
    with pytest.raises(
        InputError, match=r"beta is unknown here.* beta1, beta2, eps, eps_place, decay_factor"
    ):
        split_settings("adam", "exponential", {"beta": 0.9})
