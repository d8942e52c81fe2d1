"""What the list says of each run, held against hand calculations on the bowl w1^2 + 4 w2^2."""

from __future__ import annotations

import pytest

from gdsim.app.runs.run_lines import run_lines
from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.models.kept_runs import KeptRun
from gdsim.numbers import NumberFormat
from gdsim.views.pages.runs import RunLine
from gdsim.views.plots.run_looks import PRESENT

BOWL = builtin_scenario("toy-bowl")


def made(updates: int, **changes: object) -> Run:
    run = Run(BOWL.experiment.with_(iterations=None, **changes))
    run.advance(updates)
    return run


def loss(rate: float, updates: int) -> float:
    """Return the loss at (4, 2) after updates that multiply by 1 - 2 eta and 1 - 8 eta."""
    return (4 * (1 - 2 * rate) ** updates) ** 2 + 4 * (2 * (1 - 8 * rate) ** updates) ** 2


def lines(present: Run, *kept: KeptRun, number_format: NumberFormat | None = None) -> list[RunLine]:
    return run_lines(
        [(present, None), *((one.run, one) for one in kept)],
        present.row(2),
        BOWL,
        number_format or NumberFormat.decimals(4),
        lambda run: 3 if run.length == 5 else None,
    )


def test_each_run_tells_its_updates_losses_and_name() -> None:
    present, other = made(5), made(7, learning_rate=0.2)
    kept = KeptRun(key=4, name="mine", run=other, look=2, here=other.row(1), is_shown=False)
    first, second = lines(present, kept)
    assert (first.key, first.name, first.look, first.is_shown) == (None, "this run", PRESENT, True)
    assert (second.key, second.name, second.look, second.is_shown) == (4, "mine", 2, False)
    assert (first.updates, second.updates) == ("5", "7")
    assert (first.loss, second.loss) == (f"{loss(0.1, 5):.4f}", f"{loss(0.2, 7):.4f}")
    # The present one at its cursor, the kept one at its own place.
    assert (first.here, second.here) == (f"{loss(0.1, 2):.4f}", f"{loss(0.2, 1):.4f}")
    assert (first.to_target, second.to_target) == ("3", "–")


def test_only_what_differs_is_told_of_the_settings() -> None:
    other = made(7, learning_rate=0.2)
    kept = KeptRun(key=0, name="", run=other, look=0, here=other.row(0))
    assert [line.settings for line in lines(made(5), kept)] == ["η = 0.1", "η = 0.2"]


def test_the_distance_is_that_to_the_known_minimum() -> None:
    (line,) = lines(made(5))
    w1, w2 = 4 * 0.8**5, 2 * 0.2**5
    assert line.distance == f"{(w1**2 + w2**2) ** 0.5:.4f}"


@pytest.mark.parametrize(("rate", "verdict"), [(0.1, "converging"), (0.26, "diverging")])
def test_the_verdict_is_told_in_a_word_and_in_full(rate: float, verdict: str) -> None:
    (line,) = lines(made(30, learning_rate=rate))
    assert line.verdict == verdict
    assert line.sentence.lower().startswith(verdict)


@pytest.mark.parametrize(
    ("updates", "rate"), [(60, 0.3), (200, 0.1)], ids=["too long", "lost in the decimals"]
)
def test_a_loss_that_decimals_would_not_tell_is_told_by_its_size(updates: int, rate: float) -> None:
    run = made(updates, learning_rate=rate)
    (line,) = lines(run)
    assert len(line.loss) <= 10
    assert float(line.loss) == pytest.approx(loss(rate, run.length), rel=1e-2)


def test_significant_figures_are_left_as_they_are() -> None:
    run = made(20, learning_rate=0.3)
    (line,) = lines(run, number_format=NumberFormat.significant(6))
    assert float(line.loss) == pytest.approx(loss(0.3, run.length), rel=1e-5)
