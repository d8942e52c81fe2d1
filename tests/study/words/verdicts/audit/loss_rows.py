"""Losses and their gradients in NumPy, of points alone or of rows of data, and such data."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdsim.engine.problem.dataset import Dataset
from tests.study.words.verdicts.audit.cases import Array

Pair = tuple[Array, Array]


def one(value: Callable[[Array], Array], slope: Callable[[Array], Array]) -> Callable[..., Pair]:
    """Return a loss of one parameter."""

    def rows(points: Array, _data: Array) -> Pair:
        x = points[..., 0]
        return value(x), slope(x)[..., np.newaxis]

    return rows


def two(function: Callable[[Array, Array], tuple[Array, Array, Array]]) -> Callable[..., Pair]:
    """Return a loss of two parameters, from its value and both slopes."""

    def rows(points: Array, _data: Array) -> Pair:
        value, first, second = function(points[..., 0], points[..., 1])
        return value, np.stack([first, second], axis=-1)

    return rows


def rosenbrock(x: Array, y: Array) -> tuple[Array, Array, Array]:
    off = y - x * x
    return (1 - x) ** 2 + 100 * off**2, -2 * (1 - x) - 400 * x * off, 200 * off


def himmelblau(x: Array, y: Array) -> tuple[Array, Array, Array]:
    a, b = x * x + y - 11, x + y * y - 7
    return a * a + b * b, 4 * x * a + 2 * b, 2 * a + 4 * y * b


def sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def softplus(z: Array) -> Array:
    return np.logaddexp(0, z)


def linear(points: Array, data: Array) -> Pair:
    x, y = data[..., 0], data[..., 1]
    off = points[..., 0] * x + points[..., 1] - y
    return off * off, np.stack([2 * off * x, 2 * off], axis=-1)


def halved(points: Array, data: Array) -> Pair:
    losses, gradients = linear(points, data)
    return losses / 2, gradients / 2


def logistic(points: Array, data: Array) -> Pair:
    x, y = data[..., 0], data[..., 1]
    margin = y * (points[..., 0] * x + points[..., 1])
    pull = -y * sigmoid(-margin)
    return softplus(-margin), np.stack([pull * x, pull], axis=-1)


def network(points: Array, data: Array) -> Pair:
    x, y = data[..., 0], data[..., 1]
    v, w = points[..., 0], points[..., 1]
    bent = np.tanh(w * x)
    off = v * bent - y
    return off * off, np.stack([2 * off * bent, 2 * off * v * (1 - bent * bent) * x], axis=-1)


def hinge(points: Array, data: Array) -> Pair:
    x, y = data[..., 0], data[..., 1]
    margin = 1 - y * points[..., 0] * x
    return np.maximum(margin, 0), (np.where(margin > 0, -y * x, 0.0))[..., np.newaxis]


def noisy_bowl(points: Array, data: Array) -> Pair:
    first, second = points[..., 0] - data[..., 0], points[..., 1] - data[..., 1]
    return first**2 + 4 * second**2, np.stack([2 * first, 8 * second], axis=-1)


def plain_slope(points: Array, data: Array) -> Pair:
    x = data[..., 0]
    return points[..., 0] * x, (x + 0 * points[..., 0])[..., np.newaxis]


def two_columns(make: Callable[[np.random.Generator, Array], Array]) -> Callable[..., Dataset]:
    def data(rng: np.random.Generator) -> Dataset:
        x = rng.normal(size=60)
        return Dataset("made", ("x", "y"), np.c_[x, make(rng, x)])

    return data


def shifts(rng: np.random.Generator) -> Dataset:
    return Dataset("made", ("a", "b"), rng.normal(size=(60, 2)))


def signs(rng: np.random.Generator, x: Array) -> Array:
    return np.where(x + 0.8 * rng.normal(size=len(x)) > 0, 1.0, -1.0)
