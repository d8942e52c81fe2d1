"""A loss that falls in the first update, whatever comes of it: two directions, each its own way."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.letters import shuffled
from gdsim.study.exam.kinds.rates.factors import (
    factor_fields,
    factor_section,
    factor_slips,
    factors_of,
)
from gdsim.study.exam.kinds.rates.quadratics import Bowl, along_axes
from gdsim.study.exam.kinds.updates import (
    equals,
    experiment_of,
    facts_of,
    has_few_decimals,
    latex,
    loss_formula,
    losses_at,
    number,
    point_text,
)
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

_ENDS = {
    "converge": N_("it converges to the minimum"),
    "cycle": N_("it ends in jumping between two points for ever"),
    "diverge": N_("it diverges, although the loss fell in the first update"),
}

_STEEP_FACTORS = {
    "converge": (-0.6, -0.8, -0.5, -0.9),
    "cycle": (-1.0,),
    "diverge": (-1.2, -1.5, -1.4, -2.0),
}


def draft(draw: Draw) -> Draft:
    """Return a draft whose loss falls in the first update."""
    end = draw.pick(tuple(_STEEP_FACTORS))
    steep = draw.pick(_STEEP_FACTORS[end])
    a, b = draw.pick(((1, 4), (1, 5), (1, 8), (1, 10), (0.5, 5), (2, 10)))
    rate = round((1 - steep) / (2 * b), 9)
    bowl = along_axes(a, b, draw.pick((("x", "y"), ("w1", "w2"))))
    start = (float(draw.signed(3, 9)), float(draw.signed(1, 2)))
    loss, new_loss = _first_losses(bowl, start, rate)
    if not has_few_decimals([rate, *_moved(bowl, start, rate)], 3) or not has_few_decimals(
        [loss, new_loss], 3
    ):
        raise Unfit
    if not 0.2 * loss < new_loss < 0.95 * loss:
        raise Unfit
    return draft_of(draw, bowl, start, rate)


def draft_of(draw: Draw, bowl: Bowl, start: tuple[float, float], rate: float) -> Draft:
    """Return the draft on a bowl along the axes."""
    experiment = experiment_of(bowl.drawn, start, rate)
    right = _end(factors_of(bowl, rate))
    options, letters = shuffled(draw, {name: tr(text) for name, text in _ENDS.items()})
    ending = Field(
        "ending",
        tr("what happens"),
        "choice",
        letters[right],
        options=options,
    )
    asked = tr(
        "Gradient descent starts from {point} with η = {rate}. By which factor does an update"
        " multiply each parameter (negative if its sign changes), what is the loss before and after"
        " the first update, and what happens in the long run?"
    )
    return Draft(
        stem=(
            loss_formula(experiment),
            Text(asked.format(point=point_text(bowl.parameters, start), rate=number(rate))),
        ),
        facts=facts_of(experiment) | {"options": letters},
        fields=(*_number_fields(bowl, start, rate), ending),
        solve=lambda: _solution(bowl, start, rate),
        seconds=120,
        slips=_slips(bowl, rate, right, letters),
        experiment=experiment,
    )


def _first_losses(bowl: Bowl, start: tuple[float, float], rate: float) -> list[float]:
    """Return the loss before and after the first update."""
    return losses_at(bowl.drawn, (start, _moved(bowl, start, rate)))


def _moved(bowl: Bowl, start: tuple[float, float], rate: float) -> list[float]:
    """Return where the first update ends."""
    return [x * factor for x, factor in zip(start, factors_of(bowl, rate), strict=True)]


def _number_fields(bowl: Bowl, start: tuple[float, float], rate: float) -> Iterator[Field]:
    yield from factor_fields(bowl, rate)
    loss, new_loss = _first_losses(bowl, start, rate)
    yield Field("loss", tr("loss"), "number", loss)
    yield Field("new_loss", tr("new loss"), "number", new_loss, follows=_following(bowl, start))


def _end(factors: Sequence[float]) -> str:
    size = max(map(abs, factors))
    if math.isclose(size, 1):
        return "cycle"
    return "converge" if size < 1 else "diverge"


def _following(bowl: Bowl, start: tuple[float, float]) -> Callable[[Mapping[str, float]], float]:
    def follows(given: Mapping[str, float]) -> float:
        moved = [x * given[f"factor_{n}"] for n, x in zip(bowl.parameters, start, strict=True)]
        return sum(c * x * x for c, x in zip(bowl.squares, moved, strict=True))

    return follows


def _slips(
    bowl: Bowl, rate: float, right: str, letters: Mapping[str, str]
) -> tuple[NamedSlip, ...]:
    texts = {
        "converge": tr(
            "That the loss falls once proves nothing: look at the factor of each parameter."
        ),
        "cycle": tr("Look at the size of each factor: is the larger one exactly 1?"),
        "diverge": tr("Look at the size of each factor: is one of them larger than 1?"),
    }
    mistaken = [
        NamedSlip(f"{right}-taken-for-{picked}", texts[picked], {"ending": letter})
        for picked, letter in letters.items()
        if picked != right
    ]
    return (*factor_slips(bowl, rate), *mistaken)


def _solution(bowl: Bowl, start: tuple[float, float], rate: float) -> tuple[Section, ...]:
    loss, new_loss = _first_losses(bowl, start, rate)
    at = [f"({', '.join(map(latex, point))})" for point in (start, _moved(bowl, start, rate))]
    told = {
        "converge": tr("Both factors are between −1 and 1: both distances shrink for ever."),
        "cycle": tr("One factor is −1: what belongs to it jumps to and fro for ever."),
        "diverge": tr("One factor is beyond −1: in the end what belongs to it outgrows the rest."),
    }
    return (
        factor_section(bowl, rate),
        Section(
            tr("Loss"),
            (
                Formula(rf"L{at[0]} {equals(loss)} {latex(loss)}", loss),
                Formula(rf"L{at[1]} {equals(new_loss)} {latex(new_loss)}", new_loss),
                Text(told[_end(factors_of(bowl, rate))]),
            ),
        ),
    )
