"""What questions on squared gradients have in common: their steps, their slips, their draft."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from gdsim.i18n import tr
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.chain import Chain, ChainSlip, Step, Values
from gdsim.study.exam.kinds.updates import number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_


def squares_draft(
    chain: Chain, latex: str, told: str, facts: dict[str, object], slips: Sequence[ChainSlip]
) -> Draft:
    """Return the draft of a chain that ends in a rate, and maybe in a step."""
    if not chain.is_fit(4):
        raise Unfit
    asked = [step.name for step in chain.steps]
    if "w_new" in asked:
        told += " " + (
            tr("Before the last update, w = {w}.")
            if facts["rule"] == "adagrad"
            else tr("Before the update, w = {w}.")
        ).format(w=number(chain.given["w"]))
    return Draft(
        stem=(Formula(latex), Text(told)),
        facts={**facts, "eps": 0.0},
        fields=chain.fields(asked),
        solve=lambda: (Section(tr("Squares, rate and step"), chain.formulas()),),
        seconds=30 * len(asked),
        slips=chain.slips(slips, asked),
    )


OF_LAST = (
    N_("s after the last update"),
    N_("Effective rate η/√s of the last update"),
    N_("w after the last update"),
)


OF_ONE = (
    N_("s after the update"),
    N_("Effective rate η/√s of the update"),
    N_("w after the update"),
)
"""What stands beside the fields after several updates, and after one."""


def rate_steps(
    squares: Callable[[Values], float],
    right: str,
    last: float,
    has_step: bool,
    labels: tuple[str, str, str] = OF_LAST,
) -> tuple[Step, ...]:
    """Return s, the rate that it leaves, and the step where there is one."""
    steps = [
        Step("s", tr(labels[0]), "s", squares, right),
        Step(
            "effective_rate",
            tr(labels[1]),
            r"\frac{\eta}{\sqrt{s}}",
            lambda v: v["rate"] / math.sqrt(v["s"]),
            r"\frac{<rate>}{\sqrt{<s>}}",
        ),
    ]
    if has_step:
        shown = f"({number(last)})" if last < 0 else number(last)
        steps.append(
            Step(
                "w_new",
                tr(labels[2]),
                "w",
                lambda v: v["w"] - v["effective_rate"] * last,
                rf"<w> - <effective_rate> \cdot {shown}",
            )
        )
    return tuple(steps)


def rate_slips() -> list[ChainSlip]:
    """Return the slips that are made with the root of s."""
    return [
        ChainSlip(
            "root-forgotten",
            tr("The root was left out: the rate is divided by the root of s."),
            {"effective_rate": lambda v: v["rate"] / v["s"]},
        ),
        ChainSlip(
            "multiplied",
            tr("The root was multiplied with: the rate is divided by it."),
            {"effective_rate": lambda v: v["rate"] * math.sqrt(v["s"])},
        ),
    ]
