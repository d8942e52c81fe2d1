"""Which method fits a situation, and why."""

from __future__ import annotations

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches.methods import METHODS, cells, column_titles, method_titles
from gdsim.study.exam.kinds.letters import choice
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Section, Table, Text
from gdsim.texts import N_


class Situation(Struct, frozen=True):
    """A situation with the one method that fits, and the reason; `level` is the least."""

    key: str
    method: str
    reason: str
    level: int
    text: str


_REASONS = {
    "exact": N_("Each update has the gradient of all examples, whatever their order."),
    "one": N_("It updates after every single example and keeps none."),
    "hardware": N_("Its examples are worked on at once, in hardly more time than a single one."),
    "noise": N_("It is less noisy than single examples, and updates more often than all of them."),
    "same": N_("Its gradient is just that of all examples, at a lower cost."),
}

_OFFERED = {
    "exact": ("exact", "one", "hardware", "noise"),
    "one": ("exact", "one", "hardware", "noise"),
    "hardware": ("exact", "one", "hardware", "same"),
    "noise": ("exact", "one", "noise", "same"),
}
"""What is offered beside a right reason: of each method but its own, or what is true of none."""


_SITUATIONS = (
    Situation(
        "smooth",
        "batch",
        "exact",
        1,
        N_(
            "There are 60 examples, and the loss must fall in every update, without jitter. The"
            " learning rate is small enough."
        ),
    ),
    Situation(
        "stream",
        "stochastic",
        "one",
        1,
        N_("Examples arrive one by one, must be used at once, and cannot be stored."),
    ),
    Situation(
        "deep",
        "mini-batch",
        "hardware",
        1,
        N_(
            "A deep network is trained on a million images by a GPU that works on 64 of them in the"
            " time of one."
        ),
    ),
    Situation(
        "minute",
        "stochastic",
        "one",
        2,
        N_(
            "The device has memory for a single example at a time, and an update is wanted after"
            " each."
        ),
    ),
    Situation(
        "deterministic",
        "batch",
        "exact",
        2,
        N_(
            "A colleague wants the same path whatever the order of the 200 examples, to compare it"
            " with a calculation by hand."
        ),
    ),
    Situation(
        "too-noisy",
        "mini-batch",
        "noise",
        2,
        N_(
            "Updates from one example each are too noisy, and updates from all 500,000 are too"
            " rare."
        ),
    ),
    Situation(
        "line-search",
        "batch",
        "exact",
        3,
        N_(
            "The exact gradient of the whole loss is wanted, to tell by its size when a minimum is"
            " reached. There are 300 examples."
        ),
    ),
    Situation(
        "vectorised",
        "mini-batch",
        "hardware",
        3,
        N_(
            "On this machine 128 examples take as long as one, and all 2,000,000 do not fit into"
            " its memory. An epoch is to be quick."
        ),
    ),
    Situation(
        "drifting",
        "stochastic",
        "one",
        3,
        N_(
            "What is to be learned drifts by the minute: each reading of a sensor is to count at"
            " once, and is thrown away."
        ),
    ),
)


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: the method alone (1), or with its reason (2, 3)."""
    situation = draw.pick([one for one in _SITUATIONS if one.level == level or level > one.level])
    against = {other: (f"took-{other}", tr(_AGAINST[other])) for other in METHODS}
    method, slips = choice(
        draw, "method", tr("The method that fits"), method_titles(), situation.method, against
    )
    fields = [method]
    if level > 1:
        offered = {key: tr(_REASONS[key]) for key in _OFFERED[situation.reason]}
        text = tr("That is not true of the method that fits, or not what decides here.")
        wrong = {other: (f"reason-{other}", text) for other in offered}
        reason, reason_slips = choice(
            draw, "reason", tr("What decides it"), offered, situation.reason, wrong
        )
        fields.append(reason)
        slips += reason_slips
    stem = tr("{situation} Which of the three methods fits this best?")
    return Draft(
        stem=(Text(stem.format(situation=tr(situation.text))),),
        facts={"situation": situation.key},
        fields=tuple(fields),
        solve=lambda: _solution(situation),
        seconds=(20, 40, 45)[level - 1],
        slips=tuple(slips),
    )


_AGAINST = {
    "batch": N_("Batch descent looks at every example for one update: look at what is asked for."),
    "stochastic": N_("Updates from one example each are noisy: look at what is asked for."),
    "mini-batch": N_("A mini-batch is a compromise: look at what the situation demands."),
}


def _solution(situation: Situation) -> tuple[Section, ...]:
    titles, words, headings = method_titles(), cells(), column_titles()
    columns = ("uses", "memory", "convergence")
    rows = tuple(
        (titles[method], *(words[column][method] for column in columns)) for method in METHODS
    )
    table = Table((tr("Method"), *(headings[column] for column in columns)), rows)
    told = tr("{method} fits.").format(method=titles[situation.method])
    return (Section(tr("The choice"), (Text(told), Text(tr(_REASONS[situation.reason])), table)),)


KIND = Kind(
    key="choose-a-method",
    version=1,
    name=N_("Which method fits"),
    topics=("variants",),
    lines=((5, 17), (48, 50), (57, 57), (121, 124)),
    forms=("choose", "judge"),
    draft=draft,
)
