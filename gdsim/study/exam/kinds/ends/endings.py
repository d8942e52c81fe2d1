"""Where a run may be said to end, and the question that offers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from gdsim.engine.descent.experiment import Experiment
from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kinds.letters import choice
from gdsim.study.exam.kinds.updates import loss_formula, run_solution
from gdsim.study.exam.question import Draft
from gdsim.study.exam.runs import run_of
from gdsim.study.working.blocks import Section, Text


class Endings(Struct, frozen=True):
    """What is offered of where a run ends.

    Attributes
    ----------
    texts
        By name, each as it goes on after "it ends".
    right
        The name of the right one.
    wrong
        What is said of some of the others, by name.
    why
        What decides it.
    """

    texts: Mapping[str, str]
    right: str
    wrong: Mapping[str, str]
    why: str


def with_endings(
    draw: Draw,
    experiment: Experiment,
    told: str,
    fields: Sequence[Field],
    slips: Sequence[NamedSlip],
    endings: Endings,
) -> Draft:
    """Return the draft that asks for some numbers of the first update, and for where it ends."""
    end, wrong = choice(
        draw,
        "end",
        tr("Where it ends"),
        endings.texts,
        endings.right,
        {name: (f"ends-{name}", text) for name, text in endings.wrong.items()},
    )
    return Draft(
        stem=(loss_formula(experiment), Text(told)),
        facts={
            "objective": experiment.objective,
            "start": list(experiment.start),
            "learning_rate": experiment.learning_rate,
            "parameters": list(experiment.parameters),
        },
        fields=(*fields, end),
        solve=lambda: _solution(experiment, endings.why, endings.texts[endings.right]),
        seconds=75,
        slips=(*slips, *wrong),
        experiment=experiment,
    )


def _solution(experiment: Experiment, why: str, end: str) -> tuple[Section, ...]:
    told = tr("If the run goes on, this is where it ends: {end}.").format(end=end)
    return (
        *run_solution(run_of(experiment), 0),
        Section(tr("Where it ends"), (Text(why), Text(told))),
    )
