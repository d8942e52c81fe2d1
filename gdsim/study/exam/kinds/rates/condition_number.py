"""How steep a bowl is in which direction, and what that does to the learning rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.rates.quadratics import (
    Bowl,
    curvature_lines,
    is_short,
    straight,
    tilted,
)
from gdsim.study.exam.kinds.updates import equals, experiment_of, latex, loss_formula
from gdsim.study.exam.kinds.usual_slips import coefficient_slip
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

MOST_STEEP = 50
"""The largest condition number asked for."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: curvatures and their ratio (1), rates (2), a tilted bowl (3)."""
    bowl = (tilted if level == 3 else straight)(draw)
    low, high = bowl.curvatures
    if not 1.2 < high / low < MOST_STEEP or not is_short([high / low], 3):
        raise Unfit
    if level == 2 and not is_short([2 / (low + high), bowl.limit], 5):
        raise Unfit
    return draft_of(bowl, level)


def draft_of(bowl: Bowl, level: int) -> Draft:
    """Return the draft on a bowl of two parameters."""
    low, high = bowl.curvatures
    rate = 2 / (low + high)
    experiment = experiment_of(bowl.drawn, (4.0, 2.0), rate)
    asked = {
        1: tr(
            "What are the smallest and the largest curvature of this loss (eigenvalues of its"
            " Hessian), and how many times steeper is the steepest direction than the flattest: its"
            " condition number κ?"
        ),
        2: tr(
            "What is the condition number κ of this loss, below which η does gradient descent"
            " converge from every start, and which fixed η converges fastest in the worst case?"
        ),
        3: tr(
            "What are the smallest and the largest eigenvalue of the Hessian of this loss, its"
            " condition number κ, the fixed η that converges fastest in the worst case, and the"
            " factor by which the distance to the minimum then shrinks an update at worst?"
        ),
    }
    fields = _fields(bowl, level)
    return Draft(
        stem=(loss_formula(experiment), Text(asked[level])),
        facts={
            "objective": bowl.text,
            "parameters": list(bowl.parameters),
            "rule": "gd",
        },
        fields=fields,
        solve=lambda: _solution(bowl, level),
        seconds=(60, 75, 150)[level - 1],
        slips=_slips(bowl, [one.name for one in fields]),
        experiment=experiment,
    )


def _fields(bowl: Bowl, level: int) -> tuple[Field, ...]:
    low, high = bowl.curvatures

    def ratio(given: Mapping[str, float]) -> float:
        return given["largest"] / given["smallest"]

    def fastest(given: Mapping[str, float]) -> float:
        return 2 / (given["smallest"] + given["largest"])

    def factor(given: Mapping[str, float]) -> float:
        return (given["condition"] - 1) / (given["condition"] + 1)

    fields = {
        "smallest": Field("smallest", tr("smallest curvature"), "number", low),
        "largest": Field("largest", tr("largest curvature"), "number", high),
        "condition": Field(
            "condition", tr("condition number κ"), "number", high / low, follows=ratio
        ),
        "limit": Field("limit", tr("converges for every η below"), "number", 2 / high),
        "fastest": Field(
            "fastest", tr("fastest fixed η"), "number", 2 / (low + high), follows=fastest
        ),
        "factor": Field(
            "factor",
            tr("factor an update"),
            "number",
            (high - low) / (high + low),
            follows=factor,
        ),
    }
    asked = {
        1: ("smallest", "largest", "condition"),
        2: ("condition", "limit", "fastest"),
        3: ("smallest", "largest", "condition", "fastest", "factor"),
    }
    return tuple(fields[name] for name in asked[level])


_TEXTS = {
    "mixed-term-ignored": N_(
        "The term with both parameters was left out: it tilts the bowl and changes the eigenvalues."
    ),
    "ratio-upside-down": N_(
        "The ratio is upside down: κ is the largest over the smallest, 1 or more."
    ),
    "root-of-ratio": N_("A root was taken: κ is the ratio of the curvatures itself."),
    "one-for-two": N_(
        "This is where it begins to jump over the minimum; it still converges beyond that."
    ),
    "flattest-for-steepest": N_(
        "The flattest direction was taken: the steepest one is the first to diverge."
    ),
    "limit-for-fastest": N_("At this rate the steepest direction does not converge any more."),
    "steepest-alone": N_(
        "This rate is best for the steepest direction alone: the flattest one counts, too."
    ),
}
"""What is said of each slip, by its key."""


def _slips(bowl: Bowl, asked: Sequence[str]) -> tuple[NamedSlip, ...]:
    low, high = bowl.curvatures
    values: dict[str, dict[str, float]] = {}
    if bowl.mixed:
        a, b = sorted((2 * bowl.squares[0], 2 * bowl.squares[1]))
        untilted = {"smallest": a, "largest": b, "condition": b / a, "fastest": 2 / (a + b)}
        values["mixed-term-ignored"] = untilted
    values |= {
        "ratio-upside-down": {"condition": low / high},
        "root-of-ratio": {"condition": (high / low) ** 0.5},
        "one-for-two": {"limit": 1 / high},
        "flattest-for-steepest": {"limit": 2 / low},
        "limit-for-fastest": {"fastest": 2 / high},
        "steepest-alone": {"fastest": 1 / high},
    }
    small, large = sorted(bowl.squares)
    of_coefficients = {"smallest": small, "largest": large}
    of_coefficients |= {"limit": 2 / large, "fastest": 2 / (small + large)}
    found = [NamedSlip(key, tr(_TEXTS[key]), led_to) for key, led_to in values.items()]
    found.insert(len(found) - 6, coefficient_slip(of_coefficients))
    return tuple(
        replace(slip, values={name: slip.values[name] for name in asked if name in slip.values})
        for slip in found
        if set(asked) & set(slip.values)
    )


def _solution(bowl: Bowl, level: int) -> tuple[Section, ...]:
    low, high = bowl.curvatures
    ratio = high / low
    blocks = [
        *curvature_lines(bowl),
        Formula(
            rf"\kappa {equals(low, high)} \frac{{{latex(high)}}}{{{latex(low)}}}"
            rf" {equals(low, high, ratio)} {latex(ratio)}",
            ratio,
        ),
    ]
    sections = [Section(tr("Curvature"), tuple(blocks))]
    if level == 1:
        return tuple(sections)
    fastest, limit = 2 / (low + high), 2 / high
    rates: list[Text | Formula] = [
        Text(
            tr(
                "An update multiplies the distance along each direction by 1 − η λ. It shrinks"
                " along the steepest one as long as η is below"
            )
        ),
        Formula(rf"\frac{{2}}{{{latex(high)}}} {equals(high, limit)} {latex(limit)}", limit),
        Text(tr("The slowest factor is the smallest where both ends are as far from 0:")),
        Formula(
            rf"\eta {equals(low, high)} \frac{{2}}{{{latex(low)} + {latex(high)}}}"
            rf" {equals(low, high, fastest)} {latex(fastest)}",
            fastest,
        ),
    ]
    if level == 3:
        factor = 1 - fastest * low
        rates.append(
            Formula(
                rf"1 - {latex(fastest)} \cdot {latex(low)}"
                rf" {equals(fastest, low, factor)} {latex(factor)}",
                factor,
            )
        )
    return (*sections, Section(tr("Learning rate"), tuple(rates)))


KIND = Kind(
    key="condition-number",
    version=1,
    name=N_("Steep and flat directions"),
    topics=("bowl", "rates"),
    lines=((79, 81), (92, 92), (127, 127)),
    forms=("compute",),
    draft=draft,
    run_tells_answer=True,
)
