"""Worked solutions against the notes' figures: what is written, and with how many digits."""

from __future__ import annotations

import re

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Text
from gdsim.study.working.working import working
from gdsim.views.style.typesetting import load_typesetter, typeset
from tests.study.working.sections import (
    EXACT,
    OBJECTIVES,
    formulas,
    formulas_of,
    run_of,
    section,
    values,
)

BOWL_OF_THREE = OBJECTIVES["three"]


def test_the_one_step_example_reads_as_on_paper() -> None:
    shown = working(run_scenario(builtin_scenario("one-step"), 1), 0, NumberFormat.decimals(1))
    latex = [formula.latex for formula in formulas(shown)]
    assert "L = 3^{2} + 4^{2} = 25" in latex
    assert r"\frac{\partial L}{\partial x} = 2 \cdot 3 = 6" in latex
    assert r"x \leftarrow 3 - 0.1 \cdot 6 = 2.4" in latex
    assert r"y \leftarrow 4 - 0.1 \cdot 8 = 3.2" in latex
    (sentence,) = (b.text for b in section(shown, "New loss").blocks if isinstance(b, Text))
    assert "from 25 to 16" in sentence
    assert "36 %" in sentence


def test_a_number_is_shown_with_the_digits_that_the_next_line_needs() -> None:
    run = run_scenario(builtin_scenario("toy-bowl"), 4)
    two, six = (
        [formula.latex for formula in formulas(working(run, 3, NumberFormat.decimals(digits)))]
        for digits in (2, 6)
    )
    # From 0.02, 8 * 0.02 would be 0.16 rather than 0.13; from 2.05, the loss would be 4.20 still.
    assert r"w_{2} = 0.016" in two
    assert r"\frac{\partial L}{\partial w_{1}} = 2 \cdot 2.048 \approx 4.10" in two
    assert r"w_{1} \leftarrow 2.048 - 0.1 \cdot 4.096 = 1.6384" in six


def test_a_result_is_about_equal_where_a_number_is_not_shown_in_full() -> None:
    run = Run(Experiment(objective="x^2", start=(1 / 3,), learning_rate=0.125))
    latex = [formula.latex for formula in formulas(working(run, 0, NumberFormat.decimals(2)))]
    # The new x is 0.25, and there the loss is 0.0625, in full. From 0.11 to that, it would fall by
    # 43 % rather than 44 %; twice 0.33 would be 0.66.
    assert latex == [
        r"x \approx 0.333",
        "L = x^{2}",
        r"L = 0.333^{2} \approx 0.111",
        r"\frac{\partial L}{\partial x} = 2 x",
        r"\frac{\partial L}{\partial x} = 2 \cdot 0.333 \approx 0.67",
        r"\eta = 0.125",
        r"\theta_{t+1} = \theta_t - \eta g_t",
        r"x \leftarrow 0.333 - 0.125 \cdot 0.67 \approx 0.25",
        r"L\left(\theta_{t+1}\right) = 0.25^{2} = 0.0625",
    ]


def test_toy_bowl_follows_the_table_of_the_notes() -> None:
    run = run_scenario(builtin_scenario("toy-bowl"), 4)
    # Iteration, loss, gradient and new parameters as the notes print them.
    table = [
        ("32.00", "8", "16", "3.20", "0.40"),
        ("10.88", "6.4", "3.2", "2.56", "0.08"),
        ("6.58", "5.1", "0.64", "2.05", "0.016"),
        (None, "4.1", "0.13", "1.64", "0.003"),
    ]
    for t, printed in enumerate(table):
        shown = working(run, t, EXACT)
        loss = values(section(shown, "Loss"))
        numbers = [*loss, *values(section(shown, "Gradient")), *values(section(shown, "Update"))]
        for text, number in zip(printed, numbers, strict=True):
            if text is not None:
                assert f"{number:.{len(text.partition('.')[2])}f}" == text
    # Where the notes print 4.21, the value is another.
    assert loss == [pytest.approx(1.6384**2 / 0.64 + 4 * 0.016**2, rel=1e-12)]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (25.0, 16.0, "falls from 25 to 16, a reduction of 36 %"),
        (16.0, 20.0, "rises from 16 to 20, an increase of 25 %"),
        (1.0, 1e10, "an increase of 1.00e12 %"),
        (1.0, 1 - 1e-6, "a reduction of 0.00010 %"),
        (2.0, 2.0, "stays at 2."),
        (0.44, -0.7696, "falls from 0.44 to -0.7696, by 1.2096."),
        (-1.0, -2.0, "falls from -1 to -2, by 1."),
        (-2.0, -1.0, "rises from -2 to -1, by 1."),
        (0.0, 4.0, "rises from 0 to 4, by 4."),
        (4.0, 0.0, "falls from 4 to 0, a reduction of 100 %"),
        (4.0, float("inf"), "goes from 4 to ∞."),
    ],
)
def test_change_of_the_loss_is_said_in_percent_as_long_as_no_loss_is_below_0(
    before, after, sentence
) -> None:
    run = Run(Experiment(objective="w", start=(before,), learning_rate=1e-300))
    run.objective.value = lambda theta, rows=None: after
    texts = [b for b in section(working(run, 0, EXACT), "New").blocks if isinstance(b, Text)]
    assert sentence in texts[0].text


def test_every_formula_can_be_typeset(full: bool) -> None:
    load_typesetter()
    three = NumberFormat.decimals(3)
    found = [f.latex for r in RULES for f in formulas(working(run_of("three", r), 2, three))]
    further = [
        {"rule": "nesterov", "settings": {"convention": "lookahead"}},
        {"rule": "adam", "settings": {"eps_place": "inside"}},
        *({"schedule": schedule, "learning_rate": 0.01} for schedule in SCHEDULES),
        {"objective": "x^2 + x*y + y^2", "start": (1.0, 2.0), "schedule": "exact"},
    ]
    for fields in further:
        found += [f.latex for f in formulas(working(Run(BOWL_OF_THREE.with_(**fields)), 0, three))]
    # By default those that differ in more than their digits.
    shapes = {latex if full else re.sub(r"\d+", "0", latex): latex for latex in found}
    assert len(shapes) > 3 * len(RULES)
    for latex in shapes.values():
        assert typeset(latex, 16.0, "#000000") is not None, latex


def test_diverged_update_says_so() -> None:
    run = Run(Experiment(objective="exp(w^2)", start=(26.0,), learning_rate=10.0))
    run.advance(3)
    part = section(working(run, run.length, EXACT), "New loss")
    assert any("not finite" in b.text for b in part.blocks if isinstance(b, Text))


def test_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        working(run_of("bowl", "gd"), 9, EXACT)
    assert np.isfinite(values(working(run_of("bowl", "gd"), 4, EXACT).sections[0])).all()


def test_a_gradient_rounded_at_a_tie_is_gone_on_with_in_full() -> None:
    # 0.5 * 6.363 + 25 * (-0.119) is 0.2065, which the computer's rounding puts to either side.
    run = Run(
        Experiment(
            objective="0.5*(x + y)^2/2 + 25*(x - y)^2/2",
            start=(3.122, 3.241),
            round_gradient="3 decimals",
            round_parameters="3 decimals",
            learning_rate=0.2,
        )
    )
    shown = working(run, 0, NumberFormat.decimals(3))
    assert values(section(shown, "Gradient"))[0] in (0.206, 0.207)
    assert re.search(r"approx 0\.20[67]$", formulas_of(section(shown, "Gradient"))[1])
    new_x = 3.122 - 0.2 * values(section(shown, "Gradient"))[0]
    assert values(section(shown, "Update"))[0] == pytest.approx(new_x, abs=0.0005)
