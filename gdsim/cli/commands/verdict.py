"""``gdsim verdict``: what the window says of a run."""

from __future__ import annotations

import argparse

from gdsim.cli import values
from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.experiment import named, scenario_from
from gdsim.cli.long_work import clear_progress, show_progress, updates_made
from gdsim.cli.options import add_experiment_options
from gdsim.cli.streams import standard_output
from gdsim.i18n import tr

NAME = "verdict"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Say what a run is doing, as the window does: its name, then a sentence a line."),
        tr(
            "examples:\n"
            "  gdsim verdict bowl-too-large\n"
            "  gdsim verdict toy-bowl --rule momentum --at 20\n"
            "exit status: 0 finished, 2 bad input"
        ),
    )
    add_experiment_options(parser)
    parser.add_argument(
        "--at",
        type=values.whole_number(0),
        metavar="T",
        help=tr("the update to stand at; default: the end of the run"),
    )


def handle(options: argparse.Namespace) -> int:
    """Write the lines; return the exit status."""
    from gdsim.files.scenario.run import require_update, run_scenario
    from gdsim.study.words.verdicts.verdict_sentence import verdict_lines

    run = run_scenario(scenario_from(options), updates=options.at, report=_report)
    clear_progress()
    if options.at is not None:
        named("--at", require_update, run, options.at)
    with standard_output() as stream:
        stream.write("\n".join(verdict_lines(run)) + "\n")
    return FINISHED


def _report(made: int, limit: int | None) -> bool:
    show_progress(updates_made(made, limit))
    return False
