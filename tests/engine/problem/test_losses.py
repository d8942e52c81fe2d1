"""Ready-made losses against formulas written out in NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.loss_text import build_loss
from gdsim.engine.problem.losses import LOSSES, PENALTIES, LossChoice
from gdsim.engine.problem.objective import Objective
from tests.examples import examples

DELTA = 0.75

WITH_ONE_SCORE = [name for name, spec in LOSSES.items() if not spec.has_scores]


def row_terms(kind, score, y):
    """Return the loss of each row and its derivative by the score, from the definitions."""
    r = score - y
    match kind:
        case "squares":
            return r * r, 2 * r
        case "absolute":
            return np.abs(r), np.sign(r)
        case "huber":
            small = np.abs(r) <= DELTA
            outside = DELTA * (np.abs(r) - DELTA / 2)
            return np.where(small, r * r / 2, outside), np.where(small, r, DELTA * np.sign(r))
        case "logistic":
            return np.logaddexp(0, -y * score), -y * np.exp(-np.logaddexp(0, y * score))
        case "hinge":
            return np.maximum(0, 1 - y * score), np.where(y * score < 1, -y, 0.0)
    raise AssertionError(kind)


def kink_distance(kind, score, y):
    r = np.abs(score - y)
    kinks = {"absolute": r, "huber": np.minimum(np.abs(r - DELTA), 1), "hinge": 1 - y * score}
    return np.abs(kinks.get(kind, np.ones_like(score))).min()


def reference(kind, penalty, strength, theta, x, y):
    """Return mean loss and gradient by theta = (weights, intercept)."""
    weights = theta[:-1]
    loss, slope = row_terms(kind, x @ weights + theta[-1], y)
    gradient = np.append(x.T @ slope, slope.sum()) / len(y)
    if penalty == "l2":
        return loss.mean() + strength * weights @ weights, gradient + np.append(
            2 * strength * weights, 0
        )
    if penalty == "l1":
        return loss.mean() + strength * np.abs(weights).sum(), gradient + np.append(
            strength * np.sign(weights), 0
        )
    return loss.mean(), gradient


NUMBERS = st.floats(-3, 3).map(lambda value: round(value, 3))


@pytest.mark.parametrize("kind", WITH_ONE_SCORE)
@pytest.mark.parametrize("penalty", PENALTIES)
@settings(max_examples=examples(20))
@given(data=st.data())
def test_mini_batch_gradient_equals_the_formula(kind, penalty, data) -> None:
    k, n = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 12))
    x = np.array(data.draw(st.lists(st.lists(NUMBERS, min_size=k, max_size=k), min_size=n,
                                    max_size=n)))  # fmt: skip
    labels = data.draw(st.sampled_from(["signed", "binary"]))
    if LOSSES[kind].is_classifier:
        signed = np.array(data.draw(st.lists(st.sampled_from([-1.0, 1.0]), min_size=n, max_size=n)))
    else:
        signed = np.array(data.draw(st.lists(NUMBERS, min_size=n, max_size=n)))
        labels = "signed"
    theta = np.array(data.draw(st.lists(NUMBERS, min_size=k + 1, max_size=k + 1)))
    rows = np.array(data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=2 * n)))
    assume(kink_distance(kind, x @ theta[:-1] + theta[-1], signed) > 1e-6)
    written = signed if labels == "signed" else (signed + 1) / 2
    names = tuple(f"x{j + 1}" for j in range(k))
    choice = LossChoice(kind, penalty=penalty, strength=0.3, delta=DELTA)
    text = build_loss(choice, names, "y", labels=labels)
    objective = Objective(text, Dataset("", (*names, "y"), np.column_stack([x, written])))
    theta_names = ("w",) if k == 1 else tuple(f"w{j + 1}" for j in range(k))
    assert set(objective.parameters) == {*theta_names, "b"}
    ordered = Objective(text, objective.dataset, (*theta_names, "b"))
    loss, gradient = ordered.value_and_gradient(theta, rows)
    expected, slope = reference(kind, penalty, 0.3, theta, x[rows], signed[rows])
    assert loss == pytest.approx(expected, rel=1e-10, abs=1e-13)
    assert gradient == pytest.approx(slope, rel=1e-10, abs=1e-13)


@pytest.mark.parametrize("kind", WITH_ONE_SCORE)
@pytest.mark.parametrize("labels", ["signed", "binary"])
@pytest.mark.parametrize("score", [-1e150, -800.0, -40.0, 40.0, 800.0, 1e150])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_large_scores_neither_overflow_nor_cancel(kind, labels, score, sign) -> None:
    y = sign if labels == "signed" or not LOSSES[kind].is_classifier else (sign + 1) / 2
    data = Dataset("", ("x", "y"), np.array([[1.0, y]]))
    choice = LossChoice(kind, intercept=False, delta=DELTA)
    text = build_loss(choice, ["x"], "y", labels=labels)
    loss, gradient = Objective(text, data).value_and_gradient(np.array([score]))
    expected, slope = row_terms(kind, np.array([score]), np.array([sign]))
    assert loss == pytest.approx(expected[0], rel=1e-12, abs=1e-300)
    assert gradient == pytest.approx(slope, rel=1e-12, abs=1e-300)
