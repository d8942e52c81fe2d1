"""Verdicts where rounding hides what a run does, each against what is known of it by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.verdict import Verdict
from tests.engine.diagnosis.made import made


def test_a_direction_lost_in_rounding_that_grows_is_noticed() -> None:
    """After 30 updates w2 is 2 * 0.2^30; at a rate of 0.3 each multiplies it by -1.4."""
    run = made("w1^2 + 4*w2^2", (4.0, 2.0), 0.1, 30).branch(30, learning_rate=0.3)
    verdicts = []
    while run.stop is None:
        run.advance(10)
        verdicts.append(diagnose(run).verdict)
    assert verdicts[-1] is Verdict.DIVERGING
    # It is said before w2 is as large as it was at first: 0.2^30 * 1.4^144 is 1.
    assert verdicts[14:] == [Verdict.DIVERGING] * (len(verdicts) - 14)


def test_a_saddle_that_rounding_alone_hides_is_no_minimum() -> None:
    text = "2.6*x^2+2.0*x*y-0.8*y^2+8.88*x+4.6*y"
    first = diagnose(made(text, (-1.9, 0.5), 0.1, 0))
    assert 0 < first.seen.gradient_norm < 1e-13
    assert first.verdict is Verdict.SADDLE
    run = made(text, (-1.9, 0.5), 0.1, 200)
    assert diagnose(run).verdict in (Verdict.SADDLE, Verdict.DIVERGING)
    run.advance(300)
    assert diagnose(run).verdict is Verdict.DIVERGING


def test_directions_that_have_arrived_no_longer_count() -> None:
    # At 0.038 the factors are 0.962 along x and -0.9 along y, which has gone long before.
    run = made("0.5*x^2 + 25*y^2", (4.0, 2.0), 0.038, 30)
    assert diagnose(run).verdict is Verdict.ZIGZAG
    run.advance(320)
    assert diagnose(run).verdict is Verdict.CONVERGING
    assert diagnose(run).lowest == pytest.approx(0.962)


def test_rounding_that_grows_leaves_it_unsettled_what_becomes_of_a_run() -> None:
    # (1, 2) is an eigenvector of 2.4; along (2, -1), of 12.4, only rounding is left.
    text = "5.2*x^2 - 4*x*y + 2.2*y^2 - 0.7*x + 0.1*y"
    hessian = np.array([[10.4, -4], [-4, 4.4]])
    center = np.linalg.solve(hessian, [0.7, -0.1])
    start = center + np.array([0.3, 0.6])
    run = made(text, (float(start[0]), float(start[1])), 0.3, 1)
    diagnosis = diagnose(run)
    assert diagnosis.verdict is Verdict.UNSETTLED
    assert diagnosis.factor == pytest.approx(1 - 0.3 * 2.4)
    assert diagnosis.latent == pytest.approx(1 - 0.3 * 12.4)
    run.advance(300)
    assert diagnose(run).verdict is Verdict.DIVERGING


def test_a_step_that_is_lost_in_rounding_is_no_arrival() -> None:
    run = made("x^2 + 4*y^2", (3.0, 1.0), 1e-18, 5)
    assert diagnose(run).verdict is Verdict.SLOW
    assert diagnose(run).seen.stands_still


@pytest.mark.parametrize(
    ("objective", "start", "rate", "verdict"),
    [
        ("x", 1.0, 1e160, Verdict.DIVERGING),
        # Each update leaves 1 - 1e199 * 2e-200 of the distance.
        ("(1e-100*x - 1e60)^2", 1e170, 1e199, Verdict.CONVERGING),
    ],
)
def test_a_point_whose_square_is_too_large_for_a_number_is_not_taken_for_rounding(
    objective: str, start: float, rate: float, verdict: Verdict
) -> None:
    assert diagnose(made(objective, (start,), rate, 1)).verdict is verdict
