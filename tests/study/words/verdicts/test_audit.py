"""Every sentence of many runs, held against what the run does next.

What is claimed is read from the sentence's text alone; the check in `audit` shares no code with
the verdicts. With ``--full`` there are 2,000 quadratics and 600 other runs, each with 10,000
further updates, and 1,200 runs that were changed on the way or whose steps are rounded and 1,540
by the conventions, schedules and extras that courses use, each with 4,000, which takes some
minutes.
"""

from __future__ import annotations

import re

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from tests.study.words.verdicts.audit.changed_cases import changed_others, changed_quadratics
from tests.study.words.verdicts.audit.claims.check import false_sentences, report
from tests.study.words.verdicts.audit.convention_cases import (
    others_by_convention,
    quadratics_by_convention,
)
from tests.study.words.verdicts.audit.directions import swelling
from tests.study.words.verdicts.audit.losses import KINDS
from tests.study.words.verdicts.audit.other_cases import go_on_with, other_case, other_cases
from tests.study.words.verdicts.audit.quadratics import go_on_with as quadratics_go_on
from tests.study.words.verdicts.audit.quadratics import quadratic_case, quadratic_cases

SEED = 20


def test_no_sentence_about_a_quadratic_is_false(full: bool) -> None:
    cases = quadratic_cases(2000 if full else 100, 10_000 if full else 1000, SEED)
    assert "\n".join(report(cases)) == ""
    names = {case.name for case in cases}
    assert {"converging", "diverging", "converged", "slow", "oscillating", "saddle"} <= names


def test_no_sentence_about_another_run_is_false(full: bool) -> None:
    cases = other_cases(600 if full else 52, 10_000 if full else 600, SEED)
    assert "\n".join(report(cases)) == ""
    assert {"falling", "unsettled", "slow"} <= {case.name for case in cases}


def test_no_sentence_about_a_run_that_was_changed_or_is_rounded_is_false(full: bool) -> None:
    quadratics = changed_quadratics(600 if full else 40, 4000 if full else 200, SEED)
    others = changed_others(600 if full else 26, 4000 if full else 300, SEED)
    assert "\n".join(report(quadratics + others)) == ""
    changed = [case for case in quadratics + others if case.settings_first]
    rounded = [case for case in changed if case.experiment.round_gradient]
    assert len(rounded) >= 3 and len(changed) >= 25


def test_no_sentence_about_a_run_by_another_convention_or_schedule_is_false(full: bool) -> None:
    quadratics = quadratics_by_convention(1000 if full else 60, 4000 if full else 300, SEED)
    others = others_by_convention(540 if full else 54, 4000 if full else 300, SEED)
    cases = quadratics + others
    assert "\n".join(report(cases)) == ""
    made = [case.experiment for case in cases]
    forms = {one.settings.get(name) for one in made for name in ("convention", "eps_place")}
    assert {"rate-inside", "lookahead", "inside"} <= forms
    schedules = {one.schedule for one in made}
    assert {"linear", "inverse-sqrt", "cyclic", "exact", "backtracking"} <= schedules
    assert sum(one.settings.get("per") == "epoch" for one in made) >= 5
    for extra in ("maximise", "bounds", "clip_norm", "initial", "stop_step"):
        assert sum(bool(getattr(one, extra)) for one in made) >= 5, extra


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (-40.0, "3.83e-173"),
        (-90.0, "0 to within rounding"),
        (40.0, "0 to within rounding"),
        (80.0, "0 to within rounding"),
    ],
)
@pytest.mark.parametrize("rule", ["gd", "momentum", "rmsprop"])
def test_a_slope_that_is_lost_to_rounding_is_not_said_to_be_0(
    rule: str, start: float, told: str
) -> None:
    (kind,) = (kind for kind in KINDS if kind.text == "(1 - 1/(1 + exp(-10*x)))^2")
    experiment = Experiment(objective=kind.text, start=(start,), rule=rule, learning_rate=0.1)
    case = other_case(kind, experiment, 20)
    go_on_with(kind, [case], 200, np.random.default_rng(SEED))
    # By hand: -20 s(10x) s(-10x)^2 is -20 e^(10x) far on the left, -20 e^(-20x) on the right.
    assert any(told in line for line in case.lines)
    assert "\n".join(report([case])) == ""


@pytest.mark.parametrize(("beta", "factor"), [(0.0, "1 - 4e-5"), (0.5, "1 - 4e-6")])
def test_a_velocity_to_begin_with_counts_only_where_some_of_it_is_kept(
    beta: float, factor: str
) -> None:
    # Along w1 there is no slope at the start, and with beta 0 there never is. Eigenvalues 2 and
    # 40, roots 1 - eta lambda / (1 - beta) but for 1e-10.
    experiment = Experiment(
        objective="(1.0)*x1^2 + (20.0)*x2^2",
        parameters=("x1", "x2"),
        start=(0.0, 3.0),
        learning_rate=1e-6,
        rule="momentum",
        settings={"beta": beta},
        initial={"velocity_x1": 7.0},
    )
    case = quadratic_case(experiment, np.diag([2.0, 40.0]), np.zeros(2), 0)
    quadratics_go_on([case], 3000)
    assert f"update keeps {factor} of the distance" in case.lines[1]
    assert "\n".join(report([case])) == ""


def test_what_momentum_makes_of_rounding_at_its_bound_is_known() -> None:
    # By hand: from rest the distance 1 comes to be 1 + 198 (1 - 0.99^k) after k updates, as the
    # roots are -1 and -0.99; with none made, and with gd, it is 1.
    after_512 = swelling("momentum", 0.99, 1.0, 3.98, 1000)
    assert after_512 > 1 + 198 * (1 - 0.99**512)
    assert swelling("momentum", 0.99, 1.0, 3.98, 0) == 1
    assert swelling("gd", 0.0, 1.0, 2.0, 1000) == 1


def test_a_sentence_with_another_number_is_found_to_be_false() -> None:
    """A check that lets everything pass proves nothing."""
    found, tried = 0, 0
    for case in quadratic_cases(60, 300, SEED + 1):
        for k, sentence in enumerate(case.lines[1:], start=1):
            # Of what rounding leaves, and of two figures, other numbers are as true.
            numbers = list(re.finditer(r"\d+\.\d+(?!e-1|\d)", sentence))
            if not numbers or any(part in sentence for part in ("1 - ", "1 + ", "to within")):
                continue
            first = numbers[0]
            other = f"{float(first[0]) * 1.05:.4g}"
            lines = list(case.lines)
            lines[k] = sentence[: first.start()] + other + sentence[first.end() :]
            case.lines, kept = lines, case.lines
            tried += 1
            found += bool(false_sentences(case))
            case.lines = kept
    assert tried > 40
    assert found == tried
