"""A loss whose curvature grows: which rates converge depends on the start."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.functions import Drawn, times
from gdsim.study.exam.kinds.rates.quadratics import is_short
from gdsim.study.exam.kinds.updates import equals, experiment_of, latex, loss_formula, number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text


def draft(draw: Draw) -> Draft:
    """Return a draft."""
    a, start = draw.pick((0.25, 0.5, 1, 2, 4)), draw.signed(1, 5) / draw.pick((1, 2))
    if start in (1, -1) or not is_short([1 / (2 * a * start**2)], 4):
        raise Unfit
    return draft_of(a, draw.whole(1, 9), start)


def draft_of(a: float, constant: float, start: float) -> Draft:
    """Return the draft on the loss a w⁴ + constant."""
    function = Drawn(f"{times(a, 'w^4')} + {number(constant)}", ("w",))
    limit = 1 / (2 * a * start**2)
    experiment = experiment_of(function, [start], limit / 2)
    told = tr(
        "Gradient descent starts from w = {start}. Below which learning rate η does it converge to"
        " the minimum at w = 0?"
    )
    return Draft(
        stem=(loss_formula(experiment), Text(told.format(start=number(start)))),
        facts={
            "objective": function.text,
            "parameters": ["w"],
            "start": [start],
            "minimum": 0,
            "rule": "gd",
        },
        fields=(Field("limit", tr("converges for every η below"), "number", limit, marks=2),),
        solve=lambda: (_solution(a, start, limit),),
        seconds=120,
        slips=_slips(a, start, limit),
        experiment=experiment,
    )


def _slips(a: float, start: float, limit: float) -> tuple[NamedSlip, ...]:
    return (
        NamedSlip(
            "curvature-at-start",
            tr(
                "The curvature at the start was taken for that of a parabola: here it falls"
                " towards the minimum. Ask when the first update ends nearer to it."
            ),
            {"limit": 2 / (12 * a * start**2)},
        ),
        NamedSlip(
            "to-the-minimum",
            tr("This rate ends at the minimum after one update: larger ones converge, too."),
            {"limit": limit / 2},
        ),
        NamedSlip(
            "power-of-start",
            tr("The gradient has w to the third power: one of them cancels, two are left."),
            {"limit": 1 / (2 * a * abs(start) ** 3)},
        ),
    )


def _solution(a: float, start: float, limit: float) -> Section:
    four = latex(4 * a)
    return Section(
        tr("Learning rate"),
        (
            Text(tr("An update multiplies w by a factor that depends on w itself:")),
            Formula(rf"w \leftarrow w - \eta \cdot {four} w^3 = w (1 - {four} \eta w^2)"),
            Text(
                tr(
                    "While the factor is between −1 and 1, w comes nearer to 0, and the factor"
                    " nearer to 1: the first update decides."
                )
            ),
            Formula(
                rf"\eta < \frac{{2}}{{{four} \cdot {latex(start * start)}}}"
                rf" {equals(limit)} {latex(limit)}",
                limit,
            ),
            Text(tr("At this rate itself w jumps between the start and its mirror image.")),
        ),
    )
