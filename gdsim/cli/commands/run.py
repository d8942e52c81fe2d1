"""``gdsim run``: the iteration table of a run."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from gdsim.cli.command import DIVERGED, FINISHED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.experiment import scenario_from
from gdsim.cli.long_work import clear_progress, show_progress, updates_made
from gdsim.cli.options import add_run_options
from gdsim.cli.output import Output, output_from
from gdsim.cli.ready_made import (
    add_loss_options,
    loss_scenario,
    refuse_unfitting,
    shown_parameters,
)
from gdsim.cli.streams import remark
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.engine.run.run import Run

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
            "  gdsim run --loss logistic --data digits.csv --target label --labels 'label: 3' \\\n"
            "      --features pixel0:pixel783 --iterations 100 --show w1,w400,b\n"
            "exit status: 0 finished, 1 the run diverged (its table is written), 2 bad input"
        ),
    )
    add_run_options(parser)
    add_loss_options(parser)


def handle(options: argparse.Namespace) -> int:
    """Run a scenario to its end and write its table; return the exit status."""
    from gdsim.engine.descent.stopping import StopReason
    from gdsim.engine.run.run import Run
    from gdsim.files.iterations import table_frame
    from gdsim.files.scenario.run import run_scenario
    from gdsim.study.words.stops import ending_sentence

    output, objective = output_from(options), None
    refuse_unfitting(options)
    if options.loss:
        scenario, objective = loss_scenario(options)
    else:
        scenario = scenario_from(options)
    run = Run(scenario.experiment, objective)
    shown = shown_parameters(options, run.objective)
    run = run_scenario(scenario, report=partial(_report, output), objective=run.objective)
    clear_progress()
    output.write(table_frame(run, options.state, shown))
    _tell_own_units(run)
    if run.stop is None:
        return FINISHED
    remark(ending_sentence(run))
    return DIVERGED if run.stop.reason is StopReason.DIVERGED else FINISHED


def _tell_own_units(run: Run) -> None:
    """Say what a fit to scaled columns is in the data's own units, where it is a linear one."""
    objective = run.objective
    if objective.dataset is None or not objective.dataset.scalings:
        return
    from gdsim.engine.problem.linear_score import linear_score
    from gdsim.study.words.own_units import own_units_sentence

    if objective.has_compiled_rows:
        sentence = own_units_sentence(objective, linear_score(objective), run.theta)
        if sentence:
            remark(sentence)


def _report(output: Output, made: int, limit: int | None) -> bool:
    output.require_room(made if limit is None else limit)
    show_progress(updates_made(made, limit))
    return False
