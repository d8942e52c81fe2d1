"""``gdsim scenarios``: the list of those that ship with the program."""

from __future__ import annotations

import argparse

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.i18n import tr

NAME = "scenarios"


def add(commands: Commands) -> None:
    """Add the command."""
    add_parser(commands, NAME, tr("list the built-in scenarios"))


def handle(_options: argparse.Namespace) -> int:
    """List the scenarios, one a line: name, two spaces, title; return the exit status."""
    from gdsim.files.scenario.scenario import builtin_scenarios

    for name, title in builtin_scenarios():
        print(f"{name}  {tr(title)}")
    return FINISHED
