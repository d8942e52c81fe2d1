"""Explain it: a few sentences of one's own, and the points that they should make."""

from __future__ import annotations

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import lettered
from gdsim.study.exam.question import Draft
from gdsim.study.notes.note import Show
from gdsim.study.working.blocks import Section, Text
from gdsim.texts import N_


class Task(Struct, frozen=True):
    """What is to be explained, and the points that an explanation makes; `level` is its own."""

    key: str
    level: int
    text: str
    points: tuple[str, ...]
    show: Show


TASKS = (
    Task(
        "opposite",
        1,
        N_("Explain why gradient descent moves opposite to the gradient."),
        (
            N_("The gradient points where the loss rises fastest."),
            N_("A small enough step against it lowers the loss."),
        ),
        Show("one-step", 0),
    ),
    Task(
        "rate",
        1,
        N_("Explain what the learning rate does, and what comes of one that is too small."),
        (
            N_("A step is the learning rate times the gradient."),
            N_(
                "With a rate that is too small the loss falls so slowly that training takes too"
                " long."
            ),
        ),
        Show("bowl-too-small", 100),
    ),
    Task(
        "large",
        1,
        N_("Explain how a learning rate that is too large makes a run diverge."),
        (
            N_("An update jumps over the minimum to the other side."),
            N_("If it lands higher there, the next gradient is larger, and so is the next step."),
        ),
        Show("bowl-too-large", 80),
    ),
    Task(
        "methods",
        2,
        N_("Compare batch, stochastic and mini-batch gradient descent."),
        (
            N_("They use all examples, one, and a small batch for each update."),
            N_("An epoch has 1, N, and N/B updates, rounded up."),
            N_("Batch is smooth but slow, stochastic noisy but fast, mini-batch in between."),
        ),
        Show("linear-regression", 11),
    ),
    Task(
        "usual",
        2,
        N_("Explain why mini-batches are the usual choice in deep learning."),
        (
            N_("A batch makes good use of hardware that works on many examples at once."),
            N_("Its gradient is less noisy than that of one example."),
            N_("There are many updates in an epoch, unlike with all examples at once."),
        ),
        Show("neural-network", 60),
    ),
    Task(
        "bowl",
        2,
        N_("Explain why gradient descent is slow on an elongated bowl."),
        (
            N_("The steepest direction limits the learning rate."),
            N_("With that rate the steps along the flat direction are short."),
            N_("Near the limit the path zigzags across the valley."),
        ),
        Show("why-zigzag", 60),
    ),
    Task(
        "momentum",
        3,
        N_("Write down momentum, and explain why it helps on an elongated bowl."),
        (
            N_("The velocity is β times the old one plus the gradient, or 1 − β or η times it."),
            N_("Parameters move against the velocity: by η times it, unless η is in it already."),
            N_("Across the valley gradients alternate in sign and cancel."),
            N_("Along the valley they agree and add up."),
        ),
        Show("why-zigzag", 60),
    ),
    Task(
        "nesterov",
        3,
        N_("Write down Nesterov momentum, and explain how it differs from momentum."),
        (
            N_("The velocity is β times the old one plus the gradient, as in momentum."),
            N_("The gradient is taken where the velocity leads, and not where the parameters are."),
            N_("So it is known earlier that the path leads uphill again."),
            N_("It brakes before the minimum, and overshoots it less."),
        ),
        Show("why-zigzag", 60, {"rule": "nesterov"}),
    ),
    Task(
        "adaptive",
        3,
        N_("Explain why AdaGrad's steps shrink, and what RMSProp changes."),
        (
            N_("AdaGrad divides by the root of the sum of all squared gradients."),
            N_("That sum only grows, so the effective rate can only shrink."),
            N_("RMSProp takes a moving average of the squares instead."),
            N_("Old squares are forgotten, so the effective rate can grow again."),
        ),
        Show("toy-bowl", 20, {"rule": "adagrad"}),
    ),
    Task(
        "adam",
        3,
        N_("Explain why Adam divides its averages by 1 − βᵗ."),
        (
            N_("The averages begin at zero."),
            N_("After t updates the weights of the gradients add up to 1 − βᵗ only."),
            N_("So the averages are too small at first, and dividing makes up for that."),
            N_("The correction fades away, as 1 − βᵗ comes to 1."),
        ),
        Show("toy-bowl", 1, {"rule": "adam"}),
    ),
)
"""Each is worth a mark a point."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft with two points to make (1), three (2), or four (3)."""
    return draft_of(draw.pick([one for one in TASKS if one.level == level]))


def draft_of(task: Task) -> Draft:
    """Return the draft of a task."""
    options = lettered([tr(point) for point in task.points])
    field = Field(
        "points",
        tr("The points that you made"),
        "points",
        tuple(option.key for option in options),
        marks=len(options),
        options=options,
    )
    points = tuple(Text(tr(point)) for point in task.points)
    how = tr("Write it in your own words first. Then tick the points that you made.")
    return Draft(
        stem=(Text(tr(task.text)), Text(how)),
        facts={"task": task.key},
        fields=(field,),
        solve=lambda: (Section(tr("What to say"), points),),
        seconds=60 * len(options),
        show=task.show,
    )


KIND = Kind(
    key="explain",
    version=1,
    name=N_("Explain it"),
    topics=("rules", "rates", "variants", "idea", "bowl"),
    lines=((2, 4), (22, 23), (44, 57), (81, 81), (92, 99), (109, 116), (119, 127)),
    forms=("explain",),
    draft=draft,
)
