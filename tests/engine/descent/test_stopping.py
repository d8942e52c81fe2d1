"""Stopping criteria over a block of rows, against looking at one row after another."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.stopping import Block, Criteria, Stop, StopReason
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run

NAN, INF = math.nan, math.inf


def block(loss, full_loss=None, gradient=None, new_theta=None, t=0, theta=None, **before):
    n = len(loss)
    return Block(
        t=t,
        loss=np.array(loss, dtype=float),
        full_loss=np.array(loss if full_loss is None else full_loss, dtype=float),
        gradient=np.ones((n, 2)) if gradient is None else np.array(gradient, dtype=float),
        slope=np.ones((n, 2)) if gradient is None else np.array(gradient, dtype=float),
        theta=np.zeros((n, 2)) if theta is None else np.array(theta, dtype=float),
        new_theta=np.ones((n, 2)) if new_theta is None else np.array(new_theta, dtype=float),
        **before,
    )


def test_nothing_set_and_all_finite_goes_on() -> None:
    assert Criteria().first_stop(block([3, 2, 1, 0])) is None


def test_target_loss_is_met_by_the_full_loss_where_evaluated() -> None:
    rows = block([0, 0, 0, 0], full_loss=[5, NAN, 1, 0.5], t=10)
    assert Criteria(target_loss=1.0).first_stop(rows) == Stop(StopReason.TARGET_LOSS, 12, 1.0, 1.0)


def test_gradient_norm_is_euclidean() -> None:
    rows = block([1, 1, 1], gradient=[[3, 4.1], [3, 4], [0, 0]])
    assert Criteria(gradient_norm=5.0).first_stop(rows) == Stop(
        StopReason.GRADIENT_NORM, 1, 5.0, 5.0
    )


def test_gradient_norm_of_one_parameter_has_no_sign() -> None:
    rows = block([1, 1], gradient=[[-6], [-5]])
    assert Criteria(gradient_norm=5.0).first_stop(rows) == Stop(
        StopReason.GRADIENT_NORM, 1, 5.0, 5.0
    )


def test_gradient_norm_neither_overflows_nor_underflows() -> None:
    rows = block([1, 1], gradient=[[3e-200, 4e-200], [3e-220, 4e-220]])
    stop = Criteria(gradient_norm=1e-210).first_stop(rows)
    assert stop is not None
    assert (stop.t, stop.value) == (1, pytest.approx(5e-220))


def test_loss_change_is_between_evaluations_of_the_full_loss() -> None:
    rows = block([9] * 6, full_loss=[5, NAN, 4, NAN, NAN, 3.75], t=100)
    criteria = Criteria(loss_change=0.25)
    assert criteria.first_stop(rows) == Stop(StopReason.LOSS_CHANGE, 105, 0.25, 0.25)


def test_loss_change_looks_at_what_came_before_the_block() -> None:
    criteria = Criteria(loss_change=0.5)
    assert criteria.first_stop(block([4.0])) is None
    assert criteria.first_stop(block([4.0], t=1, previous_full_loss=5.0)) is None
    stop = criteria.first_stop(block([4.0], t=1, previous_full_loss=4.25))
    assert stop == Stop(StopReason.LOSS_CHANGE, 1, 0.25, 0.5)


@pytest.mark.parametrize("bad", [NAN, INF, -INF])
def test_row_that_is_not_finite_is_dropped(bad) -> None:
    finite = [[1, 1], [1, 1], [1, 1]]
    broken = [[1, 1], [1, 1], [1, bad]]
    for rows in (
        block([1, 1, bad], full_loss=[1, 1, 1], t=7),
        block([1, 1, 1], gradient=broken, t=7),
        block([1, 1, 1], new_theta=broken, t=7),
    ):
        stop = Criteria().first_stop(rows)
        assert stop is not None
        assert (stop.reason, stop.t) == (StopReason.DIVERGED, 8)
    assert Criteria().first_stop(block([1, 1, 1], gradient=finite, t=7)) is None


@pytest.mark.parametrize("bad", [INF, -INF])
def test_row_whose_full_loss_overflows_is_dropped(bad) -> None:
    stop = Criteria().first_stop(block([1, 1, 1], full_loss=[1, NAN, bad], t=7))
    assert stop is not None
    assert (stop.reason, stop.t) == (StopReason.DIVERGED, 8)


def test_run_that_is_not_finite_from_the_first_row_keeps_none() -> None:
    stop = Criteria().first_stop(block([NAN]))
    assert stop is not None
    assert (stop.reason, stop.t) == (StopReason.DIVERGED, -1)


def test_loss_far_beyond_the_first_diverges_and_its_row_stays() -> None:
    rows = block([5e8, -2e9, 6e9], t=3, first_loss=2.0)
    assert Criteria().first_stop(rows) == Stop(StopReason.DIVERGED, 5, 6e9, 2e9)
    assert Criteria().first_stop(block([1e300, 9e299])) is None, "the first loss is the measure"
    assert Criteria().first_stop(block([0.0, 1e9])) is None, "a small first loss counts as 1"


def test_step_is_the_distance_between_the_points_before_and_after() -> None:
    rows = block([5, 5, 5], theta=[[0, 0], [3, 4], [6, 8]], new_theta=[[4, 3], [6, 8], [6, 8]], t=7)
    assert Criteria(step=4.9).first_stop(rows) == Stop(StopReason.STEP, 9, 0.0, 4.9)
    assert Criteria(step=5.0).first_stop(rows) == Stop(StopReason.STEP, 7, 5.0, 5.0)


def test_run_ends_at_the_first_step_within_the_limit() -> None:
    """The steps of x^4 - 3 x^3 + 2 from 6 with the rate 0.01, by hand in plain Python."""
    x, updates, step = 6.0, 0, 1.0
    while step > 1e-5:
        new = x - 0.01 * (4 * x**3 - 9 * x**2)
        x, step, updates = new, abs(new - x), updates + 1
    plan = Experiment(objective="x^4 - 3*x^3 + 2", start=(6.0,), learning_rate=0.01, stop_step=1e-5)
    run = Run(plan)
    run.advance(1000)
    assert run.stop is not None and run.stop.reason is StopReason.STEP
    assert (run.length, float(run.theta[0])) == (updates, pytest.approx(x, rel=1e-12))
    assert (updates, x) == (70, pytest.approx(2.2499646074))


def test_of_criteria_met_by_one_update_the_more_telling_is_named() -> None:
    criteria = Criteria(target_loss=1.0, gradient_norm=10.0, loss_change=10.0)

    def reason(**changes):
        stop = criteria.first_stop(block([1.0], previous_full_loss=1.0, **changes))
        assert stop is not None
        return stop.reason

    assert reason(new_theta=[[NAN, 1]]) == StopReason.DIVERGED
    assert reason() == StopReason.TARGET_LOSS
    assert reason(full_loss=[1.5]) == StopReason.GRADIENT_NORM
    assert reason(full_loss=[1.5], gradient=[[20, 0]]) == StopReason.LOSS_CHANGE
    step = Criteria(step=2.0).first_stop(block([1.0], previous_full_loss=1.0))
    assert step is not None and step.reason == StopReason.STEP
    both = Criteria(iterations=6, epochs=2).limit_stop(6, updates_per_epoch=3)
    assert both == Stop(StopReason.EPOCHS, 5, 2, 2)


def test_criterion_met_before_the_divergence_wins() -> None:
    stop = Criteria(target_loss=1.0).first_stop(block([3, 1, NAN]))
    assert stop is not None
    assert (stop.reason, stop.t) == (StopReason.TARGET_LOSS, 1)


values = st.sampled_from([0.0, 0.5, 1.0, 1.25, 3.0, 1e13, INF, NAN])


@given(
    rows=st.lists(st.tuples(values, values, values, values), min_size=1, max_size=12),
    split=st.integers(0, 12),
    target=st.none() | values.filter(math.isfinite),
    norm=st.none() | values.filter(math.isfinite),
    change=st.none() | values.filter(math.isfinite),
)
def test_blocks_of_any_length_stop_where_single_rows_do(rows, split, target, norm, change) -> None:
    criteria = Criteria(target_loss=target, gradient_norm=norm, loss_change=change)

    def first_stop(cuts):
        first_loss = previous = None
        for start, end in cuts:
            loss, full, gradient, theta = np.array(rows[start:end]).reshape(-1, 4).T
            stop = criteria.first_stop(
                block(
                    loss, full, gradient[:, None], theta[:, None], t=start,
                    first_loss=first_loss, previous_full_loss=previous,
                )
            )  # fmt: skip
            if stop is not None:
                return stop.reason, stop.t
            first_loss = rows[0][0]
            previous = next((r[1] for r in reversed(rows[:end]) if not math.isnan(r[1])), None)
        return None

    n = len(rows)
    singly = first_stop([(i, i + 1) for i in range(n)])
    assert first_stop([(0, n)]) == singly
    split = min(split, n)
    assert first_stop([cut for cut in ((0, split), (split, n)) if cut[0] < cut[1]]) == singly


# --- limits of updates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "updates"),
    [
        ({}, None),
        ({"iterations": 50}, 50),
        ({"epochs": 3}, 30),
        ({"iterations": 50, "epochs": 3}, 30),
        ({"iterations": 20, "epochs": 3}, 20),
    ],
)
def test_limit_of_updates_is_the_sooner_of_iterations_and_epochs(limits, updates) -> None:
    assert Criteria(**limits).limit_updates(updates_per_epoch=10) == updates


@given(
    iterations=st.none() | st.integers(1, 60),
    epochs=st.none() | st.integers(1, 9),
    per_epoch=st.integers(1, 12),
    batch_first=st.integers(0, 30),
    epoch_first=st.integers(0, 6),
)
def test_run_stops_once_it_has_made_as_many_updates_as_the_limit(
    iterations, epochs, per_epoch, batch_first, epoch_first
) -> None:
    criteria = Criteria(iterations=iterations, epochs=epochs)
    place = (per_epoch, batch_first, epoch_first)
    limit = criteria.limit_updates(*place)
    for length in range(batch_first, batch_first + 80):
        stop = criteria.limit_stop(length, *place)
        assert (stop is not None) == (limit is not None and length >= limit)
        if stop is not None:
            assert stop.t == length - 1
            assert stop.value >= stop.limit


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("iterations", -1, "at least 0"),
        ("epochs", -2, "at least 1"),
        ("stop_gradient_norm", -1.0, "at least 0"),
        ("stop_gradient_norm", INF, "at least 0"),
        ("stop_loss_change", NAN, "at least 0"),
        ("stop_loss", INF, "a finite number"),
        ("stop_step", -1e-9, "at least 0"),
    ],
)
def test_limit_that_cannot_be_is_refused(field, value, message) -> None:
    with pytest.raises(InputError, match=f"is {value}; give .*{message}"):
        Criteria.of(Experiment(objective="w").with_(**{field: value}))


def test_limits_are_taken_from_the_experiment() -> None:
    experiment = Experiment(
        objective="w",
        iterations=9,
        epochs=8,
        stop_gradient_norm=0,
        stop_loss_change=6,
        stop_loss=-5,
        stop_step=0.5,
    )
    assert Criteria.of(experiment) == Criteria(
        iterations=9, epochs=8, gradient_norm=0, loss_change=6, target_loss=-5, step=0.5
    )


def test_a_step_to_no_finite_point_is_told_from_a_loss_that_is_not_finite() -> None:
    criteria = Criteria()
    of_step = criteria.first_stop(block([32.0], new_theta=[[INF, 1.0]]))
    of_loss = criteria.first_stop(block([NAN], new_theta=[[INF, 1.0]]))
    assert of_step is not None
    assert of_loss is not None
    assert (of_step.is_of_step, of_loss.is_of_step) == (True, False)
