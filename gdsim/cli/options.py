"""The options of the command line, and the scenario that those of ``run`` describe."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdsim.cli import values
from gdsim.engine.descent.experiment import LAST_BATCHES, METHODS, ORDERS, Experiment
from gdsim.engine.errors import InputError
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.files.scenario.scenario import Scenario
    from gdsim.files.tables import Format

DEFAULT_ITERATIONS = 100
MOST_ITERATIONS = 1_000_000
"""Updates made where only a criterion other than a number of updates ends the run."""

CRITERIA = ("stop_gradient_norm", "stop_loss_change", "stop_loss")


@dataclass(frozen=True)
class Output:
    """Where the table goes and how; path None is standard output, decimals None exact."""

    path: Path | None
    format: Format
    decimals: int | None
    state: bool


def add_run_options(parser: argparse.ArgumentParser, scenarios: str = "?") -> None:
    """Add the options of ``gdsim run``; `scenarios` is argparse's word for how many it takes."""
    _add_experiment_options(parser, scenarios)
    _add_output_options(parser)


def add_working_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``gdsim working``: those of an experiment, and what to show of it."""
    _add_experiment_options(parser)
    add = parser.add_argument_group(tr("output")).add_argument
    add(
        "--at",
        type=values.whole_number(0),
        required=True,
        metavar="T",
        help=tr("the update to work out"),
    )
    add(
        "--to",
        type=values.whole_number(0),
        metavar="T",
        help=tr("the last one, where several are wanted"),
    )
    add(
        "--format",
        choices=("md", "tex", "html", "pdf", "txt"),
        help=tr("default: from the file's ending"),
    )
    add(
        "--decimals",
        type=values.decimals,
        default=4,
        metavar="N",
        help=tr("digits after the point, halves rounded up; default: 4"),
    )
    add(
        "--blanks",
        action="store_const",
        dest="kind",
        const="blanks",
        default="worked",
        help=tr("leave the results out, with answers at the end"),
    )
    add(
        "--questions",
        action="store_const",
        dest="kind",
        const="questions",
        help=tr("leave the results out, without any answers"),
    )
    add("-o", "--output", type=Path, metavar="FILE", help=tr("default: standard output"))


def _add_experiment_options(parser: argparse.ArgumentParser, scenarios: str = "?") -> None:
    """Add what describes an experiment; each is also a key of a scenario file."""
    add = parser.add_argument
    add("scenario", nargs=scenarios, metavar="SCENARIO", help=tr("a built-in name or a .toml file"))
    problem = parser.add_argument_group(tr("problem"))
    add = problem.add_argument
    add("--objective", metavar="TEXT", help=tr("the loss of one row, as 'w1^2 + 4*w2^2'"))
    add("--data", metavar="FILE.csv", help=tr("its columns are data, all other names parameters"))
    add(
        "--skip-bad-rows",
        action="store_true",
        help=tr("leave out rows of --data with a value that is missing or no number"),
    )
    add("--start", type=values.start, metavar="w1=4,w2=2", help=tr("also 4,2 in parameter order"))
    add("--parameters", type=values.names, metavar="w1,w2", help=tr("order of the parameters"))
    descent = parser.add_argument_group(tr("descent"))
    add = descent.add_argument
    add("--learning-rate", type=values.positive, metavar="0.1")
    add("--schedule", metavar="NAME", help=tr("learning-rate schedule"))
    add("--rule", metavar="NAME", help=tr("update rule"))
    add(
        "--set",
        type=values.setting,
        action="append",
        metavar="beta=0.9",
        help=tr("a setting of the rule or the schedule; repeatable"),
    )
    _add_batch_options(parser)
    _add_rounding_options(parser)
    _add_stopping_options(parser)


def _add_batch_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group(tr("batches")).add_argument
    add("--method", choices=METHODS)
    add("--batch-size", type=values.whole_number(1), metavar="32")
    add("--order", choices=ORDERS)
    add("--last-batch", choices=LAST_BATCHES)
    add("--seed", type=values.whole_number(0), metavar="0")


def _add_rounding_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group(tr("as by hand")).add_argument
    add(
        "--round-gradient",
        type=values.rounding,
        metavar="'2 figures'",
        help=tr("round the gradient and the rule's state in each update; also 'N decimals'"),
    )
    add(
        "--round-parameters",
        type=values.rounding,
        metavar="'3 decimals'",
        help=tr("round the new parameters in each update"),
    )


def _add_stopping_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group(tr("stopping")).add_argument
    add("--iterations", type=values.whole_number(1), metavar="N")
    add("--epochs", type=values.whole_number(1), metavar="N")
    add("--stop-gradient-norm", type=values.number, metavar="X")
    add("--stop-loss-change", type=values.number, metavar="X")
    add("--stop-loss", type=values.number, metavar="X")


def add_table_options(parser: argparse.ArgumentParser) -> Any:
    """Add where a table goes and in which format; return what adds to the same group."""
    add = parser.add_argument_group(tr("output")).add_argument
    formats = ("csv", "tsv", "md", "tex", "json", "parquet", "xlsx")
    add("--format", choices=formats, help=tr("default: from the file's ending, else csv"))
    add("-o", "--output", type=Path, metavar="FILE", help=tr("default: standard output"))
    return add


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    add = add_table_options(parser)
    add(
        "--decimals",
        type=values.decimals,
        metavar="N",
        help=tr("digits after the point, halves rounded up; default: shortest exact"),
    )
    add("--state", action="store_true", help=tr("add the rule's state columns"))


def add_screenshot_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``gdsim screenshot``."""
    add = parser.add_argument
    add("file", nargs="?", metavar="FILE", help=tr("a scenario file or a built-in name"))
    add("-o", "--output", required=True, metavar="P.png")
    add("--at", type=values.whole_number(0), metavar="T", help=tr("the update to stand at"))
    add("--size", type=values.size, default=(1280, 800), metavar="1280x800")
    add("--theme", choices=("light", "dark"), default="light")


def scenario_from(options: argparse.Namespace, base: Scenario | None = None) -> Scenario:
    """Return the scenario that the options describe, with a limit where it would have no end.

    It is made from `base`, or where there is none, from the one that the options name.

    Raises
    ------
    InputError
        Naming the option or file, what was wrong and what would be accepted.
    """
    from gdsim.files.scenario.scenario import Scenario, load_scenario

    if base is None and options.scenario is not None:
        base = load_scenario(options.scenario)
    elif base is None:
        if options.objective is None:
            raise InputError(
                "nothing to run; give a scenario (see gdsim scenarios) or --objective TEXT"
            )
        base = Scenario("run", options.objective, "", Experiment(objective=options.objective))
    experiment = _with_end(_with_descent(_with_problem(base.experiment, options), options))
    return replace(base, experiment=experiment)


def output_from(options: argparse.Namespace) -> Output:
    """Return where the table of ``run`` goes and how; raise InputError for an unknown ending."""
    from gdsim.files.tables import format_of

    chosen = options.format
    if chosen is None:
        chosen = "csv" if options.output is None else format_of(options.output)
    return Output(options.output, chosen, options.decimals, options.state)


def _with_problem(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with the given objective, data, parameters and start."""
    from gdsim.engine.problem.objective import Objective
    from gdsim.files.data.reading import dataset_from
    from gdsim.files.scenario.scenario import start_values

    old_order = experiment.parameters
    given = dict(zip(old_order, experiment.start, strict=False))
    if options.objective is not None:
        experiment = experiment.with_(objective=options.objective, parameters=())
    if options.data is not None:
        data = dataset_from(options.data, Path(), options.skip_bad_rows, report=_tell)
        experiment = experiment.with_(dataset=data)
    elif options.skip_bad_rows:
        raise InputError(
            "--skip-bad-rows: there is no --data whose rows could be left out; give --data FILE"
        )
    if options.parameters is not None:
        experiment = experiment.with_(parameters=options.parameters)
    blamed = next(
        (f"--{name}" for name in ("parameters", "objective", "data") if getattr(options, name)), ""
    )
    names = _named(
        blamed, Objective, experiment.objective, experiment.dataset, experiment.parameters
    ).parameters
    if options.start is not None:
        start = _named("--start", start_values, options.start, names)
    elif options.objective is None and set(given) == set(names):
        start = tuple(given[name] for name in names)
    else:
        raise InputError(
            "the start is missing; give --start with a number for each of {names}, as {example}",
            names=", ".join(names),
            example=",".join(f"{name}=1" for name in names),
        )
    return experiment.with_(start=start, parameters=names)


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def _named(option: str, work: Any, *arguments: Any) -> Any:
    """Do `work`; put the option's name in front of what it refuses."""
    try:
        return work(*arguments)
    except InputError as error:
        if not option:
            raise
        raise InputError("{option}: {sentence}", option=option, sentence=str(error)) from error


def _with_descent(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with the given rule, schedule, batches and stopping criteria."""
    from gdsim.engine.descent.batching import Batching
    from gdsim.engine.descent.rules import make_rule, rule_spec
    from gdsim.engine.descent.schedule import make_schedule, schedule_spec, split_settings
    from gdsim.engine.descent.settings import known_settings

    given: dict[str, Any] = {
        name: getattr(options, name)
        for name in Experiment.__dataclass_fields__
        if name not in ("objective", "dataset", "parameters", "start", "settings")
        and getattr(options, name) is not None
    }
    rule = given.get("rule", experiment.rule)
    schedule = given.get("schedule", experiment.schedule)
    _named("--rule", rule_spec, rule)
    _named("--schedule", schedule_spec, schedule)
    kept = known_settings(rule, schedule, experiment.settings)
    settings = {**kept, **dict(options.set or ())}
    for_rule, for_schedule = _named("--set", split_settings, rule, schedule, settings)
    _named("--set", make_rule, rule, for_rule)
    _named("--set", make_schedule, schedule, 1.0, for_schedule)
    experiment = experiment.with_(**given, settings=settings)
    if experiment.dataset is not None:
        _named("--batch-size", Batching.of, experiment, len(experiment.dataset))
    return experiment


def _with_end(experiment: Experiment) -> Experiment:
    """Return the experiment with a limit of updates, so that every run ends."""
    if experiment.iterations is not None or experiment.epochs is not None:
        return experiment
    waits = any(getattr(experiment, name) is not None for name in CRITERIA)
    return experiment.with_(iterations=MOST_ITERATIONS if waits else DEFAULT_ITERATIONS)
