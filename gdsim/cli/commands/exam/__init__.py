"""``gdsim exam``: questions for revising, and what is remembered of the answers."""

from __future__ import annotations

import argparse

from gdsim.cli.command import Command, Commands, Parser, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.commands.exam import (
    backup,
    bring,
    due,
    export,
    forget,
    history,
    kinds,
    progress,
    question,
    settings,
)
from gdsim.i18n import tr

NAME = "exam"

PARTS: dict[str, Command] = {
    part.NAME: part
    for part in (
        kinds,
        question,
        due,
        history,
        progress,
        settings,
        backup,
        export,
        bring,
        forget,
    )
}
"""Every part of the command by its name."""


def add(commands: Commands) -> None:
    """Add the command with its parts."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Ask questions for revising, mark the answers, and tell what is kept of them."),
        tr(
            "examples:\n"
            "  gdsim exam kinds\n"
            '  gdsim exam question updates-per-epoch --seed 7 --answer "1; 2550; 80"\n'
            "  gdsim exam settings --exam-day 2026-12-04 --minutes 15\n"
            "  gdsim exam due\n"
            "  gdsim exam progress topics --format md\n"
            "  gdsim exam history --format csv -o answers.csv\n"
            "  gdsim exam backup answers.db"
        ),
    )
    parts = parser.add_subparsers(
        dest="part", metavar=tr("PART"), required=True, parser_class=Parser
    )
    for part in PARTS.values():
        part.add(parts)


def handle(options: argparse.Namespace) -> int:
    """Do what the part asks for; return the exit status."""
    return PARTS[options.part].handle(options)
