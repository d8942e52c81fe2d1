"""``gdsim exam due``: what is to be done today, as a table."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands.exam.opened import opened_store, standing_of
from gdsim.cli.output import add_table_options, output_from
from gdsim.cli.streams import remark
from gdsim.cli.values import whole_number
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.study.exam.memory.due import DueCard
    from gdsim.study.exam.memory.standing import Standing

NAME = "due"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr("what is to be done today"),
        tr(
            "What is to be done today, in minutes: what is most at risk comes first, and the rest"
            " waits."
        ),
        tr(
            "columns: kind, level, topic, reason (slip, due, weakest or new), due_day, recall (on\n"
            "the day of the exam, else today), minutes; the whole in a sentence on standard error"
        ),
    )
    parser.add_argument(
        "--minutes",
        type=whole_number(1),
        metavar="N",
        help=tr("so many more, whatever was done today"),
    )
    add_table_options(parser)


def handle(options: argparse.Namespace) -> int:
    """Write what is due; return the exit status."""
    from gdsim.files.frames.column_frame import Frame
    from gdsim.study.exam.memory.due import plan_of
    from gdsim.study.exam.memory.plan_words import exam_sentence, plan_sentence

    output = output_from(options)
    with opened_store() as store:
        standing = standing_of(store)
    plan = plan_of(standing, options.minutes)
    remark(f"{plan_sentence(plan, standing)} {exam_sentence(standing)}")
    rows = [_row(one, standing) for one in plan.cards]
    output.write(Frame.of_rows(rows, _COLUMNS), NAME)
    return FINISHED


_COLUMNS: Mapping[str, type] = {
    "kind": str,
    "level": int,
    "topic": str,
    "reason": str,
    "due_day": str,
    "recall": float,
    "minutes": float,
}


def _row(one: DueCard, standing: Standing) -> dict[str, object]:
    card = standing.cards.get(one.key)
    return {
        "kind": one.key.kind,
        "level": one.key.level,
        "topic": standing.syllabus.topic(one.key),
        "reason": one.reason,
        "due_day": None if card is None else card.due_day.isoformat(),
        "recall": None if card is None else card.recall(standing.horizon),
        "minutes": one.seconds / 60,
    }
