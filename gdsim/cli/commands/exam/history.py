"""``gdsim exam history``: every answer, as a table."""

from __future__ import annotations

import argparse

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands.exam.opened import opened_store
from gdsim.cli.output import add_table_options, output_from
from gdsim.i18n import tr

NAME = "history"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr("every answer that was kept"),
        tr("Every answer that was kept, one a row, in the order in which they were given."),
    )
    add = add_table_options(parser)
    add("--whole", action="store_true", help=tr("add each question, and what was given, as JSON"))


def handle(options: argparse.Namespace) -> int:
    """Write the answers; return the exit status."""
    from gdsim.files.exam.frames import history_frame

    output = output_from(options)
    with opened_store() as store:
        frame = history_frame(store, options.whole)
    output.require_room(len(frame))
    output.write(frame, NAME)
    return FINISHED
