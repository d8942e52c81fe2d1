"""``gdsim run``: the iteration table of a run."""

from __future__ import annotations

import argparse
from functools import partial

from gdsim.cli.command import DIVERGED, FINISHED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.experiment import scenario_from
from gdsim.cli.options import add_run_options
from gdsim.cli.output import Output, output_from
from gdsim.cli.progress import clear_progress, show_progress, updates_made
from gdsim.cli.streams import remark
from gdsim.i18n import tr

NAME = "run"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Run without a window and write the iteration table."),
        tr(
            "examples:\n"
            "  gdsim run toy-bowl --iterations 4 --decimals 2\n"
            "  gdsim run --objective 'x^2 + y^2' --start 3,4 --iterations 1\n"
            "  gdsim run --objective '(w*x + b - y)^2' --data points.csv --start 0,0 \\\n"
            "      --method mini-batch --batch-size 32 --epochs 5 -o table.xlsx\n"
            "exit status: 0 finished, 1 the run diverged (its table is written), 2 bad input"
        ),
    )
    add_run_options(parser)


def handle(options: argparse.Namespace) -> int:
    """Run a scenario to its end and write its table; return the exit status."""
    from gdsim.engine.descent.stopping import StopReason
    from gdsim.files.iterations import table_frame
    from gdsim.files.scenario.run import run_scenario
    from gdsim.study.words.stops import ending_sentence

    output, scenario = output_from(options), scenario_from(options)
    run = run_scenario(scenario, report=partial(_report, output))
    clear_progress()
    output.write(table_frame(run, options.state))
    if run.stop is None:
        return FINISHED
    remark(ending_sentence(run))
    return DIVERGED if run.stop.reason is StopReason.DIVERGED else FINISHED


def _report(output: Output, made: int, limit: int | None) -> bool:
    output.require_room(made if limit is None else limit)
    show_progress(updates_made(made, limit))
    return False
