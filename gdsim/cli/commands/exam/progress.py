"""``gdsim exam progress``: a figure of progress, as a table."""

from __future__ import annotations

import argparse

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands.exam.opened import opened_store, standing_of
from gdsim.cli.output import add_table_options, output_from
from gdsim.i18n import tr

NAME = "progress"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    from gdsim.study.exam.memory.figure_titles import FIGURE_TITLES

    parser = add_parser(
        commands,
        NAME,
        tr("mastery, recall, slips, minutes, calibration, expected mark"),
        tr("A figure of your progress, as a table."),
        "\n".join(f"{key}: {tr(title)}" for key, title in FIGURE_TITLES.items()),
    )
    parser.add_argument("figure", choices=FIGURE_TITLES, metavar="FIGURE")
    add_table_options(parser)


def handle(options: argparse.Namespace) -> int:
    """Write the figure; return the exit status."""
    from gdsim.files.exam.frames import figure_frame
    from gdsim.study.exam.memory.figures import FIGURES

    output = output_from(options)
    with opened_store() as store:
        standing = standing_of(store)
    output.write(figure_frame(FIGURES[options.figure], standing), options.figure)
    return FINISHED
