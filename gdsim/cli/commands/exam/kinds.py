"""``gdsim exam kinds``: the kinds of questions."""

from __future__ import annotations

import argparse

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.streams import standard_output
from gdsim.i18n import tr

NAME = "kinds"


def add(commands: Commands) -> None:
    """Add the part."""
    summary = tr("list the kinds of questions, one a line: key, two spaces, title")
    add_parser(commands, NAME, summary, f"{summary[0].upper()}{summary[1:]}.")


def handle(options: argparse.Namespace) -> int:  # noqa: ARG001 - as every command's
    """Write the lines; return the exit status."""
    from gdsim.study.exam.catalogue import KINDS

    with standard_output() as stream:
        for kind in KINDS.values():
            stream.write(f"{kind.key}  {kind.title}\n")
    return FINISHED
