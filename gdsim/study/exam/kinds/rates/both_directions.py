"""How many updates a bowl takes, whose directions shrink by factors of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.numbers import printed
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.rates.factors import (
    factor_fields,
    factor_section,
    factor_slips,
    factors_of,
)
from gdsim.study.exam.kinds.rates.geometric import updates_until
from gdsim.study.exam.kinds.rates.quadratics import Bowl, along_axes
from gdsim.study.exam.kinds.updates import (
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


class _Descent(Struct, frozen=True):
    """A run on a bowl along the axes, whose minimum is at 0, and when it is near enough.

    Attributes
    ----------
    of_loss
        Whether the loss is to be below the tolerance, else each parameter's size.
    """

    bowl: Bowl
    start: Point
    rate: float
    tolerance: float
    of_loss: bool

    @property
    def factors(self) -> list[float]:
        """By what an update multiplies each parameter."""
        return factors_of(self.bowl, self.rate)

    @property
    def slow(self) -> int:
        """The index of the parameter that shrinks more slowly: the first one of equals."""
        return max((0, 1), key=lambda index: abs(self.factors[index]))

    def size(self, index: int) -> float:
        """Return what of the start is to shrink below the tolerance, along one direction."""
        x = self.start[index]
        return self.bowl.squares[index] * x**2 if self.of_loss else x

    def alone(self, index: int, factor: float) -> int:
        """Return the updates that one direction takes by itself, with a factor of its own."""
        shrinks = factor * factor if self.of_loss else factor
        return updates_until(self.tolerance, self.size(index), shrinks)

    def updates(self) -> int:
        """Return after how many updates the loss, or each distance, is below the tolerance."""
        point, updates = list(self.start), 0
        while not self._is_near(point):
            point = [x * factor for x, factor in zip(point, self.factors, strict=True)]
            updates += 1
        return updates

    def _is_near(self, point: list[float]) -> bool:
        loss = sum(square * x * x for square, x in zip(self.bowl.squares, point, strict=True))
        return (loss if self.of_loss else max(map(abs, point))) < self.tolerance


def draft(draw: Draw) -> Draft:
    """Return a draft in which the slower direction decides clearly."""
    a, b = draw.pick(((1, 4), (1, 10), (0.5, 5), (1, 20), (2, 10), (1, 50), (0.5, 2), (2, 20)))
    bowl = along_axes(a, b, draw.pick((("x", "y"), ("w1", "w2"))))
    rate = draw.pick((0.01, 0.015, 0.018, 0.02, 0.03, 0.04, 0.05, 0.08, 0.09, 0.1))
    start = (float(draw.whole(1, 6)), float(draw.whole(1, 6)))
    of_loss, tolerance = draw.chance(0.5), draw.pick((0.1, 0.01, 0.001, 1e-4, 1e-6))
    descent = _Descent(bowl, start, rate, tolerance, of_loss)
    slow, fast = descent.factors
    if not 0.3 < abs(fast) < 0.95 * abs(slow) < 0.98 or start[0] == start[1]:
        raise Unfit
    power = 2 if of_loss else 1
    exact = math.log(tolerance / descent.size(0)) / (power * math.log(abs(slow)))
    if not 6 < exact < 180 or not 0.15 < exact % 1 < 0.85:
        raise Unfit
    if descent.updates() != math.ceil(exact):
        raise Unfit
    return draft_of(bowl, start, rate, tolerance, of_loss=of_loss)


def draft_of(bowl: Bowl, start: Point, rate: float, tolerance: float, *, of_loss: bool) -> Draft:
    """Return the draft on a bowl along the axes with its minimum at 0.

    Parameters
    ----------
    of_loss
        Whether the loss is to be below the tolerance, else each parameter's size.
    """
    descent = _Descent(bowl, start, rate, tolerance, of_loss)
    experiment = experiment_of(bowl.drawn, start, rate)
    told = _asked(of_loss).format(
        point=point_text(bowl.parameters, start), rate=number(rate), tolerance=printed(tolerance)
    )
    return Draft(
        stem=(loss_formula(experiment), Text(told)),
        facts=facts_of(experiment)
        | {"tolerance": tolerance, "criterion": "loss" if of_loss else "each parameter"},
        fields=tuple(_fields(descent)),
        solve=lambda: _solution(descent),
        seconds=180,
        slips=_slips(descent),
        experiment=experiment,
    )


def _asked(of_loss: bool) -> str:
    """Return the template of what is asked."""
    if of_loss:
        return tr(
            "Gradient descent starts from {point} with η = {rate}. By which factor does an update"
            " multiply each parameter (negative if its sign changes), and after how many updates"
            " is the loss below"
            " {tolerance} for the first time?"
        )
    return tr(
        "Gradient descent starts from {point} with η = {rate}. By which factor does an update"
        " multiply each parameter (negative if its sign changes), and after how many"
        " updates are both"
        " parameters nearer to 0 than {tolerance} for the first time?"
    )


def _fields(descent: _Descent) -> Iterator[Field]:
    names = descent.bowl.parameters

    def follows(given: Mapping[str, float]) -> float:
        # The slower direction decides, as in the solution.
        factors = [given[f"factor_{name}"] for name in names]
        slow = max((0, 1), key=lambda index: abs(factors[index]))
        return descent.alone(slow, abs(factors[slow]))

    yield from factor_fields(descent.bowl, descent.rate)
    updates = float(descent.updates())
    yield Field("updates", tr("updates"), "count", updates, marks=2, follows=follows)


def _slips(descent: _Descent) -> tuple[NamedSlip, ...]:
    slow, fast = descent.slow, 1 - descent.slow
    factors = descent.factors
    found = [
        *factor_slips(descent.bowl, descent.rate),
        NamedSlip(
            "rounded-down",
            tr("After so many updates it is not there yet: round up to the next whole number."),
            {"updates": float(descent.updates() - 1)},
        ),
        NamedSlip(
            "fast-direction",
            tr("The direction that shrinks faster was taken: the slower one decides."),
            {"updates": float(descent.alone(fast, factors[fast]))},
        ),
    ]
    if descent.of_loss:
        unsquared = updates_until(descent.tolerance, descent.size(slow), factors[slow])
        found.append(
            NamedSlip(
                "distance-for-loss",
                tr("The loss goes with the square of the distance: its factor is squared, too."),
                {"updates": float(unsquared)},
            )
        )
    return tuple(found)


def _solution(descent: _Descent) -> tuple[Section, ...]:
    return (
        factor_section(descent.bowl, descent.rate),
        Section(tr("Update after update"), _update_lines(descent)),
    )


def _update_lines(descent: _Descent) -> tuple[Text | Formula, ...]:
    """Return how many updates the slower direction takes, worked out."""
    slow, tolerance = descent.slow, descent.tolerance
    size, factor = abs(descent.size(slow)), abs(descent.factors[slow])
    power = "2t" if descent.of_loss else "t"
    exact = math.log(tolerance / size) / math.log(factor) / (2 if descent.of_loss else 1)
    told = tr("What belongs to the factor nearer to 0 is soon gone; {name} decides:")
    return (
        Text(told.format(name=symbol(descent.bowl.parameters[slow]))),
        Formula(rf"{latex(size)} \cdot {latex(factor)}^{{{power}}} < {latex(tolerance)}"),
        Formula(rf"t > {latex(exact)}"),
        Text(tr("The next whole number is {t}.").format(t=descent.updates())),
    )
