"""Data sets made by a formula and a seed, named in a text such as ``linear(rows=100, seed=1)``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from gdsim.engine.dataset import Array, Dataset
from gdsim.engine.errors import InputError

MOST_ROWS = 10_000_000

_CALL = re.compile(r"\s*([a-z_]+)\s*\(\s*(.*?)\s*\)\s*")
_ARGUMENT = re.compile(r"([a-z_]+)\s*=\s*([-+0-9.eE]+)")


@dataclass(frozen=True)
class Generator:
    """A data set that can be asked for: its columns, defaults and how it is made."""

    columns: tuple[str, ...]
    defaults: Mapping[str, float]
    make: Callable[[np.random.Generator, int, float], Array]


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


GENERATORS: Mapping[str, Generator] = {
    "linear": Generator(("x", "y"), {"rows": 1000, "noise": 0.5, "seed": 0}, _linear),
    "noisy_bowl": Generator(("a", "b"), {"rows": 100, "noise": 1.0, "seed": 0}, _noisy_bowl),
    "two_classes": Generator(
        ("x1", "x2", "y"), {"rows": 200, "noise": 0.8, "seed": 0}, _two_classes
    ),
    "sparse_dense": Generator(
        ("x1", "x2", "y"), {"rows": 200, "noise": 0.05, "seed": 0}, _sparse_dense
    ),
    "tanh_curve": Generator(("x", "y"), {"rows": 60, "noise": 0.1, "seed": 0}, _tanh_curve),
}


def is_generator(source: str) -> bool:
    """Return whether `source` has the form of a generator rather than of a file name."""
    return _CALL.fullmatch(source) is not None


def generate(source: str) -> Dataset:
    """Return the data set that `source` names.

    Raises
    ------
    InputError
        If the generator or one of its settings is unknown or out of range.
    """
    match = _CALL.fullmatch(source)
    if match is None or match[1] not in GENERATORS:
        raise InputError(
            "{source} is not a known generator; {accepted} are",
            source=source,
            accepted=", ".join(f"{name}(…)" for name in GENERATORS),
        )
    name, generator = match[1], GENERATORS[match[1]]
    settings = dict(generator.defaults)
    for part in filter(None, (part.strip() for part in match[2].split(","))):
        key, value = _argument(part, generator)
        settings[key] = value
    rows, noise, seed = int(settings["rows"]), settings["noise"], int(settings["seed"])
    if not 1 <= rows <= MOST_ROWS or rows != settings["rows"]:
        raise InputError(
            "rows of {name} must be a whole number from 1 to {most}", name=name, most=MOST_ROWS
        )
    if not 0 <= noise < 1e6:
        raise InputError("noise of {name} must be a number from 0 to 1e6", name=name)
    if seed < 0 or seed != settings["seed"]:
        raise InputError("seed of {name} must be a whole number of at least 0", name=name)
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    written = f"{name}(rows={rows}, noise={noise:g}, seed={seed})"
    return Dataset(written, generator.columns, generator.make(rng, rows, noise))


def _argument(part: str, generator: Generator) -> tuple[str, float]:
    match = _ARGUMENT.fullmatch(part)
    if match is None or match[1] not in generator.defaults:
        raise InputError(
            "{part} is not a setting of the generator; {accepted} are, each with a number",
            part=part,
            accepted=", ".join(generator.defaults),
        )
    try:
        return match[1], float(match[2])
    except ValueError:
        raise InputError("{value} is not a number; write one such as 100", value=match[2]) from None
