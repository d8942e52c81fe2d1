"""The sentence of a stop names its reason and its numbers."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.stopping import Stop, StopReason
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.words.stops import ending_sentence, stop_sentence


def stopped(objective: str = "w1^2 + 4*w2^2", **fields: Any) -> Run:
    """Run until something stops it."""
    run = Run(Experiment(**{"objective": objective, "start": (4.0, 2.0), **fields}))
    run.advance(10_000)
    assert run.stop is not None
    return run


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"iterations": 7}, ("limit of 7 iterations",)),
        ({"epochs": 3}, ("limit of 3 epochs",)),
        ({"iterations": 1}, ("limit of 1 iteration.",)),
        ({"epochs": 1}, ("limit of 1 epoch.",)),
        ({"stop_gradient_norm": 0.001}, ("gradient norm", "0.001")),
        ({"stop_loss_change": 0.01}, ("loss changed", "0.01")),
        ({"stop_step": 0.25}, ("the step", "within 0.25")),
        ({"stop_loss": 0.1}, ("target", "0.1")),
        ({"learning_rate": 0.5}, ("Diverged", "loss", "lower η")),
        ({"objective": "w1*w2 - w2^2", "learning_rate": 0.9}, ("has fallen to -", "beyond -")),
        ({"objective": "log(w1) + w2^2", "start": (-1.0, 1.0)}, ("at the start",)),
        ({"objective": "exp(w1^2) + w2^2", "learning_rate": 1.0}, ("no finite number",)),
    ],
)
def test_the_sentence_names_reason_and_numbers(
    fields: dict[str, Any], words: tuple[str, ...]
) -> None:
    run = stopped(**fields)
    sentence = stop_sentence(run.stop)
    assert all(word in sentence for word in words)
    if "iteration " in sentence:
        assert re.search(rf"iteration {run.length - 1}[:,]", sentence)


@pytest.mark.parametrize("criterion", ["stop_gradient_norm", "stop_loss_change"])
def test_what_came_out_as_0_is_said_to_be_so_to_within_rounding(criterion: str) -> None:
    # The slope of tanh(x)^2 is 8 e^(-2x) far out, about 7e-26 here: it comes out as 0.
    run = stopped(objective="tanh(w1)^2 + 0*w2", start=(30.0, 0.0), **{criterion: 1e-9})
    assert " 0 to within rounding" in stop_sentence(run.stop)


@pytest.mark.parametrize("reason", StopReason)
def test_every_reason_has_a_sentence_of_its_own(reason: StopReason) -> None:
    others = [r for r in StopReason if r is not reason]
    sentence = stop_sentence(Stop(reason, 3, 2.0, 1.0))
    assert sentence.endswith(".")
    assert sentence not in [stop_sentence(Stop(other, 3, 2.0, 1.0)) for other in others]


def test_a_first_step_to_no_finite_point_is_not_blamed_on_the_loss() -> None:
    stop = Stop(StopReason.DIVERGED, t=-1, value=32.0, limit=1e9, is_of_step=True)
    assert stop_sentence(stop) == (
        "Diverged at the start: the first step leads to no finite point. Lower η."
    )


def test_an_epoch_that_was_cut_short_is_not_counted_without_a_word() -> None:
    rows = Dataset("d", ("a",), np.arange(100.0)[:, np.newaxis])
    run = Run(
        Experiment(
            objective="(w - a)^2",
            dataset=rows,
            learning_rate=0.001,
            method="mini-batch",
            batch_size=10,
            epochs=3,
        )
    )
    run.advance(15)
    changed = run.branch(15, batch_size=20)
    run.advance(100)
    changed.advance(100)
    assert ending_sentence(run) == "Stopped at the limit of 3 epochs."
    # Of 300 rows it has seen 150, and then an epoch of 100.
    assert changed.columns(0, changed.length).batch_size.sum() == 250
    assert ending_sentence(changed) == (
        "Stopped at the limit of 3 epochs. One of them was cut short: a change of the batches began"
        " the next."
    )
    again = changed.branch(17, batch_size=25)
    again.advance(100)
    assert "2 of them were cut short" in ending_sentence(again)
    at_its_end = run.branch(20, batch_size=25)
    at_its_end.advance(100)
    assert ending_sentence(at_its_end) == "Stopped at the limit of 3 epochs."


@pytest.mark.parametrize(
    ("objective", "start", "sentence"),
    [
        ("w - 5", 3.0, "Diverged at the start: along −g the loss falls without end."),
        ("w^3 + 2*w", 1.0, "Diverged after iteration 0: along −g the loss falls without end."),
    ],
)
def test_no_smaller_rate_is_advised_where_a_line_search_finds_it(
    objective: str, start: float, sentence: str
) -> None:
    run = Run(Experiment(objective=objective, start=(start,), schedule="exact", learning_rate=1.0))
    run.advance(10)
    assert run.stop is not None
    told = ending_sentence(run)
    assert "ower η" not in told
    assert told.startswith("Diverged")
    if objective == "w - 5":
        assert told == sentence


def test_a_run_that_may_go_on_has_no_ending() -> None:
    assert ending_sentence(Run(Experiment(objective="x^2"))) == ""
