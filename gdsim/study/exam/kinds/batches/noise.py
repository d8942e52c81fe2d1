"""How noisy the gradient of a batch is, and what a larger batch does about it."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.updates import number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

_ROOTS = {1: (2, 3, 4, 5), 2: (2, 3, 4), 3: (2, 3, 4, 5, 6)}
"""Square roots of the batch sizes, so that the noise is worked out without a calculator."""

_LARGEST_BATCH = 10_000


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: the noise of a batch (1), of two sizes (2), the size for a noise (3)."""
    root = draw.pick(_ROOTS[level])
    sigma = draw.whole(2, 18) / draw.pick((1, 2, 5))
    if level == 3:
        return _size_for(draw, sigma)
    factor = draw.pick((2, 3, 4)) if level == 2 else 1
    return draft_of(sigma, root**2, factor)


def draft_of(sigma: float, batch_size: int, factor: int = 1) -> Draft:
    """Return the draft for a standard deviation of one example's gradient and a batch size.

    With a `factor` above 1 it also asks for the batch size whose noise is so many times smaller.
    """
    noise = sigma / batch_size**0.5
    # With a deviation of 1 the variance is just as large, and slips look alike.
    if sigma in (1.0, noise) or noise == batch_size or round(noise, 3) != round(noise, 9):
        raise Unfit
    fields = [Field("noise", tr("Standard deviation of the batch's gradient"), "number", noise)]
    slips = _slips(sigma, batch_size)
    facts: dict[str, object] = {
        "example_noise": sigma,
        "batch_size": batch_size,
        "drawn": "independently",
    }
    if factor > 1:
        facts["times_smaller"] = factor
        label = tr("Batch size at which it is {factor} times smaller").format(factor=factor)
        fields.append(Field("larger_batch", label, "count", float(batch_size * factor**2)))
        slips.append(
            NamedSlip(
                "linear-for-root",
                tr("The noise falls with the square root of B: B must grow by the factor squared."),
                {"larger_batch": float(batch_size * factor)},
            )
        )
    return Draft(
        stem=(Text(_stem(sigma, batch_size)),),
        facts=facts,
        fields=tuple(fields),
        solve=lambda: _solution(sigma, batch_size, factor),
        seconds=40 if factor == 1 else 60,
        slips=tuple(slips),
    )


def _slips(sigma: float, batch_size: int) -> list[NamedSlip]:
    return [
        NamedSlip(
            "one-over-b",
            tr("The noise was divided by B: it falls with the square root of B."),
            {"noise": sigma / batch_size},
        ),
        NamedSlip(
            "noise-of-the-sum",
            tr("This is the noise of the sum: the gradient of a batch is the mean."),
            {"noise": sigma * batch_size**0.5},
        ),
        NamedSlip(
            "variance-for-deviation",
            tr("This is the variance: the standard deviation is its square root."),
            {"noise": sigma**2 / batch_size},
        ),
    ]


def _stem(sigma: float, batch_size: int) -> str:
    return tr(
        "Along one parameter, the gradients of single examples have the standard deviation"
        " σ = {sigma}. A batch has B = {b} examples, drawn independently, and its gradient is their"
        " mean."
    ).format(sigma=number(sigma), b=batch_size)


def _solution(sigma: float, batch_size: int, factor: int) -> tuple[Section, ...]:
    noise = sigma / batch_size**0.5
    shown, root = number(sigma), number(batch_size**0.5)
    blocks: list[Text | Formula] = [
        Text(tr("The variance of a mean of B independent numbers is one B-th of theirs.")),
        Formula(
            rf"\frac{{\sigma}}{{\sqrt{{B}}}} = \frac{{{shown}}}{{{root}}} = {number(noise)}", noise
        ),
    ]
    if factor > 1:
        larger = batch_size * factor**2
        blocks.append(
            Text(
                tr("For noise that is {f} times smaller, the batch is {f}² times larger.").format(
                    f=factor
                )
            )
        )
        blocks.append(Formula(rf"{batch_size} \cdot {factor}^2 = {larger}", larger))
    return (Section(tr("Noise of a batch"), tuple(blocks)),)


def _size_for(draw: Draw, sigma: float) -> Draft:
    """Return a draft that asks how large a batch must be for its noise to be small enough."""
    wanted = draw.pick((0.1, 0.2, 0.25, 0.4, 0.5))
    size = (sigma / wanted) ** 2
    if not size > 4 or size > _LARGEST_BATCH or abs(size - round(size)) > 1e-9:
        raise Unfit
    updates = draw.whole(3, 9) * 10
    stem = tr(
        "Along one parameter, the gradients of single examples have the standard deviation"
        " σ = {sigma}. The gradient of a batch is the mean of B examples, drawn independently, and"
        " its standard deviation is to be {wanted} at most."
    ).format(sigma=number(sigma), wanted=number(wanted))
    return Draft(
        stem=(Text(stem),),
        facts={
            "example_noise": sigma,
            "most_noise": wanted,
            "updates": updates,
            "drawn": "independently",
        },
        fields=_size_fields(round(size), updates),
        solve=lambda: _size_solution(sigma, wanted, round(size), updates),
        seconds=80,
        slips=_size_slips(sigma / wanted),
    )


def _size_fields(size: int, updates: int) -> tuple[Field, ...]:
    def follows(given: Mapping[str, float]) -> float:
        return given["batch_size"] * updates

    return (
        Field("batch_size", tr("Smallest batch size"), "count", float(size)),
        Field(
            "examples",
            tr("Examples that {n} such updates look at").format(n=updates),
            "count",
            float(size * updates),
            follows=follows,
        ),
    )


def _size_slips(ratio: float) -> tuple[NamedSlip, ...]:
    if abs(ratio - round(ratio)) > 1e-9:
        # Nobody takes this for a number of examples.
        return ()
    return (
        NamedSlip(
            "linear-for-root",
            tr("The noise falls with the square root of B: B must grow by the factor squared."),
            {"batch_size": float(round(ratio))},
        ),
    )


def _size_solution(sigma: float, wanted: float, size: int, updates: int) -> tuple[Section, ...]:
    shown, most = number(sigma), number(wanted)
    blocks = (
        Formula(rf"\frac{{\sigma}}{{\sqrt{{B}}}} \le {most}"),
        Formula(
            rf"B \ge \left( \frac{{{shown}}}{{{most}}} \right)^2 = {number(float(size))}", size
        ),
        Formula(rf"{updates} \cdot {size} = {updates * size}", updates * size),
    )
    return (Section(tr("Noise of a batch"), blocks),)


KIND = Kind(
    key="noise-of-a-batch",
    version=1,
    name=N_("Noise and the batch size"),
    topics=("variants", "batch-loss"),
    lines=((44, 50), (75, 77)),
    forms=("compute",),
    draft=draft,
)
