"""Public questions on momentum and adaptive rules."""

from __future__ import annotations

from gdsim.study.exam.kinds.rules import adaptive_rate, moments, momentum
from tests.study.exam.public.cases import Case


def moved(convention: str, velocity: float, **answers: float) -> Case:
    return Case(
        "momentum",
        lambda: momentum.draft_of(convention, 0.8, velocity, 0.9, 0.1, [0.4]),
        answers,
    )


CASES: dict[str, tuple[Case, ...]] = {
    "Q32": (
        Case(
            "adam-moments",
            lambda: moments.average_of(0.5, [10, 10]),
            {"m2": 7.5, "corrected": 10},
        ),
    ),
    "Q39": (
        Case("adam-moments", lambda: moments.average_of(0.9, [4]), {"m1": 0.4, "corrected": 4}),
    ),
    # Its four answers, each with the convention that it belongs to.
    "Q48": (
        moved("accumulate", 0.2, v1=0.58, w1=0.742),
        moved("average", 0.2, v1=0.22, w1=0.778),
        moved("rate-inside", 0.2, v1=0.22, w1=0.58),
        moved("downhill", 0.2, v1=0.14, w1=0.94),
    ),
    "Q63": (
        Case(
            "momentum",
            lambda: momentum.draft_of("downhill", 1, 0, 0.9, 0.1, [1, 1]),
            {"v1": -0.1, "v2": -0.19},
        ),
        Case(
            "momentum", lambda: momentum.draft_of("accumulate", 1, 0, 0.9, 0.1, [1, 1]), {"v2": 1.9}
        ),
    ),
    # AdaGrad with a constant gradient: the effective rate is the rate over g times the root of k.
    "Q64": (
        Case(
            "adagrad-rate",
            lambda: adaptive_rate.constant_of(0.5, 2, 25),
            {"s": 100, "effective_rate": 0.05},
        ),
    ),
}

OUTSIDE = {
    "Q31": "SignSGD is not among the program's rules; memory-of-rules orders others in its place",
}
