"""The swings of momentum, counted in runs that are made here by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.forecast import State, forecast

UPDATES = 20_000


def crossings(rule: str, beta: float, step: float) -> int:
    """Count how often x changes sides on L = x^2 / 2 with the rate `step`, from 1 at rest.

    Position and velocity are shrunk alike after every update, which changes no sign.
    """
    x, v, count = 1.0, 0.0, 0
    for _ in range(UPDATES):
        gradient = x
        if rule == "momentum":
            v = beta * v + gradient
            new = x - step * v
        else:
            v = beta * v + gradient
            new = x - step * (gradient + beta * v)
        count += new * x < 0
        size = abs(new) + abs(v)
        x, v = new / size, v / size
    return count


@pytest.mark.parametrize("rule", ["momentum", "nesterov"])
@given(beta=st.floats(0.05, 0.98), share=st.floats(0.02, 0.98))
def test_a_swing_takes_as_long_as_in_a_run(rule: str, beta: float, share: float) -> None:
    # Where the roots of the rule's polynomial are complex.
    if rule == "momentum":
        low, high = (1 - math.sqrt(beta)) ** 2, (1 + math.sqrt(beta)) ** 2
    else:
        low, high = ((1 - beta) / (1 + beta)) ** 2, 1.0
    step = low + share * (high - low)
    settings = {"beta": beta, "convention": "accumulate"}
    foretold = forecast(Curvature.of(np.eye(1)), State(np.ones(1)), step, rule, settings)
    assume(foretold.swing is not None and foretold.swing < UPDATES / 10)
    assert foretold.swing is not None
    # Twice in each swing, up to one at either end.
    assert crossings(rule, beta, step) == pytest.approx(2 * UPDATES / foretold.swing, abs=2)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_without_momentum_nothing_swings(share: float) -> None:
    hessian = np.diag([1.0, 7.0])
    assert forecast(Curvature.of(hessian), State(np.ones(2)), share * 2 / 7).swing is None
