"""Worked solutions against the notes' figures, the trace, and their own formulas."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from gdsim.engine.experiment import Experiment
from gdsim.engine.generators import generate
from gdsim.engine.rules import RULES
from gdsim.engine.run import Run
from gdsim.files.scenario import builtin_scenario, run_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.blocks import Formula, Section, Table, Text, Working
from gdsim.study.equations import evaluate, with_numbers
from gdsim.study.sheet import FORMS, plain_formula, sheet_text
from gdsim.study.working import working
from gdsim.views.style.formula import load_typesetter, typeset

EXACT = NumberFormat.exact()

OBJECTIVES = {
    "bowl": Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0)),
    "one": Experiment(objective="0.25*w^4 - 1.5*w^2 + w", start=(2.6,), learning_rate=0.02),
    "three": Experiment(
        objective="(a - 1)^2 + exp(b/2) + c^2*a^2 - b", start=(1.5, -0.5, 0.7), learning_rate=0.03
    ),
    "kinks": Experiment(objective="abs(x) + max(y, 2x) + relu(-y)", start=(-1.3, 0.4)),
    "data": Experiment(
        objective="(w*x + b - y)^2",
        dataset=generate("linear(rows=40)"),
        start=(0.0, 0.5),
        method="mini-batch",
        batch_size=6,
    ),
}


def run_of(objective: str, rule: str) -> Run:
    run = Run(OBJECTIVES[objective].with_(rule=rule))
    run.advance(4)
    return run


def section(shown: Working, title: str) -> Section:
    return next(part for part in shown.sections if part.title.startswith(title))


def values(part: Section) -> list[float]:
    return [b.value for b in part.blocks if isinstance(b, Formula) and b.value is not None]


def formulas(shown: Working) -> list[Formula]:
    return [b for part in shown.sections for b in part.blocks if isinstance(b, Formula)]


def test_the_one_step_example_reads_as_on_paper() -> None:
    shown = working(run_scenario(builtin_scenario("one-step"), 1), 0, NumberFormat.decimals(1))
    latex = [formula.latex for formula in formulas(shown)]
    assert "L = 3.0^{2} + 4.0^{2} = 25.0" in latex
    assert r"\frac{\partial L}{\partial x} = 2 \cdot 3.0 = 6.0" in latex
    assert r"x \leftarrow 3.0 - 0.1 \cdot 6.0 = 2.4" in latex
    assert r"y \leftarrow 4.0 - 0.1 \cdot 8.0 = 3.2" in latex
    (sentence,) = (b.text for b in section(shown, "New loss").blocks if isinstance(b, Text))
    assert "from 25.0 to 16.0" in sentence
    assert "36 %" in sentence


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_every_result_is_the_traces(objective: str, rule: str) -> None:
    run = run_of(objective, rule)
    for t in (0, 3, 4):
        shown, row = working(run, t, EXACT), run.row(t)
        assert values(section(shown, "Parameters")) == row.theta.tolist()
        assert values(section(shown, "Loss"))[-1] == row.loss
        assert values(section(shown, "Gradient")) == row.gradient.tolist()
        assert values(section(shown, "Update")) == pytest.approx(row.new_theta, rel=1e-12)
        after = run.objective.value(row.new_theta, run.rows(t))
        assert values(section(shown, "New loss")) == [after]
        shown_values = {v for f in formulas(shown) if (v := f.value) is not None}
        for name, state in row.state.items():
            for number in state.tolist():
                near = min(shown_values, key=lambda v: abs(v - number))
                assert near == pytest.approx(number, rel=1e-12, abs=1e-300), name


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_formulas_with_the_shown_numbers_give_the_shown_results(objective: str, rule: str) -> None:
    shown = working(run_of(objective, rule), 3, EXACT)
    checked = 0
    for part in shown.sections:
        for block in part.blocks:
            if not isinstance(block, Formula) or block.value is None:
                continue
            *_, put_in, result = re.split(r" = |\\leftarrow", block.latex)
            assert evaluate(result.replace("10^{", "10^{"), {}) == pytest.approx(block.value)
            if part.title.split()[0] in {"Parameters", "Learning", "New"}:
                continue
            if re.search(r"sign|max|relu|e\^|\[|\\sum|\\left\|", put_in):
                continue
            plain = put_in.split(r"\sum")[0]
            assert evaluate(plain, {}) == pytest.approx(block.value, rel=1e-9, abs=1e-12)
            checked += 1
    assert checked >= len(run_of(objective, rule).objective.parameters)


def test_batch_table_lists_each_row_with_its_own_loss_and_gradient() -> None:
    run = run_of("data", "gd")
    (table,) = (b for b in section(working(run, 1, EXACT), "Loss").blocks if isinstance(b, Table))
    x, y = run.objective.data.T
    w, b = run.row(1).theta
    indices = [int(row[0]) for row in table.rows]
    assert indices == run.rows(1).tolist()
    for i, cells in zip(indices, table.rows, strict=True):
        residual = w * x[i] + b - y[i]
        expected = [x[i], y[i], residual**2, 2 * residual * x[i], 2 * residual]
        assert [float(cell) for cell in cells[1:]] == pytest.approx(expected, rel=1e-12)


def test_long_batch_shows_its_ends_and_counts_the_rest() -> None:
    run = Run(OBJECTIVES["data"].with_(batch_size=30))
    (table,) = (b for b in section(working(run, 0, EXACT), "Loss").blocks if isinstance(b, Table))
    rows = run.rows(0).tolist()
    shown = [int(row[0]) for row in table.rows if row[0].isdigit()]
    assert shown == [*rows[:5], *rows[-2:]]
    assert "23" in table.rows[5][0]


@pytest.mark.parametrize("rule", RULES)
def test_every_formula_can_be_typeset(rule: str) -> None:
    load_typesetter()
    for formula in formulas(working(run_of("three", rule), 2, NumberFormat.decimals(3))):
        assert typeset(formula.latex, 16.0, "#000000") is not None, formula.latex


def test_diverged_update_says_so() -> None:
    run = Run(Experiment(objective="exp(w^2)", start=(26.0,), learning_rate=10.0))
    run.advance(3)
    part = section(working(run, run.length, EXACT), "New loss")
    assert any("not finite" in b.text for b in part.blocks if isinstance(b, Text))


@pytest.mark.parametrize("form", FORMS)
def test_sheet_holds_every_result_and_a_blank_one_none_before_the_answers(form: str) -> None:
    run = run_scenario(builtin_scenario("one-step"), 2)
    two = NumberFormat.decimals(2)
    whole = sheet_text(run, 0, 1, form, two)
    for number in ("25.00", "16.00", "2.40", "3.20", "1.92"):
        assert number in whole
    blank = sheet_text(run, 0, 0, form, two, blanks=True)
    question = blank[: blank.index("Answer")]
    assert "25.00" not in question
    assert "2.40" not in question
    assert "25.00" in blank
    assert "2.40" in blank


def test_plain_formula_reads_as_typed() -> None:
    assert plain_formula(r"w_{1} \leftarrow 4.0 - 0.1 \cdot \left(-2.5\right) = 4.25") == (
        "w_1 <- 4.0 - 0.1 * (-2.5) = 4.25"
    )
    assert plain_formula(r"\frac {2.1} {1 - 0.9^{2 + 1}}") == "2.1/(1 - 0.9^(2 + 1))"


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\frac{a}{b} c", 2 / 3 * 5),
        (r"a^2 + b^{a + 1}", 4 + 27),
        (r"-a \sqrt{b + 1}", -4.0),
        (r"\max(a, b) - \min(a, b)", 1.0),
        (r"(a + b) c", 25.0),
        (r"a \lfloor c / a \rfloor", 4.0),
        (r"\cos \frac{\pi a}{4}", math.cos(math.pi / 2)),
    ],
)
def test_equations_are_read_as_written(latex: str, expected: float) -> None:
    numbers = {"a": 2.0, "b": 3.0, "c": 5.0}
    assert evaluate(latex, numbers) == pytest.approx(expected, abs=1e-15)
    put_in = with_numbers(latex, {name: f"{value:g}" for name, value in numbers.items()})
    assert evaluate(put_in, {}) == pytest.approx(expected, abs=1e-15)


def test_negative_numbers_stand_in_brackets() -> None:
    put_in = with_numbers(r"\theta_t - \eta g_t", {r"\theta_t": "-4", r"\eta": "0.1", "g_t": "-8"})
    assert put_in == r"\left(-4\right) - 0.1 \cdot \left(-8\right)"
    assert evaluate(put_in, {}) == pytest.approx(-3.2)


def test_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        working(run_of("bowl", "gd"), 9, EXACT)
    assert np.isfinite(values(working(run_of("bowl", "gd"), 4, EXACT).sections[0])).all()
