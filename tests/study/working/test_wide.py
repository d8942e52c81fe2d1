"""The working of a loss of hundreds of columns: bounded, and with the run's own numbers."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.working import working


def texts_of(**fields: object) -> list[str]:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(20, 300))
    names = (*(f"p{k}" for k in range(300)), "y")
    data = Dataset("made", names, np.column_stack([x, x[:, 0] > 0]))
    plan = {"objective": "squares(y ~ p0:p299; l2 = 0.5)", "dataset": data, **fields}
    run = Run(Experiment(**plan))
    run.advance(2)
    shown = working(run, 1, NumberFormat.decimals(3))
    blocks = [block for section in shown.sections for block in section.blocks]
    return [getattr(block, "latex", "") or getattr(block, "text", "") for block in blocks]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"rule": "adam"},
        {"rule": "nesterov", "settings": {"convention": "lookahead"}},
        {"clip_norm": 0.1},
        {"bounds": {"w1": (-0.001, 0.001), "w299": (0.0, 1.0)}},
        {"schedule": "exact"},
        {"round_gradient": "2 figures"},
        {"method": "mini-batch", "batch_size": 7},
    ],
    ids=lambda fields: ",".join(fields) or "plain",
)
def test_a_few_parameters_are_worked_out_with_whatever_is_set(fields: dict[str, object]) -> None:
    texts = texts_of(**fields)
    assert len(texts) < 120
    assert any(text.startswith("There are 293 more parameters") for text in texts)
    assert r"L_i = \left(s - y\right)^{2}" in texts


def test_each_slope_and_step_is_the_run_s_own() -> None:
    rate = 0.001
    texts = texts_of(learning_rate=rate)
    (slope,) = [text for text in texts if text.startswith(r"\frac{\partial L}{\partial w_{1}}")]
    rng = np.random.default_rng(2)
    x = rng.normal(size=(20, 300))
    y = (x[:, 0] > 0).astype(float)
    theta, b = np.zeros(300), 0.0
    for _ in range(2):
        residual = x @ theta + b - y
        gradient = 2 * residual @ x / 20 + 2 * 0.5 * theta
        theta, b = theta - rate * gradient, b - rate * 2 * residual.mean()
    assert float(slope.split()[-1]) == pytest.approx(gradient[0], abs=6e-4)
