"""Moving averages that begin at zero, their correction, and Adam's step."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from gdsim.i18n import ntr, tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.chain import Chain, ChainSlip, Step, Values
from gdsim.study.exam.kinds.updates import number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

_AVERAGE = r"m \leftarrow \beta m + (1 - \beta) g, \qquad \hat{m} = \frac{m}{1 - \beta^t}"
_ADAM = (
    r"m \leftarrow \beta_1 m + (1 - \beta_1) g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2) g^2"
)
_STEP = (
    r"\hat{m} = \frac{m}{1 - \beta_1^t}, \qquad \hat{v} = \frac{v}{1 - \beta_2^t}, \qquad"
    r" w \leftarrow w - \eta \frac{\hat{m}}{\sqrt{\hat{v}}}"
)


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: one or two values averaged (1), two with β = 0.9 (2), Adam's step (3)."""
    if level == 1:
        beta = draw.pick((0.5, 0.9, 0.8))
        count = 2 if beta == 0.5 else 1
        return average_of(beta, [float(draw.signed(1, 20)) for _ in range(count)])
    if level == 2:
        # With g1 so that 9 g1 + 10 g2 is a multiple of 19 the corrected average is short.
        second = draw.signed(1, 12)
        first = draw.pick([one for one in range(-12, 13) if (9 * one + 10 * second) % 19 == 0])
        return average_of(0.9, [float(first), float(second)])
    gradient = draw.signed(2, 12) / draw.pick((1, 2))
    return adam_of(
        gradient, draw.signed(1, 20) / 10, draw.pick((0.01, 0.1, 0.2, 0.05)), draw.whole(1, 3)
    )


def average_of(beta: float, values: Sequence[float]) -> Draft:
    """Return the draft for a moving average of some values; raise `Unfit` where it is not short."""
    if 0.0 in values or (len(values) > 1 and values[0] == -values[1]):
        raise Unfit
    given = {"beta": beta} | {f"g{t}": g for t, g in enumerate(values, start=1)} | {"m0": 0.0}
    steps = [_average_step(t) for t in range(1, len(values) + 1)]
    last = len(values)
    steps.append(
        Step(
            "corrected",
            tr("Corrected average after update {t}").format(t=last),
            rf"\hat{{m}}_{last}",
            lambda v: v[f"m{last}"] / (1 - v["beta"] ** last),
            rf"\frac{{<m{last}>}}{{1 - <beta>^{last}}}",
        )
    )
    told = ntr(
        "A moving average begins at m = 0 with β = {beta}. Its first value is {values}.",
        "A moving average begins at m = 0 with β = {beta}. Its first values are {values}.",
        len(values),
    )
    facts = {"beta": beta, "values": list(values), "first": 0.0}
    shown = told.format(beta=number(beta), values=", ".join(map(number, values)))
    return _drafted(
        Chain(given, tuple(steps)), (Formula(_AVERAGE),), shown, facts, _average_slips(last)
    )


def _average_step(t: int) -> Step:
    return Step(
        f"m{t}",
        tr("Average after update {t}").format(t=t),
        f"m_{t}",
        lambda v: v["beta"] * v[f"m{t - 1}"] + (1 - v["beta"]) * v[f"g{t}"],
        rf"<beta> \cdot <m{t - 1}> + (1 - <beta>) \cdot <g{t}>",
    )


def _average_slips(last: int) -> list[ChainSlip]:
    def off_by_one(v: Values) -> float:
        below = 1 - v["beta"] ** (last - 1) if last > 1 else 1 - v["beta"] ** (last + 1)
        return v[f"m{last}"] / below

    return [
        ChainSlip(
            "weights-swapped",
            tr("β and 1 − β were swapped: β goes with the old average."),
            {f"m{t}": _swapped(t) for t in range(1, last + 1)},
        ),
        ChainSlip(
            "weight-forgotten",
            tr("The new value was added whole: it is weighted with 1 − β."),
            {f"m{t}": _whole(t) for t in range(1, last + 1)},
        ),
        ChainSlip(
            "correction-left-out",
            tr("The correction was left out: the average is divided by 1 − βᵗ."),
            {"corrected": lambda v: v[f"m{last}"]},
        ),
        ChainSlip(
            "correction-multiplied",
            tr("The average was multiplied by 1 − βᵗ: it is divided by it."),
            {"corrected": lambda v: v[f"m{last}"] * (1 - v["beta"] ** last)},
        ),
        ChainSlip(
            "count-off-by-one",
            tr("The exponent of the correction is off by one: the first update has t = 1."),
            {"corrected": off_by_one},
        ),
    ]


def _swapped(t: int) -> Callable[[Values], float]:
    return lambda v: (1 - v["beta"]) * v[f"m{t - 1}"] + v["beta"] * v[f"g{t}"]


def _whole(t: int) -> Callable[[Values], float]:
    return lambda v: v["beta"] * v[f"m{t - 1}"] + v[f"g{t}"]


def adam_of(gradient: float, weight: float, rate: float, updates: int) -> Draft:
    """Return the draft for Adam's first updates, with the same gradient in each."""
    given = {"b1": 0.9, "b2": 0.99, "g": gradient, "w": weight, "rate": rate, "t": float(updates)}
    facts = {
        "beta1": 0.9,
        "beta2": 0.99,
        "eps": 0.0,
        "start": weight,
        "learning_rate": rate,
        "gradients": [gradient] * updates,
    }
    told = _adam_told(updates).format(
        w=number(weight), rate=number(rate), t=updates, g=number(gradient)
    )
    stem = (Formula(_ADAM), Formula(_STEP))
    return _drafted(Chain(given, _adam_steps(updates)), stem, told, facts, _adam_slips())


def _adam_told(updates: int) -> str:
    """Return the template of what is told."""
    if updates == 1:
        return tr(
            "Adam begins at w = {w} with m = v = 0, β₁ = 0.9, β₂ = 0.99, η = {rate}, and ε left"
            " out. In its first update the gradient is {g}."
        )
    return tr(
        "Adam begins at w = {w} with m = v = 0, β₁ = 0.9, β₂ = 0.99, η = {rate}, and ε left out. In"
        " each of its first {t} updates the gradient is {g}."
    )


def _adam_steps(updates: int) -> tuple[Step, ...]:
    """Return both corrected averages, and where the updates together lead.

    With the same gradient in each update the averages are it and its square, whatever the update.
    """
    return (
        Step(
            "m_corrected",
            tr("Corrected average of gradients after update {t}").format(t=updates),
            r"\hat{m}",
            lambda v: v["g"],
            r"\frac{(1 - <b1>^<t>) \cdot <g>}{1 - <b1>^<t>}",
        ),
        Step(
            "v_corrected",
            tr("Corrected average of squares after update {t}").format(t=updates),
            r"\hat{v}",
            lambda v: v["g"] ** 2,
            r"\frac{(1 - <b2>^<t>) \cdot <g>^2}{1 - <b2>^<t>}",
        ),
        Step(
            "w_new",
            tr("w after update {t}").format(t=updates),
            "w",
            lambda v: v["w"] - v["t"] * v["rate"] * v["m_corrected"] / math.sqrt(v["v_corrected"]),
            r"<w> - <t> \cdot <rate> \cdot \frac{<m_corrected>}{\sqrt{<v_corrected>}}",
        ),
    )


def _adam_slips() -> list[ChainSlip]:
    return [
        ChainSlip(
            "correction-left-out",
            tr("The correction was left out: the average is divided by 1 − βᵗ."),
            {
                "m_corrected": lambda v: v["g"] * (1 - v["b1"] ** v["t"]),
                "v_corrected": lambda v: v["g"] ** 2 * (1 - v["b2"] ** v["t"]),
            },
        ),
        ChainSlip(
            "gradients-not-squared",
            tr("The gradients were not squared: the second average is one of squares."),
            {"v_corrected": lambda v: abs(v["g"])},
        ),
        ChainSlip(
            "root-forgotten",
            tr("The root was left out: the step is divided by the root of the second average."),
            {"w_new": lambda v: v["w"] - v["t"] * v["rate"] * v["m_corrected"] / v["v_corrected"]},
        ),
        ChainSlip(
            "gradient-step",
            tr("That is a step of gradient descent: Adam divides by the root of the squares."),
            {"w_new": lambda v: v["w"] - v["t"] * v["rate"] * v["g"]},
        ),
        ChainSlip(
            "sign",
            tr("The step was added: it is taken away from w."),
            {
                "w_new": lambda v: (
                    v["w"] + v["t"] * v["rate"] * v["m_corrected"] / math.sqrt(v["v_corrected"])
                )
            },
        ),
    ]


def _drafted(
    chain: Chain,
    stem: tuple[Formula, ...],
    told: str,
    facts: dict[str, object],
    slips: list[ChainSlip],
) -> Draft:
    if not chain.is_fit(4):
        raise Unfit
    asked = [step.name for step in chain.steps]
    return Draft(
        stem=(*stem, Text(told)),
        facts=facts,
        fields=chain.fields(asked),
        solve=lambda: (Section(tr("Averages and correction"), chain.formulas()),),
        seconds=30 * len(asked),
        slips=chain.slips(slips, asked),
    )


KIND = Kind(
    key="adam-moments",
    version=1,
    name=N_("Moving averages and Adam"),
    topics=("rules",),
    lines=((110, 116),),
    forms=("compute",),
    draft=draft,
)
