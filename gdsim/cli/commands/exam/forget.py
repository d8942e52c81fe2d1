"""``gdsim exam forget``: all that is kept of a person, deleted."""

from __future__ import annotations

import argparse

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands.exam.opened import opened_store
from gdsim.cli.streams import remark
from gdsim.engine.errors import InputError
from gdsim.i18n import tr

NAME = "forget"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr("delete all that is kept of you"),
        tr("Delete all answers, sessions and settings, and every daily copy of them, for good."),
    )
    parser.add_argument("--yes", action="store_true", help=tr("it cannot be undone, and is meant"))


def handle(options: argparse.Namespace) -> int:
    """Delete all; return the exit status."""
    if not options.yes:
        raise InputError(
            "this deletes all your answers, sessions and settings with every daily copy, for good;"
            " give --yes where that is meant"
        )
    with opened_store() as store:
        store.forget()
    remark(tr("All answers, sessions and settings and their daily copies are deleted."))
    return FINISHED
