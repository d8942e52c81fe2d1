"""The update rule read backwards: the learning rate, or the start, from the rest."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import Drawn, drawn_function, signed_term, times
from gdsim.study.exam.kinds.iteration import start_from_end
from gdsim.study.exam.kinds.updates import (
    bracketed,
    equals,
    experiment_of,
    facts_of,
    has_few_decimals,
    has_zero,
    latex,
    loss_formula,
    point_text,
    slope_blocks,
    slopes_at,
    values_text,
)
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.symbols import symbol
from gdsim.texts import N_

_RATES = (0.05, 0.1, 0.2, 0.25, 0.4, 0.5)


class _Step(Struct, frozen=True):
    """A step from `start` to `end`, and the gradients at both."""

    start: Sequence[float]
    end: Sequence[float]
    slopes: Sequence[float]
    end_slopes: Sequence[float]

    @property
    def rate(self) -> float:
        """The rate that makes it."""
        return (self.start[0] - self.end[0]) / self.slopes[0]


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: η from one number (1), from two or to the minimum (2), the start (3)."""
    if level == 3:
        if draw.chance(0.6):
            return start_from_end.draft(draw)
        return _to_the_minimum(draw, draw.pick(("exponential", "fourth power")))
    if level == 2 and draw.chance(0.5):
        return _to_the_minimum(draw, "parabola")
    function = drawn_function(draw, level)
    if (len(function.parameters) > 1) != (level == 2):
        raise Unfit
    start = [float(draw.signed(1, 6)) for _ in function.parameters]
    slopes = slopes_at(function, start)
    rate = draw.pick(_RATES)
    end = [round(x - rate * g, 9) for x, g in zip(start, slopes, strict=True)]
    if len({abs(g) for g in slopes}) < len(slopes):
        raise Unfit
    if not has_few_decimals(end, 2) or any(abs(g) < 0.5 for g in slopes) or has_zero(end):
        raise Unfit
    return draft_of(function, start, end)


_FARTHEST = {"parabola": 5, "exponential": 1, "fourth power": 2}
"""How far from the minimum each function is started."""


def _to_the_minimum(draw: Draw, family: str) -> Draft:
    low = draw.signed(1, 6 if family == "parabola" else 4)
    start = low + draw.signed(1, _FARTHEST[family])
    if not start:
        raise Unfit
    inside = f"(w{signed_term(-low)})"
    match family:
        case "exponential":
            text = f"exp({inside}^2)"
        case "fourth power":
            text = times(draw.pick((0.5, 1, 2)), f"{inside}^4")
        case _:
            factor = draw.pick((0.25, 0.5, 1, 2, 2.5, 4, 5))
            text = times(factor, f"{inside}^2") + signed_term(draw.whole(1, 9))
    return to_the_minimum_of(Drawn(text, ("w",)), float(start), float(low))


def draft_of(function: Drawn, start: Sequence[float], end: Sequence[float]) -> Draft:
    """Return the draft that asks for η from two points, one after the other."""
    asked = tr(
        "One update of gradient descent leads from {start} to {end}. What is the gradient at the"
        " first point, and which learning rate η was used?"
    )
    return _draft(function, start, end, asked, {"end": list(end)}, 60)


def to_the_minimum_of(function: Drawn, start: float, minimiser: float) -> Draft:
    """Return the draft that asks for the η with which one update ends at the minimum."""
    asked = tr(
        "Gradient descent starts from {start}. Where is the minimum of the loss, what is the"
        " gradient at the start, and with which learning rate η does the first update end exactly"
        " at the minimum?"
    )
    return _draft(function, [start], [minimiser], asked, {"ends_at": "minimum"}, 75)


def _draft(
    function: Drawn,
    start: Sequence[float],
    end: Sequence[float],
    asked: str,
    told: dict[str, object],
    seconds: int,
) -> Draft:
    step = _Step(start, end, slopes_at(function, start), slopes_at(function, end))
    experiment = experiment_of(function, start, step.rate)
    points = {"start": point_text(function.parameters, start), "end": values_text(end)}
    fields = [
        Field(f"gradient_{name}", f"∂L/∂{symbol(name)}", "number", g)
        for name, g in zip(function.parameters, step.slopes, strict=True)
    ]
    first = fields[0].name
    fields.append(
        Field(
            "rate",
            tr("learning rate η"),
            "number",
            step.rate,
            follows=lambda given: (start[0] - given.get("minimiser", end[0])) / given[first],
        )
    )
    if "end" not in told:
        name = function.parameters[0]
        label = tr("minimum at {name}").format(name=symbol(name))
        fields.insert(0, Field("minimiser", label, "number", end[0]))
    facts = facts_of(experiment)
    del facts["learning_rate"]
    return Draft(
        stem=(loss_formula(experiment), Text(asked.format(**points))),
        facts=facts | told,
        fields=tuple(fields),
        solve=lambda: _solution(function, step, "end" in told),
        seconds=seconds,
        slips=_slips(step, "end" in told),
        experiment=experiment,
    )


def _slips(step: _Step, is_end_told: bool) -> tuple[NamedSlip, ...]:
    moved = step.start[0] - step.end[0]
    texts = [
        (
            "difference-reversed",
            tr(
                "The difference was taken the wrong way round: the old value less the new one is η"
                " times the gradient."
            ),
            -step.rate,
        ),
        (
            "ratio-upside-down",
            tr("The division is upside down: divide how far it moved by the gradient."),
            step.slopes[0] / moved,
        ),
        (
            "only-moved",
            tr("This is how far it moved: the gradient is still to be divided out."),
            moved,
        ),
    ]
    if is_end_told and step.end_slopes[0]:
        texts.append(
            (
                "gradient-of-new",
                tr(
                    "The gradient at the new point was used: the step is made with that at the old"
                    " one."
                ),
                moved / step.end_slopes[0],
            )
        )
    if not is_end_told:
        texts.append(
            (
                "twice-the-rate",
                tr("This rate leads as far beyond the minimum: half of it ends there."),
                2 * step.rate,
            )
        )
    return tuple(NamedSlip(key, text, {"rate": value}) for key, text, value in texts)


def _solution(function: Drawn, step: _Step, is_end_told: bool) -> tuple[Section, ...]:
    name = function.parameters[0]
    blocks: list[Text | Formula] = []
    if not is_end_told:
        told = tr("The gradient is 0 at {point}, and larger on the right of it: the minimum.")
        blocks.append(Text(told.format(point=point_text([name], step.end))))
    lines = slope_blocks(function, step.start)
    slope, rate = step.slopes[0], step.rate
    above = f"{latex(step.start[0])} - {bracketed(step.end[0])}"
    solved = (
        rf"\eta {equals(slope)} \frac{{{above}}}{{{latex(slope)}}}"
        f" {equals(slope, rate)} {latex(rate)}"
    )
    rule: list[Text | Formula] = [
        Text(tr("The update takes η times the gradient away from the old value; solved for η:")),
        Formula(solved, rate),
    ]
    if len(step.start) > 1:
        rule.append(Text(tr("The other parameter gives the same rate.")))
    return (
        Section(tr("Gradient"), (*blocks, *lines)),
        Section(tr("Learning rate"), tuple(rule)),
    )


KIND = Kind(
    key="find-the-rate",
    version=1,
    name=N_("The learning rate from what an update did"),
    topics=("iteration", "rates"),
    lines=((22, 30), (35, 42)),
    forms=("compute",),
    draft=draft,
    run_tells_answer=True,
)
