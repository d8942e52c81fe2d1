"""The losses over rows of data: what their texts claim; see `claims.py` beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.files.data.reading import dataset_from
from gdsim.files.scenario.scenario import builtin_scenario
from tests.files.scenario.claims.claims import (
    Claims,
    curvatures,
    loss,
    near,
    of,
    own_run,
    path,
    run_with,
)


@of("linear-regression")
def _linear_regression() -> Claims:
    run = own_run("linear-regression")
    data = dataset_from("penguins.csv", Path())
    flipper, mass = data.columns(["flipper", "mass"]).T
    plain = Objective("(w*flipper + b - mass)^2", data).hessian(np.zeros(2))
    centred = run.objective.hessian(np.zeros(2))
    yield (
        "Body mass of 342 penguins (in kg) as a straight line of their flipper length (in cm),"
        " fitted by least squares.",
        len(mass) == 342 and 2 < mass.min() < mass.max() < 7 and 15 < flipper.min() < 24,
    )
    yield (
        "The line is written around 20 cm, in the open, so that slope and intercept hardly"
        " interfere.",
        _correlation(centred) < 0.1 and _correlation(plain) > 0.99,
    )
    scatter = [_scatter(run_with("linear-regression", 300, batch_size=size)) for size in (1, 32)]
    yield (
        "Change the method and the batch size to see how noisy the steps become.",
        scatter[0] > 3 * scatter[1],
    )


def _correlation(hessian: Array) -> float:
    return float(abs(hessian[0, 1]) / np.sqrt(hessian[0, 0] * hessian[1, 1]))


def _scatter(run: Run) -> float:
    return float(run.columns(100, run.length).gradient.std(axis=0).max())


@of("logistic-regression")
def _logistic_regression() -> Claims:
    data = dataset_from("penguins-two-species.csv", Path())
    bill, depth, y = data.columns(["bill", "depth", "y"]).T
    yield (
        "Gentoo or Adelie? Two bill measurements (in cm) of 274 penguins decide, through the"
        " logistic loss with labels 1 and -1.",
        len(y) == 274 and set(y) == {1.0, -1.0} and bill.min() > 3 and bill.max() < 7,
    )
    text = builtin_scenario("logistic-regression").experiment.objective.split(" + 0.01")[0]
    free = [
        run_with("logistic-regression", n, objective=text, method="batch") for n in (2000, 16_000)
    ]
    held = [run_with("logistic-regression", n, method="batch") for n in (2000, 16_000)]
    w1, w2, b = free[1].theta
    yield (
        "The last term keeps the weights small; without it they would grow for ever, because a line"
        " separates the two species without a single error.",
        near(held[0].theta, held[1].theta, 1e-6)
        and np.linalg.norm(free[1].theta) > 1.5 * np.linalg.norm(free[0].theta)
        and (y * (w1 * (bill - 4.3) + w2 * (depth - 1.7) + b) > 0).all(),
    )


@of("noisy-bowl")
def _noisy_bowl() -> Claims:
    run, bowl = own_run("noisy-bowl"), own_run("toy-bowl").objective
    points = np.array([[4.0, 2.0], [-1.0, 0.5], [0.3, -2.0]])
    yield (
        "The elongated bowl again, but every example has its own minimum, scattered around the"
        " origin.",
        len(np.unique(run.objective.data, axis=0)) == 100
        and near(run.objective.data.mean(axis=0), 0, 1e-12),
    )
    _, full = run.objective.value_and_gradient(points)
    _, batch = run.objective.value_and_gradient(points, run.rows(0))
    yield (
        "The full gradient is exactly that of the bowl; a mini-batch only estimates it.",
        near(full, bowl.value_and_gradient(points)[1], 1e-12) and not near(batch, full, 0.1),
    )
    far = np.linalg.norm(path(run_with("noisy-bowl", 3000))[1000:], axis=1)
    yield (
        "With a fixed learning rate the path ends up wandering around the minimum instead of"
        " settling there.",
        far.max() < 1.5 and far.mean() > 0.1 and far[-500:].mean() > far.mean() / 2,
    )


@of("sparse-dense")
def _sparse_dense() -> Claims:
    run = run_with("sparse-dense", 200)
    gradient = run.columns(0, 200).gradient
    yield (
        "The feature x2 is zero in 19 rows of 20, so most mini-batches hardly move its weight w2.",
        np.mean(run.objective.data[:, 1] == 0) == 0.95 and np.mean(gradient[:, 1] == 0) > 0.5,
    )
    plain = path(run) / [1, 2]
    yield (
        "Plain gradient descent learns w1 quickly and w2 slowly.",
        plain[10, 0] > 0.9 and plain[40, 1] < 0.5,
    )
    adaptive = run_with("sparse-dense", 40, rule="adagrad", learning_rate=0.5)
    squares = adaptive.columns(0, 40).state["square_sum"][-1]
    yield (
        "An adaptive rule such as AdaGrad gives the rare feature the larger steps it needs.",
        np.sqrt(squares[0] / squares[1]) > 2 and path(adaptive)[40, 1] > 2 * path(run)[40, 1],
    )


@of("neural-network")
def _neural_network() -> Claims:
    run = own_run("neural-network")
    value, here = run.objective.value, np.array([0.7, -1.1])
    yield (
        "One hidden neuron: y is predicted as v tanh(w x).",
        run.objective.expression.text == "(v*tanh(w*x) - y)^2",
    )
    low, high = curvatures(run.objective, (0, 0))
    _, slope = run.objective.value_and_gradient(np.zeros(2))
    yield (
        "Changing the signs of both weights changes nothing, so there are two equal minima with a"
        " saddle between them.",
        near(value(here), value(-here), 1e-12) and near(slope, 0, 1e-12) and low < 0 < high,
    )
    at_origin = run_with("neural-network", 5, start=(0.02, 0.03))
    yield (
        "Start near the origin and the first updates are slow.",
        loss(at_origin, 0) - loss(at_origin, 5) < (loss(run, 0) - loss(run, 5)) / 20,
    )


@of("updates-per-epoch")
def _updates_per_epoch() -> Claims:
    experiment = builtin_scenario("updates-per-epoch").experiment
    runs = {
        method: Run(experiment.with_(method=method, epochs=1))
        for method in ("batch", "stochastic", "mini-batch")
    }
    counts = {method: run.advance(20_000) for method, run in runs.items()}
    sizes = runs["mini-batch"].columns(0, 313).batch_size
    yield (
        "Least squares on 10,000 made-up points.",
        runs["batch"].objective.n_rows == 10_000,
    )
    yield (
        "Per epoch, batch gradient descent makes 1 update, stochastic 10,000, and mini-batches of"
        " 32 make 313: 312 full ones and a last one of 16.",
        counts == {"batch": 1, "stochastic": 10_000, "mini-batch": 313}
        and (sizes[:312] == 32).all()
        and sizes[312] == 16,
    )
    yield ("Switch the method and watch the count.", None)
