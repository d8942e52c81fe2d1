"""Sums and averages of squared gradients, and the effective rate that they leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.chain import Chain, ChainSlip, Values
from gdsim.study.exam.kinds.rules.squares import OF_ONE, rate_slips, rate_steps, squares_draft
from gdsim.study.exam.kinds.updates import number
from gdsim.study.exam.question import Draft
from gdsim.texts import N_

_ROOTS = (
    (3, 4),
    (6, 8),
    (5, 12),
    (8, 15),
    (4, 3),
    (8, 6),
    (12, 5),
    (2, 3, 6),
    (1, 4, 8),
    (2, 6, 9),
)
"""Gradients whose squares add up to a square."""

_ADAGRAD = r"s \leftarrow s + g^2, \qquad w \leftarrow w - \frac{\eta}{\sqrt{s}}\, g"
_RMSPROP = (
    r"s \leftarrow \beta s + (1 - \beta) g^2, \qquad w \leftarrow w - \frac{\eta}{\sqrt{s}}\, g"
)


def adagrad(draw: Draw, level: int) -> Draft:
    """Return a draft: the rate after two or three gradients (1), the step too (2), many (3)."""
    rate = draw.pick((0.1, 0.2, 0.5, 1.0))
    if level == 3:
        return constant_of(rate, draw.pick((0.5, 2.0, 3.0, 4.0)), draw.pick((4, 9, 16, 25, 100)))
    gradients = [float(draw.pick((1, -1)) * one) for one in draw.pick(_ROOTS)]
    return adagrad_of(rate, gradients, draw.signed(1, 20) / 10 if level == 2 else None)


def adagrad_of(rate: float, gradients: Sequence[float], weight: float | None = None) -> Draft:
    """Return the draft for gradients of AdaGrad, whose last step is asked for with a `weight`."""
    given = {"rate": rate} | {f"g{t}": g for t, g in enumerate(gradients, start=1)}
    if weight is not None:
        given["w"] = weight
    steps = rate_steps(_sum(gradients), _squares(gradients), gradients[-1], weight is not None)
    chain = Chain(given, steps)
    told = tr(
        "AdaGrad starts from s = 0, and η = {rate}; ε is left out. The gradients of a parameter w"
        " are {gradients}, one for each update."
    )
    return squares_draft(
        chain,
        _ADAGRAD,
        told.format(rate=number(rate), gradients=_listed(gradients)),
        {"rule": "adagrad", "learning_rate": rate, "gradients": list(gradients)}
        | ({} if weight is None else {"before_last_update": weight}),
        _adagrad_slips(gradients),
    )


def constant_of(rate: float, gradient: float, updates: int) -> Draft:
    """Return the draft on AdaGrad's sum and rate after many updates with the same gradient."""
    chain = Chain(
        {"rate": rate, "g": gradient, "k": float(updates)},
        rate_steps(lambda v: v["k"] * v["g"] ** 2, r"<k> \cdot <g>^2", gradient, False),
    )
    told = tr(
        "AdaGrad starts from s = 0, and η = {rate}; ε is left out. The gradient of a parameter is"
        " {g} in each of {k} updates."
    )
    slips = [
        ChainSlip(
            "squares-not-summed",
            tr("Only one square was taken: AdaGrad adds up the squares of all gradients."),
            {"s": lambda v: v["g"] ** 2},
        ),
        ChainSlip(
            "gradients-not-squared",
            tr("The gradients were added up as they are: AdaGrad adds up their squares."),
            {"s": lambda v: v["k"] * abs(v["g"])},
        ),
        *rate_slips(),
    ]
    return squares_draft(
        chain,
        _ADAGRAD,
        told.format(rate=number(rate), g=number(gradient), k=updates),
        {"rule": "adagrad", "learning_rate": rate, "gradients": [gradient] * updates},
        slips,
    )


def rmsprop(draw: Draw, level: int) -> Draft:
    """Return a draft: the average and rate from rest (1), from an average (2), the step too (3)."""
    beta, before, gradient = draw.pick(_short_averages(level == 1))
    weight = draw.signed(1, 20) / 10 if level == 3 else None
    return rmsprop_of(
        beta,
        draw.pick((0.1, 0.2, 0.5)),
        float(before),
        float(gradient * draw.pick((1, -1))),
        weight,
    )


@cache
def _short_averages(from_rest: bool) -> tuple[tuple[float, int, int], ...]:
    """Return β, the average before and the size of the gradient where the root is a whole number.

    For short effective rates it has no prime factors but 2 and 5.
    """
    squares = {float(root**2) for root in (1, 2, 4, 5, 8, 10, 16, 20)}
    return tuple(
        (beta, before, gradient)
        for beta in (0.5, 0.75, 0.8, 0.9)
        for before in ([0] if from_rest else range(1, 200))
        for gradient in range(2, 41)
        if round(beta * before + (1 - beta) * gradient**2, 9) in squares and before != gradient**2
    )


def rmsprop_of(
    beta: float, rate: float, before: float, gradient: float, weight: float | None = None
) -> Draft:
    """Return the draft for one update of RMSProp; raise `Unfit` where roots are not short."""
    given = {"beta": beta, "rate": rate, "s0": before, "g": gradient}
    if weight is not None:
        given["w"] = weight
    if gradient**2 in (1.0, before):
        raise Unfit
    average = r"<beta> \cdot <s0> + (1 - <beta>) \cdot <g>^2"
    chain = Chain(
        given,
        rate_steps(
            lambda v: v["beta"] * v["s0"] + (1 - v["beta"]) * v["g"] ** 2,
            average,
            gradient,
            weight is not None,
            OF_ONE,
        ),
    )
    told = tr(
        "RMSProp has β = {beta} and η = {rate}; ε is left out. Before an update s = {s}, and its"
        " gradient is g = {g}."
    )
    facts: dict[str, object] = {
        "rule": "rmsprop",
        "beta": beta,
        "learning_rate": rate,
        "average_before": before,
        "gradients": [gradient],
    }
    if weight is not None:
        facts["before_last_update"] = weight
    shown = told.format(beta=number(beta), rate=number(rate), s=number(before), g=number(gradient))
    return squares_draft(chain, _RMSPROP, shown, facts, _rmsprop_slips())


def _rmsprop_slips() -> list[ChainSlip]:
    return [
        ChainSlip(
            "sum-for-average",
            tr("The squares were added up: RMSProp takes a moving average of them."),
            {"s": lambda v: v["s0"] + v["g"] ** 2},
        ),
        ChainSlip(
            "weights-swapped",
            tr("β and 1 − β were swapped: β goes with the old average."),
            {"s": lambda v: (1 - v["beta"]) * v["s0"] + v["beta"] * v["g"] ** 2},
        ),
        ChainSlip(
            "gradients-not-squared",
            tr("The gradient was not squared: the average is one of squares."),
            {"s": lambda v: v["beta"] * v["s0"] + (1 - v["beta"]) * abs(v["g"])},
        ),
        *rate_slips(),
    ]


def _sum(gradients: Sequence[float]) -> Callable[[Values], float]:
    return lambda v: sum(v[f"g{t}"] ** 2 for t in range(1, len(gradients) + 1))


def _squares(gradients: Sequence[float]) -> str:
    return " + ".join(f"<g{t}>^2" for t in range(1, len(gradients) + 1))


def _listed(gradients: Sequence[float]) -> str:
    return ", ".join(map(number, gradients))


def _adagrad_slips(gradients: Sequence[float]) -> list[ChainSlip]:
    count = len(gradients)
    return [
        ChainSlip(
            "squares-not-summed",
            tr("Only one square was taken: AdaGrad adds up the squares of all gradients."),
            {"s": lambda v: v[f"g{count}"] ** 2},
        ),
        ChainSlip(
            "mean-for-sum",
            tr("The mean of the squares was taken: AdaGrad adds them up."),
            {"s": lambda v: _sum(gradients)(v) / count},
        ),
        ChainSlip(
            "gradients-not-squared",
            tr("The gradients were added up as they are: AdaGrad adds up their squares."),
            {"s": lambda v: sum(abs(v[f"g{t}"]) for t in range(1, count + 1))},
        ),
        *rate_slips(),
    ]


ADAGRAD = Kind(
    key="adagrad-rate",
    version=1,
    name=N_("AdaGrad and its effective rate"),
    topics=("rules",),
    lines=((110, 116),),
    forms=("compute",),
    draft=adagrad,
)

RMSPROP = Kind(
    key="rmsprop-rate",
    version=1,
    name=N_("RMSProp and its effective rate"),
    topics=("rules",),
    lines=((110, 116),),
    forms=("compute",),
    draft=rmsprop,
)
