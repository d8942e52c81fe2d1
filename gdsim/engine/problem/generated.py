"""Data sets made by a formula and a seed, named in a text such as ``linear(rows=100, seed=1)``."""

from __future__ import annotations

import math
import re

import numpy as np

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_number
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generators import GENERATORS, Generator

MOST_MADE_ROWS = 10_000_000
"""Rows that a generator may be asked for."""

_CALL = re.compile(r"\s*([a-z_]+)\s*\(\s*(.*?)\s*\)\s*")
_ARGUMENT = re.compile(r"([a-z_]+)\s*=\s*(\S.*)")


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
    if not 1 <= rows <= MOST_MADE_ROWS or rows != settings["rows"]:
        raise InputError(
            "rows of {name} must be a whole number from 1 to {most}", name=name, most=MOST_MADE_ROWS
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
    value = read_number(match[2])
    if not math.isfinite(value):
        raise InputError("{value} is too large a number; write one such as 100", value=match[2])
    return match[1], value
