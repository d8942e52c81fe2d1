"""A working with one wrong line: which it is, what went wrong, and what is right there."""

from __future__ import annotations

from gdsim.i18n import ntr, tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.errors.mistakes import (
    MISTAKES,
    as_printed_slip,
    place_field,
    place_slips,
)
from gdsim.study.exam.kinds.errors.wrong_workings import Line, Task, lines_of, places_of
from gdsim.study.exam.kinds.letters import shuffled
from gdsim.study.exam.kinds.updates import (
    experiment_of,
    facts_of,
    has_few_decimals,
    has_zero,
    loss_formula,
    number,
    point_text,
    run_solution,
)
from gdsim.study.exam.question import Draft
from gdsim.study.exam.runs import run_of
from gdsim.study.working.blocks import Section, Table, Text
from gdsim.texts import N_

_OF_SEVERAL = ("updated", "old-gradient", "restarted")
"""Mistakes that only several parameters or updates allow, and that are the point of them."""

MOST_OPTIONS = 4
"""Mistakes to choose from."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: one parameter (1), two that are coupled (2), two updates (3)."""
    task = _task(draw, level)
    # The line is drawn first, so that each is the wrong one about as often.
    choices = list(places_of(task))
    place = draw.pick(sorted({where for where, _ in choices}))
    names = [name for where, name in choices if where == place]
    mistake = draw.pick([name for name in names for _ in range(3 if name in _OF_SEVERAL else 1)])
    right, wrong = lines_of(task), lines_of(task, place, mistake)
    values = [line.value for line in (*right, *wrong)]
    if not has_few_decimals(values, 4) or max(map(abs, values)) > 400 or has_zero(values):
        raise Unfit
    others = {name: line for name, line in right[place].mistakes.items() if name != mistake}
    close = [line[1] for line in (*others.values(), ("", right[place].value))]
    if any(abs(wrong[place].value - value) < 0.05 for value in close):
        raise Unfit
    return draft_of(draw, task, place, mistake)


def _task(draw: Draw, level: int) -> Task:
    rate = draw.pick((0.05, 0.1, 0.2, 0.25))
    if level == 2:
        names = draw.pick((("x", "y"), ("w1", "w2")))
        a, b, c = draw.whole(1, 3), draw.whole(1, 4), draw.signed(1, 3)
        start = (float(draw.signed(1, 6)), float(draw.signed(1, 6)))
        return Task(names, (a, b, c), start, rate)
    square, linear, start_w = draw.whole(1, 3), draw.signed(1, 6), float(draw.signed(1, 6))
    return Task(("w",), (square, linear), (start_w,), rate, 2 if level == 3 else 1)


def draft_of(draw: Draw, task: Task, place: int, mistake: str) -> Draft:
    """Return the draft with a mistake in the line at `place`, from 0."""
    experiment = experiment_of(task.function, task.start, task.rate)
    lines, right = lines_of(task, place, mistake), lines_of(task)[place]
    names = [tr("line {n}").format(n=k + 1) for k in range(len(lines))]
    where = place_field("line", tr("wrong line"), names, place)
    which, letters = _mistake_field(draw, lines, mistake)
    working = tuple((str(k + 1), line.text) for k, line in enumerate(lines))
    return Draft(
        stem=(
            loss_formula(experiment),
            Text(_told(task)),
            Table((tr("line"), tr("working")), working),
        ),
        facts=facts_of(experiment)
        | {
            "updates": task.updates,
            "lines": [[line.name, line.value] for line in lines],
            "mistakes": {letter: name for name, letter in letters.items()},
        },
        fields=(
            where,
            which,
            Field("corrected", tr("right result of that line"), "number", right.value),
        ),
        solve=lambda: (
            _answer(place, mistake, right),
            *run_solution(run_of(experiment), 0, task.updates - 1),
        ),
        seconds=60 + 20 * len(lines),
        slips=(
            *place_slips(where, place),
            *_mistake_slips(letters, mistake),
            as_printed_slip(lines[place].value),
        ),
        experiment=experiment,
    )


def _told(task: Task) -> str:
    told = ntr(
        "One update of gradient descent from {point} with η = {rate} was worked out line by line."
        " One line is wrong; the lines after it are right for what it came to. Which line is it,"
        " what went wrong there, and what should it come to?",
        "{n} updates of gradient descent from {point} with η = {rate} were worked out line by line."
        " One line is wrong; the lines after it are right for what it came to. Which line is it,"
        " what went wrong there, and what should it come to?",
        task.updates,
    )
    return told.format(
        n=task.updates,
        point=point_text(task.parameters, task.start),
        rate=number(task.rate),
    )


def _answer(place: int, mistake: str, right: Line) -> Section:
    told = tr("Line {n} is wrong: {mistake}. It should be").format(
        n=place + 1, mistake=tr(MISTAKES[mistake])
    )
    return Section(tr("The wrong line"), (Text(told), Text(right.text)))


def _mistake_field(draw: Draw, lines: list[Line], mistake: str) -> tuple[Field, dict[str, str]]:
    """Return the field that asks what went wrong, among mistakes of this working."""
    known = sorted({name for line in lines for name in line.mistakes if name != mistake})
    spare = [name for name in MISTAKES if name not in known and name != mistake]
    others = (draw.shuffled(known) + spare)[: MOST_OPTIONS - 1]
    shown = {name: tr(MISTAKES[name]) for name in [mistake, *others]}
    options, letters = shuffled(draw, shown)
    label = tr("what went wrong")
    field = Field("mistake", label, "choice", letters[mistake], options=options)
    return field, letters


def _mistake_slips(letters: dict[str, str], mistake: str) -> list[NamedSlip]:
    text = tr("This would give another number there: work the line out, and compare.")
    return [
        NamedSlip(f"mistake-{name}", text, {"mistake": letter})
        for name, letter in letters.items()
        if name != mistake
    ]


KIND = Kind(
    key="wrong-line",
    version=1,
    name=N_("Find the wrong line"),
    topics=("iteration", "idea"),
    lines=((22, 43),),
    forms=("find", "compute"),
    draft=draft,
    run_tells_answer=True,
)
