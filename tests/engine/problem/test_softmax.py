"""The softmax loss of three classes and more, against it written out in NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.loss_text import build_loss, loss_for
from gdsim.engine.problem.losses import LossChoice
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

SOFTMAX = LossChoice("softmax")


def data_of(x: np.ndarray, y: np.ndarray) -> Dataset:
    names = tuple(f"x{k + 1}" for k in range(x.shape[1]))
    return Dataset("rows", (*names, "y"), np.column_stack([x, y]))


def softmax(weights: np.ndarray, biases: np.ndarray, x: np.ndarray, y: np.ndarray):
    """Return the mean loss and the gradients by weights (K, d) and biases (K,)."""
    scores = x @ weights.T + biases
    shifted = scores - scores.max(axis=1, keepdims=True)
    shares = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    own = np.arange(len(y)), y.astype(int)
    loss = -np.log(shares[own]).mean()
    off = shares.copy()
    off[own] -= 1
    return loss, off.T @ x / len(y), off.mean(axis=0)


def by_parameter(objective: Objective, weights: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """Return weights (K, d) and biases (K,) in the order of the objective's parameters."""
    found = {}
    for c, row in enumerate(weights):
        for j, value in enumerate(row):
            found[f"w{j + 1}_{c}" if len(row) > 1 else f"w_{c}"] = value
        found[f"b_{c}"] = biases[c]
    return np.array([found[name] for name in objective.parameters])


@pytest.mark.parametrize("features", [1, 2, 3])
@pytest.mark.parametrize("classes", [2, 3, 5])
def test_loss_and_gradient_are_those_of_numpy(features: int, classes: int) -> None:
    random = np.random.default_rng(features * 10 + classes)
    x = random.normal(size=(17, features))
    y = np.append(np.arange(classes), random.integers(classes, size=17 - classes))
    names = [f"x{k + 1}" for k in range(features)]
    dataset = data_of(x, y)
    objective = Objective(loss_for(dataset, SOFTMAX, names, "y"), dataset)
    weights, biases = random.normal(size=(classes, features)), random.normal(size=classes)
    loss, by_weights, by_biases = softmax(weights, biases, x, y)
    theta = by_parameter(objective, weights, biases)
    found_loss, found = objective.value_and_gradient(theta)
    assert float(found_loss) == pytest.approx(loss, rel=1e-12)
    expected = by_parameter(objective, by_weights, by_biases)
    assert found == pytest.approx(expected, rel=1e-10, abs=1e-13)


def test_one_step_of_the_biases_is_that_of_a_hand_calculation() -> None:
    """One row of class 1 with the scores 0.1, 0.2 and 0.3: each bias loses 0.1 (share - hit)."""
    dataset = data_of(np.array([[1.0], [2.0], [4.0]]), np.array([1.0, 0.0, 2.0]))
    text = loss_for(dataset, SOFTMAX, ["x1"], "y")
    plan = Experiment(objective=text, dataset=dataset, method="stochastic", order="fixed")
    names = Run(plan).objective.parameters
    start = {"b_0": 0.1, "b_1": 0.2, "b_2": 0.3}
    run = Run(plan.with_(start=tuple(start.get(name, 0.0) for name in names)))
    run.advance(1)
    powers = np.exp([0.1, 0.2, 0.3])
    shares = powers / powers.sum()
    new = dict(zip(names, run.theta, strict=True))
    assert [new[f"b_{c}"] for c in range(3)] == pytest.approx(
        [0.1 - 0.1 * shares[0], 0.2 - 0.1 * (shares[1] - 1), 0.3 - 0.1 * shares[2]]
    )
    assert [new[f"w_{c}"] for c in range(3)] == pytest.approx(
        [-0.1 * shares[0], -0.1 * (shares[1] - 1), -0.1 * shares[2]]
    )


def test_labels_need_not_follow_one_another() -> None:
    dataset = data_of(np.array([[1.0], [2.0], [4.0]]), np.array([1.0, 3.0, 7.0]))
    objective = Objective(loss_for(dataset, SOFTMAX, ["x1"], "y"), dataset)
    assert set(objective.parameters) == {f"{p}_{c}" for p in "wb" for c in (1, 3, 7)}
    assert float(objective.value(np.zeros(6))) == pytest.approx(np.log(3))


def test_the_penalty_is_of_all_weights_and_the_sum_of_the_whole_loss() -> None:
    dataset = data_of(np.array([[1.0], [2.0], [4.0]]), np.array([0.0, 1.0, 2.0]))
    plain = Objective(loss_for(dataset, SOFTMAX, ["x1"], "y"), dataset)
    theta = np.linspace(-1, 1, 6)
    weights = [theta[k] for k, name in enumerate(plain.parameters) if name.startswith("w")]
    for convention, factor in (("mean", 1), ("sum", 3)):
        choice = LossChoice("softmax", convention=convention, penalty="l2", strength=0.5)
        text = loss_for(dataset, choice, ["x1"], "y")
        found = Objective(text, dataset, plain.parameters).value(theta)
        expected = factor * plain.value(theta) + 0.5 * np.square(weights).sum()
        assert float(found) == pytest.approx(float(expected))


def test_without_an_intercept_there_are_weights_alone() -> None:
    text = build_loss(LossChoice("softmax", intercept=False), ["x", "z"], "y", classes=(0, 1, 2))
    assert set(Objective(text, None).parameters) >= {"w1_0", "w2_2"}
    assert "b_" not in text


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([0.5, 1, 2], "labels of classes must be 2 to 10 whole numbers from 0 on, as 0, 1, 2"),
        ([-1, 0, 1], "column y has 3 different values"),
        ([1, 1, 1], "column y has 1 different values"),
        (range(11), "column y has 11 different values (0, 1, 2, 3, …)"),
    ],
)
def test_labels_that_are_no_numbers_of_classes_are_refused(labels, said: str) -> None:
    y = np.array(list(labels), dtype=float)
    with pytest.raises(InputError) as caught:
        loss_for(data_of(np.arange(len(y))[:, None] * 1.0, y), SOFTMAX, ["x1"], "y")
    assert said in str(caught.value)


def test_a_column_with_the_name_of_a_parameter_is_refused() -> None:
    with pytest.raises(InputError, match="the column w_1 has the name of a parameter"):
        build_loss(SOFTMAX, ["x"], "y", taken=["w_1"], classes=(0, 1, 2))


def test_the_labels_of_the_classes_have_to_be_known() -> None:
    with pytest.raises(InputError, match="the loss softmax needs the labels of two classes"):
        build_loss(SOFTMAX, ["x"], "y")
