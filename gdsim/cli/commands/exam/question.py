"""``gdsim exam question``: one question of a kind, or the marks of answers to it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.streams import standard_output
from gdsim.cli.values import whole_number
from gdsim.engine.errors import InputError
from gdsim.files.shortened import shortened
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.study.exam.question import Question

NAME = "question"

WRONG = 1
"""Exit status of answers that do not get every mark."""


def add(commands: Commands) -> None:
    """Add the part with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr("ask one question, or mark answers to it"),
        tr(
            "Ask one question: the same for its kind, seed and level on every system. With --answer"
            " the answers are marked instead, a line each."
        ),
        tr(
            "examples:\n"
            "  gdsim exam question one-update --seed 7 --level 2 --format md\n"
            '  gdsim exam question updates-per-epoch --seed 7 --answer "1; 2550; 80"\n'
            "exit status: 0 asked, or every mark got; 1 not every mark got; 2 bad input"
        ),
    )
    parser.add_argument("kind", metavar="KIND", help=tr("a key that gdsim exam kinds lists"))
    parser.add_argument("--seed", type=whole_number(0), required=True, metavar="7")
    parser.add_argument(
        "--level",
        type=whole_number(1),
        metavar="1",
        help=tr("1 to 3, where the kind has it; default: its easiest"),
    )
    parser.add_argument(
        "--format",
        choices=("txt", "md", "json"),
        help=tr("of the question; default: txt"),
    )
    parser.add_argument(
        "--solution", action="store_true", help=tr("write the worked solution below the question")
    )
    parser.add_argument(
        "--answer",
        metavar='"A; B"',
        help=tr(
            "answers in the order in which they are asked for, with semicolons between; options by"
            " their letters, several with commas"
        ),
    )


def handle(options: argparse.Namespace) -> int:
    """Write the question or the marks; return the exit status."""
    question = _question(options)
    if options.answer is not None:
        if options.format is not None or options.solution:
            raise InputError("--answer: marks are lines of text; leave --format and --solution out")
        return _mark(question, options.answer)
    with standard_output() as stream:
        stream.write(_written(question, options.format or "txt", options.solution))
    return FINISHED


def _question(options: argparse.Namespace) -> Question:
    from gdsim.study.exam.catalogue import KINDS

    kind = KINDS.get(options.kind)
    if kind is None:
        raise InputError(
            "KIND: {kind} is unknown; give one of {accepted}",
            kind=shortened(options.kind),
            accepted=", ".join(KINDS),
        )
    level = kind.levels[0] if options.level is None else options.level
    if level not in kind.levels:
        raise InputError(
            "--level: {kind} has no level {level}; give one of {accepted}",
            kind=kind.key,
            level=level,
            accepted=", ".join(map(str, kind.levels)),
        )
    return kind.make(options.seed, level)


def _written(question: Question, form: str, has_solution: bool) -> str:
    from gdsim.study.exam.forms.json import question_json
    from gdsim.study.exam.forms.text import question_text, solution_text

    if form == "json":
        if has_solution:
            raise InputError("--solution: json has the answers already; choose txt or md")
        return question_json(question)
    text = question_text(question, form)
    return f"{text}\n{solution_text(question.solution, form)}" if has_solution else text


def _mark(question: Question, answer: str) -> int:
    from gdsim.study.exam.marking.marking import mark_question
    from gdsim.study.exam.marking.sentences import mark_line, marks_text

    answers = answers_of(answer)
    names = [one.name for one in question.fields]
    if len(answers) != len(names):
        raise InputError(
            "--answer: {given} given where {asked} are asked for; put semicolons between them",
            given=len(answers),
            asked=len(names),
        )
    marked = mark_question(question, dict(zip(names, answers, strict=True)))
    with standard_output() as stream:
        for mark in marked.marks:
            stream.write(f"{mark_line(mark)}\n")
        stream.write(f"{marks_text(marked.got, question.marks)}\n")
    return FINISHED if marked.is_right else WRONG


def answers_of(text: str) -> Sequence[str]:
    """Return the answers between semicolons; those within brackets part nothing."""
    answers, depth = [""], 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == ";" and depth <= 0:
            answers.append("")
        else:
            answers[-1] += sign
    return [one.strip() for one in answers]
