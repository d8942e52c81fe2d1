"""Data sets made by a formula and a seed, named in a text such as ``linear(rows=100, seed=1)``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset

MOST_ROWS = 10_000_000

_CALL = re.compile(r"\s*([a-z_]+)\s*\(\s*(.*?)\s*\)\s*")
_ARGUMENT = re.compile(r"([a-z_]+)\s*=\s*([-+0-9.eE]+)")


Spoil = Callable[[np.random.Generator, Array], Array]


@dataclass(frozen=True)
class Generator:
    """A data set that can be asked for: its columns, defaults and how it is made.

    `spoil` returns rows of shape (n, columns) as outliers; None where there are none to be had.
    """

    columns: tuple[str, ...]
    defaults: Mapping[str, float]
    make: Callable[[np.random.Generator, int, float], Array]
    spoil: Spoil | None = None

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
    "linear": Generator(("x", "y"), _defaults(1000, 0.5), _linear, _far_off),
    "noisy_bowl": Generator(("a", "b"), _defaults(100, 1.0), _noisy_bowl),
    "two_classes": Generator(("x1", "x2", "y"), _defaults(200, 0.8), _two_classes, _wrong_label),
    "sparse_dense": Generator(("x1", "x2", "y"), _defaults(200, 0.05), _sparse_dense, _far_off),
    "tanh_curve": Generator(("x", "y"), _defaults(60, 0.1), _tanh_curve, _far_off),
    "quadratic": Generator(("x", "y"), _defaults(200, 0.2), _quadratic, _far_off),
    "many_features": Generator(
        ("x1", "x2", "x3", "y"), _defaults(500, 0.2), _many_features, _far_off
    ),
    "unlike_scales": Generator(("x1", "x2", "y"), _defaults(300, 0.1), _unlike_scales, _far_off),
    "moons": Generator(("x1", "x2", "y"), _defaults(200, 0.15), _moons, _wrong_label),
    "rings": Generator(("x1", "x2", "y"), _defaults(200, 0.15), _rings, _wrong_label),
}


def is_generator(source: str) -> bool:
    """Return whether `source` has the form of a generator rather than of a file name."""
    return _CALL.fullmatch(source) is not None


def settings_of(source: str) -> tuple[str, dict[str, float]]:
    """Return the name of the generator in `source`, and all its settings.

    Raises
    ------
    InputError
        If the generator or one of its settings is unknown.
    """
    match = _CALL.fullmatch(source)
    if match is None or match[1] not in GENERATORS:
        raise InputError(
            "{source} is not a known generator; {accepted} are",
            source=source,
            accepted=", ".join(f"{name}(…)" for name in GENERATORS),
        )
    name, generator = match[1], GENERATORS[match[1]]
    settings = dict(generator.settings)
    for part in filter(None, (part.strip() for part in match[2].split(","))):
        key, value = _argument(part, generator)
        settings[key] = value
    return name, settings


def generate(source: str) -> Dataset:
    """Return the data set that `source` names.

    Raises
    ------
    InputError
        If the generator or one of its settings is unknown or out of range.
    """
    name, settings = settings_of(source)
    generator = GENERATORS[name]
    rows, noise, seed = int(settings["rows"]), settings["noise"], int(settings["seed"])
    if not 1 <= rows <= MOST_ROWS or rows != settings["rows"]:
        raise InputError(
            "rows of {name} must be a whole number from 1 to {most}", name=name, most=MOST_ROWS
        )
    if not 0 <= noise < 1e6:
        raise InputError("noise of {name} must be a number from 0 to 1e6", name=name)
    if seed < 0 or seed != settings["seed"]:
        raise InputError("seed of {name} must be a whole number of at least 0", name=name)
    outliers = settings.get("outliers", 0.0)
    if not 0 <= outliers <= 1:
        raise InputError("outliers of {name} must be a fraction from 0 to 1", name=name)
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    values = generator.make(rng, rows, noise)
    written = f"{name}(rows={rows}, noise={_short(noise)}, seed={seed}"
    if generator.spoil is not None and outliers > 0:
        # Drawn after all else, so that the other rows are those without outliers.
        chosen = rng.choice(rows, round(outliers * rows), replace=False)
        values[chosen] = generator.spoil(rng, values[chosen])
        written += f", outliers={_short(outliers)}"
    return Dataset(f"{written})", generator.columns, values)


def _short(value: float) -> str:
    """Return the number as text that reads back as it."""
    text = f"{value:g}"
    return text if float(text) == value else repr(value)


def _argument(part: str, generator: Generator) -> tuple[str, float]:
    match = _ARGUMENT.fullmatch(part)
    if match is None or match[1] not in generator.settings:
        raise InputError(
            "{part} is not a setting of the generator; {accepted} are, each with a number",
            part=part,
            accepted=", ".join(generator.settings),
        )
    try:
        return match[1], float(match[2])
    except ValueError:
        raise InputError("{value} is not a number; write one such as 100", value=match[2]) from None
