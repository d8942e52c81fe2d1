"""Where an update started, from where it ended."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times
from gdsim.study.exam.kinds.updates import (
    bracketed,
    experiment_of,
    facts_of,
    has_few_decimals,
    latex,
    loss_formula,
    number,
    run_solution,
    signed_latex,
)
from gdsim.study.exam.question import Draft
from gdsim.study.exam.runs import run_of
from gdsim.study.working.blocks import Formula, Section, Text


def draft(draw: Draw) -> Draft:
    """Return a draft on a parabola."""
    a, b = draw.pick((0.5, 1, 1.5, 2, 3)), draw.signed(1, 8)
    rate = draw.pick((0.05, 0.1, 0.2, 0.25))
    start = draw.signed(1, 12) / draw.pick((1, 2))
    if 2 * a * rate == 1:
        raise Unfit
    end = start - rate * (2 * a * start + b)
    if not has_few_decimals([end], 2) or not 0.5 < abs(end) < 20 or abs(end - start) < 0.2:
        raise Unfit
    return draft_of(a, b, rate, round(end, 9))


def draft_of(a: float, b: float, rate: float, end: float) -> Draft:
    """Return the draft for the loss a w² + b w that ends at `end`."""
    function = Drawn(f"{times(a, 'w^2')}{signed_term(b, 'w')}", ("w",))
    factor = 1 - 2 * a * rate
    start = (end + rate * b) / factor
    experiment = experiment_of(function, [start], rate)
    asked = tr(
        "One update of gradient descent with η = {rate} ended at w = {end}. At which w did it"
        " start?"
    )
    facts = facts_of(experiment)
    del facts["start"]
    return Draft(
        stem=(loss_formula(experiment), Text(asked.format(rate=number(rate), end=number(end)))),
        facts=facts | {"end": end},
        fields=(Field("start", tr("w before the update"), "number", start, marks=2),),
        solve=lambda: (
            _solution(a, b, rate, end),
            *run_solution(run_of(experiment), 0),
        ),
        seconds=90,
        slips=_slips(a, b, rate, end),
        experiment=experiment,
    )


def _slips(a: float, b: float, rate: float, end: float) -> tuple[NamedSlip, ...]:
    slope = 2 * a * end + b
    return (
        NamedSlip(
            "gradient-of-new",
            tr(
                "The gradient at the new point was used: the step was made with that at the old"
                " one, which is not known yet."
            ),
            {"start": end + rate * slope},
        ),
        NamedSlip(
            "went-on",
            tr("This is one more update: the one before is asked for."),
            {"start": end - rate * slope},
        ),
        NamedSlip(
            "sign",
            tr("Uphill: the step was added. Descent takes it away from the old value."),
            {"start": (end - rate * b) / (1 + 2 * a * rate)},
        ),
    )


def _solution(a: float, b: float, rate: float, end: float) -> Section:
    curvature, factor, free = 2 * a, 1 - 2 * a * rate, -rate * b
    slope = f"({latex(curvature)} w {signed_latex(b)})"
    start = (end - free) / factor
    return Section(
        tr("Solved for the old value"),
        (
            Text(tr("The new value as a formula in the old one:")),
            Formula(rf"w - {latex(rate)} \cdot {slope} = {latex(end)}"),
            Formula(f"{latex(factor)} w {signed_latex(free)} = {latex(end)}"),
            Formula(
                rf"w = \frac{{{latex(end)} - {bracketed(free)}}}"
                rf"{{{latex(factor)}}} = {latex(start)}",
                start,
            ),
        ),
    )
