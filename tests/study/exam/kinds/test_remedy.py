"""What helps where: the one right remedy is better than what else is offered, by plain NumPy."""

from __future__ import annotations

import numpy as np

from gdsim.study.exam.kinds.rules.remedy import TROUBLES

HESSIAN = np.array([[25.5, -24.5], [-24.5, 25.5]])
"""Of the tilted valley 0.5 (x + y)^2 / 2 + 25 (x - y)^2 / 2."""


def loss_after(rule: str, rate: float) -> float:
    """Return the loss in the tilted valley after 150 updates."""
    w, memory = np.array([4.0, 3.0]), np.zeros(2)
    for _ in range(150):
        g = HESSIAN @ w
        if rule == "momentum":
            memory = 0.9 * memory + g
            step = memory
        elif rule == "adagrad":
            memory = memory + g * g
            step = g / np.sqrt(memory + 1e-16)
        else:
            memory = 0.99 * memory + 0.01 * g * g
            step = g / (np.sqrt(memory) + 1e-8)
        w = w - rate * step
        if np.abs(w).max() > 1e6:
            return np.inf
    return float(w @ HESSIAN @ w / 2)


def test_momentum_is_the_best_remedy_in_a_tilted_valley() -> None:
    rates = np.geomspace(1e-3, 2, 40)
    best = {
        rule: min(loss_after(rule, rate) for rate in rates)
        for rule in ("momentum", "adagrad", "rmsprop")
    }
    assert best["momentum"] < min(best["adagrad"], best["rmsprop"]) / 10


def test_four_remedies_or_more_are_offered_and_the_right_one_among_them() -> None:
    for trouble in TROUBLES:
        assert trouble.remedy in trouble.offered
        assert len(trouble.offered) >= 4
