"""Ready-made losses of many columns as short texts, and what is made of them."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.problem import objective_of
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.linear_loss import LinearObjective
from gdsim.engine.problem.linear_score import linear_score
from gdsim.engine.problem.losses import LossChoice
from gdsim.engine.problem.quadratic import has_same_curvature, is_quadratic
from gdsim.engine.problem.wide_text import WideLoss, loss_text, wide_loss

NAMES = ("y", "a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("loss", "text"),
    [
        (WideLoss(LossChoice("squares"), ("a",), "y"), "squares(y ~ a)"),
        (WideLoss(LossChoice("logistic"), ("a", "c", "d", "e"), "y"), "logistic(y ~ a, c:e)"),
        (
            WideLoss(LossChoice("huber", "sum", "l2", 0.25, False, 2.5), ("e", "a", "b"), "y"),
            "huber(y ~ e, a, b; sum; l2 = 0.25; delta = 2.5; no intercept)",
        ),
    ],
)
def test_a_loss_comes_back_from_its_text(loss: WideLoss, text: str) -> None:
    assert loss.text(NAMES) == text
    assert wide_loss(text, NAMES) == loss


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("squares(y ~ q)", "there is no column 'q'; the columns are y, a, b, …, e"),
        ("squares(z ~ a)", "there is no column 'z'"),
        ("squares(y ~ a, a)", "name each feature once"),
        ("squares(y ~ c:a)", "name each feature once"),
        ("squares(y ~ a, y)", "column y is the target and no feature as well"),
        ("squares(y ~ a; l3 = 1)", "'l3 = 1' is nothing that a ready-made loss can have"),
        ("squares(y ~ a; l2 = x)", "is not a number"),
        ("square(y ~ a)", "a ready-made loss of columns is written as"),
    ],
)
def test_a_text_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        wide_loss(text, NAMES)


def wide(n: int, kind: str = "squares") -> tuple[Dataset, str]:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(20, n))
    data = Dataset("made", (*(f"p{k}" for k in range(n)), "y"), np.column_stack([x, x[:, 0] > 0]))
    return data, loss_text(data, LossChoice(kind), data.names[:-1], "y")


def test_few_columns_have_an_expression_and_many_the_short_text() -> None:
    assert wide(2)[1] == "(w1*p0 + w2*p1 + b - y)^2"
    data, text = wide(300)
    assert text == "squares(y ~ p0:p299)"
    objective = objective_of(Experiment(objective=text, dataset=data))
    assert isinstance(objective, LinearObjective)
    assert objective.expression.text == text
    assert objective.expression.latex() == r"\left(s - y\right)^{2}"
    theta = np.random.default_rng(3).normal(size=301)
    residual = data.values[:, :300] @ theta[:300] + theta[300] - data.values[:, 300]
    assert float(objective.value(theta)) == pytest.approx((residual**2).mean())


def test_a_short_text_of_few_columns_is_their_expression() -> None:
    data, _ = wide(2)
    objective = objective_of(Experiment(objective="squares(y ~ p0, p1)", dataset=data))
    assert objective.has_compiled_rows
    assert objective.parameters == ("w1", "w2", "b")


def test_what_needs_formulas_is_not_claimed_of_many_columns() -> None:
    data, text = wide(300)
    objective = objective_of(Experiment(objective=text, dataset=data))
    assert not is_quadratic(objective)
    assert not has_same_curvature(objective)
    with pytest.raises(InputError, match="second derivatives"):
        objective.hessian(np.zeros(301))
    score = linear_score(objective)
    assert score is not None
    assert (len(score.weights), score.intercept, score.target) == (300, "b", "y")


def test_many_columns_are_not_maximised_and_need_data() -> None:
    data, text = wide(300)
    with pytest.raises(InputError, match="there to be minimised"):
        objective_of(Experiment(objective=text, dataset=data, maximise=True))
    with pytest.raises(InputError, match="needs data"):
        objective_of(Experiment(objective=text))
