"""What gradient descent is doing, from its numbers: converge, creep, jump, cycle or diverge."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.rates import fell_once, from_points
from gdsim.study.exam.kinds.rates.behaviours import (
    behaviour_field,
    behaviour_of,
    behaviour_slips,
    factor_field,
    moved,
    said,
)
from gdsim.study.exam.kinds.rates.quadratics import lowest_at
from gdsim.study.exam.kinds.updates import (
    bracketed,
    equals,
    experiment_of,
    facts_of,
    has_few_decimals,
    has_zero,
    latex,
    loss_formula,
    number,
)
from gdsim.study.exam.kinds.usual_slips import coefficient_slip, kept_share_slip, usual
from gdsim.study.exam.question import Draft
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

_FACTORS = {
    "smooth": (0.2, 0.4, 0.5, 0.6, 0.7, 0.8),
    "creep": (0.96, 0.98, 0.99),
    "zigzag": (-0.2, -0.4, -0.5, -0.6, -0.8, -0.9),
    "cycle": (-1.0,),
    "diverge": (-1.2, -1.5, -2.0, -3.0),
}

MOST_TRIED = 60
"""Numbers tried for what is to happen before something else is drawn."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: from points (1), from the loss (2), the rate too or two directions (3)."""
    if level == 3 and draw.chance(0.5):
        return fell_once.draft(draw)
    behaviour = draw.pick(tuple(_FACTORS))
    for _ in range(MOST_TRIED):
        factor, low = draw.pick(_FACTORS[behaviour]), draw.signed(1, 9)
        distance = draw.signed(1, 8) * draw.pick((1, 2))
        if behaviour == "creep":
            # Longer ways, of which so small a share can be written down.
            distance = draw.pick((-100, -50, -25, 25, 50, 100))
        a = draw.pick((1, 2)) if level == 3 else draw.pick((0.5, 1, 1.5, 2, 2.5, 4, 5))
        rate = (1 - factor) / (2 * a)
        points = [round(low + distance * factor**t, 9) for t in range(4)]
        if has_few_decimals(points, 4) and has_few_decimals([rate], 4) and not has_zero(points):
            if level == 2:
                return draft_of(draw, a, low, points[0], round(rate, 9))
            return from_points.from_points_of(draw, a, low, factor, points, asks_rate=level == 3)
    raise Unfit


def draft_of(draw: Draw, a: float, low: float, start: float, rate: float) -> Draft:
    """Return the draft that asks what happens with a loss a (w − low)² and a rate."""
    function = lowest_at(a, low)
    experiment = experiment_of(function, [start], rate)
    factor = 1 - 2 * a * rate
    field, letters = behaviour_field(draw, behaviour_of(factor))
    asked = tr(
        "Gradient descent starts from w = {start} with η = {rate}. By which factor does an update"
        " multiply the distance from the minimum at w = {low} (negative if it jumps over it), what"
        " is w after the first update, and what happens in the long run?"
    )
    return Draft(
        stem=(
            loss_formula(experiment),
            Text(asked.format(start=number(start), rate=number(rate), low=number(low))),
        ),
        facts=facts_of(experiment) | {"minimum": low, "options": letters},
        fields=(factor_field(factor), _new_field(low, start, factor), field),
        solve=lambda: (_solution(a, low, start, rate),),
        seconds=75,
        slips=(
            *_slips(a, low, start, rate),
            *behaviour_slips(behaviour_of(factor), factor, letters),
        ),
        experiment=experiment,
    )


def _new_field(low: float, start: float, factor: float) -> Field:
    def follows(given: Mapping[str, float]) -> float:
        return moved(low, start, given["factor"])

    label = tr("w after the first update")
    return Field("new_w", label, "number", moved(low, start, factor), follows=follows)


def _slips(a: float, low: float, start: float, rate: float) -> tuple[NamedSlip, ...]:
    share = 2 * a * rate
    return (
        coefficient_slip({"factor": 1 - share / 2, "new_w": moved(low, start, 1 - share / 2)}),
        kept_share_slip({"factor": share, "new_w": moved(low, start, share)}),
        usual(Slip.SIGN, {"new_w": moved(low, start, 1 + share)}),
    )


def _solution(a: float, low: float, start: float, rate: float) -> Section:
    factor = 1 - 2 * a * rate
    new = moved(low, start, factor)
    first = (
        rf"1 - \eta \lambda = 1 - {latex(rate)} \cdot {latex(2 * a)}"
        f" {equals(factor)} {latex(factor)}"
    )
    distance = rf"{bracketed(start - low)} \cdot {bracketed(factor)}"
    return Section(
        tr("Factor of an update"),
        (
            Formula(first, factor),
            Formula(f"w = {latex(low)} + {distance} {equals(new)} {latex(new)}", new),
            Text(said(factor)),
        ),
    )


KIND = Kind(
    key="what-happens",
    version=1,
    name=N_("What is gradient descent doing?"),
    topics=("rates",),
    lines=((93, 109), (125, 126), (91, 92)),
    forms=("judge", "compute"),
    draft=draft,
    run_tells_answer=True,
)
