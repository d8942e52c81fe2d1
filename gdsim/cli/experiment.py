"""The scenario that the options of a command describe."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from msgspec.structs import replace

from gdsim.cli.streams import remark
from gdsim.cli.values import tell_taken
from gdsim.engine.errors import InputError
from gdsim.engine.option import plain_name
from gdsim.i18n import tr, tr_error

if TYPE_CHECKING:
    from gdsim.engine.descent.experiment import Experiment
    from gdsim.files.scenario.scenario import Scenario

P = ParamSpec("P")
T = TypeVar("T")

DEFAULT_ITERATIONS = 100
"""Updates made where nothing says when the run ends."""

_PROBLEM = ("parameters", "objective", "data", "let")
"""Options that an objective may be refused for, the likeliest first."""

READING = ("skip_bad_rows", "labels", "units", "thousands", "header")
"""Options that say how the file of ``--data`` is to be read."""

MOST_ITERATIONS = 1_000_000
"""The most updates made where a criterion other than a number of updates ends the run."""


def named(option: str, work: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> T:
    """Do `work`; put the option's name, if there is one, in front of what it refuses."""
    try:
        return work(*arguments, **more)
    except InputError as error:
        if not option:
            raise
        raise InputError("{option}: {sentence}", option=option, sentence=error) from error


def scenario_from(options: argparse.Namespace, base: Scenario | None = None) -> Scenario:
    """Return the scenario that the options describe, with a limit where it would have no end.

    It is made from `base`, or where there is none, from the one that the options name.

    Raises
    ------
    InputError
        Naming the option or file, what was wrong and what would be accepted.
    """
    from gdsim.engine.descent.experiment import Experiment
    from gdsim.files.scenario.scenario import Scenario, load_scenario

    if base is None and options.scenario is not None:
        base = load_scenario(options.scenario, report=remark)
    elif base is None:
        if options.objective is None:
            raise InputError(
                "nothing to run; give a scenario (see gdsim scenarios) or --objective TEXT"
            )
        base = Scenario("run", options.objective, "", Experiment(objective=options.objective))
    experiment = finished(_with_problem(base.experiment, options), options)
    return replace(base, experiment=experiment)


def finished(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with all that is not its problem, and with a limit to its updates."""
    return _with_end(_with_descent(experiment, options))


def _with_problem(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with the given objective, data, parameters and start."""
    from gdsim.engine.descent.problem import objective_of
    from gdsim.engine.descent.settings import bounds_of

    before = experiment
    if options.objective is not None:
        own: dict[str, Any] = {"parameters": (), "bounds": {}, "initial": {}}
        experiment = experiment.with_(objective=options.objective, **own)
    experiment = _with_data(experiment, options)
    if options.parameters is not None:
        experiment = experiment.with_(parameters=options.parameters)
    experiment = _with_constants(experiment, options)
    if options.maximise is not None:
        experiment = experiment.with_(maximise=options.maximise)
    blamed = next((f"--{name}" for name in _PROBLEM if getattr(options, name)), "")
    objective = named(blamed, objective_of, experiment)
    for taken in objective.expression.remarks:
        remark(f"{tr_error(taken)}.")
    if options.bounds is not None:
        experiment = experiment.with_(bounds=options.bounds)
    named("--bounds" if options.bounds else "", bounds_of, experiment, objective.parameters)
    start = _start(before, objective.parameters, options)
    return experiment.with_(start=start, parameters=objective.parameters)


def _with_constants(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with the constants of its scenario, and those given instead of them."""
    from gdsim.engine.formula.named_constants import checked_constants

    let = dict(experiment.let) if options.objective is None else {}
    for numbers in options.let or ():
        let |= numbers
    columns = experiment.dataset.names if experiment.dataset is not None else ()
    let = named("--let" if options.let else "", checked_constants, let, columns)
    kept = () if let.keys() != experiment.let.keys() else experiment.parameters
    return experiment.with_(let=let, parameters=options.parameters or kept)


def _with_data(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with the given data; how they were taken is told on standard error."""
    if options.data is None:
        for name in READING:
            if getattr(options, name):
                raise InputError(
                    "{option}: there is no --data that it could be for; give --data FILE",
                    option=f"--{name.replace('_', '-')}",
                )
        return experiment
    from gdsim.files.data.reading import columns_used, dataset_from
    from gdsim.files.data.steps import reading_steps

    steps = named("--labels", reading_steps, **{name: getattr(options, name) for name in READING})
    uses = columns_used(experiment.objective)
    dataset = dataset_from(options.data, Path(), steps, uses, report=remark)
    return experiment.with_(dataset=dataset)


def _start(
    before: Experiment, names: tuple[str, ...], options: argparse.Namespace
) -> tuple[float, ...]:
    """Return the start that was given, else that of `before`, in the order of `names`."""
    from gdsim.files.scenario.scenario import start_values

    if options.start is not None:
        start = named("--start", start_values, options.start, names)
        if isinstance(options.start, str) and not _is_plain(options.start, len(names)):
            text = ", ".join(f"{name} = {x:g}" for name, x in zip(names, start, strict=True))
            remark(tr("start: {values}").format(values=text))
        return start
    known = dict(zip(before.parameters, before.start, strict=False))
    if options.objective is None and set(known) == set(names):
        return tuple(known[name] for name in names)
    raise InputError(
        "the start is missing; give --start with a number for each of {names}, as {example}",
        names=", ".join(names),
        example=",".join(f"{name}=1" for name in names),
    )


def _is_plain(start: str, count: int) -> bool:
    """Tell whether it is plain which numbers a start has, and of which parameters."""
    value = r"[-+]?[0-9]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?"
    if "=" not in start:
        return count == 1 and bool(re.fullmatch(value, start.strip()))
    return bool(re.fullmatch(rf"(?:\s*\w+\s*=\s*{value}\s*(?:,|$))+", start))


def _with_descent(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with the given rule, schedule, batches and stopping criteria."""
    from gdsim.engine.descent.batching import Batching
    from gdsim.engine.descent.experiment import CHANGEABLE
    from gdsim.engine.descent.rules import make_rule, rule_spec
    from gdsim.engine.descent.schedule import make_schedule
    from gdsim.engine.descent.schedules import schedule_spec
    from gdsim.engine.descent.settings import known_settings, split_settings

    given: dict[str, Any] = {
        name: getattr(options, name)
        for name in CHANGEABLE
        if name != "settings" and getattr(options, name) is not None
    }
    rule = given.get("rule", experiment.rule)
    schedule = given.get("schedule", experiment.schedule)
    rule = _taken_as(rule, named("--rule", rule_spec, rule).name)
    schedule = _taken_as(schedule, named("--schedule", schedule_spec, schedule).name)
    given |= {"rule": rule, "schedule": schedule}
    kept = known_settings(rule, schedule, experiment.settings)
    settings = {**kept, **dict(options.set or ())}
    for_rule, for_schedule = named("--set", split_settings, rule, schedule, settings)
    named("--set", make_rule, rule, for_rule)
    named("--set", make_schedule, schedule, 1.0, for_schedule)
    experiment = experiment.with_(**given, settings=settings)
    experiment = _with_memory(experiment, options)
    if experiment.dataset is not None:
        named("--batch-size", Batching.of, experiment, len(experiment.dataset))
    return experiment


def _with_memory(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with what its rule is to remember before the first update.

    A velocity that a previous point tells is told on standard error.
    """
    from gdsim.engine.descent.initial import refuse_unfitting, with_given
    from gdsim.study.words.previous_point import previous_sentences

    names = experiment.parameters
    if options.initial:
        given: dict[str, float] = {}
        for numbers in options.initial:
            given |= numbers
        named("--initial", refuse_unfitting, experiment.with_(initial=given), names)
        experiment = experiment.with_(initial=with_given(experiment.initial, given, names))
    if experiment.initial:
        for sentence in previous_sentences(experiment, names):
            remark(sentence)
    return experiment


def _taken_as(typed: str, name: str) -> str:
    """Return the name of what was chosen; say so where another word was typed for it."""
    if plain_name(typed) != plain_name(name):
        tell_taken(typed, name)
    return name


def _with_end(experiment: Experiment) -> Experiment:
    """Return the experiment with a limit of updates, so that every run ends."""
    if experiment.iterations is not None or experiment.epochs is not None:
        return experiment
    from gdsim.engine.descent.experiment import CRITERIA

    waits = any(getattr(experiment, name) is not None for name in CRITERIA)
    return experiment.with_(iterations=MOST_ITERATIONS if waits else DEFAULT_ITERATIONS)


def updates_of(experiment: Experiment) -> int:
    """Return how many updates each run makes: the limit of iterations, or that of epochs."""
    from gdsim.engine.descent.batching import Batching

    if experiment.iterations == 0:
        raise InputError("--iterations: without an update there is nothing to see; give at least 1")
    if experiment.iterations is not None:
        return experiment.iterations
    if experiment.epochs is None:
        return DEFAULT_ITERATIONS
    rows = 1 if experiment.dataset is None else len(experiment.dataset)
    return experiment.epochs * Batching.of(experiment, rows).updates_per_epoch
