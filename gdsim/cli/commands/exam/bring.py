"""``gdsim exam import``: answers from another computer, joined with those that are here."""

from __future__ import annotations

import argparse
from pathlib import Path

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands.exam.opened import opened_store
from gdsim.cli.streams import remark
from gdsim.i18n import ntr, tr

NAME = "import"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr("join answers from another computer with those that are here"),
        tr(
            "Join the answers in a file that “gdsim exam export” or “gdsim exam backup” wrote\n"
            "with those that are here; what is here already stays as it is."
        ),
    )
    parser.add_argument("file", type=Path, metavar="FILE")


def handle(options: argparse.Namespace) -> int:
    """Join the answers; return the exit status."""
    from gdsim.files.exam.exchange import import_answers

    with opened_store() as store:
        added, count = import_answers(store, options.file)
    sentence = ntr(
        "{count} answer read, {added} of which was new.",
        "{count} answers read, {added} of which were new.",
        count,
    )
    remark(sentence.format(count=count, added=added))
    return FINISHED
