"""The stages of mini-batch gradient descent, to be put in order."""

from __future__ import annotations

from collections.abc import Iterator

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import choice, shuffled
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Section, Table, Text
from gdsim.texts import N_

STAGES = ("initialise", "shuffle", "choose", "loss", "gradient", "update", "criterion", "return")
"""In the order in which a first pass through the algorithm meets them."""

_SHORT = ("shuffle", "choose", "gradient", "update", "criterion")
"""Stages of a loop without what is before and after it."""

_LED_TO = ("initialise", "shuffle", "update", "return")
"""Stages to choose from where it is asked what the criterion leads to."""


def _texts() -> dict[str, str]:
    return {
        "initialise": tr("Initialise the parameters"),
        "shuffle": tr("Shuffle the training data"),
        "choose": tr("Choose a mini-batch"),
        "loss": tr("Work out the loss of the mini-batch"),
        "gradient": tr("Work out the gradient of the mini-batch"),
        "update": tr("Update the parameters"),
        "criterion": tr("Ask whether the stopping criterion is met"),
        "return": tr("Return the trained parameters"),
    }


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: five stages (1), all eight (2), and where the two answers lead (3)."""
    asked = _SHORT if level == 1 else STAGES
    texts = _texts()
    options, letters = shuffled(draw, {stage: texts[stage] for stage in asked})
    right = tuple(letters[stage] for stage in asked)
    fields = [
        Field(
            "order",
            tr("The stages in order"),
            "order",
            right,
            marks=2,
            options=options,
        )
    ]
    slips = _order_slips(asked, letters)
    if level == 3:
        for field, its_slips in _led_to(draw):
            fields.append(field)
            slips += its_slips
    return Draft(
        stem=_stem(level),
        facts={"stages": list(asked), "shuffles": "before every mini-batch", "level": level},
        fields=tuple(fields),
        solve=_solution,
        seconds=(40, 60, 80)[level - 1],
        slips=tuple(slips),
    )


def _stem(level: int) -> tuple[Text, ...]:
    told = [
        tr(
            "Put the stages of mini-batch gradient descent in the order in which a run first meets"
            " them."
        ),
        tr("As in the lecture, the loss of a mini-batch comes before its gradient."),
        tr(
            "The data are shuffled anew before every mini-batch, as in the flowchart of the"
            " lecture; many programs shuffle once an epoch."
        ),
    ]
    return tuple(map(Text, told[:level]))


def _order_slips(asked: tuple[str, ...], letters: dict[str, str]) -> list[NamedSlip]:
    """Return the orders in which two neighbours are the wrong way round."""
    texts = {
        ("shuffle", "choose"): (
            "shuffled-after-choosing",
            tr("The data are shuffled before a batch is chosen, or the batches stay the same."),
        ),
        ("gradient", "update"): (
            "updated-before-gradient",
            tr("The update needs the gradient: it has to be worked out before."),
        ),
        ("update", "criterion"): (
            "asked-before-update",
            tr("Whether to stop is asked after the update."),
        ),
    }
    slips = []
    for (first, second), (key, text) in texts.items():
        order = list(asked)
        i, j = order.index(first), order.index(second)
        order[i], order[j] = order[j], order[i]
        slips.append(NamedSlip(key, text, {"order": tuple(letters[stage] for stage in order)}))
    return slips


def _led_to(draw: Draw) -> Iterator[tuple[Field, list[NamedSlip]]]:
    """Yield a field and its slip for each answer to whether the criterion is met."""
    texts = {stage: text for stage, text in _texts().items() if stage in _LED_TO}
    anew = tr("The parameters are initialised once: going back there would lose all updates.")
    yield choice(
        draw,
        "not_met",
        tr("Where it goes on while the criterion is not met"),
        texts,
        "shuffle",
        {"initialise": ("starts-anew", anew)},
    )
    on = tr("Once the criterion is met nothing more is worked out.")
    yield choice(
        draw,
        "met",
        tr("Where it goes once the criterion is met"),
        texts,
        "return",
        {"shuffle": ("goes-on-once-met", on)},
    )


def _solution() -> tuple[Section, ...]:
    texts = _texts()
    rows = tuple((str(k), texts[stage]) for k, stage in enumerate(STAGES, start=1))
    why = tr(
        "While the criterion is not met it goes back to shuffling; once it is met the parameters"
        " are returned."
    )
    table = Table((tr("Place"), tr("Stage")), rows)
    return (Section(tr("The algorithm"), (table, Text(why))),)


KIND = Kind(
    key="order-the-stages",
    version=1,
    name=N_("The stages of the algorithm"),
    topics=("algorithm",),
    lines=((58, 75),),
    forms=("order", "choose"),
    draft=draft,
)
