"""Velocity and parameter after updates with momentum, in the convention that is stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.chain import Chain, ChainSlip, Step, Values
from gdsim.study.exam.kinds.updates import number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

CONVENTIONS = {
    "accumulate": r"v \leftarrow \beta v + g, \qquad w \leftarrow w - \eta v",
    "average": r"v \leftarrow \beta v + (1 - \beta) g, \qquad w \leftarrow w - \eta v",
    "rate-inside": r"v \leftarrow \beta v + \eta g, \qquad w \leftarrow w - v",
    "downhill": r"v \leftarrow \beta v - \eta g, \qquad w \leftarrow w + v",
}
"""The equations of each convention that courses use."""

_SHARES = {
    "accumulate": "<g{t}>",
    "average": r"(1 - <beta>) \cdot <g{t}>",
    "rate-inside": r"<rate> \cdot <g{t}>",
    "downhill": r"<rate> \cdot <g{t}>",
}
"""What an update adds to the velocity, in LaTeX."""

_RATES = (0.1, 0.2, 0.5)


def _velocity(convention: str, t: int) -> Callable[[Values], float]:
    def value(known: Values) -> float:
        old, g = known[f"v{t - 1}"], known[f"g{t}"]
        beta, rate = known["beta"], known["rate"]
        shares = {
            "accumulate": 1.0,
            "average": 1 - beta,
            "rate-inside": rate,
            "downhill": -rate,
        }
        return beta * old + shares[convention] * g

    return value


def _has_rate_inside(convention: str) -> bool:
    return convention in ("rate-inside", "downhill")


def _moved(convention: str, t: int, sign: int = -1, rate: bool = True) -> Callable[[Values], float]:
    def value(known: Values) -> float:
        factor = known["rate"] if rate and not _has_rate_inside(convention) else 1.0
        if convention == "downhill":
            factor = -factor
        return known[f"w{t - 1}"] + sign * factor * known[f"v{t}"]

    return value


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: from rest (1), from a velocity (2), two updates (3)."""
    convention = "accumulate" if level == 1 else draw.pick(tuple(CONVENTIONS))
    beta, rate = draw.pick((0.5, 0.9, 0.8)), draw.pick(_RATES)
    velocity = 0.0 if level == 1 else draw.signed(1, 9) / 5
    count = 1 if level == 2 else 2
    gradients = [draw.signed(1, 20) / draw.pick((1, 2, 5)) for _ in range(count)]
    if level == 1:
        gradients = [float(round(one)) for one in gradients]
    return draft_of(convention, draw.signed(1, 30) / 10, velocity, beta, rate, gradients)


def draft_of(
    convention: str,
    weight: float,
    velocity: float,
    beta: float,
    rate: float,
    gradients: Sequence[float],
) -> Draft:
    """Return the draft for given numbers; raise `Unfit` where they need more than 4 decimals."""
    given = {"w0": weight, "v0": velocity, "beta": beta, "rate": rate}
    given |= {f"g{t}": g for t, g in enumerate(gradients, start=1)}
    chain = Chain(given, _steps(convention, len(gradients)))
    if not chain.is_fit(4) or 0.0 in gradients:
        raise Unfit
    asked = [step.name for step in chain.steps]
    facts = {
        "convention": convention,
        "start": weight,
        "velocity": velocity,
        "beta": beta,
        "learning_rate": rate,
        "gradients": list(gradients),
    }
    return Draft(
        stem=(
            Text(tr("A parameter w is trained with momentum in this form:")),
            Formula(CONVENTIONS[convention]),
            Text(_told(weight, velocity, beta, rate, gradients)),
        ),
        facts=facts,
        fields=chain.fields(asked),
        solve=lambda: (Section(tr("Velocity and parameter"), chain.formulas()),),
        seconds=40 * len(gradients) + 10,
        slips=chain.slips(_slips(convention, len(gradients)), asked),
    )


def _steps(convention: str, count: int) -> tuple[Step, ...]:
    scaled = not _has_rate_inside(convention)
    is_added = convention == "downhill"
    steps = []
    for t in range(1, count + 1):
        share = _SHARES[convention].format(t=t)
        step = rf"<rate> \cdot <v{t}>" if scaled else f"<v{t}>"
        steps += [
            Step(
                f"v{t}",
                tr("Velocity after update {t}").format(t=t),
                f"v_{t}",
                _velocity(convention, t),
                rf"<beta> \cdot <v{t - 1}> {'-' if is_added else '+'} {share}",
            ),
            Step(
                f"w{t}",
                tr("w after update {t}").format(t=t),
                f"w_{t}",
                _moved(convention, t),
                f"<w{t - 1}> {'+' if is_added else '-'} {step}",
            ),
        ]
    return tuple(steps)


def _told(
    weight: float, velocity: float, beta: float, rate: float, gradients: Sequence[float]
) -> str:
    shown = ", ".join(f"g{'₁₂'[k]} = {number(g)}" for k, g in enumerate(gradients))
    if len(gradients) == 1:
        shown = f"g = {number(gradients[0])}"
    one = tr("Before, w = {w} and v = {v}; β = {beta} and η = {rate}. The gradient is {gradients}.")
    two = tr(
        "Before, w = {w} and v = {v}; β = {beta} and η = {rate}. The gradients of two updates are"
        " {gradients}."
    )
    return (one if len(gradients) == 1 else two).format(
        w=number(weight), v=number(velocity), beta=number(beta), rate=number(rate), gradients=shown
    )


def _slips(convention: str, count: int) -> list[ChainSlip]:
    """Return the other conventions, what goes wrong with the velocity, and with the step."""
    updates = range(1, count + 1)
    found = [_as_in_convention(one, updates) for one in CONVENTIONS if one != convention]
    if convention == "average":
        found.append(
            ChainSlip(
                "weights-swapped",
                tr("β and 1 − β were swapped: β goes with the old velocity."),
                {f"v{t}": _swapped(t) for t in updates},
            )
        )
    return [
        *found,
        ChainSlip(
            "old-velocity-forgotten",
            tr("What is left of the old velocity, β times v, was left out."),
            {f"v{t}": _without_old(convention, t) for t in updates},
        ),
        ChainSlip(
            "sign",
            tr("The velocity was taken away: in this form it is added to w.")
            if convention == "downhill"
            else tr("The step was added: it is taken away from w."),
            {f"w{t}": _moved(convention, t, sign=1) for t in updates},
        ),
        ChainSlip(
            "no-rate",
            tr("The learning rate was left out of the step."),
            {f"w{t}": _moved(convention, t, rate=False) for t in updates},
        ),
        ChainSlip(
            "gradient-step",
            tr("That is a step of gradient descent: the velocity was not used."),
            {f"w{t}": _plain(t) for t in updates},
        ),
    ]


def _as_in_convention(convention: str, updates: Iterable[int]) -> ChainSlip:
    """Return the slip of whoever follows another convention than the one that is stated."""
    velocities = {f"v{t}": _velocity(convention, t) for t in updates}
    return ChainSlip(
        f"convention-{convention}",
        tr("That follows another convention of momentum than the one that is stated."),
        velocities | {f"w{t}": _moved(convention, t) for t in updates},
    )


def _without_old(convention: str, t: int) -> Callable[[Values], float]:
    return lambda known: _velocity(convention, t)({**known, f"v{t - 1}": 0.0})


def _swapped(t: int) -> Callable[[Values], float]:
    return lambda known: (1 - known["beta"]) * known[f"v{t - 1}"] + known["beta"] * known[f"g{t}"]


def _plain(t: int) -> Callable[[Values], float]:
    return lambda known: known[f"w{t - 1}"] - known["rate"] * known[f"g{t}"]


KIND = Kind(
    key="momentum",
    version=1,
    name=N_("Updates with momentum"),
    topics=("rules",),
    lines=((92, 92), (110, 116)),
    forms=("compute",),
    draft=draft,
)
