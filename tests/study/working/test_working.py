"""Worked solutions against the notes' figures, the trace, and their own formulas."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula, Table, Text, Working
from gdsim.study.working.working import working
from gdsim.views.style.typesetting import load_typesetter, typeset
from tests.study.working.latex_reader import worth
from tests.study.working.sections import EXACT, OBJECTIVES, formulas_of, section, values

BOWL_OF_THREE = OBJECTIVES["three"]


def run_of(objective: str, rule: str) -> Run:
    run = Run(OBJECTIVES[objective].with_(rule=rule))
    run.advance(4)
    return run


def formulas(shown: Working) -> list[Formula]:
    return [b for part in shown.sections for b in part.blocks if isinstance(b, Formula)]


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


def test_batch_table_has_the_columns_in_the_order_of_the_data() -> None:
    rows = Dataset("two", ("x", "z", "y"), np.array([[2.0, 9.0, -1.0], [3.0, 8.0, 1.0]]))
    # Its formula names y first.
    run = Run(Experiment(objective="log(1 + exp(-y*w*x))", dataset=rows, start=(0.0,)))
    (table,) = (b for b in section(working(run, 0, EXACT), "Loss").blocks if isinstance(b, Table))
    assert list(table.header)[:3] == ["row", "x", "y"]
    # By hand -y x/2 at w = 0.
    assert [[float(cell) for cell in row[1:3]] for row in table.rows] == [[2, -1], [3, 1]]
    assert [float(row[4]) for row in table.rows] == [1, -1.5]


def test_sums_over_the_batch_are_those_of_the_table() -> None:
    shown = working(run_of("data", "gd"), 2, EXACT)
    (table,) = (b for b in section(shown, "Loss").blocks if isinstance(b, Table))
    sums = np.array([[float(cell) for cell in row[3:]] for row in table.rows]).sum(axis=0)
    means = [formula for formula in formulas(shown) if r"\sum" in formula.latex]
    assert "theta" in means[-1].latex
    for formula, expected in zip(means, sums, strict=False):
        fraction = formula.latex.split(" = ")[-2]
        assert worth(fraction) * 6 == pytest.approx(expected, rel=1e-12)
        assert formula.value == pytest.approx(expected / 6, rel=1e-12)


@pytest.mark.parametrize(("size", "expected"), [(8, 8), (9, 8)])
def test_batch_of_eight_rows_is_shown_whole(size: int, expected: int) -> None:
    run = Run(OBJECTIVES["data"].with_(batch_size=size))
    (table,) = (b for b in section(working(run, 0, EXACT), "Loss").blocks if isinstance(b, Table))
    assert len(table.rows) == expected
    assert bool(table.left_out) == (size > 8)
    assert table.total == size
    whole = section(working(run, 0, EXACT, most_rows=size), "Loss")
    (table,) = (b for b in whole.blocks if isinstance(b, Table))
    assert [int(row[0]) for row in table.rows] == run.rows(0).tolist()


def test_long_batch_shows_its_ends_and_counts_the_rest() -> None:
    run = Run(OBJECTIVES["data"].with_(batch_size=30))
    (table,) = (b for b in section(working(run, 0, EXACT), "Loss").blocks if isinstance(b, Table))
    rows = run.rows(0).tolist()
    shown = [int(row[0]) for row in table.rows if row[0].isdigit()]
    assert shown == [*rows[:5], *rows[-2:]]
    assert set(table.rows[5]) == {"…"}
    assert (table.left_out, table.total) == (23, 30)
    assert "23 more rows" in table.note


@pytest.mark.parametrize(("size", "title"), [(30, "New loss of this batch"), (40, "New loss")])
def test_new_loss_of_a_part_of_the_rows_says_that_it_is_the_batchs(size: int, title: str) -> None:
    run = Run(OBJECTIVES["data"].with_(batch_size=size))
    assert run.objective.n_rows == 40
    assert working(run, 0, EXACT).sections[-1].title == title


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
