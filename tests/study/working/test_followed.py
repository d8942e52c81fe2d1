"""Whoever works with the numbers that a sheet prints comes to the numbers that it prints."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.sheets.sheet import make_sheet
from gdsim.study.working.sheets.writers import sheet_document
from tests.study.working.latex_reader import worth
from tests.study.working.sheet_reader import (
    Part,
    chain,
    faults,
    is_printed,
    number,
    updates_of,
)

SHEETS, SAMPLE = 400, 12

FUNCTIONS: dict[str, tuple[float, ...]] = {
    "w1^2 + 4*w2^2": (4.0, 2.0),
    "0.25*w^4 - 1.5*w^2 + w": (2.6,),
    "(1 - x)^2 + 10*(y - x^2)^2": (-1.2, 1.0),
    "0.5*(x + y)^2/2 + 25*(x - y)^2/2": (4.0, 3.0),
    "(a - 1)^2 + exp(b/2) + c^2*a^2 - b": (1.5, -0.5, 0.7),
    "x^2 - 1": (1.2,),
    "log(1 + exp(-u)) + 0.1*u^2": (-3.0,),
    "1e-4*(p - 3)^2 + 1e-6*q^2": (1.0, 5.0),
    "250*r^2 + sin(3*r)": (1.1,),
}
OF_DATA: dict[tuple[str, str], tuple[float, ...]] = {
    ("(w*x + b - y)^2", "linear(rows=40)"): (0.0, 0.5),
    ("(w1*x1 + w2*x2 - y)^2", "sparse_dense(rows=60, seed=1)"): (0.3, 0.0),
    ("(v*tanh(w*x) - y)^2", "tanh_curve(rows=30, seed=2)"): (0.2, 0.3),
    ("log(1 + exp(-y*(w1*x1 + w2*x2 + b)))", "two_classes(rows=40, seed=3)"): (0.1, 0.0, 0.2),
}
RATES = {
    "rmsprop": 0.05,
    "adam": 0.3,
    "amsgrad": 0.3,
    "adamw": 0.3,
    "nadam": 0.3,
    "adadelta": 20.0,
    "adagrad": 1.0,
}


def some_experiment(chance: random.Random) -> Experiment:
    """Return a run that a lecturer might set, drawn by chance."""
    rule, schedule = chance.choice(list(RULES)), chance.choice(list(SCHEDULES))
    if SCHEDULES[schedule].search is not None:
        rule = "gd"
    fields: dict[str, Any] = {"rule": rule, "schedule": schedule}
    fields["learning_rate"] = RATES.get(rule, chance.choice([0.01, 0.02, 0.0125]))
    if chance.random() < 0.3 and SCHEDULES[schedule].search is None:
        fields["round_gradient"] = chance.choice(["2 figures", "3 decimals"])
        fields["round_parameters"] = chance.choice(["", "3 decimals", "3 figures"])
    words = [spec for spec in RULES[rule].settings if spec.choices]
    fields["settings"] = {spec.name: chance.choice(spec.choices) for spec in words}
    if SCHEDULES[schedule].search is None:
        fields["settings"]["per"] = chance.choice(["update", "epoch"])
        if chance.random() < 0.3:
            fields["settings"]["warmup"] = 3
    if chance.random() < 0.5:
        objective, start = chance.choice(list(FUNCTIONS.items()))
        return Experiment(objective=objective, start=start, **fields)
    (objective, data), start = chance.choice(list(OF_DATA.items()))
    if schedule == "exact" and data.startswith("two_classes"):
        # Along the loss of a few rows that falls without end there is nothing to follow.
        fields["schedule"] = "constant"
    return Experiment(
        objective=objective,
        dataset=generate(data),
        start=start,
        method="mini-batch",
        batch_size=chance.choice([1, 2, 3, 6, 8, 20]),
        **fields,
    )


def some_format(chance: random.Random) -> NumberFormat:
    if chance.random() < 0.7:
        return NumberFormat.decimals(chance.randint(1, 6))
    return NumberFormat.significant(chance.randint(2, 6))


def test_every_printed_line_follows_from_the_numbers_printed_above_it(full: bool) -> None:
    found: list[str] = []
    lines = 0
    for seed in range(SHEETS if full else SAMPLE):
        chance = random.Random(seed)  # noqa: S311 - a sample
        run, number_format = Run(some_experiment(chance)), some_format(chance)
        run.advance(40)
        first = chance.randint(0, run.length - 1)
        last = min(first + 2, run.length)
        tex = sheet_document(make_sheet(run, first, last, number_format), "tex")
        for t, parts in zip(range(first, last + 1), updates_of(tex), strict=True):
            lines += sum(len(part.formulas) for part in parts)
            reader = Reader(run, t, parts)
            found += (f"{seed}, update {t}: {fault}" for fault in reader.faults())
    assert lines > 30 * (SHEETS if full else SAMPLE)
    assert found == []


class Reader:
    """A person who works an update out again from what is printed of it."""

    def __init__(self, run: Run, t: int, parts: list[Part]) -> None:
        self.run, self.t, self.parts = run, t, parts
        self.names = [latex_of_name(name) for name in run.objective.parameters]
        self.before = dict(self.given(parts[0]))

    @staticmethod
    def given(part: Part) -> Iterator[tuple[str, float]]:
        for formula in part.formulas:
            name, ((_, printed),) = chain(formula)
            yield name, worth(printed)

    def part(self, title: str) -> Part:
        return next(part for part in self.parts if part.title.startswith(title))

    def faults(self) -> Iterator[str]:
        for part in self.parts:
            for formula in part.formulas:
                yield from faults(formula)
        yield from self.faults_of_rows() if self.run.objective.columns else self.faults_of_values()
        yield from self.faults_of_rule()
        yield from self.faults_of_sentence()

    # --- loss and gradient ----------------------------------------------------------------------

    def faults_of_values(self) -> Iterator[str]:
        """Work out a function and its derivatives at the printed parameters."""
        formulas, slopes = self.part("Loss").formulas, self.part("Gradient").formulas
        yield from self.compare(worth(right_of(formulas[0]), self.before), formulas[1])
        for symbolic, worked in zip(slopes[::2], slopes[1::2], strict=True):
            yield from self.compare(worth(right_of(symbolic), self.point()), worked)
        right = right_of(formulas[0])
        yield from self.compare(worth(right, self.after()), self.part("New loss").formulas[0])

    def compare(self, value: float, worked: str) -> Iterator[str]:
        printed = numbers_of(worked)[0]
        if not is_printed(value, printed, 1e-12):
            yield f"by what stands above, {worked} is {value!r}"

    def point(self) -> dict[str, float]:
        """Return the parameters at which the gradient is printed to be taken."""
        parts = [part for part in self.parts if part.title == "Look-ahead point"]
        if not parts:
            return self.before
        lines = parts[0].formulas[1:-1]
        names = [chain(line)[0].partition(":")[0] for line in lines]
        ends = (float(numbers_of(line)[0]) for line in lines)
        return dict(zip(names, ends, strict=True))

    def after(self) -> dict[str, float]:
        formulas = self.part("Update").formulas[1:]
        last = [formula for formula in formulas if r"\leftarrow" in formula][-len(self.names) :]
        return {chain(one)[0]: float(numbers_of(one)[-1]) for one in last}

    def faults_of_rows(self) -> Iterator[str]:
        """Work out each printed row, and the sums over the rows if all of them are there."""
        loss, gradient = self.part("Loss"), self.part("Gradient")
        (table,) = loss.tables
        rights = [right_of(loss.formulas[0]), *map(right_of, gradient.formulas[::3])]
        used = self.run.objective.columns
        columns = [
            latex_of_name(name) for name in self.run.experiment.dataset.names if name in used
        ]
        rows = [[one.strip("$ ") for one in row] for row in table[1:] if "dots" not in row[0]]
        for row in rows:
            cells = dict(zip(columns, map(worth, row[1 : 1 + len(columns)]), strict=True))
            places = [self.before, *[self.point()] * len(self.names)]
            for right, at, cell in zip(rights, places, row[1 + len(columns) :], strict=True):
                value, printed = worth(right, {**at, **cells}), number(cell)
                if printed is None or not is_printed(value, printed, 1e-12):
                    yield f"row {row[0]}: {cell} should be {value!r}"
        means = [loss.formulas[2], *gradient.formulas[2::3]]
        examples = [loss.formulas[1], *gradient.formulas[1::3]]
        for k, (mean, example) in enumerate(zip(means, examples, strict=True)):
            column = [row[1 + len(columns) + k] for row in rows]
            if numbers_of(example)[0] != number(column[0]):
                yield f"{example} is not {column[0]} as in the table"
            if len(rows) == len(table) - 1:
                yield from self.compare_sum(sum(map(worth, column)), mean)
        if len(rows) == len(table) - 1:
            total = 0.0
            for row in rows:
                cells = dict(zip(columns, map(worth, row[1 : 1 + len(columns)]), strict=True))
                total += worth(rights[0], {**self.after(), **cells})
            yield from self.compare_sum(total, self.part("New loss").formulas[0])

    @staticmethod
    def compare_sum(total: float, mean: str) -> Iterator[str]:
        over = re.search(r"\\frac\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\{\d+\}", mean)
        assert over is not None, mean
        printed = number(over[1])
        if printed is None or not is_printed(total, printed, 1e-12):
            yield f"the rows come to {total!r}, not to {over[1]}"

    # --- the rule -------------------------------------------------------------------------------

    def faults_of_rule(self) -> Iterator[str]:
        """Work out each equation whose symbols were all printed before it."""
        rule, began = self.run.segment_of(self.t).rule, self.run.segment_of(self.t).rule_first
        specs = (spec for spec in RULES[rule.name].settings if spec.symbol)
        fixed = {spec.symbol: float(rule.settings[spec.name]) for spec in specs}
        fixed[r"\eta"] = float(numbers_of(self.part("Learning rate").formulas[-1])[-1])
        slopes = self.slopes()
        known = {name: {r"\theta_t": self.before[name], "g_t": slopes[name]} for name in self.names}
        remembered = (part for part in self.parts if part.title.startswith("What the rule"))
        for part in remembered:
            for label, value in self.given(part):
                name, symbol = label.split(r": \quad ")
                known[name][symbol] = value
        if rule.look_ahead is not None:
            equation, *lines, gradient = self.part("Look-ahead point").formulas
            assert gradient == r"g_t = \nabla L\left(\theta_t - \beta v_t\right)"
            for name, line in zip(self.names, lines, strict=True):
                value = worth(right_of(equation), {**fixed, **known[name]})
                yield from self.compare(value, line)
        start = self.parts.index(self.part("Learning rate")) + 1
        for part in self.parts[start:-1]:
            equation, *lines = part.formulas
            symbol, right = equation.split(" = ", 1)
            for line in lines:
                owner, has_owner, name = chain(line)[0].rpartition(r": \quad ")
                is_update = name in known
                owners = [owner] if has_owner else [name] if is_update else self.names
                is_ahead = name != symbol and not is_update
                fixed["t"] = self.t - began + is_ahead
                yield from self.compare(worth(right, {**fixed, **known[owners[0]]}), line)
                if not is_update:
                    for one in owners:
                        known[one][name] = float(numbers_of(line)[-1])

    def slopes(self) -> dict[str, float]:
        formulas = self.part("Gradient").formulas
        every = 3 if self.run.objective.columns else 2
        worked = formulas[every - 1 :: every]
        return {
            name: float(numbers_of(line)[-1]) for name, line in zip(self.names, worked, strict=True)
        }

    # --- the sentence ---------------------------------------------------------------------------

    def faults_of_sentence(self) -> Iterator[str]:
        (text,) = (one for one in self.part("New loss").texts if one.startswith("The loss"))
        match = re.search(
            r"from (\S+) to (\S+?)(?:, (?:a \w+ of|an \w+ of|by) (\S+?)( \\%)?)?\.$", text
        )
        if match is None:
            return
        before, after, change, percent = match.groups()
        if change is None:
            return
        numbers = [float(one) for one in (before, after)]
        size = abs(numbers[1] - numbers[0]) / (numbers[0] / 100 if percent else 1)
        printed = number(re.sub(r"e(-?\d+)", r" \\cdot 10^{\1}", change))
        if printed is None or not is_printed(size, printed, 1e-12):
            yield f"{text}: by these numbers it is {size!r}"


def right_of(symbolic: str) -> str:
    return symbolic.split(" = ", 1)[1]


def numbers_of(formula: str) -> list:
    """Return the numbers that stand alone at the end of a line: a result, and the same rounded."""
    links = [number(text) for _, text in chain(formula)[1]]
    while links and links[0] is None:
        links.pop(0)
    return links


@pytest.mark.parametrize("digits", range(7))
def test_small_losses_are_told_with_figures_that_mean_something(digits: int) -> None:
    run = Run(Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1))
    run.advance(40)
    tex = sheet_document(make_sheet(run, 30, 39, NumberFormat.decimals(digits)), "tex")
    for parts in updates_of(tex):
        text = parts[-1].texts[0]
        assert re.search(r"from [1-9]\S* to [1-9]\S*, a reduction of 36 \\%", text)
        assert not any(re.search(r"(?<![\d.])0\.0*(?![\d.])", f) for p in parts for f in p.formulas)
