"""The scatter of mini-batch gradients in sentences, with standard deviations worked out by hand."""

from __future__ import annotations

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.noise.step_cloud import StepCloud, step_cloud
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.words.noise import gradients_sentence, law_sentence, scatter_sentence


def cloud_of(values: list[float], size: int, **fields: object) -> StepCloud:
    """Return the cloud of (w - x)^2 at w = 0, where a row's gradient is -2x."""
    data = Dataset("d", ("x",), np.array(values)[:, np.newaxis])
    method = {"method": "mini-batch", "batch_size": size, **fields}
    cloud = step_cloud(Run(Experiment(objective="(w - x)^2", dataset=data, **method)), 0)
    assert cloud is not None
    return cloud


def test_angle_and_length_are_told_in_few_figures() -> None:
    assert gradients_sentence(44.6, 1.0 / 3) == (
        "The batch's gradient is turned by 45° from that of all rows, and 0.33 times as long."
    )


def test_all_batches_are_told_from_those_drawn() -> None:
    # Gradients -2, 2, -6, 6: the mean is 0, the standard deviation the root of 20.
    values = [1.0, -1.0, 3.0, -3.0]
    single = scatter_sentence(cloud_of(values, 1), ["w"])
    assert single == (
        "All 4 batches of a single row: the gradient's standard deviation is 4.47 (w)."
    )
    # Six pairs have the means -4, -2, 0, 0, 2 and 4 ... of which the mean square is 40/6.
    pairs = scatter_sentence(cloud_of(values, 2), ["w"])
    assert pairs.startswith("All 6 batches of B = 2 rows:")
    assert pairs.endswith("is 2.58 (w).")
    many = list(np.linspace(-1, 1, 4000))
    assert "batches of B = 20 rows, drawn:" in scatter_sentence(cloud_of(many, 20), ["w"])
    assert "batches of a single row, drawn:" in scatter_sentence(cloud_of(many, 1), ["w"])


def test_deviations_of_many_parameters_are_told_together() -> None:
    cloud = cloud_of([1.0, -1.0, 3.0, -3.0], 1)
    told = scatter_sentence(cloud, ["a", "b", "c", "d"])
    assert told.endswith("the gradient scatters by 4.47.")


def test_the_law_is_told_for_this_size_and_larger_ones_that_the_data_have() -> None:
    # Sigma is the root of 20 for +-1 and +-3 however often they come.
    values = [1.0, -1.0, 3.0, -3.0] * 5
    told = law_sentence(cloud_of(values, 1, order="replacement"), ["w"])
    assert told == (
        "σ\u2060/\u2060√B halves with four times the rows: B = 1: 4.47 (w); B = 4: 2.24 (w);"
        " B = 16: 1.12 (w)."
    )
    small = law_sentence(cloud_of(values[:4], 1, order="replacement"), ["w"])
    assert small == "σ\u2060/\u2060√B gives, for B = 1: 4.47 (w)."


def test_batches_without_replacement_scatter_less() -> None:
    # The root of 20/2 is 3.16; times the root of (4 - 2)/(4 - 1) it is 2.58.
    told = law_sentence(cloud_of([1.0, -1.0, 3.0, -3.0], 2), ["w"])
    assert told == (
        "σ\u2060/\u2060√B gives, for B = 2: 3.16 (w). Without replacement it is"
        " √((N − B)\u2060/\u2060(N − 1)) times that, N = 4: 2.58 (w)."
    )
