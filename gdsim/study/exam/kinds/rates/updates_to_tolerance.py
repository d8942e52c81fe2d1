"""By which factor the distance shrinks, and after how many updates it is small enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from gdsim.i18n import ntr, tr
from gdsim.numbers import printed
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times
from gdsim.study.exam.kinds.rates import both_directions
from gdsim.study.exam.kinds.rates.geometric import updates_until
from gdsim.study.exam.kinds.slips import coefficient_slip, kept_share_slip, linear_slip
from gdsim.study.exam.kinds.updates import (
    bracketed,
    equals,
    experiment_of,
    facts_of,
    has_few_decimals,
    latex,
    loss_formula,
    number,
)
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

_TOLERANCES = (0.5, 0.1, 0.05, 0.01, 0.001)


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: where it is after some updates (1), how many it takes (2), two ways (3)."""
    if level == 3:
        return both_directions.draft(draw)
    a, low = draw.pick((0.5, 1, 1.5, 2, 2.5, 4, 5)), draw.signed(1, 9)
    distance, rate = draw.signed(1, 8), draw.pick((0.01, 0.02, 0.05, 0.1, 0.2, 0.25))
    factor = 1 - 2 * a * rate
    start = low + distance
    if not 0.2 < abs(factor) < 0.97 or not start:
        raise Unfit
    if level == 1:
        if factor > 0 and draw.chance(0.4):
            return closed_form_of(a, low, start, rate)
        updates = draw.whole(3, 5)
        if not has_few_decimals([factor, distance * factor**updates], 4):
            raise Unfit
        return after_of(a, low, start, rate, updates)
    tolerance = draw.pick(_TOLERANCES)
    exact = math.log(tolerance / abs(distance)) / math.log(abs(factor))
    if not 4 < exact < 80 or not 0.12 < exact % 1 < 0.88:
        raise Unfit
    return draft_of(a, low, start, rate, tolerance)


def draft_of(a: float, low: float, start: float, rate: float, tolerance: float) -> Draft:
    """Return the draft that asks how many updates end nearer than `tolerance` to the minimum."""
    distance, factor = abs(start - low), 1 - 2 * a * rate
    updates = updates_until(tolerance, distance, factor)
    exact = math.log(tolerance / distance) / math.log(abs(factor))

    def follows(given: Mapping[str, float]) -> float:
        return updates_until(tolerance, distance, given["factor"])

    asked = tr(
        "Gradient descent starts from w = {start} with η = {rate}. By which factor does an update"
        " multiply the distance from the minimum at w = {low} (negative if it jumps over it),"
        " and after how many"
        " updates is w nearer than {tolerance} to the minimum for the first time?"
    )
    return _draft(
        (a, low, start, rate),
        asked.format(
            start=number(start), rate=number(rate), low=number(low), tolerance=printed(tolerance)
        ),
        {"tolerance": tolerance},
        Field("updates", tr("updates"), "count", float(updates), follows=follows),
        (
            *_count_slips(updates),
            linear_slip(
                {"updates": float(math.ceil((distance - tolerance) / (distance * abs(1 - factor))))}
            ),
        ),
        (
            Text(tr("The distance is below the tolerance as soon as")),
            Formula(rf"{latex(distance)} \cdot {latex(abs(factor))}^t < {latex(tolerance)}"),
            Formula(
                rf"t > \frac{{\log ({latex(tolerance)} / {latex(distance)})}}"
                rf"{{\log {latex(abs(factor))}}} {equals(exact)} {latex(exact)}"
            ),
            Text(tr("The next whole number is {t}.").format(t=updates)),
        ),
    )


def after_of(a: float, low: float, start: float, rate: float, updates: int) -> Draft:
    """Return the draft that asks where w is after some updates."""
    factor = 1 - 2 * a * rate
    end = low + (start - low) * factor**updates

    def follows(given: Mapping[str, float]) -> float:
        return low + (start - low) * given["factor"] ** updates

    asked = ntr(
        "Gradient descent starts from w = {start} with η = {rate}. By which factor does an update"
        " multiply the distance from the minimum at w = {low} (negative if it jumps over it),"
        " and what is w after {n}"
        " update?",
        "Gradient descent starts from w = {start} with η = {rate}. By which factor does an update"
        " multiply the distance from the minimum at w = {low} (negative if it jumps over it),"
        " and what is w after {n}"
        " updates?",
        updates,
    ).format(start=number(start), rate=number(rate), low=number(low), n=updates)
    linear = low + (start - low) * (1 - updates * (1 - factor))
    return _draft(
        (a, low, start, rate),
        asked,
        {"updates": updates},
        Field("end", tr("w at the end"), "number", end, follows=follows),
        (
            NamedSlip(
                "distance-for-value",
                tr("This is the distance to the minimum: w is so far from it."),
                {"end": (start - low) * factor**updates},
            ),
            NamedSlip(
                "value-multiplied",
                tr("w itself was multiplied: it is the distance to the minimum that shrinks."),
                {"end": start * factor**updates},
            ),
            linear_slip({"end": linear}),
        ),
        (
            Formula(
                rf"w = {latex(low)} + {bracketed(start - low)} \cdot"
                rf" {bracketed(factor)}^{{{updates}}} {equals(end)} {latex(end)}",
                end,
            ),
        ),
    )


def closed_form_of(a: float, low: float, start: float, rate: float) -> Draft:
    """Return the draft that asks for w after t updates as a formula; the factor is above 0."""
    factor, distance = 1 - 2 * a * rate, start - low
    asked = tr(
        "Gradient descent starts from w = {start} with η = {rate}. By which factor does an update"
        " multiply the distance from the minimum at w = {low} (negative if it jumps over it),"
        " and what is w after t"
        " updates, as a formula in t?"
    )
    power = f"{number(factor)}^t"
    right = f"{number(low)}{signed_term(distance, power)}"
    return _draft(
        (a, low, start, rate),
        asked.format(start=number(start), rate=number(rate), low=number(low)),
        {},
        Field("end", tr("w after t updates"), "formula", right, symbols=("t",)),
        (
            NamedSlip(
                "value-multiplied",
                tr("w itself was multiplied: it is the distance to the minimum that shrinks."),
                {"end": f"{number(start)}*{power}"},
            ),
            NamedSlip(
                "distance-for-value",
                tr("This is the distance to the minimum: w is so far from it."),
                {"end": f"{number(distance)}*{power}"},
            ),
            linear_slip({"end": f"{number(start)}{signed_term(-distance * (1 - factor), 't')}"}),
        ),
        (Formula(rf"w_t = {latex(low)} + {bracketed(distance)} \cdot {bracketed(factor)}^t"),),
    )


def _draft(
    numbers: tuple[float, float, float, float],
    asked: str,
    told: Mapping[str, object],
    last: Field,
    slips: Sequence[NamedSlip],
    lines: Sequence[Text | Formula],
) -> Draft:
    a, low, start, rate = numbers
    function = Drawn(times(a, f"(w{signed_term(-low)})^2"), ("w",))
    experiment = experiment_of(function, [start], rate)
    factor = 1 - 2 * a * rate
    return Draft(
        stem=(loss_formula(experiment), Text(asked)),
        facts=facts_of(experiment) | {"minimum": low, **told},
        fields=(Field("factor", tr("factor an update"), "number", factor, award="method"), last),
        solve=lambda: _solution(a, rate, lines),
        seconds=90,
        slips=(*_factor_slips(a, rate), *slips),
        experiment=experiment,
    )


def _factor_slips(a: float, rate: float) -> tuple[NamedSlip, ...]:
    return (
        kept_share_slip({"factor": 2 * a * rate}),
        coefficient_slip({"factor": 1 - a * rate}),
    )


def _count_slips(updates: int) -> tuple[NamedSlip, ...]:
    return (
        NamedSlip(
            "rounded-down",
            tr("After so many updates it is not there yet: round up to the next whole number."),
            {"updates": float(updates - 1)},
        ),
        NamedSlip(
            "start-counted",
            tr("The start was counted as an update: after one update there are two points."),
            {"updates": float(updates + 1)},
        ),
    )


def _solution(a: float, rate: float, lines: Sequence[Text | Formula]) -> tuple[Section, ...]:
    curvature, factor = 2 * a, 1 - 2 * a * rate
    return (
        Section(
            tr("Factor of an update"),
            (
                Text(tr("The gradient is the curvature times the distance to the minimum, so")),
                Formula(
                    rf"1 - \eta \lambda = 1 - {latex(rate)} \cdot {latex(curvature)}"
                    rf" {equals(factor)} {latex(factor)}",
                    factor,
                ),
            ),
        ),
        Section(tr("Update after update"), tuple(lines)),
    )


KIND = Kind(
    key="updates-to-tolerance",
    version=1,
    name=N_("How many updates it takes"),
    topics=("rates", "bowl"),
    lines=((93, 109), (126, 126)),
    forms=("compute",),
    draft=draft,
    run_tells_answer=True,
)
