"""What a working comes to, held against the trace and against its own formulas."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.working import working
from tests.study.working.latex_reader import worth
from tests.study.working.sections import (
    EXACT,
    OBJECTIVES,
    formulas,
    formulas_of,
    run_of,
    section,
    values,
)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_every_result_is_the_traces(objective: str, rule: str) -> None:
    run = run_of(objective, rule)
    for t in (0, 3, 4):
        shown, row = working(run, t, EXACT), run.row(t)
        assert values(section(shown, "Parameters")) == row.theta.tolist()
        assert values(section(shown, "Loss"))[-1] == row.loss
        per_parameter = 2 if run.objective.columns else 1
        slopes = values(section(shown, "Gradient"))[per_parameter - 1 :: per_parameter]
        assert slopes == row.gradient.tolist()
        last = "Bounds" if run.experiment.bounds else "Update"
        assert values(section(shown, last)) == pytest.approx(row.new_theta, rel=1e-12)
        after = run.objective.value(row.new_theta, run.rows(t))
        assert values(section(shown, "New loss")) == [after]
        shown_values = {v for f in formulas(shown) if (v := f.value) is not None}
        for name, state in row.state.items():
            for number in state.tolist():
                near = min(shown_values, key=lambda v: abs(v - number))
                assert near == pytest.approx(number, rel=1e-12, abs=1e-300), name


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_shown_numbers_in_the_shown_formulas_give_the_shown_results(objective, rule) -> None:
    run = run_of(objective, rule)
    for t in (0, 3, 4):
        rounded = formulas(working(run, t, NumberFormat.decimals(4)))
        for formula, short in zip(formulas(working(run, t, EXACT)), rounded, strict=True):
            if formula.value is None or formula.given:
                continue
            *_, put_in, result = re.split(r" = | \\leftarrow ", formula.latex)
            assert worth(result) == pytest.approx(formula.value, rel=1e-15)
            assert worth(put_in) == pytest.approx(formula.value, rel=1e-9, abs=1e-13), put_in
            shown = worth(re.split(r" = | \\approx ", short.latex)[-1])
            assert abs(shown - formula.value) <= 0.5e-4 + 1e-15


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_formulas_with_names_are_worth_what_those_with_numbers_are(objective) -> None:
    run = run_of(objective, "gd")
    names = (*run.objective.parameters, *run.objective.columns)
    first = run.objective.data[0 if run.rows(2) is None else run.rows(2)[0]]
    numbers = [*run.row(2).theta.tolist(), *first.tolist()]
    values = dict(zip(map(latex_of_name, names), numbers, strict=True))
    values |= run.objective.expression.constants
    loss, gradient = working(run, 2, EXACT).sections[1:3]
    pairs = list(pairwise(b for b in (*loss.blocks, *gradient.blocks) if isinstance(b, Formula)))
    compared = [(one, two) for one, two in pairs if one.value is None]
    assert len(compared) == 1 + len(run.objective.parameters)
    for symbolic, put_in in compared:
        right = symbolic.latex.split(" = ", 1)[1]
        assert worth(right, values) == pytest.approx(put_in.value, rel=1e-12, abs=1e-13)


def test_rate_of_a_schedule_that_counts_epochs_says_which_epoch_it_is() -> None:
    settings = {"per": "epoch", "decay_rate": 1.0}
    run = Run(OBJECTIVES["data"].with_(schedule="inverse-time", settings=settings))
    run.advance(9)
    part = section(working(run, 8, EXACT), "Learning rate")
    assert any("epoch t = 1." in b.text for b in part.blocks if isinstance(b, Text))
    assert formulas_of(part)[-1].endswith("= 0.05")


@pytest.mark.parametrize("schedule", [name for name, one in SCHEDULES.items() if not one.search])
@pytest.mark.parametrize("warmup", [0, 3])
def test_learning_rate_is_worked_out_as_the_schedule_does(schedule, warmup) -> None:
    settings = {"warmup": warmup, **({"drop_every": 2} if schedule == "step" else {})}
    experiment = OBJECTIVES["bowl"].with_(
        schedule=schedule, settings=settings, learning_rate=0.0123
    )
    run = Run(experiment)
    run.advance(8)
    for t in (0, 2, 3, 7):
        part = section(working(run, t, EXACT), "Learning rate")
        last = next(b for b in reversed(part.blocks) if isinstance(b, Formula))
        assert last.value == run.row(t).learning_rate
        assert last.given == (schedule == "constant" and t >= warmup)
        *_, put_in, result = re.split(" = ", last.latex)
        assert worth(result) == last.value
        if not last.given:
            assert worth(put_in) == pytest.approx(last.value, rel=1e-12)
        # Two decimals would show hardly a digit of it.
        few = formulas(working(run, t, NumberFormat.decimals(2)))
        shown = next(f.latex for f in few if f.latex.startswith(r"\eta") and f.value)
        assert worth(re.split(r" = | \\approx ", shown)[-1]) == pytest.approx(last.value, rel=0.05)


def test_rule_that_began_later_counts_from_there() -> None:
    run = run_of("bowl", "gd").branch(3, rule="adam")
    run.advance(3)
    shown = working(run, 4, EXACT)
    assert values(section(shown, "Update")) == pytest.approx(run.row(4).new_theta, rel=1e-12)
    part = section(shown, "Corrected first")
    assert any("t = 1" in block.text for block in part.blocks if isinstance(block, Text))
    assert "0.9^{1+1}" in part.blocks[-1].latex


def test_number_that_all_parameters_share_is_worked_out_once() -> None:
    shown = working(run_of("three", "nadam"), 2, EXACT)
    mu, ahead = values(section(shown, "Momentum"))
    assert (mu, ahead) == pytest.approx([0.9 * (1 - 0.5 * 0.96 ** (0.004 * n)) for n in (3, 4)])
    assert len(values(section(shown, "Product"))) == 1
    assert len(values(section(shown, "First"))) == 3
