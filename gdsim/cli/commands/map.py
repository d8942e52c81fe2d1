"""``gdsim map``: where runs end, as a function of where they start."""

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
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.engine.many.start_map import StartMap
    from gdsim.files.scenario.scenario import Scenario

NAME = "map"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Run a scenario from a row or a grid of starts and tell which minimum each leads to."),
        tr(
            "examples:\n"
            "  gdsim map himmelblau --over x=-6:6:64 --over y=-6:6:64 --iterations 200\n"
            "  gdsim map one-parameter --over w=-3:3:100 -o starts.csv\n"
            "columns: start_NAME, reached (number of the point in the list on standard error),\n"
            "  iterations, ended (minimum, saddle, flat, not-arrived or diverged)\n"
            "exit status: 0 finished, 2 bad input, 130 interrupted (what is done is written)"
        ),
    )
    add_run_options(parser, has_states=False)
    parser.add_argument(
        "--over",
        type=over,
        action="append",
        required=True,
        metavar="NAME=LOW:HIGH:COUNT",
        help=tr("a parameter and its starts; also NAME=A,B,C; at most twice"),
    )


def handle(options: argparse.Namespace) -> int:
    """Make the runs, write their table and say what it shows; return the exit status."""
    from gdsim.files.comparison import starts_frame
    from gdsim.study.many.map_findings import map_findings
    from gdsim.study.many.map_sentences import map_sentences, point_lines

    if options.start is None and options.objective is not None:
        # Of what is swept any start will do.
        options.start = {name: values[0] for name, values in options.over}
    output, scenario = output_from(options), scenario_from(options)
    updates = updates_of(scenario.experiment)
    work = _map(scenario, options.over, updates)
    is_interrupted = work_off(work)
    result = work.result()
    output.write(starts_frame(result))
    lines = [*point_lines(result, scenario.experiment.parameters)]
    lines.append(map_sentences(map_findings(result, scenario.experiment.parameters, updates)))
    remark("\n".join(lines))
    return INTERRUPTED if is_interrupted else FINISHED


def _map(scenario: Scenario, swept: list[tuple[str, tuple[float, ...]]], updates: int) -> StartMap:
    from gdsim.engine.descent.problem import objective_of
    from gdsim.engine.many.start_map import Side, StartMap
    from gdsim.files.scenario.run import known_minima

    experiment = scenario.experiment
    objective = objective_of(experiment)
    sides = [Side(name, values) for name, values in swept]
    known = known_minima(objective, scenario, experiment)
    return named("--over", StartMap, experiment, sides, updates, known=known, objective=objective)
