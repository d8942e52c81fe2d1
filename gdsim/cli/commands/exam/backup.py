"""``gdsim exam backup``: a copy of all that is kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands.exam.opened import opened_store
from gdsim.cli.streams import remark
from gdsim.i18n import tr

NAME = "backup"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr("make a copy of your answers, sessions and settings"),
        tr("Make a copy of your answers, sessions and settings; “gdsim exam import” reads it."),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("such as answers.db"))


def handle(options: argparse.Namespace) -> int:
    """Write the copy; return the exit status."""
    with opened_store() as store:
        store.back_up(options.file)
    remark(tr("Copied to {path}.").format(path=options.file))
    return FINISHED
