"""Public questions on one update and on a few."""

from __future__ import annotations

import math

from gdsim.study.exam.kinds.functions import Drawn
from gdsim.study.exam.kinds.iteration import (
    derivative,
    fill_the_table,
    find_the_rate,
    given_gradient,
    loss_change,
    one_update,
)
from gdsim.study.exam.kinds.iteration.derivative_families import Differentiated
from tests.study.exam.public.cases import Case

XY = ("x", "y")

SMOOTHED_HINGE = "min(max(1 - x, 0), 1)*(1 - x - min(max(1 - x, 0), 1)/2)"


def table(
    text: str, start: tuple[float, ...], rate: float, updates: int, level: int, **answers: float
) -> Case:
    """Return a table to fill; the names of the parameters are those of the answers."""
    names = dict.fromkeys(
        name.split("_")[1] for name in answers if name.startswith(("new", "gradient"))
    )
    return Case(
        "fill-the-table",
        lambda: fill_the_table.draft_of(Drawn(text, tuple(names)), start, rate, updates, level),
        answers,
    )


CASES: dict[str, tuple[Case, ...]] = {
    "Q02": (
        table(
            "w1^2 + 4*w2^2",
            (4, 2),
            0.1,
            4,
            2,
            new_w1_0=3.2,
            new_w1_1=2.56,
            new_w1_2=2.048,
            new_w1_3=1.6384,
            new_w2_0=0.4,
            new_w2_1=0.08,
            new_w2_2=0.016,
            new_w2_3=0.0032,
            loss_0=32,
            loss_1=10.88,
            loss_2=6.5792,
            loss_3=4.195328,
        ),
    ),
    "Q05": (
        table(
            "sqrt((h - 3)^2 + 1)",
            (2,),
            2 * 2**0.5,
            4,
            1,
            new_h_0=4,
            new_h_1=2,
            new_h_2=4,
            new_h_3=2,
        ),
    ),
    "Q08": (table("(h - 2)^3", (1,), 1, 2, 1, new_h_0=-2, new_h_1=-50),),
    "Q09": (
        table(
            "x^2 + y^2",
            (1, -1),
            0.25,
            3,
            2,
            new_x_0=0.5,
            new_y_0=-0.5,
            new_x_1=0.25,
            new_y_1=-0.25,
            new_x_2=0.125,
            new_y_2=-0.125,
        ),
    ),
    "Q10": (table("0.5*(h - 2)^2 + 3", (0,), 0.5, 3, 1, new_h_0=1, new_h_1=1.5, new_h_2=1.75),),
    "Q13": (table(SMOOTHED_HINGE, (-0.5,), 1, 2, 1, new_x_0=0.5, new_x_1=1),),
    "Q61": (
        table(
            "(x - 3)^2 + 4",
            (5,),
            0.01,
            4,
            1,
            new_x_0=4.96,
            new_x_1=4.9208,
            new_x_2=4.882384,
            new_x_3=4.84473632,
        ),
        table("(x - 3)^2 + 4", (5,), 1, 4, 1, new_x_0=1, new_x_1=5, new_x_2=1, new_x_3=5),
    ),
    "Q01": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("x^2 + y^2", XY), (3, 4), 0.1, 3),
            {"gradient_x": 6, "gradient_y": 8, "new_x": 2.4, "new_y": 3.2}
            | {"loss": 25, "new_loss": 16, "fall": 36},
        ),
        Case("loss-change", lambda: loss_change.draft_of(25, 16), {"fall": 36}),
    ),
    "Q06": (
        Case(
            "find-the-rate",
            lambda: find_the_rate.to_the_minimum_of(Drawn("exp((h + 1)^2)", ("h",)), 0, -1),
            {"minimiser": -1, "gradient_h": 2 * math.e, "rate": 1 / (2 * math.e)},
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
    "Q16": (
        Case(
            "derivative",
            lambda: derivative.update_from_of(
                Drawn("(x1^2 + x2 - 3)^2 + (x1 + x2^2 - 4)^2", ("x1", "x2")), (1, 0)
            ),
            {"gradient_x1": -14, "gradient_x2": -4, "new_x1": "1 + 14*eta", "new_x2": "4*eta"},
        ),
    ),
    "Q44": (
        Case(
            "derivative",
            lambda: derivative.update_of(
                Differentiated(
                    Drawn("6*theta^2 - 6*theta + 6", ("theta",)),
                    {"theta": "12*theta - 6"},
                    (),
                    "",
                )
            ),
            {"new_theta": "theta - 6*eta*(2*theta - 1)"},
        ),
    ),
    "Q28": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("(x + y)^2/7", XY), (3, 5), 7 / 4, 2),
            {"new_x": -1, "new_y": 1, "new_loss": 0},
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
    "Q52": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("(0.05 - 0.05*w)^2", ("w",)), (0.9,), 0.1, 3),
            {"loss": 2.5e-5, "gradient_w": -0.0005, "new_w": 0.90005}
            | {"new_loss": 2.497500625e-5, "fall": 0.099975},
        ),
    ),
    "Q55": (
        Case(
            "one-update",
            lambda: one_update.draft_of(Drawn("x^2 + 3*y^2 - 3*x*y", XY), (1, 3), 0.01, 1),
            {"gradient_x": -7, "gradient_y": 15, "new_x": 1.07, "new_y": 2.85},
        ),
    ),
    "Q56": (table("(x - 3)^2", (0,), 0.25, 2, 1, new_x_0=1.5, new_x_1=2.25),),
    "Q59": (
        Case(
            "one-update",
            lambda: given_gradient.draft_of(("w", "b"), (3, 1), (4, -2), 0.1),
            {"new_w": 2.6, "new_b": 1.2},
        ),
    ),
}

OUTSIDE: dict[str, str] = {}
