"""The commands ``gdsim compare`` and ``gdsim sweep``."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from types import FrameType
from typing import TYPE_CHECKING, Any

from gdsim.cli.options import (
    DEFAULT_ITERATIONS,
    Output,
    add_run_options,
    output_from,
    scenario_from,
)
from gdsim.cli.over import over
from gdsim.cli.values import number
from gdsim.engine.descent.experiment import CRITERIA
from gdsim.engine.errors import InputError
from gdsim.i18n import tr, tr_error

if TYPE_CHECKING:
    import polars as pl

    from gdsim.engine.descent.experiment import Experiment
    from gdsim.engine.many.axes import Axis
    from gdsim.engine.run.run import Run
    from gdsim.files.comparison import Named
    from gdsim.files.scenario.scenario import Scenario

FINISHED, INTERRUPTED = 0, 130

SECONDS = 0.1
"""About how long work goes on before an interrupt is looked for and progress told."""

NOT_SWEPT = (*CRITERIA, "epochs")
"""Options that end a run early: a sweep makes the same updates everywhere."""

Interrupted = Callable[[], bool]


def add_compare_commands(commands: Any) -> None:
    """Add ``compare`` and ``sweep`` to argparse's subparsers."""
    compare = commands.add_parser(
        "compare",
        help=tr("run several scenarios and write one table"),
        description=tr(
            "Run several scenarios, with the same options, and write one table. The runs that a "
            "scenario is prepared to be compared with are made too."
        ),
        epilog=tr(
            "examples:\n"
            "  gdsim compare bowl-too-small bowl-just-right bowl-too-large\n"
            "  gdsim compare why-zigzag\n"
            "  gdsim compare toy-bowl mine.toml --rule adam --rows -o rows.csv\n"
            "columns: run, settings that differ, iterations, final_loss, distance_to_minimum,\n"
            "stop_reason, verdict\n"
            "exit status: 0 finished, 2 bad input, 130 interrupted (what is done is written)"
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_run_options(compare, "+")
    compare.add_argument(
        "--rows", action="store_true", help=tr("write every iteration, with a column run first")
    )
    sweep = commands.add_parser(
        "sweep",
        help=tr("run a scenario for many values of a setting"),
        description=tr("Run a scenario for every value of a setting, or of two."),
        epilog=tr(
            "examples:\n"
            "  gdsim sweep toy-bowl --over learning-rate=1e-4:1:log:200 --iterations 100\n"
            "  gdsim sweep toy-bowl --rule momentum --over learning-rate=0.01:1:log:50 \\\n"
            "      --over beta=0:0.99:50 -o sweep.csv\n"
            "  gdsim sweep linear-regression --over batch-size=1,8,32\n"
            "columns: the swept values, final_loss, diverged, iterations\n"
            "exit status: 0 finished, 2 bad input, 130 interrupted (what is done is written)"
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_run_options(sweep)
    sweep.add_argument(
        "--over",
        type=over,
        action="append",
        required=True,
        metavar="NAME=LOW:HIGH[:log]:COUNT",
        help=tr("learning-rate, batch-size or a setting; also NAME=A,B,C; at most twice"),
    )
    sweep.add_argument(
        "--target-loss",
        type=number,
        metavar="X",
        help=tr("add a column with the iteration that first has a loss of at most X"),
    )


@contextmanager
def _interruptible() -> Iterator[Interrupted]:
    """Give a function that tells whether Ctrl+C was pressed; pressed again, it interrupts."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, before)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(text: str) -> None:
    """Write progress over what was written before, on a terminal alone."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text:<40}" + ("" if text else "\r"))
        sys.stderr.flush()


def _write(frame: pl.DataFrame, output: Output) -> None:
    from gdsim.files.tables import write_frame

    target = sys.stdout.buffer if output.path is None else output.path
    write_frame(frame, target, output.format, output.decimals)
    sys.stdout.buffer.flush()


def compare(options: argparse.Namespace) -> int:
    """Run ``gdsim compare``; return the exit status."""
    from gdsim.files.comparison import comparison_frame, rows_frame, unique_names

    if options.state and not options.rows:
        raise InputError("--state: the table of runs has no such columns; add --rows")
    output = output_from(options)
    scenarios = _scenarios(options)
    names = unique_names([scenario.name for scenario in scenarios])
    runs: list[Named] = []
    with _interruptible() as interrupted:
        for name, scenario in zip(names, scenarios, strict=True):
            if interrupted():
                break
            runs.append((name, scenario, _run(name, scenario, interrupted)))
        stopped = interrupted()
    _tell("")
    _write(rows_frame(runs, output.state) if options.rows else comparison_frame(runs), output)
    return INTERRUPTED if stopped else FINISHED


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
        raise InputError("{name}: {sentence}", name=name, sentence=tr_error(first)) from first
    return made


def _with_prepared(name: str) -> list[tuple[str, Scenario]]:
    """Return the scenario and what is prepared to be compared with it, by what was asked for."""
    from dataclasses import replace

    from gdsim.files.scenario.run import compared_experiments
    from gdsim.files.scenario.scenario import load_scenario

    own = load_scenario(name)
    prepared = [
        replace(own, name=f"{own.name}: {other}", experiment=experiment, changes=())
        for other, experiment in compared_experiments(own)
    ]
    return [(name, one) for one in (own, *prepared)]


def _scenario(options: argparse.Namespace, base: Scenario) -> Scenario:
    """Return a scenario under the options, with those of its minima that still hold."""
    from dataclasses import replace

    scenario = scenario_from(options, base)
    minima: tuple[tuple[float, ...], ...] = ()
    if options.objective is None and options.data is None:
        order = [base.experiment.parameters.index(p) for p in scenario.experiment.parameters]
        minima = tuple(tuple(point[k] for k in order) for point in base.minima)
    return replace(scenario, minima=minima)


def _run(name: str, scenario: Scenario, interrupted: Interrupted) -> Run:
    """Run a scenario with its changes until it ends or is interrupted."""
    from gdsim.engine.run.run import Run

    run, changes = Run(scenario.experiment), list(scenario.changes)
    piece = 64
    while not interrupted():
        if changes and changes[0].at == run.length:
            run = run.branch(run.length, **changes.pop(0).fields)
        if run.stop is not None:
            break
        goal = piece if not changes else min(piece, changes[0].at - run.length)
        began = perf_counter()
        run.advance(goal)
        if perf_counter() - began < SECONDS / 2:
            piece *= 2
        of = "" if run.limit is None else f" / {run.limit:,}"
        _tell(f"{name}: {run.length:,}{of}")
    return run


def sweep(options: argparse.Namespace) -> int:
    """Run ``gdsim sweep``; return the exit status."""
    from gdsim.engine.many.sweep import Sweep
    from gdsim.engine.problem.objective import Objective
    from gdsim.files.comparison import sweep_frame
    from gdsim.study.many.sweep_findings import findings
    from gdsim.study.many.sweep_sentences import sweep_sentences

    for name in NOT_SWEPT:
        if getattr(options, name) is not None:
            raise InputError(
                "--{name}: not accepted here, where all runs are equally long; give --iterations",
                name=name.replace("_", "-"),
            )
    if options.state:
        raise InputError("--state: the table of a sweep has no such columns; leave it out")
    output, experiment = output_from(options), scenario_from(options).experiment
    axes = [_axis(name, values, experiment) for name, values in options.over]
    updates = _updates(experiment)
    try:
        objective = Objective(experiment.objective, experiment.dataset, experiment.parameters)
        work = Sweep(experiment, axes, updates, options.target_loss, objective)
    except InputError as error:
        raise InputError("--over: {sentence}", sentence=tr_error(error)) from error
    told = perf_counter()
    with _interruptible() as interrupted:
        for share in work.work():
            if interrupted():
                break
            if perf_counter() - told > SECONDS:
                told = perf_counter()
                _tell(f"{100 * share:.0f} %")
        stopped = interrupted()
    _tell("")
    result = work.result()
    _write(sweep_frame(result, options.target_loss is not None), output)
    sys.stderr.write(sweep_sentences(findings(result, experiment, objective, updates)) + "\n")
    return INTERRUPTED if stopped else FINISHED


def _axis(name: str, values: tuple[float, ...], experiment: Experiment) -> Axis:
    """Return the axis that an ``--over`` stands for; whole numbers where it takes no others."""
    from gdsim.engine.descent.settings import setting_specs
    from gdsim.engine.many.axes import BATCH_SIZE, Axis

    known = name.replace("-", "_")
    specs = setting_specs(experiment.rule, experiment.schedule)
    whole = [spec.name for spec in specs if spec.integer]
    if known in (BATCH_SIZE, *whole) and len(values) > 1 and len(set(map(round, values))) > 1:
        values = tuple(dict.fromkeys(float(round(value)) for value in values))
    return Axis(known, values)


def _updates(experiment: Experiment) -> int:
    """Return how many updates each run makes: the limit of iterations, or that of epochs."""
    from gdsim.engine.descent.batching import Batching

    if experiment.iterations is not None:
        return experiment.iterations
    if experiment.epochs is None:
        return DEFAULT_ITERATIONS
    rows = 1 if experiment.dataset is None else len(experiment.dataset)
    return experiment.epochs * Batching.of(experiment, rows).updates_per_epoch
