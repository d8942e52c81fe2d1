"""Ready-made losses against formulas written out in NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.losses import LOSSES, PENALTIES, build_loss, labels_of, loss_for
from gdsim.engine.problem.objective import Objective

DELTA = 0.75


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


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("penalty", PENALTIES)
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_mini_batch_gradient_equals_the_formula(kind, penalty, data) -> None:
    k, n = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 12))
    x = np.array(data.draw(st.lists(st.lists(NUMBERS, min_size=k, max_size=k), min_size=n,
                                    max_size=n)))  # fmt: skip
    labels = data.draw(st.sampled_from(["signed", "binary"]))
    if kind in ("logistic", "hinge"):
        signed = np.array(data.draw(st.lists(st.sampled_from([-1.0, 1.0]), min_size=n, max_size=n)))
    else:
        signed = np.array(data.draw(st.lists(NUMBERS, min_size=n, max_size=n)))
        labels = "signed"
    theta = np.array(data.draw(st.lists(NUMBERS, min_size=k + 1, max_size=k + 1)))
    rows = np.array(data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=2 * n)))
    assume(kink_distance(kind, x @ theta[:-1] + theta[-1], signed) > 1e-6)
    written = signed if labels == "signed" else (signed + 1) / 2
    names = tuple(f"x{j + 1}" for j in range(k))
    text = build_loss(kind, names, "y", penalty=penalty, strength=0.3, delta=DELTA, labels=labels)
    objective = Objective(text, Dataset("", (*names, "y"), np.column_stack([x, written])))
    theta_names = ("w",) if k == 1 else tuple(f"w{j + 1}" for j in range(k))
    assert set(objective.parameters) == {*theta_names, "b"}
    ordered = Objective(text, objective.dataset, (*theta_names, "b"))
    loss, gradient = ordered.value_and_gradient(theta, rows)
    expected, slope = reference(kind, penalty, 0.3, theta, x[rows], signed[rows])
    assert loss == pytest.approx(expected, rel=1e-10, abs=1e-13)
    assert gradient == pytest.approx(slope, rel=1e-10, abs=1e-13)


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("labels", ["signed", "binary"])
@pytest.mark.parametrize("score", [-1e150, -800.0, -40.0, 40.0, 800.0, 1e150])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_large_scores_neither_overflow_nor_cancel(kind, labels, score, sign) -> None:
    y = sign if labels == "signed" or kind not in ("logistic", "hinge") else (sign + 1) / 2
    data = Dataset("", ("x", "y"), np.array([[1.0, y]]))
    text = build_loss(kind, ["x"], "y", intercept=False, labels=labels, delta=DELTA)
    loss, gradient = Objective(text, data).value_and_gradient(np.array([score]))
    expected, slope = row_terms(kind, np.array([score]), np.array([sign]))
    assert loss == pytest.approx(expected[0], rel=1e-12, abs=1e-300)
    assert gradient == pytest.approx(slope, rel=1e-12, abs=1e-300)


def test_conventions_are_visible_in_the_text() -> None:
    assert build_loss("squares", ["x"], "y") == "(w*x + b - y)^2"
    assert build_loss("squares", ["x"], "y", convention="half") == "1/2*(w*x + b - y)^2"
    summed = build_loss("squares", ["x"], "y", convention="sum", rows=40)
    assert summed == "40*(w*x + b - y)^2"
    with_penalty = build_loss("squares", ["u", "v"], "y", penalty="l2", strength=0.5)
    assert with_penalty == "(w1*u + w2*v + b - y)^2 + 0.5*(w1^2 + w2^2)"
    assert build_loss("absolute", ["x"], "y", penalty="l1", strength=0) == "abs(w*x + b - y)"


@pytest.mark.parametrize(("convention", "factor"), [("mean", 1), ("half", 0.5), ("sum", 40)])
def test_penalty_is_added_once_whatever_the_convention(convention, factor) -> None:
    rng = np.random.default_rng(3)
    data = Dataset("", ("x", "y"), rng.normal(size=(40, 2)))
    text = loss_for(data, "squares", ["x"], "y", convention=convention, penalty="l2", strength=2)
    theta = np.array([0.4, -0.3])
    x, y = data.values.T
    expected = factor * np.mean((0.4 * x - 0.3 - y) ** 2) + 2 * 0.4**2
    assert Objective(text, data).value(theta) == pytest.approx(expected, rel=1e-12)


def test_parameters_give_way_to_columns_of_the_same_name() -> None:
    data = Dataset("", ("w", "b", "x", "y"), np.arange(8.0).reshape(2, 4))
    assert loss_for(data, "squares", ["w"], "y") == "(theta*w + bias - y)^2"
    assert Objective(loss_for(data, "squares", ["w"], "y"), data).parameters == ("theta", "bias")
    with pytest.raises(InputError, match="rename a column"):
        build_loss("squares", ["x"], "y", taken=["w", "theta", "weight"])
    with pytest.raises(InputError, match="rename a column"):
        build_loss("squares", ["x"], "y", taken=["b", "bias", "intercept"])


@pytest.mark.parametrize("name", ["my value", "2x", "", "a-b", "β", "x²"])
def test_column_that_is_no_name_is_refused(name) -> None:
    for features, target in (([name], "y"), (["x"], name)):
        with pytest.raises(InputError, match="rename the column"):
            build_loss("squares", features, target)


@pytest.mark.parametrize("name", ["e", "pi", "max", "log", "sum"])
def test_a_column_may_be_called_as_a_constant_or_a_function(name: str) -> None:
    data = Dataset("d", (name, "y"), np.array([[1.0, 2.0], [3.0, 4.0]]))
    objective = Objective(build_loss("squares", [name], "y"), data)
    assert objective.columns == (name, "y")
    _, gradient = objective.value_and_gradient(np.zeros(len(objective.parameters)))
    # d/dw of the mean of (w x + b - y)^2 at 0 is -2 mean(x y) = -2 (2 + 12)/2.
    assert gradient[0] == pytest.approx(-14)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "cubes"}, "squares, absolute"),
        ({"convention": "median"}, "mean, half, sum"),
        ({"penalty": "l3"}, "none, l2, l1"),
        ({"labels": "words"}, "signed, binary"),
        ({"kind": "huber", "convention": "half"}, "least squares"),
        ({"convention": "sum"}, "number of rows"),
        ({"penalty": "l2", "strength": -1}, "at least 0"),
        ({"penalty": "l2", "strength": float("nan")}, "finite"),
        ({"kind": "huber", "delta": 0}, "above 0"),
        ({"features": []}, "at least one column"),
        ({"features": ["x", "x"]}, "twice"),
        ({"features": ["y"]}, "twice"),
        ({"features": [f"x{i}" for i in range(400)]}, "fewer columns"),
    ],
)
def test_what_is_not_accepted_is_refused_in_a_sentence(change, said) -> None:
    with pytest.raises(InputError, match=said):
        build_loss(**{"kind": "squares", "features": ["x"], "target": "y", **change})


@pytest.mark.parametrize(
    ("values", "said"),
    [([1, 1, 1], "every label"), ([1, 2, 3], "3 different"), ([1, 2], "2 different"),
     (list(range(9)), "9 different")],
)  # fmt: skip
def test_labels_of_other_than_two_classes_are_refused(values, said) -> None:
    data = Dataset("", ("x", "y"), np.column_stack([np.arange(len(values)), values]) * 1.0)
    for kind in ("logistic", "hinge"):
        with pytest.raises(InputError, match=said):
            loss_for(data, kind, ["x"], "y")
    assert loss_for(data, "squares", ["x"], "y")


def test_labels_are_recognised_as_written() -> None:
    assert labels_of(np.array([1.0, -1, 1]), "y") == "signed"
    assert labels_of(np.array([1.0, 0, 1]), "y") == "binary"
    data = Dataset("", ("x", "y"), np.array([[1.0, 0], [2, 1]]))
    assert "1 - 2*y" in loss_for(data, "logistic", ["x"], "y")
    with pytest.raises(InputError, match="no column z"):
        loss_for(data, "logistic", ["z"], "y")
