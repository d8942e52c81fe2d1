"""What people bring, run on the command line, and the same worked out in NumPy."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from gdsim.cli.main import main
from tests.cli.tables import table

Capture = pytest.CaptureFixture[bytes]
Rows = Sequence[tuple[float, float]]
Vector = Sequence[float]
Slope = Callable[[np.ndarray], Vector]

LINE = "(w*{x} + b - {y})^2"


def fitted(rows: Rows, n: int, rate: float, factor: float = 1.0) -> list[float]:
    """Return w and b after n updates from 0 of the mean of squared errors, times a factor."""
    x, y = np.array(rows, dtype=float).T
    w = b = 0.0
    for _ in range(n):
        off = w * x + b - y
        w, b = w - rate * factor * 2 * (off * x).mean(), b - rate * factor * 2 * off.mean()
    return [w, b]


def run(
    capture: Capture, path: Path, words: Sequence[str]
) -> tuple[int, list[dict[str, str]], str]:
    status = main(["run", "--data", str(path), *words])
    out, err = capture.readouterr()
    return status, table(out), err.decode()


def end_of(capture: Capture, words: str) -> tuple[dict[str, str], str]:
    """Return the last row of a run that ends well, and what was said of it."""
    assert main(["run", *shlex.split(words)]) == 0
    out, err = capture.readouterr()
    return table(out)[-1], err.decode()


def new_values(row: dict[str, str]) -> list[float]:
    return [float(value) for name, value in row.items() if name.startswith("new_")]


def descent(slope: Slope, start: Vector, rates: Iterable[float]) -> Vector:
    """Return theta after an update at each rate."""
    theta = np.array(start, dtype=float)
    for rate in rates:
        theta = theta - rate * np.array(slope(theta))
    return theta.tolist()
