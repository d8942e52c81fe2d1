"""Formulas that make data sets of any number of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.texts import N_

Spoil = Callable[["np.random.Generator", Array], Array]


class Generator(Struct, frozen=True):
    """A data set that can be asked for.

    Attributes
    ----------
    title
        What it makes, in a few words: English, translated where it is shown.
    columns, defaults
        Names of its columns, and what its settings are unless they are given.
    make
        Returns the rows, shape (rows, columns), for a random generator, their number and the noise.
    spoil
        Returns rows of shape (n, columns) as outliers; None where there are none to be had.
    position
        Where it stands in a list to choose from, smaller first.
    """

    title: str
    columns: tuple[str, ...]
    defaults: Mapping[str, float]
    make: Callable[[np.random.Generator, int, float], Array]
    spoil: Spoil | None = None
    position: int = 1000

    @property
    def settings(self) -> Mapping[str, float]:
        """What can be set, with the defaults; ``outliers`` is a fraction of the rows."""
        return self.defaults if self.spoil is None else {**self.defaults, "outliers": 0.0}


def _far_off(rng: np.random.Generator, rows: Array) -> Array:
    """Shift the last column by 5 to 10, up or down."""
    rows[:, -1] += rng.uniform(5, 10, len(rows)) * rng.choice([-1.0, 1.0], len(rows))
    return rows


def _wrong_label(_rng: np.random.Generator, rows: Array) -> Array:
    """Turn the label, 1 or -1, into the other one."""
    rows[:, -1] = -rows[:, -1]
    return rows


def _linear(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Points near y = 3x - 1, x uniform in [-1, 1]."""
    x = rng.uniform(-1, 1, rows)
    return np.column_stack([x, 3 * x - 1 + noise * rng.standard_normal(rows)])


def _noisy_bowl(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Offsets with mean exactly 0 (each with its negative), so the full gradient is the bowl's."""
    half = noise * rng.standard_normal((rows // 2, 2))
    middle = np.zeros((rows % 2, 2))
    offsets = np.concatenate([half, -half, middle])
    return rng.permutation(offsets, axis=0)


def _two_classes(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Two clouds around (1, 1) and (-1, -1), labelled 1 and -1."""
    y = np.where(np.arange(rows) % 2 == 0, 1.0, -1.0)
    x = y[:, np.newaxis] + noise * rng.standard_normal((rows, 2))
    return np.column_stack([x, y])


def _sparse_dense(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Return rows of a feature that is never 0 and one that mostly is, with y = x1 + 2 x2."""
    dense = rng.uniform(0.5, 1.5, rows)
    sparse = np.where(np.arange(rows) % 20 == 0, 1.0, 0.0)
    return np.column_stack([dense, sparse, dense + 2 * sparse + noise * rng.standard_normal(rows)])


def _tanh_curve(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Points near y = 1.5 tanh(2x), x uniform in [-2, 2]."""
    x = rng.uniform(-2, 2, rows)
    return np.column_stack([x, 1.5 * np.tanh(2 * x) + noise * rng.standard_normal(rows)])


def _quadratic(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Points near y = 2x^2 - x - 1, x uniform in [-1.5, 1.5]."""
    x = rng.uniform(-1.5, 1.5, rows)
    return np.column_stack([x, 2 * x**2 - x - 1 + noise * rng.standard_normal(rows)])


def _many_features(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Points near y = 2 x1 - x2 + x3/2 + 1, features uniform in [-1, 1]."""
    x = rng.uniform(-1, 1, (rows, 3))
    y = x @ np.array([2.0, -1.0, 0.5]) + 1
    return np.column_stack([x, y + noise * rng.standard_normal(rows)])


def _unlike_scales(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Points near y = 2 x1 + x2/50 - 3, x1 in [0, 1] and x2 in [0, 100]: made to be scaled."""
    x = rng.uniform(0, 1, (rows, 2)) * np.array([1.0, 100.0])
    return np.column_stack([x, x @ np.array([2.0, 0.02]) - 3 + noise * rng.standard_normal(rows)])


def _moons(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Two half circles of radius 1 that reach into one another, labelled 1 and -1.

    The upper one is around (0, 0), the lower one around (1, 1/2).
    """
    y = np.where(np.arange(rows) % 2 == 0, 1.0, -1.0)
    angle = rng.uniform(0, np.pi, rows)
    centre = np.where(y[:, np.newaxis] > 0, 0.0, np.array([1.0, 0.5]))
    x = centre + y[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.column_stack([x + noise * rng.standard_normal((rows, 2)), y])


def _rings(rng: np.random.Generator, rows: int, noise: float) -> Array:
    """Two rings around (0, 0), of radius 1 labelled 1 and of radius 2 labelled -1."""
    y = np.where(np.arange(rows) % 2 == 0, 1.0, -1.0)
    angle, radius = rng.uniform(0, 2 * np.pi, rows), np.where(y > 0, 1.0, 2.0)
    x = radius[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.column_stack([x + noise * rng.standard_normal((rows, 2)), y])


def _defaults(rows: int, noise: float) -> Mapping[str, float]:
    return {"rows": rows, "noise": noise, "seed": 0}


GENERATORS: Mapping[str, Generator] = {
    "linear": Generator(
        N_("Points near the line y = 3x − 1"),
        ("x", "y"),
        _defaults(1000, 0.5),
        _linear,
        _far_off,
        position=10,
    ),
    "noisy_bowl": Generator(
        N_("Offsets with mean 0, for a noisy bowl"),
        ("a", "b"),
        _defaults(100, 1.0),
        _noisy_bowl,
        position=100,
    ),
    "two_classes": Generator(
        N_("Two classes: clouds around (1, 1) and (−1, −1)"),
        ("x1", "x2", "y"),
        _defaults(200, 0.8),
        _two_classes,
        _wrong_label,
        position=70,
    ),
    "sparse_dense": Generator(
        N_("A dense and a sparse feature"),
        ("x1", "x2", "y"),
        _defaults(200, 0.05),
        _sparse_dense,
        _far_off,
        position=60,
    ),
    "tanh_curve": Generator(
        N_("Points near the curve y = 1.5 tanh 2x"),
        ("x", "y"),
        _defaults(60, 0.1),
        _tanh_curve,
        _far_off,
        position=30,
    ),
    "quadratic": Generator(
        N_("Points near the parabola y = 2x² − x − 1"),
        ("x", "y"),
        _defaults(200, 0.2),
        _quadratic,
        _far_off,
        position=20,
    ),
    "many_features": Generator(
        N_("Three features, y = 2 x1 − x2 + x3/2 + 1"),
        ("x1", "x2", "x3", "y"),
        _defaults(500, 0.2),
        _many_features,
        _far_off,
        position=40,
    ),
    "unlike_scales": Generator(
        N_("Two features of unlike size: made to be scaled"),
        ("x1", "x2", "y"),
        _defaults(300, 0.1),
        _unlike_scales,
        _far_off,
        position=50,
    ),
    "moons": Generator(
        N_("Two classes: half moons"),
        ("x1", "x2", "y"),
        _defaults(200, 0.15),
        _moons,
        _wrong_label,
        position=80,
    ),
    "rings": Generator(
        N_("Two classes: rings"),
        ("x1", "x2", "y"),
        _defaults(200, 0.15),
        _rings,
        _wrong_label,
        position=90,
    ),
}
"""Every generator, by the name that a data source calls it."""
