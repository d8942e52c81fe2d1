"""What gradient descent is doing, from the first points of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
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
    latex,
    loss_formula,
    number,
)
from gdsim.study.exam.kinds.usual_slips import coefficient_slip
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Table, Text

CLEAR = 0.2
"""Difference from which on two factors are told apart by two figures."""


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
    function, rate = lowest_at(a, low), (1 - factor) / (2 * a)
    experiment = experiment_of(function, [points[0]], rate)
    field, letters = behaviour_field(draw, behaviour_of(factor))
    table = Table(
        (tr("update"), *(str(t) for t in range(len(points)))), (("w", *map(number, points)),)
    )
    facts: dict[str, object] = {"points": list(points), "minimum": low, "options": letters}
    fields = [factor_field(factor)]
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
            rf" {equals(new, old, *points[:2])} \frac{{{latex(new)}}}{{{latex(old)}}}"
            rf" {equals(new, old, factor)} {latex(factor)}",
            factor,
        ),
        Text(said(factor)),
    ]
    if not asks_rate:
        return (Section(tr("Factor of an update"), tuple(blocks)),)
    rate, after = (1 - factor) / (2 * a), moved(low, points[-1], factor)
    return (
        Section(tr("Factor of an update"), tuple(blocks)),
        Section(
            tr("Learning rate"),
            (
                Text(tr("The factor is 1 − η λ with the curvature λ; solved for η:")),
                Formula(
                    rf"\eta {equals(factor)} \frac{{1 - {bracketed(factor)}}}{{{latex(2 * a)}}}"
                    rf" {equals(factor, rate)} {latex(rate)}",
                    rate,
                ),
                Formula(
                    rf"w {equals(points[-1] - low, factor)} {latex(low)}"
                    rf" + {bracketed(points[-1] - low)} \cdot {bracketed(factor)}"
                    rf" {equals(points[-1] - low, factor, after)} {latex(after)}",
                    after,
                ),
            ),
        ),
    )
