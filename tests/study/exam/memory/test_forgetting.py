"""Forgetting, held against the published equations of FSRS-6 written out anew."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.study.exam.memory.forgetting import Trace, recall, trace_of

DAY = date(2026, 11, 2)

W = tuple(
    float(weight)
    for weight in "0.212 1.2931 2.3065 8.2956 6.4133 0.8334 3.0194 0.001 1.8722 0.1666 0.796"
    " 1.4835 0.0614 0.2629 1.6483 0.6014 1.8729 0.5425 0.0912 0.0658 0.1542".split()
)
"""The default weights of FSRS-6 as its makers publish them."""

RATINGS = ("again", "hard", "good")


def clamped(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)


def first_difficulty(grade: int) -> float:
    return W[4] - math.exp(W[5] * (grade - 1)) + 1


def retrievability(days: int, stability: float) -> float:
    factor = 0.9 ** (-1 / W[20]) - 1
    return (1 + factor * days / stability) ** -W[20]


def published(ratings: list[str], gaps: list[int], retention: float) -> tuple[float, float, int]:
    """Return stability, difficulty and interval after reviews `gaps` days apart."""
    s = d = 0.0
    for k, rating in enumerate(ratings):
        grade = 1 + RATINGS.index(rating)
        if k == 0:
            s, d = W[grade - 1], clamped(first_difficulty(grade))
            continue
        r = retrievability(gaps[k - 1], s)
        if grade == 1:
            s = min(
                W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * math.exp(W[14] * (1 - r)),
                s / math.exp(W[17] * W[18]),
            )
        else:
            growth = math.exp(W[8]) * (11 - d) * s ** -W[9] * (math.exp(W[10] * (1 - r)) - 1)
            s *= 1 + growth * (W[15] if grade == 2 else 1)
        damped = d - W[6] * (grade - 3) * (10 - d) / 9
        d = clamped(W[7] * first_difficulty(4) + (1 - W[7]) * damped)
    factor = 0.9 ** (-1 / W[20]) - 1
    interval = round(s / factor * (retention ** (-1 / W[20]) - 1))
    return s, d, max(1, interval)


def reviewed(ratings: list[str], gaps: list[int], retention: float) -> Trace:
    day, reviews = DAY, []
    for rating, gap in zip(ratings, [0, *gaps], strict=False):
        day += timedelta(days=gap)
        reviews.append((rating, day))
    trace = trace_of(reviews, retention)
    assert trace is not None
    return trace


@given(
    st.lists(st.sampled_from(RATINGS), min_size=1, max_size=8),
    st.lists(st.integers(1, 60), min_size=7, max_size=7),
    st.sampled_from([0.90, 0.95]),
)
def test_memory_follows_the_published_equations(ratings, gaps, retention) -> None:
    trace = reviewed(ratings, gaps, retention)
    stability, difficulty, interval = published(ratings, gaps, retention)
    assert trace.stability == pytest.approx(stability, rel=1e-9)
    assert trace.difficulty == pytest.approx(difficulty, rel=1e-9)
    assert trace.interval == interval
    later = trace.day + timedelta(days=9)
    assert recall(trace, later) == pytest.approx(retrievability(9, stability), rel=1e-9)


@pytest.mark.parametrize(
    ("first", "intervals"),
    [("good", [2, 11, 46, 163]), ("again", [1, 2, 6, 17])],
)
def test_intervals_grow_as_published(first: str, intervals: list[int]) -> None:
    found: list[int] = []
    for reviews in range(1, 5):
        found.append(reviewed([first, "good", "good", "good"][:reviews], found, 0.90).interval)
    assert found == intervals


def test_recall_falls_to_the_retention_that_is_wanted_when_it_is_due() -> None:
    trace = reviewed(["good"] * 3, [2, 11], 0.90)
    assert recall(trace, trace.day + timedelta(days=trace.interval)) == pytest.approx(0.9, abs=5e-3)


def test_chance_has_no_part_in_it() -> None:
    found = set()
    for seed in range(5):
        random.seed(seed)
        found.add(reviewed(["good"] * 4, [2, 11, 46], 0.90))
    assert len(found) == 1
