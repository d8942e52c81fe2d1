"""Public questions on one update and on a few."""

from __future__ import annotations

from gdsim.study.exam.kinds.functions import Drawn
from gdsim.study.exam.kinds.iteration import given_gradient, one_update
from tests.study.exam.public.cases import Case

XY = ("x", "y")

CASES: dict[str, tuple[Case, ...]] = {
    "Q01": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("x^2 + y^2", XY), (3, 4), 0.1, 3),
            {"gradient_x": 6, "gradient_y": 8, "new_x": 2.4, "new_y": 3.2}
            | {"loss": 25, "new_loss": 16, "fall": 36},
        ),
    ),
    "Q07": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("x^3 + x^2", ("x",)), (-1,), 0.25, 1),
            {"gradient_x": 1, "new_x": -1.25},
        ),
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("x^3 + x^2", ("x",)), (1,), 0.25, 1),
            {"gradient_x": 5, "new_x": -0.25},
        ),
    ),
    "Q11": (
        Case(
            "one-update",
            lambda: one_update.draft_of(
                Drawn("x1^2 + x2^2 + x1*x2 - 4*x1 - 6*x2 + 8", ("x1", "x2")), (1, 2), 0.25, 1
            ),
            {"gradient_x1": 0, "gradient_x2": -1, "new_x1": 1, "new_x2": 2.25},
        ),
    ),
    "Q12": (
        Case(
            "one-update",
            lambda: one_update.draft_of(
                Drawn("(x1 - 3)^2 + (x1^2 - x2)^2", ("x1", "x2")), (-1, 1), 0.5, 1
            ),
            {"gradient_x1": -8, "gradient_x2": 0, "new_x1": 3, "new_x2": 1},
        ),
    ),
    "Q36": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("x^2 + y^2 - 6*x", XY), (0, 1), 0.1, 1),
            {"gradient_x": -6, "gradient_y": 2, "new_x": 0.6, "new_y": 0.8},
        ),
    ),
    "Q51": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("5 + x^2 + y^2 + 5*x*y", XY), (1, 2), 0.1, 1),
            {"gradient_x": 12, "gradient_y": 9, "new_x": -0.2, "new_y": 1.1},
        ),
        Case(
            "one-update",
            lambda: given_gradient.draft_of(XY, (1, 2), (12, 9), 0.1),
            {"new_x": -0.2, "new_y": 1.1},
        ),
    ),
    "Q55": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("x^2 + 3*y^2 - 3*x*y", XY), (1, 3), 0.01, 1),
            {"gradient_x": -7, "gradient_y": 15, "new_x": 1.07, "new_y": 2.85},
        ),
    ),
    "Q59": (
        Case(
            "one-update",
            lambda: given_gradient.draft_of(("w", "b"), (3, 1), (4, -2), 0.1),
            {"new_w": 2.6, "new_b": 1.2},
        ),
    ),
}

OUTSIDE: dict[str, str] = {}
