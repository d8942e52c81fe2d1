"""A fit to scaled columns, said in the data's own units and worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.linear_score import linear_score
from gdsim.engine.problem.objective import Objective
from gdsim.study.words.own_units import MOST_NAMED_FEATURES, own_units_sentence

RAW = Dataset("d", ("x", "y"), np.array([[1.0, -1.0], [2.0, 1.0], [3.0, 1.0]]))
SCALED = RAW.scaled("min-max", ["x"])
LINE, LOGISTIC = "(w*x + b - y)^2", "log(1 + exp(-y*(w*x + b)))"


def sentence(text: str, data: Dataset, theta: list[float]) -> str:
    objective = Objective(text, data)
    return own_units_sentence(objective, linear_score(objective), np.array(theta))


@pytest.mark.parametrize(
    ("text", "theta", "told"),
    [
        # x' = (x - 1)/2, so 4 x' + 1 is 2 x - 1, and -3 x' + 1 is -1.5 x + 2.5.
        (LINE, [4.0, 1.0], "y = 2.0000·x − 1.0000."),
        (LINE, [-3.0, 1.0], "y = -1.5000·x + 2.5000."),
        (LOGISTIC, [4.0, 1.0], "score (the boundary is at 0) = 2.0000·x − 1.0000."),
    ],
)
def test_the_score_is_told_for_the_columns_as_they_were_read(
    text: str, theta: list[float], told: str
) -> None:
    assert sentence(text, SCALED, theta) == f"In the data's own units: {told}"


def test_a_scaled_target_has_its_own_unit_too() -> None:
    # y' = (y + 1)/2, so y' = 0.5 x' is y = 2 (0.5 (x - 1)/2) - 1.
    both = RAW.scaled("min-max", ["x", "y"])
    assert sentence(LINE, both, [0.5, 0.0]).endswith("y = 0.50000·x − 1.5000.")


@pytest.mark.parametrize(
    ("text", "data", "theta"),
    [
        (LINE, RAW, [4.0, 1.0]),
        ("(w*x^2 + b - y)^2", SCALED, [4.0, 1.0]),
        (LINE, SCALED, [np.inf, 1.0]),
    ],
)
def test_nothing_is_told_without_scaling_a_linear_score_or_finite_numbers(
    text: str, data: Dataset, theta: list[float]
) -> None:
    assert sentence(text, data, theta) == ""


def test_a_long_score_is_cut_short() -> None:
    n = MOST_NAMED_FEATURES + 2
    names = tuple(f"x{k}" for k in range(n))
    values = np.column_stack([np.arange(3.0)] * n + [np.ones(3)])
    data = Dataset("wide", (*names, "y"), values).scaled("min-max", ["x0"])
    text = " + ".join(f"w{k}*{name}" for k, name in enumerate(names))
    told = sentence(f"({text} - y)^2", data, [1.0] * n)
    # x0 is halved by the scaling.
    assert "0.50000·x0 + 1.0000·x1" in told
    assert told.endswith("1.0000·x5 + … + 0.")
