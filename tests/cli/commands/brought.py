"""Data that people bring, run on the command line, and least squares worked out in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from gdsim.cli.main import main
from tests.cli.tables import table

Capture = pytest.CaptureFixture[bytes]
Rows = Sequence[tuple[float, float]]

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
