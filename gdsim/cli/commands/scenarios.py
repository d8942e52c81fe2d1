"""``gdsim scenarios``: the list of those that ship with the program."""

from __future__ import annotations

import argparse

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.streams import standard_output
from gdsim.i18n import tr

NAME = "scenarios"


def add(commands: Commands) -> None:
    """Add the command."""
    description = tr("List the built-in scenarios, one a line: name, two spaces, title.")
    add_parser(commands, NAME, tr(COMMANDS[NAME]), description)


def handle(_options: argparse.Namespace) -> int:
    """List the scenarios, one a line: name, two spaces, title; return the exit status."""
    from gdsim.files.scenario.listing import builtin_scenarios

    with standard_output() as stream:
        for name, title in builtin_scenarios():
            stream.write(f"{name}  {tr(title)}\n")
    return FINISHED
