"""A rule is compiled where all of its functions are, and stepped by NumPy otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.run.run import Run


def test_a_rule_with_a_function_that_is_not_compiled_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def update(gradient, state, t, learning_rate, *_others, **_named):
        return -learning_rate * np.sign(gradient), state

    rule = replace(RULES["gd"], name="sign", aliases=(), build=lambda _settings: update)
    monkeypatch.setitem(RULES, "sign", rule)
    run = Run(
        Experiment(objective="w1^2 + 4*w2^2", start=(4.0, -2.0), learning_rate=0.25, rule="sign")
    )
    run.advance(4)
    # A quarter towards 0 in each update, whatever the slope.
    assert run.row(3).new_theta.tolist() == [3.0, -1.0]
