"""The sentences of a verdict: every one is whole, and its numbers are those worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.quarters import Quarters
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.words.verdicts.verdict_sentence import (
    verdict_lines,
    verdict_sentence,
    verdict_word,
)
from tests.study.words.verdicts.bowl import BOWL, diagnosed


@pytest.mark.parametrize(
    ("rate", "parts"),
    [
        # 1 - 2 eta, 1 - 8 eta and ln 10 / -ln of the larger, by hand.
        (0.1, ("Converging", "0.8;", "11 updates")),
        (0.002, ("Slow", "0.996 ", "575 updates")),
        (0.24, ("Oscillating", "-0.92")),
        (0.25, ("for ever", "as far away as before")),
        (0.26, ("Diverging", "-1.08")),
    ],
)
def test_sentences_of_the_bowl(rate: float, parts: tuple[str, ...]) -> None:
    sentence = verdict_sentence(diagnosed(learning_rate=rate))
    assert all(part in sentence for part in parts), sentence


@pytest.mark.parametrize(
    ("rate", "parts"),
    [
        # Moduli of the roots of r^2 - (1 + 0.9 - eta * lambda) r + 0.9, by hand: complex
        # ones have sqrt(0.9); at 0.5 and lambda = 8 they are -0.6 and -1.5.
        (0.1, ("Converging", f"{0.9**0.5:.4f}")),
        (0.25, ("Zigzag", "swings", f"{0.9**0.5:.4f}")),
        (0.5, ("Diverging", "1.5")),
    ],
)
def test_sentences_of_momentum_speak_of_the_long_run(rate: float, parts: tuple[str, ...]) -> None:
    sentence = verdict_sentence(diagnosed(rule="momentum", learning_rate=rate))
    assert all(part in sentence for part in (*parts, "in the long run")), sentence


def test_momentum_that_overshoots_is_said_to_swing_and_how_long() -> None:
    # r^2 - 1.8 r + 0.9 has the roots 0.9 +- 0.3i: angle atan(1/3), 2 pi / 0.32175 = 19.5.
    told = verdict_sentence(diagnosed(rule="momentum", learning_rate=0.05))
    assert "swings to and fro of 20 updates" in told
    # At 0.001 the roots of the slowest direction are real: 1.898^2 > 3.6 for the eigenvalue 2.
    still = verdict_sentence(diagnosed(rule="momentum", learning_rate=0.001))
    assert "swing" not in still


def test_losses_that_rise_again_are_not_called_converging() -> None:
    # 1/x + x from 0.1: the first step, of 0.2 * 99, goes far beyond the minimum at 1.
    run = Run(Experiment(objective="1/x + x", start=(0.1,), learning_rate=0.2))
    run.advance(1)
    said = verdict_sentence(diagnose(run))
    assert said == "Unsettled: with the last update the loss went from 10.1 to 19.95."
    run.advance(6)
    said = verdict_sentence(diagnose(run))
    assert "Unsettled: over the last 7 updates the loss was between 10.1 and 19.95" in said
    late = Run(Experiment(objective="x^4 + x^2", start=(1.0,), learning_rate=0.1))
    late.advance(3)
    assert "over the last 3 updates the loss fell from 2 to" in verdict_sentence(diagnose(late))


def test_a_loss_that_hardly_changes_is_said_to_be_so_while_the_parameters_move() -> None:
    # The same way as from 1/x + x with 0.2, on a loss whose changes four figures do not show.
    run = Run(Experiment(objective="5 + 1e-6*(1/x + x)", start=(0.1,), learning_rate=0.2e6))
    run.advance(1)
    assert verdict_sentence(diagnose(run)) == (
        "Unsettled: the parameters still move, but the last update left the loss at 5 to four"
        " figures; where the run will settle cannot be told from that."
    )
    run.advance(6)
    assert verdict_sentence(diagnose(run)) == (
        "Unsettled: the parameters still move, but over the last 7 updates the loss was 5 to four"
        " figures all along; where the run will settle cannot be told from that."
    )


@pytest.mark.parametrize("is_exact", [True, False])
@pytest.mark.parametrize("factor", [None, 0.995, -1.2])
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_whole_sentence(
    verdict: Verdict, factor: float | None, is_exact: bool
) -> None:
    if is_exact and factor is None and verdict not in (Verdict.CONVERGED, Verdict.DIVERGING):
        factor = 1.0  # Theory always gives one here.
    diagnosis = replace(
        diagnosed(),
        verdict=verdict,
        factor=factor,
        is_exact=is_exact,
        scatter=0.25,
        seen=replace(
            diagnosed().seen,
            is_noisy=True,
            quarters=Quarters(count=40, before=3.0, last=2.0, least=1.0, spread=0.1),
        ),
    )
    sentence = verdict_sentence(diagnosis)
    assert sentence.endswith((".", ")"))
    assert "{" not in sentence
    assert "  " not in sentence
    assert verdict_word(verdict)


def test_before_any_update_nothing_is_said_of_updates() -> None:
    rosenbrock = "(1 - a)^2 + 100*(b - a^2)^2"
    first = diagnosed(updates=0, objective=rosenbrock, start=(-1.2, 1.0))
    assert verdict_sentence(first) == "No update has been made yet; the loss is 24.2."
    assert "No update" not in verdict_sentence(diagnosed(updates=0))  # Theory knows already.


@pytest.mark.parametrize(
    ("objective", "rate", "said"),
    [
        # Over all rows w*x is 2w, a slope without end; the second is a saddle's shape.
        ("w*x", 0.001, "falls without end"),
        ("(w - x)^2 - (w2 - x)^2", 0.001, "no minimum; along its downward curvature"),
        ("(w - x)^2", 1.2, "even with all rows in every update"),
    ],
)
def test_divergence_with_batches_is_put_down_to_the_rate_only_where_it_is(
    objective: str, rate: float, said: str
) -> None:
    data = Dataset("d", ("x",), np.random.default_rng(0).normal(2, 1, (50, 1)))
    run = Run(
        Experiment(
            objective=objective,
            dataset=data,
            learning_rate=rate,
            method="mini-batch",
            batch_size=5,
        )
    )
    run.advance(5)
    assert said in verdict_sentence(diagnose(run))


def test_the_lines_of_a_verdict_are_its_name_and_its_sentences() -> None:
    run = Run(BOWL)
    run.advance(5)
    assert verdict_lines(run) == [
        "converging",
        "Converging: each update multiplies the distance in the slowest direction by 0.8; a tenth"
        " is left after 11 updates.",
        "With the eigenvalues from 2 to 8, rates below 0.25 are stable and 0.2 is the"
        " fastest in the long run, from most starts; this one is 0.1.",
    ]
    assert verdict_lines(Run(BOWL.with_(rule="adam")))[0] == "too-early"


@pytest.mark.parametrize(
    ("objective", "start", "rate", "said"),
    [
        # 1 + 2 eta and 1 - 2 eta, and 1 - 8 eta just above and below -1.
        ("x^2 - y^2", (1.0, 1.0), 1e-5, "multiplies the distance by 1 + 2e-5."),
        ("x^2 + y^2", (1.0, 1.0), 1e-9, "keeps 1 - 2e-9 of its distance"),
        ("w1^2 + 4*w2^2", (4.0, 2.0), 0.2500025, "by -(1 + 2e-5)."),
        ("w1^2 + 4*w2^2", (4.0, 2.0), 0.2499975, "multiplies the distance to it by -(1 - 2e-5)."),
    ],
)
def test_a_factor_next_to_1_is_told_by_what_it_differs(
    objective: str, start: tuple[float, ...], rate: float, said: str
) -> None:
    run = Run(Experiment(objective=objective, start=start, learning_rate=rate))
    run.advance(5)
    assert said in verdict_sentence(diagnose(run))


def test_where_the_gradient_was_0_from_the_start_nothing_has_shrunk() -> None:
    said = verdict_sentence(diagnosed(start=(0.0, 0.0)))
    assert said.startswith("The gradient is 0 to within rounding, so no update leads away")


@pytest.mark.parametrize("start", [1e-200, 3e-250])
def test_a_gradient_whose_square_is_too_small_for_a_number_is_not_said_to_be_0(
    start: float,
) -> None:
    run = Run(Experiment(objective="x^2", start=(start,), learning_rate=0.1))
    run.advance(3)
    # x(1 - 0.2) with each update, as from any other start.
    said = verdict_sentence(diagnose(run))
    assert said.startswith("Converging: each update multiplies the distance")
    assert "by 0.8;" in said


def test_a_change_that_four_figures_do_not_show_is_told_by_itself() -> None:
    run = Run(Experiment(objective="log(cosh(x))", start=(9.0,), learning_rate=1e-6))
    run.advance(3)
    said = verdict_sentence(diagnose(run))
    assert said == (
        "Falling: over the last 3 updates the loss fell by 3e-6, which leaves it at 8.307 to four"
        " figures."
    )


def test_a_zigzag_says_that_a_direction_moves_on_only_where_it_does_not_swing() -> None:
    # r^2 - (1.99 - 0.36 lambda) r + 0.99: with 8 and 2 complex, turning once in 3.1 and 7.2
    # updates; with 8 and 1e-4 the second turns once in 2,300, when nothing is left to see.
    settings = {"rule": "momentum", "settings": {"beta": 0.99}, "learning_rate": 0.36}
    both = verdict_sentence(diagnosed(50, objective="w1^2 + 4*w2^2", **settings))
    assert "across another, to and fro in 7.2 updates" in both
    settings["settings"] = {"beta": 0.9}
    one = verdict_sentence(diagnosed(50, objective="0.00005*w1^2 + 4*w2^2", **settings))
    assert "moves on along another" in one


def test_a_rate_that_has_come_down_to_0_ends_a_run_with_batches() -> None:
    data = Dataset("d", ("x", "y"), np.array([[1.0, 2.0], [2.0, 3.0], [-1.0, 1.0], [0.5, 0.0]]))
    run = Run(
        Experiment(
            objective="(w*x + b - y)^2",
            dataset=data,
            start=(0.0, 0.0),
            learning_rate=0.01,
            method="stochastic",
            schedule="cosine",
            settings={"cosine_updates": 30},
        )
    )
    run.advance(200)
    diagnosis = diagnose(run)
    assert diagnosis.verdict is Verdict.SLOW
    assert verdict_sentence(diagnosis).startswith("Standing still")


@pytest.mark.parametrize(("rule", "stays"), [("adagrad", True), ("rmsprop", True), ("adam", False)])
def test_a_gradient_of_0_holds_a_rule_without_momentum(rule: str, stays: bool) -> None:
    # Beyond 1 the loss is flat, and its slope exactly 0.
    run = Run(Experiment(objective="max(0, 1 - x)", start=(0.95,), learning_rate=0.1, rule=rule))
    run.advance(2000)
    assert ("no update leads away" in verdict_sentence(diagnose(run))) == stays


@pytest.mark.parametrize(("objective", "start"), [("log(x)", -1.0), ("sqrt(x) + 1/x", 0.0)])
@pytest.mark.parametrize("schedule", ["constant", "backtracking"])
def test_a_start_without_a_loss_is_told_as_that(objective: str, start: float, schedule) -> None:
    run = Run(Experiment(objective=objective, start=(start,), schedule=schedule))
    run.advance(3)
    assert verdict_lines(run) == [
        "diverging",
        "Diverging: at the start the loss or its gradient is not a finite number.",
    ]
