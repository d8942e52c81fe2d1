"""What is derived from answers against what FSRS itself takes for as many reviews.

Run with ``pytest tests/benchmarks --benchmark-only -s``.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from fsrs import Card, Rating, Scheduler

from gdsim.study.exam.memory.due import plan_of
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import KindInfo, Syllabus
from tests.benchmarks.ratios import best_seconds
from tests.study.exam.learner import answer, day

ANSWERS, KINDS, DAYS = 10_000, 38, 365
SYLLABUS = Syllabus(tuple(KindInfo(f"k{k}", f"t{k % 9}", {1: 60, 2: 90}) for k in range(KINDS)), {})


def reviews_alone() -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(KINDS):
        card = Card(card_id=number, due=at)
        for k in range(ANSWERS // KINDS):
            card, _ = scheduler.review_card(card, Rating.Good, at + timedelta(days=k))


@pytest.mark.benchmark
def test_deriving_all_from_ten_thousand_answers_costs_little_more_than_their_reviews(
    benchmark,
) -> None:
    rng = np.random.default_rng(1)
    outcomes = [
        answer(
            int(rng.integers(DAYS)),
            float(rng.uniform(5, 23)),
            bool(rng.random() < 0.8),
            kind=f"k{rng.integers(KINDS)}",
            level=int(rng.integers(1, 3)),
        )
        for _ in range(ANSWERS)
    ]

    def derived() -> None:
        plan_of(Standing(outcomes, SYLLABUS, ExamSettings(), day(DAYS)))

    ours, bare = best_seconds(derived, reviews_alone, rounds=3)
    print(f"{ANSWERS} answers: {ours:.3f} s, {ours / bare:.1f} times their bare reviews")
    benchmark.pedantic(derived, rounds=1)
    assert ours < 4 * bare
