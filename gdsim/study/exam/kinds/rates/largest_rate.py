"""Which learning rates converge, and where divergence begins."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from msgspec.structs import replace

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip, Right
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import lettered
from gdsim.study.exam.kinds.rates import quartic_rate
from gdsim.study.exam.kinds.rates.quadratics import (
    Bowl,
    curvature_lines,
    is_short,
    parabola,
    straight,
    tilted,
)
from gdsim.study.exam.kinds.updates import equals, experiment_of, latex, loss_formula, number
from gdsim.study.exam.kinds.usual_slips import coefficient_slip
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: a parabola (1), a bowl and a list of rates (2), tilted or a quartic (3)."""
    if level == 3 and draw.chance(0.4):
        return quartic_rate.draft(draw)
    bowl = {1: parabola, 2: straight, 3: tilted}[level](draw)
    low, high = bowl.curvatures[0], bowl.largest
    if level < 3 and not is_short([bowl.limit / 2], 4):
        raise Unfit
    if level > 1 and not 1.5 < high / low < 40:
        raise Unfit
    return draft_of(bowl, _rates(draw, bowl) if level == 2 else ())


def _rates(draw: Draw, bowl: Bowl) -> list[float]:
    """Return five rates in order, so that as many as one likes converge, each a slip's edge."""
    limit, flat = bowl.limit, 2 / bowl.curvatures[0]
    small = draw.sample((0.1, 0.2, 0.3, 0.4), draw.whole(0, 2))
    shares = [*small, *draw.sample((0.6, 0.7, 0.8, 0.9), draw.whole(1, 2))]
    shares += [1.0] if draw.chance(0.7) else []
    above = [share for share in (1.1, 1.2, 1.4, 1.5) if share * limit < 0.95 * flat]
    shares += draw.sample(above, draw.whole(1, max(1, 4 - len(shares))))
    beyond = [flat / limit * share for share in (1.2, 1.5, 2, 2.5)]
    shares += draw.sample(beyond, max(0, 5 - len(shares)))
    rates = [round(limit * share, 9) for share in shares]
    if len(rates) != 5 or not is_short(rates, 4) or len(set(rates)) < 5:
        raise Unfit
    return sorted(rates)


def draft_of(bowl: Bowl, rates: Sequence[float] = ()) -> Draft:
    """Return the draft on a bowl; of `rates`, in order, those that converge are to be picked."""
    experiment = experiment_of(bowl.drawn, (3.0, 2.0)[: len(bowl.parameters)], bowl.limit / 2)
    fields = [_curvature_field(bowl), _limit_field(bowl)]
    told = tr(
        "What is the largest curvature of this loss, and below which learning rate η does gradient"
        " descent converge to the minimum from every start?"
    )
    if len(bowl.parameters) == 1:
        told = tr(
            "What is the curvature of this loss, and below which learning rate η does gradient"
            " descent converge to the minimum from every start?"
        )
    facts: dict[str, object] = {
        "objective": bowl.text,
        "parameters": list(bowl.parameters),
        "rule": "gd",
    }
    if rates:
        fields.append(_select_field(bowl, rates))
        facts["rates"] = {
            option.key: r for option, r in zip(fields[-1].options, rates, strict=True)
        }
        told = tr(
            "What is the largest curvature of this loss, below which learning rate η does gradient"
            " descent converge to the minimum from every start, and with which of the rates below"
            " does it?"
        )
    return Draft(
        stem=(loss_formula(experiment), Text(told)),
        facts=facts,
        fields=tuple(fields),
        solve=lambda: _solution(bowl),
        seconds=40 + 30 * len(bowl.parameters) + 5 * len(rates),
        slips=tuple(_slips(bowl, rates)),
        experiment=experiment,
    )


def _curvature_field(bowl: Bowl) -> Field:
    label = tr("curvature") if len(bowl.parameters) == 1 else tr("largest curvature")
    return Field("curvature", label, "number", bowl.largest)


def _limit_field(bowl: Bowl) -> Field:
    def follows(given: Mapping[str, float]) -> float:
        return 2 / given["curvature"]

    label = tr("converges for every η below")
    return Field("limit", label, "number", bowl.limit, follows=follows)


def _select_field(bowl: Bowl, rates: Sequence[float]) -> Field:
    options = lettered([f"η = {number(rate)}" for rate in rates])
    right = _below(rates, bowl.limit)
    return Field(
        "converging",
        tr("rates with which it converges from every start"),
        "select",
        right,
        marks=2,
        options=options,
    )


def _below(rates: Sequence[float], limit: float, *, inclusive: bool = False) -> tuple[str, ...]:
    keys = [option.key for option in lettered(["" for _ in rates])]
    edge = limit * (1 + 1e-9 if inclusive else 1 - 1e-9)
    return tuple(key for key, rate in zip(keys, rates, strict=True) if rate < edge)


def _slips(bowl: Bowl, rates: Sequence[float]) -> list[NamedSlip]:
    coefficient = max(bowl.squares)
    found = [
        coefficient_slip({"curvature": coefficient, "limit": 2 / coefficient}),
        *_limit_slips(bowl, rates),
        *_curvature_slips(bowl, rates),
    ]
    asked = {"curvature", "limit"} | ({"converging"} if rates else set())
    told_apart = [_without_picks(slip, ((), _below(rates, bowl.limit))) for slip in found]
    return [slip for slip in told_apart if asked & set(slip.values)]


def _without_picks(slip: NamedSlip, picks: Container[Right]) -> NamedSlip:
    """Return a slip that shows nowhere by picking no rate, or the right ones."""
    return replace(slip, values={name: v for name, v in slip.values.items() if v not in picks})


def _limit_slips(bowl: Bowl, rates: Sequence[float]) -> Iterator[NamedSlip]:
    """Yield what goes wrong on the way from the right curvature to the limit."""
    high, limit = bowl.largest, bowl.limit
    yield NamedSlip(
        "one-for-two",
        tr("This is where it begins to jump over the minimum; it still converges beyond that."),
        {"limit": 1 / high, "converging": _below(rates, 1 / high)},
    )
    yield NamedSlip(
        "curvature-multiplied",
        tr("The limit is divided by the curvature: the steeper, the smaller the rate."),
        {"limit": high / 2},
    )
    yield NamedSlip(
        "limit-included",
        tr("At the limit itself it jumps to and fro for ever: below it, it converges."),
        {"converging": _below(rates, limit, inclusive=True)},
    )


def _curvature_slips(bowl: Bowl, rates: Sequence[float]) -> Iterator[NamedSlip]:
    """Yield what comes of another curvature than the largest one, where the bowl has others."""
    low = bowl.curvatures[0]
    if low != bowl.largest:
        yield NamedSlip(
            "flattest-for-steepest",
            tr("The flattest direction was taken: the steepest one is the first to diverge."),
            {"curvature": low, "limit": 2 / low, "converging": _below(rates, 2 / low)},
        )
    if bowl.mixed:
        steepest_axis = 2 * max(bowl.squares)
        yield NamedSlip(
            "mixed-term-ignored",
            tr(
                "The term with both parameters was left out: it tilts the bowl and changes the"
                " eigenvalues."
            ),
            {"curvature": steepest_axis, "limit": 2 / steepest_axis},
        )


def _solution(bowl: Bowl) -> tuple[Section, ...]:
    high, limit = bowl.largest, 2 / bowl.largest
    return (
        Section(tr("Curvature"), tuple(curvature_lines(bowl))),
        Section(
            tr("Learning rate"),
            (
                Text(
                    tr(
                        "An update multiplies the distance to the minimum by 1 − η λ, along each"
                        " direction with its own λ. It shrinks while this is between −1 and 1; the"
                        " steepest direction leaves that range first:"
                    )
                ),
                Formula(
                    rf"\eta < \frac{{2}}{{{latex(high)}}} {equals(high, limit)} {latex(limit)}",
                    limit,
                ),
            ),
        ),
    )


KIND = Kind(
    key="largest-rate",
    version=1,
    name=N_("Which learning rates converge"),
    topics=("rates", "bowl"),
    lines=((79, 81), (93, 109), (125, 125)),
    forms=("compute", "choose"),
    draft=draft,
    run_tells_answer=True,
)
