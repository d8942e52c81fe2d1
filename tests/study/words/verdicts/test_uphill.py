"""What is said of runs that maximise, held against what they do."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import gdsim
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.run.run import Run
from gdsim.study.words.verdicts.uphill import told_verdict
from gdsim.study.words.verdicts.verdict_sentence import verdict_lines

PEAK = "54*y - (5*x^2 + 9*y^2) + 70*x - 319"

WORDS = Path(gdsim.__file__).parent / "study" / "words" / "verdicts"
DIRECTED = re.compile(
    r"fell|fallen|falls|Falling|rise|Rising|grew|grown|minimum|maximum|downward|bowl|\blower|floor"
    r"|largest eigenvalue|\{least\}"
)


def made(objective: str = PEAK, n: int = 30, **fields) -> Run:
    given = {"start": (8.0, 5.0), "learning_rate": 0.08, "maximise": True} | fields
    run = Run(Experiment(objective=objective, **given))
    run.advance(n)
    return run


def calls(function: str) -> list[list[str]]:
    """Return the texts given to each call of a function where the verdicts have their sentences."""
    found = []
    for name in (
        "sentences_of_rows",
        "sentences_of_theory",
        "broken_off",
        "hardly_moving",
        "with_batches",
        "rate_sentences",
    ):
        for node in ast.walk(ast.parse((WORDS / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function:
                within = (part for argument in node.args for part in ast.walk(argument))
                texts = (part.value for part in within if isinstance(part, ast.Constant))
                found.append([text for text in texts if isinstance(text, str)])
    return found


PAIRS = [(texts[: len(texts) // 2], texts[len(texts) // 2 :]) for texts in calls("facing")]
"""The sentences of runs that minimise and of ones that maximise: two of each with a plural."""


def test_every_sentence_with_a_direction_has_one_of_its_own_uphill() -> None:
    told = Counter(text for texts in (*calls("N_"), *calls("ntr")) for text in texts)
    told -= Counter(text for pair in PAIRS for texts in pair for text in texts)
    assert len(PAIRS) > 25
    assert told
    assert not [text for text in told if DIRECTED.search(text)]
    assert all(DIRECTED.search(text) for downhill, _ in PAIRS for text in downhill)


@pytest.mark.parametrize(("downhill", "uphill"), PAIRS)
def test_a_sentence_uphill_has_numbers_that_are_known(
    downhill: list[str], uphill: list[str]
) -> None:
    for one, other in zip(downhill, uphill, strict=True):
        names = set(re.findall(r"\{(\w+)\}", one))
        told = set(re.findall(r"\{(\w+)\}", other))
        assert told <= names | {"smallest", "largest"}
        assert one != other


@pytest.mark.parametrize("rule", ["gd", "momentum", "adam", "rmsprop"])
@pytest.mark.parametrize("objective", [PEAK, "-x^4 - y^2", "x^2 - y^2", "sin(x) + y*0"])
def test_a_run_uphill_does_what_its_mirror_does(objective: str, rule: str) -> None:
    up = diagnose(made(objective, rule=rule, start=(1.5, 0.5)))
    down = diagnose(made(f"-({objective})", rule=rule, start=(1.5, 0.5), maximise=False))
    assert (up.verdict, up.factor) == (down.verdict, pytest.approx(down.factor))
    assert up.loss == pytest.approx(-down.loss)


def test_an_arrival_and_its_bound_are_told_by_the_hessian_itself() -> None:
    """The Hessian is diag(-10, -18): rates below 2/18 are stable, 2/28 is the fastest."""
    name, sentence, rates = verdict_lines(made())
    assert name == "converged"
    assert "Converged" in sentence
    assert "eigenvalues from -18 to -10" in rates
    assert "below 0.1111" in rates
    assert "0.07142 is the fastest" in rates


def test_a_rate_beyond_the_bound_is_told_with_the_maximum() -> None:
    name, sentence, _ = verdict_lines(made(learning_rate=0.2))
    assert name == "diverging"
    assert "the distance to the maximum by -2.6" in sentence


def test_a_value_that_rises_is_told_to_rise_with_its_own_numbers() -> None:
    run = made(rule="adam")
    name, sentence = verdict_lines(run)
    assert name == "rising"
    assert "the loss rose from -34 to" in sentence
    losses = run.columns(0, 30).loss
    assert np.diff(losses).min() > 0
    assert told_verdict(diagnose(run)) == "rising"


def test_a_value_that_falls_although_it_is_to_rise_is_told_to_fall() -> None:
    run = made("-log(1 + x^2)", n=7, start=(0.3,), learning_rate=1.1)
    assert np.diff(run.columns(0, 8).loss).max() < 0
    name, sentence, *_ = verdict_lines(run)
    assert name == "falling"
    assert sentence == (
        "Falling: with each of the last 7 updates the loss fell, from -0.08618 to -0.09487."
    )


def test_an_objective_without_a_maximum_is_told_to_have_none() -> None:
    name, sentence, rates = verdict_lines(made("x^2 - y^2", learning_rate=0.1))
    assert name == "diverging"
    assert "the loss has no maximum; along its upward curvature" in sentence
    assert "curves upwards (eigenvalue 2)" in rates


def test_a_run_at_a_minimum_is_told_to_be_stuck_there() -> None:
    _, sentence, *_ = verdict_lines(made("cosh(x) + y^2", start=(0.0, 0.0), learning_rate=0.1))
    assert "minimum" in sentence
    assert "maximum" not in sentence
