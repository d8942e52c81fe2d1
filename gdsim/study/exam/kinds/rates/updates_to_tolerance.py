"""By which factor the distance shrinks, and after how many updates it is small enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from gdsim.i18n import ntr, tr
from gdsim.numbers import printed
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip, Right
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times
from gdsim.study.exam.kinds.rates import both_directions
from gdsim.study.exam.kinds.rates.geometric import updates_until
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
from gdsim.study.exam.kinds.usual_slips import coefficient_slip, kept_share_slip, linear_slip
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


class _Descent(Struct, frozen=True):
    """A run on the parabola a (w − low)²."""

    a: float
    low: float
    start: float
    rate: float

    @property
    def distance(self) -> float:
        """From the minimum to the start, negative on its left."""
        return self.start - self.low

    @property
    def factor(self) -> float:
        """By what an update multiplies the distance."""
        return 1 - 2 * self.a * self.rate

    def after(self, updates: int, factor: float) -> float:
        """Return w after some updates, each of which multiplies the distance by `factor`."""
        return self.low + self.distance * factor**updates


def draft_of(a: float, low: float, start: float, rate: float, tolerance: float) -> Draft:
    """Return the draft that asks how many updates end nearer than `tolerance` to the minimum."""
    descent = _Descent(a, low, start, rate)
    distance = abs(descent.distance)
    updates = updates_until(tolerance, distance, descent.factor)

    def follows(given: Mapping[str, float]) -> float:
        return updates_until(tolerance, distance, given["factor"])

    asked = tr(
        "Gradient descent starts from w = {start} with η = {rate}. By which factor does an update"
        " multiply the distance from the minimum at w = {low} (negative if it jumps over it),"
        " and after how many"
        " updates is w nearer than {tolerance} to the minimum for the first time?"
    ).format(start=number(start), rate=number(rate), low=number(low), tolerance=printed(tolerance))
    linear = math.ceil((distance - tolerance) / (distance * abs(1 - descent.factor)))
    return _draft(
        descent,
        asked,
        {"tolerance": tolerance},
        Field("updates", tr("updates"), "count", float(updates), follows=follows),
        (*_count_slips(updates), linear_slip({"updates": float(linear)})),
        _count_lines(descent, tolerance, updates),
    )


def _count_lines(descent: _Descent, tolerance: float, updates: int) -> tuple[Text | Formula, ...]:
    """Return how the number of updates is worked out."""
    distance, size = abs(descent.distance), abs(descent.factor)
    exact = math.log(tolerance / distance) / math.log(size)
    return (
        Text(tr("The distance is below the tolerance as soon as")),
        Formula(rf"{latex(distance)} \cdot {latex(size)}^t < {latex(tolerance)}"),
        Formula(
            rf"t > \frac{{\log ({latex(tolerance)} / {latex(distance)})}}"
            rf"{{\log {latex(size)}}} {equals(exact)} {latex(exact)}"
        ),
        Text(tr("The next whole number is {t}.").format(t=updates)),
    )


def after_of(a: float, low: float, start: float, rate: float, updates: int) -> Draft:
    """Return the draft that asks where w is after some updates."""
    descent = _Descent(a, low, start, rate)
    end = descent.after(updates, descent.factor)

    def follows(given: Mapping[str, float]) -> float:
        return descent.after(updates, given["factor"])

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
    worked_out = Formula(
        rf"w = {latex(low)} + {bracketed(descent.distance)} \cdot"
        rf" {bracketed(descent.factor)}^{{{updates}}} {equals(end)} {latex(end)}",
        end,
    )
    return _draft(
        descent,
        asked,
        {"updates": updates},
        Field("end", tr("w at the end"), "number", end, follows=follows),
        _end_slips(descent, updates),
        (worked_out,),
    )


def _end_slips(descent: _Descent, updates: int) -> tuple[NamedSlip, ...]:
    kept = descent.factor**updates
    linear = descent.low + descent.distance * (1 - updates * (1 - descent.factor))
    return (
        _distance_slip(descent.distance * kept),
        _value_slip(descent.start * kept),
        linear_slip({"end": linear}),
    )


def _distance_slip(end: Right) -> NamedSlip:
    return NamedSlip(
        "distance-for-value",
        tr("This is the distance to the minimum: w is so far from it."),
        {"end": end},
    )


def _value_slip(end: Right) -> NamedSlip:
    return NamedSlip(
        "value-multiplied",
        tr("w itself was multiplied: it is the distance to the minimum that shrinks."),
        {"end": end},
    )


def closed_form_of(a: float, low: float, start: float, rate: float) -> Draft:
    """Return the draft that asks for w after t updates as a formula; the factor is above 0."""
    descent = _Descent(a, low, start, rate)
    factor, distance = descent.factor, descent.distance
    asked = tr(
        "Gradient descent starts from w = {start} with η = {rate}. By which factor does an update"
        " multiply the distance from the minimum at w = {low} (negative if it jumps over it),"
        " and what is w after t"
        " updates, as a formula in t?"
    ).format(start=number(start), rate=number(rate), low=number(low))
    power = f"{number(factor)}^t"
    right = f"{number(low)}{signed_term(distance, power)}"
    linear = f"{number(start)}{signed_term(-distance * (1 - factor), 't')}"
    return _draft(
        descent,
        asked,
        {},
        Field("end", tr("w after t updates"), "formula", right, symbols=("t",)),
        (
            _value_slip(f"{number(start)}*{power}"),
            _distance_slip(f"{number(distance)}*{power}"),
            linear_slip({"end": linear}),
        ),
        (Formula(rf"w_t = {latex(low)} + {bracketed(distance)} \cdot {bracketed(factor)}^t"),),
    )


def _draft(
    descent: _Descent,
    asked: str,
    told: Mapping[str, object],
    last: Field,
    slips: Sequence[NamedSlip],
    lines: Sequence[Text | Formula],
) -> Draft:
    """Return the draft that asks for the factor of an update, and one thing more."""
    function = Drawn(times(descent.a, f"(w{signed_term(-descent.low)})^2"), ("w",))
    experiment = experiment_of(function, [descent.start], descent.rate)
    factor = Field("factor", tr("factor an update"), "number", descent.factor)
    return Draft(
        stem=(loss_formula(experiment), Text(asked)),
        facts=facts_of(experiment) | {"minimum": descent.low, **told},
        fields=(factor, last),
        solve=lambda: _solution(descent, lines),
        seconds=90,
        slips=(
            kept_share_slip({"factor": 2 * descent.a * descent.rate}),
            coefficient_slip({"factor": 1 - descent.a * descent.rate}),
            *slips,
        ),
        experiment=experiment,
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


def _solution(descent: _Descent, lines: Sequence[Text | Formula]) -> tuple[Section, ...]:
    curvature, factor = 2 * descent.a, descent.factor
    return (
        Section(
            tr("Factor of an update"),
            (
                Text(tr("The gradient is the curvature times the distance to the minimum, so")),
                Formula(
                    rf"1 - \eta \lambda = 1 - {latex(descent.rate)} \cdot {latex(curvature)}"
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
