"""Data sets named by a generator and its settings: what is read, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.generated import generate


def test_source_tells_every_digit_of_the_noise() -> None:
    data = generate("linear(rows=9, noise=0.12345678)")
    assert np.array_equal(generate(data.source).values, data.values)
    assert generate("linear(noise=1)").source == "linear(rows=1000, noise=1, seed=0)"


@pytest.mark.parametrize(
    "source",
    ["linear(outliers=2)", "linear(outliers=-0.1)", "noisy_bowl(outliers=0.1)", "moons(rows=0)"],
)
def test_settings_out_of_range_are_refused(source) -> None:
    with pytest.raises(InputError):
        generate(source)


@pytest.mark.parametrize(
    "source",
    [
        "linear(rows=0)",
        "linear(rows=1e9)",
        "linear(rows=2.5)",
        "linear(noise=-1)",
        "linear(colour=1)",
        "linear(rows=a)",
        "linear(1)",
        "exec(rows=1)",
        "linear(rows=1+e)",
        "linear(seed=-1)",
        "linear(rows=1e999)",
        "linear(seed=1e999)",
    ],
)
def test_generator_refuses_what_it_does_not_know(source: str) -> None:
    with pytest.raises(InputError):
        generate(source)
