"""Gradients in which a factor of the derivative is left out."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.practice.slips.factors import gradients_without_factors
from gdsim.study.practice.update_task import UpdateTask


def gradients(experiment: Experiment) -> list[tuple[float, ...]]:
    task = UpdateTask.of(Run(experiment), 0)
    return [tuple(gradient) for gradient in gradients_without_factors(task)]


@pytest.mark.parametrize(
    ("objective", "start", "without"),
    [
        ("5*x^3", (2.0,), 60 / 5),  # the coefficient forgotten
        ("5*x^3", (2.0,), 60 / 3),  # the exponent not brought down
        ("5*x^3", (2.0,), 4),  # both
        ("(3*x + 1)^2", (2.0,), 2 * 7),  # the inner derivative forgotten
    ],
)
def test_forgotten_factors(objective: str, start: tuple[float, ...], without: float) -> None:
    found = gradients(Experiment(objective=objective, start=start))
    assert any(one == pytest.approx((without,)) for one in found), found


def test_forgotten_inner_derivatives_of_a_line_take_the_mean_over_the_rows() -> None:
    rows = Dataset("points", ("x", "y"), np.array([[1.0, 2.0], [3.0, 1.0]]))
    experiment = Experiment(objective="(w*x - y)^2", dataset=rows, start=(2.0,))
    # 2 (w x - y) without the factor x: the mean of 2 * 0 and 2 * 5.
    assert any(one == pytest.approx((5,)) for one in gradients(experiment))


def test_a_gradient_without_numbers_lacks_none() -> None:
    assert set(gradients(Experiment(objective="x*y", start=(2.0, 3.0)))) == {(3.0, 2.0)}
