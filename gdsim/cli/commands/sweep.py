"""``gdsim sweep``: a scenario run for many values of a setting, or of two."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from gdsim.cli.command import FINISHED, INTERRUPTED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.experiment import named, scenario_from, updates_of
from gdsim.cli.long_work import work_off
from gdsim.cli.options import add_run_options
from gdsim.cli.output import output_from
from gdsim.cli.over import over
from gdsim.cli.streams import remark
from gdsim.cli.values import number
from gdsim.engine.errors import InputError
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.engine.descent.experiment import Experiment
    from gdsim.engine.many.axes import Axis

NAME = "sweep"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Run a scenario for every value of a setting, or of two."),
        tr(
            "examples:\n"
            "  gdsim sweep toy-bowl --over learning-rate=1e-4:1:log:200 --iterations 100\n"
            "  gdsim sweep toy-bowl --rule momentum --over learning-rate=0.01:1:log:50 \\\n"
            "      --over beta=0:0.99:50 -o sweep.csv\n"
            "  gdsim sweep linear-regression --over batch-size=1,8,32\n"
            "columns: the swept values, final_loss, diverged, iterations\n"
            "exit status: 0 finished, 2 bad input, 130 interrupted (what is done is written)"
        ),
    )
    add_run_options(parser, has_states=False)
    parser.add_argument(
        "--over",
        type=over,
        action="append",
        required=True,
        metavar="NAME=LOW:HIGH[:log]:COUNT",
        help=tr("learning-rate, batch-size or a setting; also NAME=A,B,C; at most twice"),
    )
    parser.add_argument(
        "--target-loss",
        type=number,
        metavar="X",
        help=tr(
            "add a column with the iteration that first has a loss of at most X; the loss of all"
            " rows is then worked out before every update"
        ),
    )


def handle(options: argparse.Namespace) -> int:
    """Make the sweep, write its table and say what it shows; return the exit status."""
    from gdsim.engine.descent.problem import objective_of
    from gdsim.engine.many.sweep import Sweep
    from gdsim.files.comparison import sweep_frame
    from gdsim.study.many.sweep_findings import findings
    from gdsim.study.many.sweep_sentences import sweep_sentences

    _require_equal_lengths(options)
    output, experiment = output_from(options), scenario_from(options).experiment
    axes = [_axis(name, values, experiment) for name, values in options.over]
    updates = updates_of(experiment)
    objective = objective_of(experiment)
    sweep = named("--over", Sweep, experiment, axes, updates, options.target_loss, objective)
    is_interrupted = work_off(sweep)
    result = sweep.result()
    output.write(sweep_frame(result, options.target_loss is not None))
    remark(sweep_sentences(findings(result, experiment, objective, updates)))
    return INTERRUPTED if is_interrupted else FINISHED


def _require_equal_lengths(options: argparse.Namespace) -> None:
    """Refuse an option that would end some of the runs before others."""
    from gdsim.engine.descent.experiment import CRITERIA

    for name in (*CRITERIA, "epochs"):
        if getattr(options, name) is not None:
            raise InputError(
                "--{name}: not accepted here, where all runs are equally long; give --iterations",
                name=name.replace("_", "-"),
            )


def _axis(name: str, values: tuple[float, ...], experiment: Experiment) -> Axis:
    """Return the axis that an ``--over`` stands for; whole numbers where it takes no others."""
    from gdsim.engine.descent.settings import setting_specs
    from gdsim.engine.many.axes import BATCH_SIZE, Axis
    from gdsim.numbers import half_up

    known = name.replace("-", "_")
    specs = setting_specs(experiment.rule, experiment.schedule)
    whole = [spec.name for spec in specs if spec.integer]
    rounded = tuple(dict.fromkeys(float(half_up(value, 0)) for value in values))
    if known in (BATCH_SIZE, *whole) and len(rounded) > 1:
        values = rounded
    return Axis(known, values)
