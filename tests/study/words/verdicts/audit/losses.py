"""Losses of many kinds, each written twice: as a person types it, and in NumPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdsim.engine.problem.dataset import Dataset
from tests.study.words.verdicts.audit.cases import Array
from tests.study.words.verdicts.audit.loss_rows import (
    Pair,
    halved,
    himmelblau,
    hinge,
    linear,
    logistic,
    network,
    noisy_bowl,
    one,
    plain_slope,
    rosenbrock,
    shifts,
    sigmoid,
    signs,
    two,
    two_columns,
)


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
        return self.rows in (linear, halved, noisy_bowl, plain_slope)


ONE = ("x",)
TWO = ("x", "y")

KINDS: tuple[Kind, ...] = (
    Kind("(1 - x)^2 + 100*(y - x^2)^2", TWO, two(rosenbrock), (-1.5, 1.5), 1e-3),
    Kind("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", TWO, two(himmelblau), (-5, 5), 5e-3),
    Kind("log(cosh(x))", ONE, one(lambda x: np.log(np.cosh(x)), np.tanh), (-8, 8), 0.5),
    Kind(
        "x^4 + y^2",
        TWO,
        two(lambda x, y: (x**4 + y**2, 4 * x**3, 2 * y)),
        (-2, 2),
        0.03,
    ),
    Kind("x^3", ONE, one(lambda x: x**3, lambda x: 3 * x * x), (-0.5, 1.5), 0.05),
    Kind("exp(-x)", ONE, one(lambda x: np.exp(-x), lambda x: -np.exp(-x)), (-2, 4), 0.3),
    Kind(
        "tanh(x)^2 + 0.001*x^2",
        ONE,
        one(
            lambda x: np.tanh(x) ** 2 + 0.001 * x * x,
            lambda x: 2 * np.tanh(x) * (1 - np.tanh(x) ** 2) + 0.002 * x,
        ),
        (-8, 8),
        0.3,
    ),
    Kind(
        "x^2/(1 + x^2)",
        ONE,
        one(lambda x: x * x / (1 + x * x), lambda x: 2 * x / (1 + x * x) ** 2),
        (-3, 3),
        0.7,
    ),
    Kind(
        "abs(x) + 10*abs(y)",
        TWO,
        two(lambda x, y: (abs(x) + 10 * abs(y), np.sign(x), 10 * np.sign(y))),
        (-2, 2),
        0.02,
    ),
    Kind(
        "abs(x)^1.5 + y^2",
        TWO,
        two(lambda x, y: (abs(x) ** 1.5 + y * y, 1.5 * np.sign(x) * abs(x) ** 0.5, 2 * y)),
        (-2, 2),
        0.1,
    ),
    Kind("log(x)", ONE, one(np.log, lambda x: 1 / x), (0.3, 3), 0.05),
    Kind("x - log(x)", ONE, one(lambda x: x - np.log(x), lambda x: 1 - 1 / x), (0.1, 3), 0.2),
    Kind(
        "(x*y - 1)^2",
        TWO,
        two(lambda x, y: ((x * y - 1) ** 2, 2 * (x * y - 1) * y, 2 * (x * y - 1) * x)),
        (-2, 2),
        0.1,
    ),
    Kind(
        "x^4 - 2*x^2 + y^2",
        TWO,
        two(lambda x, y: (x**4 - 2 * x * x + y * y, 4 * x**3 - 4 * x, 2 * y)),
        (-1.5, 1.5),
        0.08,
    ),
    Kind(
        "sin(3*x) + 0.1*x^2",
        ONE,
        one(lambda x: np.sin(3 * x) + 0.1 * x * x, lambda x: 3 * np.cos(3 * x) + 0.2 * x),
        (-5, 5),
        0.1,
    ),
    Kind(
        "sqrt(1 + x^2) + 0.5*y^2",
        TWO,
        two(
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
        two(lambda x, y: (x * x - y * y + 0.01 * y**4, 2 * x, -2 * y + 0.04 * y**3)),
        (-2, 2),
        0.1,
    ),
    Kind(
        "(1 - 1/(1 + exp(-10*x)))^2",
        ONE,
        one(
            lambda x: sigmoid(-10 * x) ** 2,
            lambda x: -20 * sigmoid(-10 * x) ** 2 * sigmoid(10 * x),
        ),
        (-3, 1),
        0.1,
    ),
    Kind(
        "(w*x + b - y)^2",
        ("w", "b"),
        linear,
        (-2, 2),
        0.1,
        two_columns(lambda rng, x: 2 * x - 1 + 0.5 * rng.normal(size=len(x))),
    ),
    Kind(
        "(w*x + b - y)^2",
        ("w", "b"),
        linear,
        (-2, 2),
        0.1,
        two_columns(lambda _rng, x: 2 * x - 1),
    ),
    Kind(
        "log(1 + exp(-y*(w*x + b)))",
        ("w", "b"),
        logistic,
        (-1, 1),
        0.5,
        two_columns(lambda _rng, x: np.sign(x - 0.2)),
    ),
    Kind(
        "log(1 + exp(-y*(w*x + b)))",
        ("w", "b"),
        logistic,
        (-1, 1),
        0.5,
        two_columns(signs),
    ),
    Kind(
        "(v*tanh(w*x) - y)^2",
        ("v", "w"),
        network,
        (-1, 1),
        0.1,
        two_columns(lambda rng, x: 1.5 * np.tanh(0.8 * x) + 0.2 * rng.normal(size=len(x))),
    ),
    Kind(
        "max(0, 1 - y*w*x)",
        ("w",),
        hinge,
        (-1, 1),
        0.1,
        two_columns(signs),
    ),
    Kind("(v - a)^2 + 4*(w - b)^2", ("v", "w"), noisy_bowl, (-4, 4), 0.08, shifts),
    Kind(
        "w*x",
        ("w",),
        plain_slope,
        (-1, 1),
        0.1,
        two_columns(lambda rng, x: rng.normal(size=len(x))),
    ),
)

HALVED = Kind(
    "1/2*(w*x + b - y)^2",
    ("w", "b"),
    halved,
    (-2, 2),
    0.2,
    two_columns(lambda rng, x: 2 * x - 1 + 0.5 * rng.normal(size=len(x))),
)
"""Least squares as courses have them, with the half."""
