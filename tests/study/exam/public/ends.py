"""Public questions on where runs end, and what ends them."""

from __future__ import annotations

from gdsim.study.exam.draw import Draw
from gdsim.study.exam.kinds.ends import where_it_ends
from gdsim.study.exam.kinds.ends.cubic import Cubic
from tests.study.exam.public.cases import Case


def cubic(start: float, **answers: float | str) -> Case:
    return Case(
        "where-it-ends",
        lambda: where_it_ends.cubic_of(Draw("Q07"), Cubic.from_zero(1), start, 0.25),
        answers,
    )


CASES: dict[str, tuple[Case, ...]] = {
    "Q07": (
        cubic(-1, new_w=-1.25, end="nowhere, as w falls without end"),
        cubic(1, new_w=-0.25, end="in the minimum at w = 0"),
    ),
}

OUTSIDE: dict[str, str] = {}
