"""Losses of many kinds, each written twice: as a person types it, and in NumPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdsim.engine.problem.dataset import Dataset
from tests.study.words.verdicts.audit.cases import Array

Pair = tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of loss.

    Attributes
    ----------
    text
        As it is typed.
    parameters
        Their names, in order.
    rows
        Takes points (..., 1, d) and data (..., B, columns), returns losses (..., B) and gradients
        (..., B, d) of rows.
    starts
        The range from which starts are drawn.
    rate
        A rate that suits gd, about.
    data
        Takes a generator, returns a data set; None for a plain function.
    """

    text: str
    parameters: tuple[str, ...]
    rows: Callable[[Array, Array], Pair]
    starts: tuple[float, float]
    rate: float
    data: Callable[[np.random.Generator], Dataset] | None = None

    @property
    def is_quadratic(self) -> bool:
        """Whether it is a quadratic function of the parameters."""
        return self.rows in (_linear, _halved, _noisy_bowl, _slope)


def _one(value: Callable[[Array], Array], slope: Callable[[Array], Array]) -> Callable[..., Pair]:
    """Return a loss of one parameter."""

    def rows(points: Array, _data: Array) -> Pair:
        x = points[..., 0]
        return value(x), slope(x)[..., np.newaxis]

    return rows


def _two(function: Callable[[Array, Array], tuple[Array, Array, Array]]) -> Callable[..., Pair]:
    """Return a loss of two parameters, from its value and both slopes."""

    def rows(points: Array, _data: Array) -> Pair:
        value, first, second = function(points[..., 0], points[..., 1])
        return value, np.stack([first, second], axis=-1)

    return rows


def _rosenbrock(x: Array, y: Array) -> tuple[Array, Array, Array]:
    off = y - x * x
    return (1 - x) ** 2 + 100 * off**2, -2 * (1 - x) - 400 * x * off, 200 * off


def _himmelblau(x: Array, y: Array) -> tuple[Array, Array, Array]:
    a, b = x * x + y - 11, x + y * y - 7
    return a * a + b * b, 4 * x * a + 2 * b, 2 * a + 4 * y * b


def _sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def _softplus(z: Array) -> Array:
    return np.logaddexp(0, z)


def _linear(points: Array, data: Array) -> Pair:
    x, y = data[..., 0], data[..., 1]
    off = points[..., 0] * x + points[..., 1] - y
    return off * off, np.stack([2 * off * x, 2 * off], axis=-1)


def _halved(points: Array, data: Array) -> Pair:
    losses, gradients = _linear(points, data)
    return losses / 2, gradients / 2


def _logistic(points: Array, data: Array) -> Pair:
    x, y = data[..., 0], data[..., 1]
    margin = y * (points[..., 0] * x + points[..., 1])
    pull = -y * _sigmoid(-margin)
    return _softplus(-margin), np.stack([pull * x, pull], axis=-1)


def _network(points: Array, data: Array) -> Pair:
    x, y = data[..., 0], data[..., 1]
    v, w = points[..., 0], points[..., 1]
    bent = np.tanh(w * x)
    off = v * bent - y
    return off * off, np.stack([2 * off * bent, 2 * off * v * (1 - bent * bent) * x], axis=-1)


def _hinge(points: Array, data: Array) -> Pair:
    x, y = data[..., 0], data[..., 1]
    margin = 1 - y * points[..., 0] * x
    return np.maximum(margin, 0), (np.where(margin > 0, -y * x, 0.0))[..., np.newaxis]


def _noisy_bowl(points: Array, data: Array) -> Pair:
    first, second = points[..., 0] - data[..., 0], points[..., 1] - data[..., 1]
    return first**2 + 4 * second**2, np.stack([2 * first, 8 * second], axis=-1)


def _slope(points: Array, data: Array) -> Pair:
    x = data[..., 0]
    return points[..., 0] * x, (x + 0 * points[..., 0])[..., np.newaxis]


def _two_columns(make: Callable[[np.random.Generator, Array], Array]) -> Callable[..., Dataset]:
    def data(rng: np.random.Generator) -> Dataset:
        x = rng.normal(size=60)
        return Dataset("made", ("x", "y"), np.c_[x, make(rng, x)])

    return data


def _shifts(rng: np.random.Generator) -> Dataset:
    return Dataset("made", ("a", "b"), rng.normal(size=(60, 2)))


def _signs(rng: np.random.Generator, x: Array) -> Array:
    return np.where(x + 0.8 * rng.normal(size=len(x)) > 0, 1.0, -1.0)


ONE = ("x",)
TWO = ("x", "y")

KINDS: tuple[Kind, ...] = (
    Kind("(1 - x)^2 + 100*(y - x^2)^2", TWO, _two(_rosenbrock), (-1.5, 1.5), 1e-3),
    Kind("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", TWO, _two(_himmelblau), (-5, 5), 5e-3),
    Kind("log(cosh(x))", ONE, _one(lambda x: np.log(np.cosh(x)), np.tanh), (-8, 8), 0.5),
    Kind(
        "x^4 + y^2",
        TWO,
        _two(lambda x, y: (x**4 + y**2, 4 * x**3, 2 * y)),
        (-2, 2),
        0.03,
    ),
    Kind("x^3", ONE, _one(lambda x: x**3, lambda x: 3 * x * x), (-0.5, 1.5), 0.05),
    Kind("exp(-x)", ONE, _one(lambda x: np.exp(-x), lambda x: -np.exp(-x)), (-2, 4), 0.3),
    Kind(
        "tanh(x)^2 + 0.001*x^2",
        ONE,
        _one(
            lambda x: np.tanh(x) ** 2 + 0.001 * x * x,
            lambda x: 2 * np.tanh(x) * (1 - np.tanh(x) ** 2) + 0.002 * x,
        ),
        (-8, 8),
        0.3,
    ),
    Kind(
        "x^2/(1 + x^2)",
        ONE,
        _one(lambda x: x * x / (1 + x * x), lambda x: 2 * x / (1 + x * x) ** 2),
        (-3, 3),
        0.7,
    ),
    Kind(
        "abs(x) + 10*abs(y)",
        TWO,
        _two(lambda x, y: (abs(x) + 10 * abs(y), np.sign(x), 10 * np.sign(y))),
        (-2, 2),
        0.02,
    ),
    Kind(
        "abs(x)^1.5 + y^2",
        TWO,
        _two(lambda x, y: (abs(x) ** 1.5 + y * y, 1.5 * np.sign(x) * abs(x) ** 0.5, 2 * y)),
        (-2, 2),
        0.1,
    ),
    Kind("log(x)", ONE, _one(np.log, lambda x: 1 / x), (0.3, 3), 0.05),
    Kind("x - log(x)", ONE, _one(lambda x: x - np.log(x), lambda x: 1 - 1 / x), (0.1, 3), 0.2),
    Kind(
        "(x*y - 1)^2",
        TWO,
        _two(lambda x, y: ((x * y - 1) ** 2, 2 * (x * y - 1) * y, 2 * (x * y - 1) * x)),
        (-2, 2),
        0.1,
    ),
    Kind(
        "x^4 - 2*x^2 + y^2",
        TWO,
        _two(lambda x, y: (x**4 - 2 * x * x + y * y, 4 * x**3 - 4 * x, 2 * y)),
        (-1.5, 1.5),
        0.08,
    ),
    Kind(
        "sin(3*x) + 0.1*x^2",
        ONE,
        _one(lambda x: np.sin(3 * x) + 0.1 * x * x, lambda x: 3 * np.cos(3 * x) + 0.2 * x),
        (-5, 5),
        0.1,
    ),
    Kind(
        "sqrt(1 + x^2) + 0.5*y^2",
        TWO,
        _two(
            lambda x, y: (
                np.sqrt(1 + x * x) + y * y / 2,
                x / np.sqrt(1 + x * x),
                y,
            )
        ),
        (-5, 5),
        0.5,
    ),
    Kind(
        "x^2 - y^2 + 0.01*y^4",
        TWO,
        _two(lambda x, y: (x * x - y * y + 0.01 * y**4, 2 * x, -2 * y + 0.04 * y**3)),
        (-2, 2),
        0.1,
    ),
    Kind(
        "(1 - 1/(1 + exp(-10*x)))^2",
        ONE,
        _one(
            lambda x: _sigmoid(-10 * x) ** 2,
            lambda x: -20 * _sigmoid(-10 * x) ** 2 * _sigmoid(10 * x),
        ),
        (-3, 1),
        0.1,
    ),
    Kind(
        "(w*x + b - y)^2",
        ("w", "b"),
        _linear,
        (-2, 2),
        0.1,
        _two_columns(lambda rng, x: 2 * x - 1 + 0.5 * rng.normal(size=len(x))),
    ),
    Kind(
        "(w*x + b - y)^2",
        ("w", "b"),
        _linear,
        (-2, 2),
        0.1,
        _two_columns(lambda _rng, x: 2 * x - 1),
    ),
    Kind(
        "log(1 + exp(-y*(w*x + b)))",
        ("w", "b"),
        _logistic,
        (-1, 1),
        0.5,
        _two_columns(lambda _rng, x: np.sign(x - 0.2)),
    ),
    Kind(
        "log(1 + exp(-y*(w*x + b)))",
        ("w", "b"),
        _logistic,
        (-1, 1),
        0.5,
        _two_columns(_signs),
    ),
    Kind(
        "(v*tanh(w*x) - y)^2",
        ("v", "w"),
        _network,
        (-1, 1),
        0.1,
        _two_columns(lambda rng, x: 1.5 * np.tanh(0.8 * x) + 0.2 * rng.normal(size=len(x))),
    ),
    Kind(
        "max(0, 1 - y*w*x)",
        ("w",),
        _hinge,
        (-1, 1),
        0.1,
        _two_columns(_signs),
    ),
    Kind("(v - a)^2 + 4*(w - b)^2", ("v", "w"), _noisy_bowl, (-4, 4), 0.08, _shifts),
    Kind(
        "w*x",
        ("w",),
        _slope,
        (-1, 1),
        0.1,
        _two_columns(lambda rng, x: rng.normal(size=len(x))),
    ),
)

HALVED = Kind(
    "1/2*(w*x + b - y)^2",
    ("w", "b"),
    _halved,
    (-2, 2),
    0.2,
    _two_columns(lambda rng, x: 2 * x - 1 + 0.5 * rng.normal(size=len(x))),
)
"""Least squares as courses have them, with the half."""
