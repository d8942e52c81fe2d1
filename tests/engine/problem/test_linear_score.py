"""The linear score of an objective, held against losses worked out on the columns as read."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.linear_score import linear_score, own_units
from gdsim.engine.problem.loss_text import loss_for
from gdsim.engine.problem.losses import LOSSES, LossChoice
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.scaling import SCALINGS

RNG = np.random.default_rng(5)
X = RNG.normal([40.0, -3.0], [12.0, 0.1], (60, 2))
RAW = Dataset("raw", ("x1", "x2", "y"), np.column_stack([X, 3 * X[:, 0] - 8 * X[:, 1] + 100]))
LABELLED = Dataset("raw", ("x1", "x2", "y"), np.column_stack([X, np.sign(X[:, 0] - 40)]))


@pytest.mark.parametrize("kind", [name for name, spec in LOSSES.items() if not spec.has_scores])
@pytest.mark.parametrize("method", SCALINGS)
def test_every_ready_made_loss_is_the_same_in_own_units(kind: str, method: str) -> None:
    """The score on scaled columns and that in own units are the same number for every row."""
    is_classifier = LOSSES[kind].is_classifier
    data = LABELLED if is_classifier else RAW
    scaled = data.scaled(method, ["x1", "x2"])
    if not is_classifier:
        scaled = scaled.scaled("standardise", ["y"])
    text = loss_for(scaled, LossChoice(kind, penalty="l2", strength=0.1), ["x1", "x2"], "y")
    objective = Objective(text, scaled)
    score = linear_score(objective)
    assert score is not None
    assert (score.target, score.is_prediction) == ("y", not is_classifier)
    theta = np.array([0.7, -1.3, 0.4])
    own = own_units(objective, score, theta)
    assert own is not None
    in_own = data.columns(["x1", "x2"]) @ own.weights + own.intercept
    on_scaled = scaled.columns(["x1", "x2"]) @ theta[:2] + theta[2]
    if not is_classifier:
        y = data.columns(["y"])
        on_scaled = on_scaled * y.std() + y.mean()
    assert in_own == pytest.approx(on_scaled, rel=1e-11)


def test_a_loss_with_a_score_for_each_class_has_not_one() -> None:
    classes = Dataset("raw", ("x1", "x2", "y"), np.column_stack([X, np.arange(len(X)) % 3]))
    text = loss_for(classes, LossChoice("softmax"), ["x1", "x2"], "y")
    assert linear_score(Objective(text, classes)) is None


@pytest.mark.parametrize(
    ("text", "weights", "intercept"),
    [
        ("(y - w*x1 - b)^2", (("x1", "w"),), "b"),
        ("(y - (b + x1*w))^2", (("x1", "w"),), "b"),
        ("abs(w*x1 - y)", (("x1", "w"),), None),
        ("-(w*x1 + b - y)^2 * -1", (("x1", "w"),), "b"),
    ],
)
def test_ways_of_writing_one_score(text: str, weights: object, intercept: object) -> None:
    score = linear_score(Objective(text, RAW))
    assert score is not None
    assert (score.weights, score.intercept, score.target) == (weights, intercept, "y")


@pytest.mark.parametrize(
    "text",
    [
        "w1^2 + 4*w2^2",
        "(w*x1 + a*x1^2 - y)^2",
        "(w*x1 + b + y)^2",
        "(w*x1 - b - y)^2",
        "(a*tanh(w*x1 + b) + v*tanh(u*x1 + c) - y)^2",
        "(w*x1 + w*x2 - y)^2 + x1*w",
        "(2*w*x1 - y)^2",
        "w" + "+w" * 900 + "+x1",
        "v*tanh(w*x1 + b)*y",
    ],
)
def test_what_is_no_linear_score_is_none(text: str) -> None:
    assert linear_score(Objective(text, RAW)) is None


def test_without_scaling_there_are_no_other_units() -> None:
    objective = Objective("(w*x1 + b - y)^2", RAW)
    score = linear_score(objective)
    assert score is not None
    assert own_units(objective, score, np.array([1.0, 2.0])) is None
