"""Statements that no run shows, recomputed by brute force; and that none is left unchecked."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from gdsim.study.exam.statements.pool import POOL

JUDGED_BY_READING = {"memory", "hardware", "chosen-before"}
"""What no run shows, and no arithmetic."""


def test_every_statement_is_held_by_a_run_or_by_arithmetic() -> None:
    folder = Path(__file__).parent
    text = "".join(one.read_text(encoding="utf-8") for one in sorted(folder.glob("test_*.py")))
    left_out = {one.key for one in POOL if f'"{one.key}"' not in text}
    assert not left_out


def test_what_is_shown_nowhere_is_worked_out_here() -> None:
    worked_out = {"half-convention", "sum-for-mean", "cosine", "quartic", "variance"}
    shown_nowhere = {one.key for one in POOL if one.show is None}
    assert shown_nowhere == worked_out | {"two-examples"} | JUDGED_BY_READING


def test_epoch_of_ten_thousand_examples_has_313_batches_of_32() -> None:
    batches = [range(first, min(first + 32, 10_000)) for first in range(0, 10_000, 32)]
    assert (len(batches), len(batches[-1])) == (313, 16)
    for n, b in ((12, 4), (100, 20), (64, 8)):
        assert len(range(0, n, b // 2)) == 2 * len(range(0, n, b))


def losses_and_slopes() -> tuple[np.ndarray, np.ndarray]:
    """Return losses (w - a)^2 of five examples at points from -2 to 2, and their derivatives."""
    w = np.linspace(-2, 2, 4001)[:, None]
    a = np.array([-0.5, 0.2, 0.7, 1.1, 0.9])
    return (w - a) ** 2, 2 * (w - a)


def test_factors_of_the_loss_scale_slopes_and_move_no_minimum() -> None:
    losses, slopes = losses_and_slopes()
    mean, total, half = losses.mean(axis=1), losses.sum(axis=1), losses.mean(axis=1) / 2
    assert mean.argmin() == total.argmin() == half.argmin()
    along = np.linspace(-2, 2, 4001)
    by_half = np.gradient(half, along)[1:-1]
    assert by_half == pytest.approx(slopes.mean(axis=1)[1:-1] / 2, abs=1e-6)
    assert slopes.sum(axis=1) == pytest.approx(5 * slopes.mean(axis=1))


def test_no_update_on_cos_x_with_rate_1_raises_the_loss() -> None:
    x = np.linspace(-20, 20, 400_001)
    new = x + np.sin(x)
    assert np.all(np.cos(new) <= np.cos(x) + 1e-12)
    assert np.any(new > x + 0.5)
    assert np.any(new < x - 0.5)


def test_quartic_comes_to_rest_by_rate_and_start() -> None:
    def end(w: float, rate: float) -> float:
        for _ in range(20_000):
            w -= rate * 4 * w**3
            if abs(w) > 1e6:
                break
        return abs(w)

    assert all(end(1.0, rate) < 0.05 for rate in (0.01, 0.1, 0.3, 0.45, 0.49))
    assert end(1.0, 0.51) > 1e6
    assert end(3.0, 0.1) > 1e6, "with 0.1 not from every start"


def test_variance_of_a_mean_is_one_mth() -> None:
    faces = np.arange(1, 5)
    for m in (2, 3, 4):
        means = np.array([np.mean(drawn) for drawn in product(faces, repeat=m)])
        assert means.var() == pytest.approx(faces.var() / m)
        assert means.std() == pytest.approx(faces.std() / m**0.5)


def test_two_examples_drive_the_parameter_apart() -> None:
    def update(w: float, rate: float, a: float) -> float:
        return w - rate * 2 * (w - a)

    for w, rate in ((0.3, 1.0), (-2.0, 0.5), (1.5, 0.1)):
        for a in (1.0, -1.0):
            assert update(w, rate, a) == pytest.approx((1 - 2 * rate) * w + 2 * rate * a)
    w = 0.3
    for _ in range(50):
        w = max((update(w, 1.0, a) for a in (1.0, -1.0)), key=abs)
    assert abs(w) > 90
    assert {update(w, 0.5, a) for a in (1.0, -1.0)} == {1.0, -1.0}, "never at rest at 0"
