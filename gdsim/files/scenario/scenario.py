"""Scenario files: an experiment in TOML, with the command line's option names as keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.initial import refuse_other_rules
from gdsim.engine.descent.problem import objective_of
from gdsim.engine.descent.rules import Rule, make_rule
from gdsim.engine.descent.settings import rule_of
from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_point, values_by_name, wrong_length
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.segment import Segment
from gdsim.files.data.report import Report, to_nobody
from gdsim.files.endings import DOCUMENT
from gdsim.files.regular import is_there, read_regular
from gdsim.files.scenario.file import ScenarioFile, decode, ranges_of
from gdsim.files.scenario.fitting import require_fitting
from gdsim.files.scenario.listing import builtin_files, builtin_scenarios
from gdsim.files.shortened import encodable, shortened

FIRST_SCENARIO = "toy-bowl"
"""What the program opens with where nothing else is asked for."""

MOST_BYTES = 1_000_000
"""The most bytes of a scenario file."""


class Change(Struct, frozen=True):
    """Fields of the experiment that are new from update `at` on."""

    at: int
    fields: Mapping[str, Any]


class Compared(Struct, frozen=True):
    """Another run to begin with: its name, and the fields of the experiment that differ."""

    name: str
    fields: Mapping[str, Any]


class Scenario(Struct, frozen=True):
    """An experiment with its title, and hints for the window.

    Attributes
    ----------
    name
        Stem of the file.
    changes
        In order of their updates.
    compare
        Runs that the window shows beside this one from the start.
    view
        Ranges to show, by parameter; None where the window is to choose.
    minima
        Known minimisers, one value for each parameter.
    """

    name: str
    title: str
    description: str
    experiment: Experiment
    changes: tuple[Change, ...] = ()
    compare: tuple[Compared, ...] = ()
    view: Mapping[str, tuple[float, float]] | None = None
    minima: tuple[tuple[float, ...], ...] = ()
    position: int = 1000


def load_scenario(source: Path | str, report: Report = to_nobody) -> Scenario:
    """Return the scenario in a file, or the built-in one of that name.

    Parameters
    ----------
    report
        Told, a sentence each, how the data were taken.

    Raises
    ------
    InputError
        Naming the file, the line or key, what was wrong and what would be accepted.
    """
    path = Path(source)
    if path.suffix != ".toml" and not is_there(path):
        return builtin_scenario(str(source))
    return _located(path, lambda: _scenario_of(decode(_read(path)), path, report))


def _located(path: Path, work: Callable[[], Scenario]) -> Scenario:
    """Do `work`; put the file's name in front of what it refuses."""
    try:
        return work()
    except InputError as error:
        name = shortened(path.name)
        if path.name in str(error) or name in str(error) or not name:
            raise
        raise InputError("{path}: {sentence}", path=name, sentence=error) from error


def _read(path: Path) -> str:
    if path.suffix.lower() == DOCUMENT and is_there(path):
        raise InputError(
            "{path} is a document; open it in the window and save it as a scenario (.toml) there",
            path=shortened(path.name),
        )
    too_large = InputError("{path} is too large for a scenario file", path=path.name)
    try:
        return read_regular(path, MOST_BYTES, too_large).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("{path} is not a text file in UTF-8", path=path.name) from error
    except InputError:
        raise
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        if not path.parent.parts and not is_there(path):
            raise InputError(
                "cannot read {path} ({reason}); name a scenario file or one of {accepted}",
                path=shortened(path),
                reason=reason,
                accepted=", ".join(name for name, _ in builtin_scenarios()),
            ) from error
        raise InputError(
            "cannot read {path} ({reason}); name a scenario file",
            path=shortened(path),
            reason=reason,
        ) from error


def _scenario_of(file: ScenarioFile, path: Path, report: Report = to_nobody) -> Scenario:
    dataset, text = _problem(file, path.parent, report)
    experiment = Experiment(
        objective=text,
        dataset=dataset,
        parameters=tuple(file.parameters),
        let=file.let,
        maximise=file.maximise,
        bounds=ranges_of(file.bounds),
        initial=file.initial,
        **file.fields(),
    )
    objective = objective_of(experiment)
    names = objective.parameters
    _check_hints(file, names)
    given = file.start
    if file.loss is not None and not given:
        given = [0.0] * len(names)
    experiment = experiment.with_(parameters=names, start=start_values(given, names))
    # A rate, a rule or a limit that no run can have is refused now, while the file is known.
    Segment.begin(experiment, objective)
    changes = tuple(
        Change(change.at, change.fields()) for change in sorted(file.change, key=lambda c: c.at)
    )
    _check_changes(experiment, changes, objective)
    scenario = Scenario(
        name=encodable(path.stem),
        title=file.title or encodable(path.stem),
        description=" ".join(file.description.split()),
        experiment=experiment,
        changes=changes,
        compare=tuple(Compared(one.name, one.fields()) for one in file.compare),
        view=file.view or None,
        minima=tuple(tuple(point) for point in file.minimum),
        position=file.position,
    )
    _check_memory(scenario)
    return scenario


def _problem(file: ScenarioFile, folder: Path, report: Report) -> tuple[Dataset | None, str]:
    """Return the data of a scenario, and the text of what is minimised."""
    require_fitting(msgspec.structs.asdict(file), ["objective"])
    if file.loss is None and not file.objective:
        raise InputError("missing key objective; give it, or loss and target with data")
    steps = file.reading_steps()
    if file.data is None:
        if steps:
            raise InputError(
                "{key}: there is no data that it could be for; give data, as data = 'points.csv'",
                key=steps[0].partition(" ")[0],
            )
        return None, file.objective
    if file.loss is not None and file.target is not None:
        from gdsim.engine.problem.wide_text import loss_text
        from gdsim.files.scenario.ready_made import loss_choice, loss_data

        choice = loss_choice(file.loss, file.convention, file.penalty)
        dataset, features, target = loss_data(
            choice, file.data, folder, steps, file.target, file.features, report
        )
        return dataset, loss_text(dataset, choice, features, target)
    # Imported only where there is data, so that the window opens sooner.
    from gdsim.files.data.reading import columns_used, dataset_from

    uses = columns_used(file.objective)
    return dataset_from(file.data, folder, steps, uses, report), file.objective


def _check_hints(file: ScenarioFile, parameters: tuple[str, ...]) -> None:
    """Refuse changes, ranges and minimisers that do not fit the objective."""
    accepted = ", ".join(parameters)
    for change in file.change:
        if change.at < 1:
            raise InputError("change: at is {at}; give an update of at least 1", at=change.at)
    for name, (low, high) in file.view.items():
        if name not in parameters or not -1e300 < low < high < 1e300:
            raise InputError(
                "view: {name} = [{low}, {high}] is not accepted; give [low, high], with low < high,"
                " for any of {accepted}",
                name=name,
                low=low,
                high=high,
                accepted=accepted,
            )
    for point in file.minimum:
        if len(point) != len(parameters) or not all(map(math.isfinite, point)):
            raise InputError(
                "minimum: give one finite value for each of {accepted}", accepted=accepted
            )


def _check_changes(experiment: Experiment, changes: Sequence[Change], objective: Objective) -> None:
    """Refuse a change that no run can go on with, however late it comes."""
    for change in changes:
        experiment = experiment.with_(**change.fields)
        try:
            Segment.begin(experiment, objective, t=change.at)
        except InputError as error:
            raise InputError("change at {at}: {sentence}", at=change.at, sentence=error) from error


def rules_from_start(experiment: Experiment, compare: Sequence[Compared]) -> list[Rule]:
    """Return the rule of a run, and those of the runs that are compared with it."""
    others = [one.fields["rule"] for one in compare if "rule" in one.fields]
    return [rule_of(experiment), *(make_rule(name, {}) for name in others)]


def _check_memory(scenario: Scenario) -> None:
    """Refuse a memory that neither the run's rule has nor one that it is compared with."""
    experiment = scenario.experiment
    rules = rules_from_start(experiment, scenario.compare)
    try:
        refuse_other_rules(rules, experiment.initial, experiment.parameters)
    except InputError as error:
        raise InputError("initial: {sentence}", sentence=error) from error


def start_values(
    given: Mapping[str, float] | list[float] | str, parameters: tuple[str, ...]
) -> tuple[float, ...]:
    """Return the start in the order of the parameters; raise InputError where it does not fit."""
    if isinstance(given, str):
        return read_point(given, parameters)
    if isinstance(given, Mapping):
        return values_by_name(given, parameters)
    if len(given) != len(parameters):
        raise wrong_length(len(given), parameters)
    return tuple(float(value) for value in given)


def builtin_scenario(name: str) -> Scenario:
    """Return the built-in scenario `name`; raise InputError if there is none."""
    # Their titles, for which every file is read, are not asked for.
    path = next((file for file in builtin_files() if file.stem == name), None)
    if path is None:
        raise _unknown_name(name, [known for known, _ in builtin_scenarios()])
    return _located(path, lambda: _scenario_of(decode(_read(path)), path))


def _unknown_name(name: str, names: Sequence[str]) -> InputError:
    import difflib

    near = difflib.get_close_matches(name, names, 1)
    name = shortened(name)
    known = ", ".join(names)
    if not near:
        return InputError(
            "{name} is not a scenario; give a file that ends in .toml, or one of {accepted}",
            name=name,
            accepted=known,
        )
    return InputError(
        "{name} is not a scenario (did you mean {near}?); give a file that ends in .toml, or one of"
        " {accepted}",
        name=name,
        near=near[0],
        accepted=known,
    )


def opening_scenario(source: str | None, report: Report = to_nobody) -> Scenario:
    """Return the scenario in a file or of a name; without one, what the program opens with.

    As `load_scenario` it tells how the data were taken.
    """
    return builtin_scenario(FIRST_SCENARIO) if source is None else load_scenario(source, report)
