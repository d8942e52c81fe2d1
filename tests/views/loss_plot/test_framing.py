"""The ranges of the loss plot hold what they should and are never degenerate."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdsim.views.loss_plot.framing import linear_range, log_range, rounded_up, settled

losses = st.lists(st.floats(-1e299, 1e299, allow_subnormal=True), min_size=1, max_size=20).map(
    np.array
)


def is_drawable(shown: tuple[float, float]) -> bool:
    low, high = shown
    return math.isfinite(low) and math.isfinite(high) and math.isfinite(high - low) and low < high


@given(losses)
def test_a_linear_range_holds_every_loss_or_says_that_it_does_not(values: np.ndarray) -> None:
    shown, is_cut = linear_range(values)
    assert is_drawable(shown)
    holds = bool((values >= shown[0]).all() and (values <= shown[1]).all())
    assert holds != is_cut


@given(losses)
def test_a_linear_range_holds_the_first_loss(values: np.ndarray) -> None:
    (low, high), _ = linear_range(values)
    assert low <= values[0] <= high


@given(losses, st.floats(80.0, 1000.0))
def test_marks_at_the_ends_of_an_axis_are_not_cut(values: np.ndarray, height: float) -> None:
    """A mark of the cursor has a radius of 6 pixels."""
    (low, high), is_cut = linear_range(values, height)
    per_unit = height / (high - low)
    if not is_cut:
        assert (values.max() - low) * per_unit <= height - 6
        assert (values.min() - low) * per_unit >= 6
    low, high = log_range(values, height)
    logs = np.log10(values[values > 0])
    if len(logs):
        assert (logs.max() - low) / (high - low) * height <= height - 6
        assert (logs.min() - low) / (high - low) * height >= 6


def test_a_run_that_diverges_leaves_its_first_losses_readable() -> None:
    values = 32.0 * 9.0 ** np.arange(14)
    (low, high), is_cut = linear_range(values)
    assert is_cut
    assert (values[1] - low) / (high - low) > 0.05


def test_a_falling_loss_is_measured_from_zero() -> None:
    (low, high), is_cut = linear_range(np.array([32.0, 10.88, 6.58, 4.2]))
    assert low <= 0 <= 0.1 * high
    assert 32 < high < 40
    assert not is_cut


@given(losses)
def test_a_log_range_holds_every_positive_loss(values: np.ndarray) -> None:
    shown = log_range(values)
    assert is_drawable(shown)
    logs = np.log10(values[values > 0])
    assert ((logs >= shown[0]) & (logs <= shown[1])).all()


@given(st.integers(0, 10**9))
def test_the_end_of_the_axis_leaves_room_but_not_too_much(length: int) -> None:
    end = rounded_up(length)
    assert 1.015 * length <= end <= max(10.0, 1.4 * length)


def test_an_axis_holds_still_while_rows_come() -> None:
    ends = {rounded_up(length) for length in range(1000)}
    assert len(ends) < 30


def test_a_range_stays_until_it_no_longer_fits() -> None:
    shown = (0.0, 10.0)
    assert settled((0.2, 9.8), shown) == shown
    assert settled((0.0, 12.0), shown) == (0.0, 12.0)
    assert settled((0.0, 2.0), shown) == (0.0, 2.0)
