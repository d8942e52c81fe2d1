"""``gdsim exam export``: all answers as a file for another computer, or for a person to keep."""

from __future__ import annotations

import argparse
from pathlib import Path

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands.exam.opened import opened_store
from gdsim.cli.streams import remark
from gdsim.i18n import ntr, tr

NAME = "export"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr("write all answers to a JSON file"),
        tr("Write all answers and settings to a JSON file; “gdsim exam import” reads it."),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("such as answers.json"))


def handle(options: argparse.Namespace) -> int:
    """Write the answers; return the exit status."""
    from gdsim.files.exam.exchange import export_answers

    with opened_store() as store:
        count = export_answers(store, options.file)
    sentence = ntr("{count} answer written.", "{count} answers written.", count)
    remark(sentence.format(count=count))
    return FINISHED
