"""``gdsim compare``: several runs in one table."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gdsim.cli.command import FINISHED, INTERRUPTED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.experiment import scenario_from
from gdsim.cli.long_work import (
    Interrupted,
    clear_progress,
    interruptible,
    show_progress,
    updates_made,
)
from gdsim.cli.options import add_run_options
from gdsim.cli.output import output_from
from gdsim.cli.streams import remark
from gdsim.engine.errors import InputError
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.files.comparison import Named
    from gdsim.files.scenario.run import Report
    from gdsim.files.scenario.scenario import Scenario

NAME = "compare"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr(
            "Run several scenarios, with the same options, and write one table. The runs that a "
            "scenario is prepared to be compared with are made too."
        ),
        tr(
            "examples:\n"
            "  gdsim compare bowl-too-small bowl-just-right bowl-too-large\n"
            "  gdsim compare why-zigzag\n"
            "  gdsim compare toy-bowl mine.toml --rule adam --rows -o rows.csv\n"
            "columns: run, settings that differ, iterations, final_loss, distance_to_minimum,\n"
            "stop_reason, verdict\n"
            "exit status: 0 finished, 2 bad input, 130 interrupted (what is done is written)"
        ),
    )
    add_run_options(parser, "+")
    parser.add_argument(
        "--rows", action="store_true", help=tr("write every iteration, with a column run first")
    )


def handle(options: argparse.Namespace) -> int:
    """Run the scenarios and write the table of them; return the exit status."""
    from gdsim.files.comparison import comparison_frame, rows_frame

    if options.state and not options.rows:
        raise InputError("--state: the table of runs has no such columns; add --rows")
    output, scenarios = output_from(options), _scenarios(options)
    with interruptible() as interrupted:
        room = output.require_room if options.rows else _any_room
        runs = _runs(scenarios, interrupted, room)
        is_interrupted = interrupted()
    clear_progress()
    output.write(rows_frame(runs, options.state) if options.rows else comparison_frame(runs))
    return INTERRUPTED if is_interrupted else FINISHED


def _any_room(_rows: int) -> None:
    """Take a table of a row a run, which every format has room for."""


def _runs(
    scenarios: list[Scenario], interrupted: Interrupted, room: Callable[[int], None]
) -> list[Named]:
    """Return the scenarios' runs with their names: those begun before an interruption.

    `room` refuses a number of rows that the output cannot hold.
    """
    from gdsim.files.comparison import unique_names
    from gdsim.files.scenario.run import run_scenario

    runs: list[Named] = []
    names = unique_names([scenario.name for scenario in scenarios])
    for name, scenario in zip(names, scenarios, strict=True):
        if interrupted():
            break
        before = sum(run.length for _, _, run in runs)
        report = _reporting(name, interrupted, room, before)
        runs.append((name, scenario, run_scenario(scenario, report=report)))
    return runs


def _reporting(
    name: str, interrupted: Interrupted, room: Callable[[int], None], before: int
) -> Report:
    """Return what tells how far the run of a name is, and stops it once it is interrupted.

    `before` are the rows of the runs before it, for which there has to be `room` too.
    """

    def report(made: int, limit: int | None) -> bool:
        room(before + (made if limit is None else limit))
        show_progress(f"{name}: {updates_made(made, limit)}")
        return interrupted()

    return report


def _scenarios(options: argparse.Namespace) -> list[Scenario]:
    """Return the scenarios under the options; one that alone refuses these is named."""
    made: list[Scenario] = []
    refused: list[tuple[str, InputError]] = []
    bases = [one for name in options.scenario for one in _with_prepared(name)]
    for name, base in bases:
        try:
            made.append(_scenario(options, base))
        except InputError as error:
            refused.append((name, error))
    if refused:
        name, first = refused[0]
        if not made:
            raise first
        raise InputError("{name}: {sentence}", name=name, sentence=first) from first
    return made


def _with_prepared(name: str) -> list[tuple[str, Scenario]]:
    """Return the scenario and what is prepared to be compared with it, by what was asked for."""
    from gdsim.files.scenario.run import compared_experiments
    from gdsim.files.scenario.scenario import load_scenario

    own = load_scenario(name, report=remark)
    prepared = [
        replace(own, name=f"{own.name}: {other}", experiment=experiment, changes=())
        for other, experiment in compared_experiments(own)
    ]
    return [(name, one) for one in (own, *prepared)]


def _scenario(options: argparse.Namespace, base: Scenario) -> Scenario:
    """Return a scenario under the options, with those of its minima that still hold."""
    scenario = scenario_from(options, base)
    minima: tuple[tuple[float, ...], ...] = ()
    if options.objective is None and options.data is None:
        order = [base.experiment.parameters.index(p) for p in scenario.experiment.parameters]
        minima = tuple(tuple(point[k] for k in order) for point in base.minima)
    return replace(scenario, minima=minima)
