"""The values of a sweep's axes, put into an experiment."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import BATCH_SIZE, LEARNING_RATE, Axis, check_axes, with_value

ADAM = Experiment(objective="(w - x)^2", rule="adam", settings={"eps": 1e-6})


def test_a_rate_that_the_schedule_finds_is_not_swept() -> None:
    exact = Experiment(objective="x^2", schedule="exact")
    with pytest.raises(InputError, match="cannot be swept: the schedule exact finds the best"):
        check_axes([Axis(LEARNING_RATE, (0.1, 0.2))], exact, has_data=False)
    # Of backtracking it is the first trial, which does make a difference.
    searching = exact.with_(schedule="backtracking")
    check_axes([Axis(LEARNING_RATE, (0.1, 0.2))], searching, has_data=False)


def test_a_rate_takes_the_place_of_the_rate() -> None:
    assert with_value(ADAM, LEARNING_RATE, 0.3) == ADAM.with_(learning_rate=0.3)


def test_a_batch_size_makes_mini_batches() -> None:
    assert with_value(ADAM, BATCH_SIZE, 8.0) == ADAM.with_(method="mini-batch", batch_size=8)


def test_a_setting_leaves_the_others_as_they_are() -> None:
    both = with_value(with_value(ADAM, "beta1", 0.8), "beta2", 0.95)
    assert both.settings == {"eps": 1e-6, "beta1": 0.8, "beta2": 0.95}


@pytest.mark.parametrize(
    ("axes", "said"),
    [
        ([], "over one setting, or over two"),
        ([Axis("eps", (1.0,)), Axis("eps", (2.0,))], "two different ones"),
        ([Axis("rho", (0.5,))], "rho cannot be swept here"),
        ([Axis(BATCH_SIZE, (4.0,))], "no data"),
        ([Axis("eps", ())], "eps: give at least one value"),
        ([Axis(LEARNING_RATE, (float("nan"),))], "learning-rate: .* all finite numbers"),
        ([Axis(LEARNING_RATE, (0.1, 0.0))], "learning-rate: 0.0 is not accepted"),
        ([Axis("eps", (1.0,) * 1001), Axis("beta1", (0.5,) * 1000)], "at most 1000000"),
    ],
)
def test_what_cannot_be_swept_is_refused(axes: list[Axis], said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_axes(axes, ADAM, has_data=False)


def test_batch_sizes_are_whole_numbers() -> None:
    with pytest.raises(InputError, match="batch-size: give whole numbers"):
        check_axes([Axis(BATCH_SIZE, (4.5,))], ADAM, has_data=True)
    check_axes([Axis(BATCH_SIZE, (4.0,))], ADAM, has_data=True)
