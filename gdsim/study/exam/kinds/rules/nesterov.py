"""An update with Nesterov momentum, beside one with plain momentum."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.chain import Chain, ChainSlip, Step
from gdsim.study.exam.kinds.updates import number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

FORWARD = r"v \leftarrow \beta v + g, \qquad w \leftarrow w - \eta (g + \beta v)"
"""Nesterov's momentum with the gradient where the parameters are, as programs have it."""

LOOKAHEAD = r"v \leftarrow \beta v + \eta \nabla L(w - \beta v), \qquad w \leftarrow w - v"
"""The same with the gradient where the velocity alone would lead, as courses have it."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: a given gradient (1), two of them (2), the gradient ahead (3)."""
    beta, rate = draw.pick((0.5, 0.8, 0.9)), draw.pick((0.1, 0.2, 0.5))
    weight, velocity = draw.signed(1, 20) / 5, draw.signed(1, 9) / 5
    if level == 3:
        return lookahead_of(float(draw.whole(1, 3)), weight, velocity / 2, beta, rate)
    gradients = tuple(draw.signed(1, 12) / 2 for _ in range(level))
    return draft_of(gradients, weight, velocity, beta, rate)


def draft_of(
    gradients: tuple[float, ...], weight: float, velocity: float, beta: float, rate: float
) -> Draft:
    """Return the draft for given gradients, one or two."""
    given = {"w0": weight, "v0": velocity, "beta": beta, "rate": rate}
    given |= {f"g{t}": g for t, g in enumerate(gradients, start=1)}
    steps: list[Step] = []
    slips: list[ChainSlip] = []
    for t in range(1, len(gradients) + 1):
        steps += _steps(t)
        slips += _slips(t, f"-in-update-{t}" if len(gradients) > 1 else "")
    told = tr("Before, w = {w} and v = {v}; β = {beta} and η = {rate}.").format(
        w=number(weight), v=number(velocity), beta=number(beta), rate=number(rate)
    )
    shown = ", ".join(map(number, gradients))
    told += " " + (
        tr("The gradients of two updates are {g}, in this order.")
        if len(gradients) > 1
        else tr("The gradient is {g}.")
    ).format(g=shown)
    facts = {
        "convention": "forward",
        "start": weight,
        "velocity": velocity,
        "beta": beta,
        "learning_rate": rate,
        "gradients": list(gradients),
    }
    return _drafted(Chain(given, tuple(steps)), FORWARD, told, facts, slips)


def lookahead_of(
    curvature: float, weight: float, velocity: float, beta: float, rate: float
) -> Draft:
    """Return the draft on a w², with the gradient taken where the velocity would lead."""
    given = {"a": curvature, "w0": weight, "v0": velocity, "beta": beta, "rate": rate}
    told = tr(
        "The loss is {loss}. Before, w = {w} and v = {v}; β = {beta} and η = {rate}. Make one"
        " update."
    ).format(
        loss="w²" if curvature == 1 else f"{number(curvature)}w²",
        w=number(weight),
        v=number(velocity),
        beta=number(beta),
        rate=number(rate),
    )
    facts = {
        "convention": "lookahead",
        "curvature_factor": curvature,
        "start": weight,
        "velocity": velocity,
        "beta": beta,
        "learning_rate": rate,
    }
    return _drafted(Chain(given, _lookahead_steps()), LOOKAHEAD, told, facts, _lookahead_slips())


def _lookahead_steps() -> tuple[Step, ...]:
    return (
        Step(
            "ahead",
            tr("The point where the gradient is taken"),
            r"w - \beta v",
            lambda v: v["w0"] - v["beta"] * v["v0"],
            r"<w0> - <beta> \cdot <v0>",
        ),
        Step(
            "gradient",
            tr("The gradient there"),
            r"\nabla L",
            lambda v: 2 * v["a"] * v["ahead"],
            r"2 \cdot <a> \cdot <ahead>",
        ),
        Step(
            "v1",
            tr("Velocity after the update"),
            "v",
            lambda v: v["beta"] * v["v0"] + v["rate"] * v["gradient"],
            r"<beta> \cdot <v0> + <rate> \cdot <gradient>",
        ),
        Step("w1", tr("w after the update"), "w", lambda v: v["w0"] - v["v1"], "<w0> - <v1>"),
    )


def _lookahead_slips() -> list[ChainSlip]:
    return [
        ChainSlip(
            "gradient-not-ahead",
            tr("The gradient was taken where w is: here it is taken where β v leads."),
            {"ahead": lambda v: v["w0"]},
        ),
        ChainSlip(
            "ahead-uphill",
            tr("The point ahead is w less β v, as the step is taken away."),
            {"ahead": lambda v: v["w0"] + v["beta"] * v["v0"]},
        ),
        ChainSlip(
            "old-velocity-forgotten",
            tr("What is left of the old velocity, β times v, was left out."),
            {"v1": lambda v: v["rate"] * v["gradient"]},
        ),
        ChainSlip(
            "sign",
            tr("The step was added: it is taken away from w."),
            {"w1": lambda v: v["w0"] + v["v1"]},
        ),
    ]


def _drafted(
    chain: Chain, latex: str, told: str, facts: dict[str, object], slips: list[ChainSlip]
) -> Draft:
    if not chain.is_fit(4):
        raise Unfit
    asked = [step.name for step in chain.steps]
    stem = tr("A parameter w is trained with Nesterov momentum in this form:")
    return Draft(
        stem=(Text(stem), Formula(latex), Text(told)),
        facts=facts,
        fields=chain.fields(asked),
        solve=lambda: (Section(tr("Velocity and parameter"), chain.formulas()),),
        seconds=25 * len(asked),
        slips=chain.slips(slips, asked),
    )


def _steps(t: int) -> tuple[Step, Step]:
    return (
        Step(
            f"v{t}",
            tr("Velocity after update {t}").format(t=t),
            f"v_{t}",
            lambda v: v["beta"] * v[f"v{t - 1}"] + v[f"g{t}"],
            rf"<beta> \cdot <v{t - 1}> + <g{t}>",
        ),
        Step(
            f"w{t}",
            tr("w after update {t}").format(t=t),
            f"w_{t}",
            lambda v: v[f"w{t - 1}"] - v["rate"] * (v[f"g{t}"] + v["beta"] * v[f"v{t}"]),
            rf"<w{t - 1}> - <rate> \cdot (<g{t}> + <beta> \cdot <v{t}>)",
        ),
    )


def _slips(t: int, suffix: str) -> list[ChainSlip]:
    return [
        ChainSlip(
            f"old-velocity-forgotten{suffix}",
            tr("What is left of the old velocity, β times v, was left out."),
            {f"v{t}": lambda v: v[f"g{t}"]},
        ),
        ChainSlip(
            f"plain-momentum{suffix}",
            tr("That is plain momentum: here the step is g and β times the new velocity."),
            {f"w{t}": lambda v: v[f"w{t - 1}"] - v["rate"] * v[f"v{t}"]},
        ),
        ChainSlip(
            f"old-velocity-in-step{suffix}",
            tr("The old velocity was used in the step: it takes the new one."),
            {
                f"w{t}": lambda v: (
                    v[f"w{t - 1}"] - v["rate"] * (v[f"g{t}"] + v["beta"] * v[f"v{t - 1}"])
                )
            },
        ),
        ChainSlip(
            f"sign{suffix}",
            tr("The step was added: it is taken away from w."),
            {f"w{t}": lambda v: v[f"w{t - 1}"] + v["rate"] * (v[f"g{t}"] + v["beta"] * v[f"v{t}"])},
        ),
    ]


KIND = Kind(
    key="nesterov",
    version=1,
    name=N_("Updates with Nesterov momentum"),
    topics=("rules",),
    lines=((92, 92), (110, 116)),
    forms=("compute",),
    draft=draft,
)
