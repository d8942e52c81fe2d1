"""Calibration of confidence, held against published intervals and against chance itself."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.study.exam.memory.calibration import calibration_of, wilson
from tests.study.exam.learner import answer


@pytest.mark.parametrize(
    ("right", "answers", "low", "high"),
    [
        # Newcombe 1998, table I, method 3 (score, without continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(right, answers, low, high) -> None:
    assert wilson(right, answers) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_holds_the_chance_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    held = [
        low <= chance <= high
        for chance in (0.3, 0.5, 0.8)
        for right in rng.binomial(40, chance, 2000)
        for low, high in [wilson(int(right), 40)]
    ]
    assert np.mean(held) == pytest.approx(0.95, abs=0.015)


def test_ten_answers_of_a_level_are_shown_and_nine_are_not() -> None:
    sure = [answer(k, confidence=3, is_right=k > 2) for k in range(10)]
    unsure = [answer(k, confidence=1) for k in range(9)]
    first, middle, last = calibration_of([*sure, *unsure])
    assert (first.answers, first.is_shown) == (9, False)
    assert (middle.answers, middle.share, middle.low, middle.high) == (0, None, 0, 1)
    assert (last.right, last.share, last.is_shown) == (7, 0.7, True)


def test_second_tries_and_answers_without_a_word_do_not_count() -> None:
    others = [answer(0, confidence=3, first_try=False), answer(0)]
    assert all(one.answers == 0 for one in calibration_of(others))


@pytest.mark.parametrize(
    ("confidence", "right", "verdict"), [(3, 20, -1), (3, 38, 0), (1, 38, 1), (1, 20, 0)]
)
def test_a_verdict_is_given_where_the_whole_interval_is_off(confidence, right, verdict) -> None:
    ones = [answer(k, confidence=confidence, is_right=k < right) for k in range(40)]
    assert calibration_of(ones)[confidence - 1].verdict == verdict
