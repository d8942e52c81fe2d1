"""What helps where plain gradient descent has trouble, and why."""

from __future__ import annotations

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import choice
from gdsim.study.exam.question import Draft
from gdsim.study.notes.note import Show
from gdsim.study.working.blocks import Section, Text
from gdsim.texts import N_

REMEDIES = {
    "momentum": N_("Momentum"),
    "adagrad": N_("A rate for each parameter, from the sum of its squared gradients (AdaGrad)"),
    "rmsprop": N_("A moving average of squares in place of their sum (RMSProp)"),
    "correction": N_("Dividing the averages by 1 − βᵗ (Adam's correction)"),
    "decay": N_("A learning rate that falls in the course of training"),
    "larger-batch": N_("Larger batches"),
}
"""What can be chosen."""

_DOES = {
    "momentum": N_("Momentum lets gradients that alternate cancel: that is not the trouble here."),
    "adagrad": N_("AdaGrad gives rare parameters larger steps: that is not the trouble here."),
    "rmsprop": N_("RMSProp forgets old squares: that is not the trouble here."),
    "correction": N_("The correction counts in the first updates: that is not the trouble here."),
    "decay": N_("A falling rate calms the end of training: that is not the trouble here."),
    "larger-batch": N_("Larger batches make gradients less noisy: that is not the trouble here."),
}
"""What is said of a remedy that was chosen wrongly."""

_REASONS = {
    "momentum": N_("What alternates cancels in the velocity, and what agrees adds up."),
    "adagrad": N_("Parameters with few or small gradients so far get longer steps."),
    "rmsprop": N_("Old squares are forgotten, so the effective rate need not shrink for ever."),
    "correction": N_("Averages that begin at zero are too small at first."),
    "decay": N_("Steps become shorter, and with them the jitter about the minimum."),
    "larger-batch": N_("The mean over more examples is less noisy."),
}


class Trouble(Struct, frozen=True):
    """A trouble with what helps; `level` is the least.

    What would help, too, is among `left_out`, and is not offered.
    """

    key: str
    remedy: str
    level: int
    text: str
    show: Show
    left_out: tuple[str, ...] = ()

    @property
    def offered(self) -> list[str]:
        """The keys of what can be chosen."""
        return [one for one in REMEDIES if one not in self.left_out]


TROUBLES = (
    Trouble(
        "tilted",
        "momentum",
        1,
        N_(
            "On a narrow valley that lies across the axes the path jumps from wall to wall and"
            " hardly gets on along it. Its rate is as large as the walls allow."
        ),
        Show("tilted-valley", 40),
    ),
    Trouble(
        "sparse",
        "adagrad",
        1,
        N_(
            "Some features are zero in nearly all examples. Their weights have hardly moved when"
            " those of the others have long settled."
        ),
        Show("why-sparse", 80),
        ("rmsprop",),
    ),
    Trouble(
        "stalled",
        "rmsprop",
        1,
        N_(
            "With AdaGrad the steps have become so short after many updates that the run hardly"
            " moves, though it is far from the minimum."
        ),
        Show("toy-bowl", 60, {"rule": "adagrad"}),
    ),
    Trouble(
        "cold-start",
        "correction",
        2,
        N_(
            "The moving averages of gradients and squares begin at zero, so that in the first"
            " updates they are far below the true averages."
        ),
        Show("toy-bowl", 1, {"rule": "adam"}),
    ),
    Trouble(
        "jitter",
        "decay",
        2,
        N_(
            "Stochastic gradient descent has come near to the minimum quickly, and has been"
            " jittering about it at the same distance ever since."
        ),
        Show("noisy-bowl", 200, {"method": "stochastic"}),
        ("adagrad", "larger-batch"),
    ),
    Trouble(
        "long-plain",
        "momentum",
        3,
        N_(
            "For hundreds of updates the gradients have been small and nearly the same, and the"
            " path is long. The learning rate is held down by other, steeper places."
        ),
        Show("why-zigzag", 60),
        ("adagrad", "rmsprop"),
    ),
    Trouble(
        "shifting",
        "rmsprop",
        3,
        N_(
            "Gradients were huge at the beginning and are tiny now. The rule divides by the root of"
            " all squares so far, and so by the huge ones, too."
        ),
        Show("toy-bowl", 60, {"rule": "adagrad"}),
    ),
    Trouble(
        "words",
        "adagrad",
        3,
        N_(
            "In a model of words each rare word has a weight of its own, which gets a gradient in"
            " one batch of a thousand. It is to learn as much from that as common words do."
        ),
        Show("why-sparse", 80),
        ("rmsprop",),
    ),
)


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: what helps (1), and why (2), and in harder cases (3)."""
    fitting = [one for one in TROUBLES if one.level <= level and (level < 3 or one.level > 1)]
    return draft_of(draw, draw.pick(fitting), level > 1)


def draft_of(draw: Draw, trouble: Trouble, has_reason: bool) -> Draft:
    """Return the draft for a trouble."""
    remedies = {key: tr(REMEDIES[key]) for key in trouble.offered}
    against = {other: (f"took-{other}", tr(_DOES[other])) for other in trouble.offered}
    remedy, slips = choice(draw, "remedy", tr("What helps"), remedies, trouble.remedy, against)
    fields = [remedy]
    if has_reason:
        reasons = {key: tr(_REASONS[key]) for key in trouble.offered}
        text = tr("That is true of another remedy.")
        wrong = {other: (f"reason-of-{other}", text) for other in trouble.offered}
        reason, reason_slips = choice(
            draw, "reason", tr("Why it helps"), reasons, trouble.remedy, wrong
        )
        fields.append(reason)
        slips += reason_slips
    told = tr("{trouble} What helps against just this?").format(trouble=tr(trouble.text))
    return Draft(
        stem=(Text(told),),
        facts={"trouble": trouble.key},
        fields=tuple(fields),
        solve=lambda: _solution(trouble),
        seconds=45 if has_reason else 30,
        slips=tuple(slips),
        show=trouble.show,
    )


def _solution(trouble: Trouble) -> tuple[Section, ...]:
    blocks = (Text(tr(REMEDIES[trouble.remedy])), Text(tr(_REASONS[trouble.remedy])))
    return (Section(tr("What helps"), blocks),)


KIND = Kind(
    key="what-helps",
    version=1,
    name=N_("What helps, and why"),
    topics=("rules",),
    lines=((92, 92), (110, 116)),
    forms=("choose", "judge"),
    draft=draft,
)
