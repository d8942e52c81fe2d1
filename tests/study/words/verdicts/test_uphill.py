"""What is said of runs that maximise, held against what they do."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest

import gdsim
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.run.run import Run
from gdsim.study.words.verdicts.sentences import verdict_lines
from gdsim.study.words.verdicts.uphill import UPHILL, told_verdict

PEAK = "54*y - (5*x^2 + 9*y^2) + 70*x - 319"

WORDS = Path(gdsim.__file__).parent / "study" / "words" / "verdicts"
DIRECTED = re.compile(
    r"fell|fallen|falls|Falling|rise|Rising|grew|grown|minimum|maximum|downward|bowl"
    r"|largest eigenvalue|\{least\}"
)


def made(objective: str = PEAK, n: int = 30, **fields) -> Run:
    given = {"start": (8.0, 5.0), "learning_rate": 0.08, "maximise": True} | fields
    run = Run(Experiment(objective=objective, **given))
    run.advance(n)
    return run


def templates() -> list[str]:
    """Return every sentence that the verdicts have for a descent."""
    found = []
    for name in ("by_rows", "by_theory", "standing", "with_batches", "rate_sentences"):
        for node in ast.walk(ast.parse((WORDS / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
                found.append(str(ast.literal_eval(node.args[0])))
    return found


def test_every_sentence_with_a_direction_has_one_of_its_own_uphill() -> None:
    directed = {text for text in templates() if DIRECTED.search(text)}
    assert len(directed) > 25
    assert directed == set(UPHILL)


@pytest.mark.parametrize("template", UPHILL)
def test_a_sentence_uphill_has_numbers_that_are_known(template: str) -> None:
    names = set(re.findall(r"\{(\w+)\}", template))
    told = set(re.findall(r"\{(\w+)\}", UPHILL[template]))
    assert told <= names | {"smallest", "largest"}
    assert UPHILL[template] != template


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
