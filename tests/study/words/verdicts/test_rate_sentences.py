"""What a verdict says of the rate: bounds worked out by hand, told only where they hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import RateRange
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.words.verdicts.rate_sentences import rate_sentence
from gdsim.study.words.verdicts.verdict_sentence import (
    verdict_sentence,
)
from tests.study.words.verdicts.bowl import diagnosed


def test_the_rate_sentence_of_the_bowl() -> None:
    assert rate_sentence(diagnosed()) == (
        "With the eigenvalues from 2 to 8, rates below 0.25 are stable and 0.2 is the "
        "fastest in the long run, from most starts; this one is 0.1."
    )


def test_momentum_is_told_its_own_bound_and_that_its_factor_is_an_average() -> None:
    diagnosis = diagnosed(rule="momentum", learning_rate=0.05)
    assert "below 0.475 are" in rate_sentence(diagnosis)  # 2 (1 + 0.9) / 8
    assert "in the long run" in verdict_sentence(diagnosis)


def test_a_bound_that_holds_for_all_rows_alone_is_said_to() -> None:
    run = run_scenario(builtin_scenario("linear-regression"), 40)
    diagnosis = diagnose(run)
    assert "With all rows in every update" in rate_sentence(diagnosis)
    full = run.branch(0, method="batch")
    full.advance(40)
    assert "With all rows" not in rate_sentence(diagnose(full))


def test_a_bound_that_holds_without_rounding_alone_is_said_to() -> None:
    # To one figure -0.29 is -0.3: the run goes from side to side for ever, below its bound.
    diagnosis = diagnosed(80, round_gradient="1 figures", learning_rate=0.24)
    assert "Oscillating" in verdict_sentence(diagnosis)
    assert rate_sentence(diagnosis).startswith("Were nothing rounded, rates below 0.25 would be")


def test_a_rule_without_a_bound_is_told_none() -> None:
    assert rate_sentence(diagnosed(rule="adam")) == ""


def test_a_curvature_that_changes_is_said_to_be_that_of_here() -> None:
    sentence = rate_sentence(diagnosed(objective="w1^4 + w2^2", learning_rate=1e-3))
    assert "Were the loss curved everywhere as at this point (eigenvalues 2 to" in sentence


@pytest.mark.parametrize(
    "rates",
    [
        RateRange(0.0, None),
        RateRange(math.inf, None),
        RateRange(0.3, None),
        RateRange(0.3, 0.2),
    ],
)
@pytest.mark.parametrize(
    "curvature", [Curvature.of(np.eye(2)), Curvature.of(np.diag([1.0, 2.0])), None]
)
def test_every_range_of_rates_has_a_whole_sentence(
    rates: RateRange, curvature: Curvature | None
) -> None:
    sentence = rate_sentence(replace(diagnosed(), rates=rates, curvature=curvature))
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_a_bound_is_never_told_too_high() -> None:
    # 2/3 is 0.66666...: what is below 0.6666 is stable, what is below 0.6667 need not be.
    run = Run(Experiment(objective="1.5*x^2", start=(1.0,), learning_rate=0.1))
    run.advance(2)
    assert "below 0.6666 are stable" in rate_sentence(diagnose(run))


@pytest.mark.parametrize(
    ("rate", "is_for_ever"),
    [(0.25, True), (0.25 * (1 - 2e-12), False), (0.25 * (1 + 2e-12), False)],
)
def test_a_run_goes_on_for_ever_only_where_its_rate_is_not_told_apart_from_the_bound(
    rate: float, is_for_ever: bool
) -> None:
    diagnosis = diagnosed(learning_rate=rate)
    assert ("Oscillating for ever" in verdict_sentence(diagnosis)) == is_for_ever
    told = rate_sentence(diagnosis)
    bound, own = told.split("below ")[1].split(" ")[0], told.split("one is ")[1].rstrip(".")
    assert (float(bound) == float(own)) == is_for_ever


@pytest.mark.parametrize("rounding", ["", "6 decimals"])
def test_no_rate_is_called_stable_where_the_loss_falls_without_end(rounding: str) -> None:
    diagnosis = diagnosed(60, objective="w1 + 4*w2^2", round_parameters=rounding)
    assert not rate_sentence(diagnosis)
