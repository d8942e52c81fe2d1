"""How many updates a bowl takes, whose directions shrink by factors of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping

from gdsim.i18n import tr
from gdsim.numbers import printed
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.rates.geometric import updates_until
from gdsim.study.exam.kinds.rates.quadratics import Bowl, along_axes
from gdsim.study.exam.kinds.slips import coefficient_slip, kept_share_slip
from gdsim.study.exam.kinds.updates import (
    equals,
    experiment_of,
    facts_of,
    latex,
    loss_formula,
    number,
    point_text,
)
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.symbols import symbol

Point = tuple[float, float]


def draft(draw: Draw) -> Draft:
    """Return a draft in which the slower direction decides clearly."""
    a, b = draw.pick(((1, 4), (1, 10), (0.5, 5), (1, 20), (2, 10), (1, 50), (0.5, 2), (2, 20)))
    bowl = along_axes(a, b, draw.pick((("x", "y"), ("w1", "w2"))))
    rate = draw.pick((0.01, 0.015, 0.018, 0.02, 0.03, 0.04, 0.05, 0.08, 0.09, 0.1))
    start = (float(draw.whole(1, 6)), float(draw.whole(1, 6)))
    of_loss, tolerance = draw.chance(0.5), draw.pick((0.1, 0.01, 0.001, 1e-4, 1e-6))
    slow, fast = (1 - 2 * rate * square for square in bowl.squares)
    if not 0.3 < abs(fast) < 0.95 * abs(slow) < 0.98 or start[0] == start[1]:
        raise Unfit
    power = 2 if of_loss else 1
    size = a * start[0] ** 2 if of_loss else start[0]
    exact = math.log(tolerance / size) / (power * math.log(abs(slow)))
    if not 6 < exact < 180 or not 0.15 < exact % 1 < 0.85:
        raise Unfit
    if _count(bowl, start, rate, tolerance, of_loss) != math.ceil(exact):
        raise Unfit
    return draft_of(bowl, start, rate, tolerance, of_loss=of_loss)


def _count(bowl: Bowl, start: Point, rate: float, tolerance: float, of_loss: bool) -> int:
    """Return after how many updates the loss, or each distance, is below the tolerance."""
    point, updates = list(start), 0
    factors = [1 - 2 * rate * square for square in bowl.squares]
    while True:
        loss = sum(square * x * x for square, x in zip(bowl.squares, point, strict=True))
        if (loss if of_loss else max(map(abs, point))) < tolerance:
            return updates
        point = [x * factor for x, factor in zip(point, factors, strict=True)]
        updates += 1


def draft_of(bowl: Bowl, start: Point, rate: float, tolerance: float, *, of_loss: bool) -> Draft:
    """Return the draft on a bowl along the axes with its minimum at 0.

    Parameters
    ----------
    of_loss
        Whether the loss is to be below the tolerance, else each parameter's size.
    """
    experiment = experiment_of(bowl.drawn, start, rate)
    updates = _count(bowl, start, rate, tolerance, of_loss)
    names = bowl.parameters
    factors = [1 - 2 * rate * square for square in bowl.squares]

    def follows(given: Mapping[str, float]) -> float:
        # The slower direction decides, as in the solution.
        sizes = [abs(given[f"factor_{name}"]) for name in names]
        return _alone(bowl, start, max(sizes), sizes.index(max(sizes)), tolerance, of_loss)

    asked = tr(
        "Gradient descent starts from {point} with η = {rate}. By which factor does an update"
        " multiply each parameter (negative if its sign changes), and after how many updates"
        " is the loss below"
        " {tolerance} for the first time?"
    )
    if not of_loss:
        asked = tr(
            "Gradient descent starts from {point} with η = {rate}. By which factor does an update"
            " multiply each parameter (negative if its sign changes), and after how many"
            " updates are both"
            " parameters nearer to 0 than {tolerance} for the first time?"
        )
    told = asked.format(
        point=point_text(names, start), rate=number(rate), tolerance=printed(tolerance)
    )
    return Draft(
        stem=(loss_formula(experiment), Text(told)),
        facts=facts_of(experiment)
        | {"tolerance": tolerance, "criterion": "loss" if of_loss else "each parameter"},
        fields=(
            *(
                Field(
                    f"factor_{name}",
                    tr("factor of {name}").format(name=symbol(name)),
                    "number",
                    factor,
                    award="method",
                )
                for name, factor in zip(names, factors, strict=True)
            ),
            Field("updates", tr("updates"), "count", float(updates), marks=2, follows=follows),
        ),
        solve=lambda: _solution(bowl, start, rate, tolerance, of_loss, updates),
        seconds=180,
        slips=_slips(bowl, start, rate, tolerance, of_loss, updates),
        experiment=experiment,
    )


def _alone(
    bowl: Bowl, start: Point, factor: float, index: int, tolerance: float, of_loss: bool
) -> int:
    """Return the updates that one direction takes by itself."""
    if of_loss:
        return updates_until(tolerance, bowl.squares[index] * start[index] ** 2, factor * factor)
    return updates_until(tolerance, start[index], factor)


def _slips(
    bowl: Bowl, start: Point, rate: float, tolerance: float, of_loss: bool, updates: int
) -> tuple[NamedSlip, ...]:
    factors = [1 - 2 * rate * square for square in bowl.squares]
    fast = min((0, 1), key=lambda index: abs(factors[index]))
    slow = 1 - fast
    named = list(zip(bowl.parameters, bowl.squares, strict=True))
    found = [
        coefficient_slip({f"factor_{name}": 1 - rate * square for name, square in named}),
        kept_share_slip({f"factor_{name}": 2 * rate * square for name, square in named}),
        NamedSlip(
            "rounded-down",
            tr("After so many updates it is not there yet: round up to the next whole number."),
            {"updates": float(updates - 1)},
        ),
        NamedSlip(
            "fast-direction",
            tr("The direction that shrinks faster was taken: the slower one decides."),
            {"updates": float(_alone(bowl, start, factors[fast], fast, tolerance, of_loss))},
        ),
    ]
    if of_loss:
        size = bowl.squares[slow] * start[slow] ** 2
        found.append(
            NamedSlip(
                "distance-for-loss",
                tr("The loss goes with the square of the distance: its factor is squared, too."),
                {"updates": float(updates_until(tolerance, size, factors[slow]))},
            )
        )
    return tuple(found)


def _solution(
    bowl: Bowl, start: Point, rate: float, tolerance: float, of_loss: bool, updates: int
) -> tuple[Section, ...]:
    factors = [1 - 2 * rate * square for square in bowl.squares]
    slow = max((0, 1), key=lambda index: abs(factors[index]))
    lines = [
        Formula(
            rf"1 - {latex(rate)} \cdot {latex(2 * square)} {equals(factor)} {latex(factor)}",
            factor,
        )
        for square, factor in zip(bowl.squares, factors, strict=True)
    ]
    size = bowl.squares[slow] * start[slow] ** 2 if of_loss else abs(start[slow])
    power = "2t" if of_loss else "t"
    exact = math.log(tolerance / size) / math.log(abs(factors[slow])) / (2 if of_loss else 1)
    return (
        Section(tr("Factor of an update"), tuple(lines)),
        Section(
            tr("Update after update"),
            (
                Text(
                    tr(
                        "What belongs to the factor nearer to 0 is soon gone; {name} decides:"
                    ).format(name=symbol(bowl.parameters[slow]))
                ),
                Formula(
                    rf"{latex(size)} \cdot {latex(abs(factors[slow]))}^{{{power}}}"
                    rf" < {latex(tolerance)}"
                ),
                Formula(rf"t > {latex(exact)}"),
                Text(tr("The next whole number is {t}.").format(t=updates)),
            ),
        ),
    )
