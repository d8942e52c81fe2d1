"""Public questions on learning rates."""

from __future__ import annotations

from gdsim.study.exam.draw import Draw
from gdsim.study.exam.kinds.rates import (
    both_directions,
    condition_number,
    from_points,
    largest_rate,
    quartic_rate,
    updates_to_tolerance,
    what_happens,
)
from gdsim.study.exam.kinds.rates.behaviours import BEHAVIOURS
from gdsim.study.exam.kinds.rates.quadratics import Bowl, along_axes
from tests.study.exam.public.cases import Case

DRAW = Draw("public questions")
"""For the order of options, which does not matter here."""

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
    "Q17": (
        Case(
            "largest-rate",
            lambda: largest_rate.draft_of(Bowl("3/2*w^2", ("w",), (1.5,))),
            {"curvature": 3, "limit": 2 / 3},
        ),
    ),
    "Q30": (
        Case("largest-rate", lambda: quartic_rate.draft_of(2, 5, 3), {"limit": 1 / (2 * 2 * 9)}),
    ),
    "Q53": (
        Case(
            "largest-rate",
            lambda: largest_rate.draft_of(along_axes(1, 10, ("x", "y"))),
            {"curvature": 20, "limit": 0.1},
        ),
        Case(
            "condition-number",
            lambda: condition_number.draft_of(along_axes(1, 10, ("x", "y")), 2),
            {"condition": 10, "limit": 0.1},
        ),
        Case(
            "updates-to-tolerance",
            lambda: both_directions.draft_of(
                along_axes(1, 10, ("x", "y")), (1, 1), 0.04, 1e-6, of_loss=False
            ),
            {"factor_x": 0.92, "factor_y": 0.2, "updates": 166},
        ),
    ),
    "Q56": (
        Case(
            "updates-to-tolerance",
            lambda: updates_to_tolerance.closed_form_of(1, 3, 0, 0.25),
            {"factor": 0.5, "end": "3 - 3*0.5^t"},
        ),
    ),
    # With Adam, 93 updates: there is no formula for it, so that is left to the simulator.
    "Q57": (
        Case(
            "updates-to-tolerance",
            lambda: both_directions.draft_of(
                along_axes(1, 50, ("x", "y")), (5, 5), 0.018, 1e-3, of_loss=True
            ),
            {"updates": 139},
        ),
    ),
    "Q05": (
        Case(
            "what-happens",
            lambda: from_points.from_points_of(DRAW, 1, 3, -1, (2, 4, 2, 4), asks_rate=False),
            {"factor": -1, "behaviour": BEHAVIOURS["cycle"]},
        ),
    ),
    "Q54": (
        Case(
            "what-happens",
            lambda: from_points.from_points_of(DRAW, 1, 3, -2, (0, 9, -9, 27), asks_rate=True),
            {"factor": -2, "rate": 1.5, "following": -45, "behaviour": BEHAVIOURS["diverge"]},
        ),
    ),
    "Q61": (
        Case(
            "what-happens",
            lambda: what_happens.draft_of(DRAW, 1, 3, 5, 0.01),
            {"factor": 0.98, "new_w": 4.96, "behaviour": BEHAVIOURS["creep"]},
        ),
        Case(
            "what-happens",
            lambda: what_happens.draft_of(DRAW, 1, 3, 5, 1),
            {"factor": -1, "new_w": 1, "behaviour": BEHAVIOURS["cycle"]},
        ),
    ),
}

OUTSIDE: dict[str, str] = {
    "Q24": "five drawn curves are matched by eye; what-happens asks for what they do from numbers",
}
