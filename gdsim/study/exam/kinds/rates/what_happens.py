"""What gradient descent is doing, from its numbers: converge, creep, jump, cycle or diverge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times
from gdsim.study.exam.kinds.rates import fell_once
from gdsim.study.exam.kinds.rates.behaviours import (
    behaviour_field,
    behaviour_of,
    behaviour_slips,
)
from gdsim.study.exam.kinds.slips import coefficient_slip, kept_share_slip
from gdsim.study.exam.kinds.updates import (
    bracketed,
    experiment_of,
    has_few_decimals,
    latex,
    loss_formula,
    number,
)
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Table, Text
from gdsim.texts import N_

_FACTORS = {
    "smooth": (0.2, 0.4, 0.5, 0.6, 0.7, 0.8),
    "creep": (0.96, 0.98, 0.99),
    "zigzag": (-0.2, -0.4, -0.5, -0.6, -0.8, -0.9),
    "cycle": (-1.0,),
    "diverge": (-1.2, -1.5, -2.0, -3.0),
}

CLEAR = 0.2
"""Difference from which on two factors are told apart by two figures."""

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
        if has_few_decimals(points, 4) and has_few_decimals([rate], 4) and 0 not in points:
            if level == 2:
                return draft_of(draw, a, low, points[0], round(rate, 9))
            return from_points_of(draw, a, low, factor, points, asks_rate=level == 3)
    raise Unfit


def draft_of(draw: Draw, a: float, low: float, start: float, rate: float) -> Draft:
    """Return the draft that asks what happens with a loss a (w − low)² and a rate."""
    function = _function(a, low)
    experiment = experiment_of(function, [start], rate)
    factor = 1 - 2 * a * rate
    field, letters = behaviour_field(draw, behaviour_of(factor))

    def follows(given: Mapping[str, float]) -> float:
        return low + given["factor"] * (start - low)

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
        facts={
            "objective": function.text,
            "parameters": ["w"],
            "start": [start],
            "learning_rate": rate,
            "minimum": low,
            "rule": "gd",
            "options": letters,
        },
        fields=(
            _factor_field(factor),
            Field(
                "new_w",
                tr("w after the first update"),
                "number",
                _moved(low, start, factor),
                follows=follows,
            ),
            field,
        ),
        solve=lambda: (
            Section(
                tr("Factor of an update"),
                (
                    Formula(
                        rf"1 - \eta \lambda = 1 - {latex(rate)} \cdot {latex(2 * a)}"
                        rf" = {latex(factor)}",
                        factor,
                    ),
                    Formula(
                        rf"w = {latex(low)} + {bracketed(start - low)} \cdot {bracketed(factor)}"
                        rf" = {latex(_moved(low, start, factor))}",
                        _moved(low, start, factor),
                    ),
                    Text(_said(factor)),
                ),
            ),
        ),
        seconds=75,
        slips=(
            coefficient_slip({"factor": 1 - a * rate, "new_w": _moved(low, start, 1 - a * rate)}),
            kept_share_slip({"factor": 2 * a * rate, "new_w": _moved(low, start, 2 * a * rate)}),
            NamedSlip(
                "sign",
                tr("Uphill: the step was added. Descent takes it away from the old value."),
                {"new_w": _moved(low, start, 1 + 2 * a * rate)},
            ),
            *behaviour_slips(behaviour_of(factor), factor, letters),
        ),
        experiment=experiment,
    )


def _moved(low: float, start: float, factor: float) -> float:
    """Return where an update leads that multiplies the distance from `low` by `factor`."""
    return low + factor * (start - low)


def from_points_of(
    draw: Draw,
    a: float,
    low: float,
    factor: float,
    points: Sequence[float],
    *,
    asks_rate: bool,
) -> Draft:
    """Return the draft that asks what happens from the first points of a run.

    Parameters
    ----------
    a, low
        The loss is a (w − low)²; a is told only where the rate is asked for.
    """
    function, rate = _function(a, low), (1 - factor) / (2 * a)
    experiment = experiment_of(function, [points[0]], rate)
    field, letters = behaviour_field(draw, behaviour_of(factor))
    table = Table(
        (tr("update"), *(str(t) for t in range(len(points)))), (("w", *map(number, points)),)
    )
    facts: dict[str, object] = {"points": list(points), "minimum": low, "options": letters}
    fields = [_factor_field(factor)]
    slips = _ratio_slips(points, factor)
    if asks_rate:
        facts |= {"objective": function.text, "parameters": ["w"], "rule": "gd"}
        fields += _rate_fields(a, low, points, factor)
        slips.append(coefficient_slip({"rate": 2 * rate}))
    return Draft(
        stem=(
            *([loss_formula(experiment)] if asks_rate else []),
            Text(_points_told(low, asks_rate=asks_rate)),
            table,
        ),
        facts=facts,
        fields=(*fields, field),
        solve=lambda: _points_solution(a, low, points, factor, asks_rate=asks_rate),
        seconds=120 if asks_rate else 45,
        slips=(*slips, *behaviour_slips(behaviour_of(factor), factor, letters)),
        experiment=experiment,
    )


def _ratio_slips(points: Sequence[float], factor: float) -> list[NamedSlip]:
    """Return the slips in the factor, where they make a clear difference."""
    found = [
        NamedSlip(
            "ratio-upside-down",
            tr("The ratio is upside down: divide the later distance by the one before it."),
            {"factor": 1 / factor},
        )
    ]
    if points[0]:
        text = tr(
            "The values of w were divided: it is their distances from the minimum that count."
        )
        ratio = points[1] / points[0]
        found.append(NamedSlip("values-for-distances", text, {"factor": ratio}))
    return [slip for slip in found if abs(float(str(slip.values["factor"])) - factor) > CLEAR]


def _function(a: float, low: float) -> Drawn:
    return Drawn(times(a, f"(w{signed_term(-low)})^2"), ("w",))


def _factor_field(factor: float) -> Field:
    return Field("factor", tr("factor an update"), "number", factor, award="method")


def _rate_fields(a: float, low: float, points: Sequence[float], factor: float) -> list[Field]:
    last = points[-1]

    def rate(given: Mapping[str, float]) -> float:
        return (1 - given["factor"]) / (2 * a)

    def following(given: Mapping[str, float]) -> float:
        return low + given["factor"] * (last - low)

    return [
        Field("rate", tr("learning rate η"), "number", (1 - factor) / (2 * a), follows=rate),
        Field(
            "following",
            tr("w after the next update"),
            "number",
            low + factor * (last - low),
            follows=following,
        ),
    ]


def _points_told(low: float, *, asks_rate: bool) -> str:
    if asks_rate:
        return tr(
            "The table shows w before the first update of gradient descent (0) and after each of"
            " them. By which factor does an update multiply the distance from the minimum at"
            " w = {low} (negative if it jumps over it), which η was used, what is w after the next"
            " update, and what happens in the long run?"
        ).format(low=number(low))
    return tr(
        "A parabola has its minimum at w = {low}. The table shows w before the first update of"
        " gradient descent (0) and after each of them. By which factor does an update multiply the"
        " distance from the minimum (negative if it jumps over it), and what happens in the long"
        " run?"
    ).format(low=number(low))


def _points_solution(
    a: float, low: float, points: Sequence[float], factor: float, *, asks_rate: bool
) -> tuple[Section, ...]:
    old, new = points[0] - low, points[1] - low
    blocks: list[Text | Formula] = [
        Text(tr("Distances from the minimum, the later one over the one before it:")),
        Formula(
            rf"\frac{{{latex(points[1])} - {bracketed(low)}}}"
            rf"{{{latex(points[0])} - {bracketed(low)}}}"
            rf" = \frac{{{latex(new)}}}{{{latex(old)}}} = {latex(factor)}",
            factor,
        ),
        Text(_said(factor)),
    ]
    if not asks_rate:
        return (Section(tr("Factor of an update"), tuple(blocks)),)
    rate, after = (1 - factor) / (2 * a), _moved(low, points[-1], factor)
    return (
        Section(tr("Factor of an update"), tuple(blocks)),
        Section(
            tr("Learning rate"),
            (
                Text(tr("The factor is 1 − η λ with the curvature λ; solved for η:")),
                Formula(
                    rf"\eta = \frac{{1 - {bracketed(factor)}}}{{{latex(2 * a)}}} = {latex(rate)}",
                    rate,
                ),
                Formula(
                    rf"w = {latex(low)} + {bracketed(points[-1] - low)} \cdot {bracketed(factor)}"
                    rf" = {latex(after)}",
                    after,
                ),
            ),
        ),
    )


def _said(factor: float) -> str:
    """Return what a factor means."""
    match behaviour_of(factor):
        case "smooth":
            return tr("Between 0 and 1: the distance shrinks, and w stays on one side.")
        case "creep":
            return tr("Below 1, but by less than 0.05: the distance hardly shrinks.")
        case "zigzag":
            return tr("Between −1 and 0: w jumps over the minimum and comes nearer each time.")
        case "cycle":
            return tr("It is −1: w jumps over the minimum and is as far from it each time.")
    return tr("Beyond −1: w jumps over the minimum and is further from it each time.")


KIND = Kind(
    key="what-happens",
    version=1,
    name=N_("What is gradient descent doing?"),
    topics=("rates",),
    lines=((93, 109), (125, 126), (91, 92)),
    forms=("judge", "compute"),
    draft=draft,
)
