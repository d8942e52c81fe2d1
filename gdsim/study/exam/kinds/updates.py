"""What questions on updates of a run have in common: their fields, their stem, their solution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.formula.expression import parse
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.formula.numbers.written import LeastDigits
from gdsim.engine.run.run import Run
from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.functions import Drawn
from gdsim.study.exam.runs import objective_of, run_of
from gdsim.study.practice.answers import Field as UpdateField
from gdsim.study.practice.answers import Quantity
from gdsim.study.practice.slip_texts import field_name
from gdsim.study.practice.update_task import UpdateTask
from gdsim.study.working.blocks import Formula, Section
from gdsim.study.working.number_latex import is_in_full, number_latex
from gdsim.study.working.working import working
from gdsim.symbols import symbol

_IN_FULL = NumberFormat.significant(12)
"""As many digits as any number of a stem has, but not those of rounding errors."""

_WORKED_OUT = NumberFormat.significant(7)

MOST_STARTS = 12
"""Starts tried on a function before another one is drawn."""


def number(value: float) -> str:
    """Return a number of a stem as it is written."""
    return _IN_FULL.brief(value)


def latex(value: float) -> str:
    """Return a number of a worked solution in LaTeX."""
    return number_latex(value, _WORKED_OUT)


def equals(*values: float) -> str:
    r"""Return ``=``, or ``\approx`` where one of these numbers is rounded as `latex` shows it."""
    in_full = all(is_in_full(value, _WORKED_OUT.brief(value)) for value in values)
    return "=" if in_full else r"\approx"


def point_text(parameters: Sequence[str], values: Sequence[float]) -> str:
    """Return a point as ``(x, y) = (3, 4)``, or ``w = 3``."""
    names = ", ".join(map(symbol, parameters))
    return (
        f"({names}) = {values_text(values)}"
        if len(values) > 1
        else f"{names} = {number(values[0])}"
    )


def values_text(values: Sequence[float]) -> str:
    """Return a point without names: ``(3, 4)``, or ``3``."""
    numbers = ", ".join(map(number, values))
    return f"({numbers})" if len(values) > 1 else numbers


def bracketed(value: float) -> str:
    """Return a number in LaTeX that a sign stands before: in brackets where it is negative."""
    return f"({latex(value)})" if value < 0 else latex(value)


def signed_latex(value: float) -> str:
    """Return a number in LaTeX to be added, with its sign in front: ``+ 3``, ``- 3``."""
    return f"{'-' if value < 0 else '+'} {latex(abs(value))}"


def loss_formula(experiment: Experiment, name: str = "L") -> Formula:
    """Return the loss as a formula, as it was typed."""
    columns = experiment.dataset.names if experiment.dataset is not None else ()
    names = ", ".join(map(latex_of_name, experiment.parameters))
    return Formula(rf"{name}({names}) = {_latex(experiment.objective, columns)}")


@lru_cache(maxsize=256)
def _latex(objective: str, columns: tuple[str, ...]) -> str:
    return parse(objective, columns).latex()


def experiment_of(function: Drawn, start: Sequence[float], rate: float) -> Experiment:
    """Return gradient descent on a function."""
    return Experiment(
        objective=function.text,
        parameters=function.parameters,
        start=tuple(start),
        learning_rate=rate,
    )


def first_fit(
    draw: Draw, function: Drawn, rates: Sequence[float], is_fit: Callable[[Run], bool]
) -> tuple[tuple[float, ...], float]:
    """Return a start and a rate with which the run of a function is fit for paper.

    Many are tried on one function, since compiling another takes longer.

    Raises
    ------
    Unfit
        If none of them is.
    """
    for _ in range(MOST_STARTS):
        start = tuple(float(draw.signed(1, 6)) for _ in function.parameters)
        rate = draw.pick(rates)
        if is_fit(run_of(experiment_of(function, start, rate))):
            return start, rate
    raise Unfit


def slopes_at(function: Drawn, point: Sequence[float]) -> list[float]:
    """Return the gradient of a function at a point."""
    objective = objective_of(function.text, function.parameters)
    return list(map(float, objective.value_and_gradient(np.array(point, dtype=float))[1]))


def losses_at(function: Drawn, points: Iterable[Sequence[float]]) -> list[float]:
    """Return the values of a function at points."""
    objective = objective_of(function.text, function.parameters)
    return [float(objective.value(np.array(point, dtype=float))) for point in points]


def slope_formulas(function: Drawn) -> list[Formula]:
    """Return each derivative of a function as a formula."""
    expression = objective_of(function.text, function.parameters).expression
    return [
        Formula(f"{_slope_latex(name)} = {expression.gradient_latex(name)}")
        for name in function.parameters
    ]


def slope_blocks(function: Drawn, point: Sequence[float]) -> list[Formula]:
    """Return each derivative as a formula, and its value at a point."""
    values = [
        Formula(f"{_slope_latex(name)} {equals(value)} {latex(value)}", value)
        for name, value in zip(function.parameters, slopes_at(function, point), strict=True)
    ]
    return [line for pair in zip(slope_formulas(function), values, strict=True) for line in pair]


def _slope_latex(name: str) -> str:
    return rf"\frac{{\partial L}}{{\partial {latex_of_name(name)}}}"


def facts_of(experiment: Experiment) -> dict[str, Any]:
    """Return what a stem says of an experiment on a function, by name."""
    return {
        "objective": experiment.objective,
        "parameters": list(experiment.parameters),
        "start": list(experiment.start),
        "learning_rate": experiment.learning_rate,
        "rule": experiment.rule,
    }


def start_text(experiment: Experiment, updates: int) -> str:
    """Return the task to make updates from a start."""
    asked = ntr(
        "Make one update of gradient descent from {point} with η = {rate}.",
        "Make {n} updates of gradient descent from {point} with η = {rate}.",
        updates,
    )
    return asked.format(
        n=updates,
        point=point_text(experiment.parameters, experiment.start),
        rate=number(experiment.learning_rate),
    )


def update_fields(
    run: Run,
    t: int,
    quantities: Iterable[Quantity],
    digits: LeastDigits | None = None,
    says_update: bool = False,
) -> tuple[Field, ...]:
    """Return fields that ask for numbers of update `t`, of all parameters in turn.

    Their names are ``gradient_x``, ``new_x``, ``loss``, ``new_loss`` and ``fall``, with ``_t`` in
    front where `says_update`.
    """
    task = UpdateTask.of(run, t)
    right = task.solve()
    found = []
    for quantity in quantities:
        count = len(task.theta) if quantity in ("gradient", "new") else 1
        for index in range(count):
            asked = UpdateField(quantity, index)
            name = run.objective.parameters[index]
            plain = (
                f"{quantity}_{name}" if count > 1 or quantity in ("gradient", "new") else quantity
            )
            label = field_name(asked, task)
            if says_update:
                plain, label = f"{plain}_{t}", tr("Update {t}: {what}").format(t=t, what=label)
            found.append(
                Field(
                    plain,
                    label,
                    asked.kind,
                    right.value(asked),
                    digits=digits or LeastDigits(),
                    update=(t, asked),
                )
            )
    return tuple(found)


def run_solution(run: Run, first: int, last: int | None = None) -> tuple[Section, ...]:
    """Return the working of updates `first` to `last` of a run, as the simulator writes it."""
    end = first if last is None else last
    run.advance(max(0, end - run.length))
    sections: list[Section] = []
    for t in range(first, end + 1):
        found = working(run, t, NumberFormat.significant(6)).sections
        if last is None or first == last:
            sections += found
            continue
        for one in found:
            title = tr("Update {t}: {title}").format(t=t, title=one.title)
            sections.append(Section(title, one.blocks, one.stage))
    return tuple(sections)


def has_few_decimals(values: Iterable[float], most: int = 3) -> bool:
    """Return whether numbers can be written with `most` decimals exactly, up to rounding errors."""
    return all(abs(round(value, most) - value) <= 1e-9 * max(1.0, abs(value)) for value in values)


def has_zero(values: Iterable[float]) -> bool:
    """Return whether a number is 0 up to rounding errors, in which slips would not show."""
    return any(abs(value) < 1e-9 for value in values)
