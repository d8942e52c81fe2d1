"""Public questions on learning rates."""

from __future__ import annotations

from gdsim.study.exam.kinds.rates import condition_number
from gdsim.study.exam.kinds.rates.quadratics import along_axes
from tests.study.exam.public.cases import Case

NOTES = along_axes(1, 4, ("w1", "w2"))

CASES: dict[str, tuple[Case, ...]] = {
    "Q04": (
        Case(
            "condition-number",
            lambda: condition_number.draft_of(NOTES, 1),
            {"smallest": 2, "largest": 8, "condition": 4},
        ),
        Case(
            "condition-number",
            lambda: condition_number.draft_of(NOTES, 2),
            {"condition": 4, "limit": 0.25, "fastest": 0.2},
        ),
    ),
}

OUTSIDE: dict[str, str] = {}
