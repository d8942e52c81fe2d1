"""Runs made of scenarios, and scenarios that repeat a run."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from math import inf
from time import perf_counter, process_time

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.settings import known_settings
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import Change, Scenario

MOST_UPDATES_COMPARED = 10_000
"""The most updates of a run that is shown beside another from the start."""

FIRST_SLICE = 64
"""Updates before the first report of progress."""

SHORT_SLICE = 0.05
"""Seconds; after a slice that took less, the next one has twice as many updates."""

Made = Generator[Run, None, Run]

Report = Callable[[int, int | None], bool]
"""Told how many updates were made, and the limit where there is one; returns whether to stop."""


def _go_on(_made: int, _limit: int | None) -> bool:
    return False


def run_scenario(
    scenario: Scenario,
    updates: int | None = None,
    report: Report = _go_on,
    objective: Objective | None = None,
) -> Run:
    """Return a run of `scenario`, with its changes.

    Parameters
    ----------
    updates
        How many updates to make at most; None for all until a criterion ends the run.
    report
        Called between slices of a tenth of a second or less; once it returns True, the run is left
        as it is.
    objective
        What is minimised, where it is not what the experiment's text says.

    Raises
    ------
    InputError
        If there is no memory for all its rows.
    """
    making = _made(Run(scenario.experiment, objective), scenario, updates)
    try:
        while not report((run := next(making)).length, run.limit):
            pass
    except StopIteration as end:
        run = end.value
    return run


def _made(run: Run, scenario: Scenario, updates: int | None, first: int = FIRST_SLICE) -> Made:
    """Make a scenario's updates in its run, yield it after each slice, and return it."""
    for change in scenario.changes:
        if updates is not None and change.at > updates:
            break
        for _ in advancing(run, change.at, first):
            yield run
        if run.length == change.at:
            run = run.branch(change.at, **change.fields)
    for _ in advancing(run, updates, first):
        yield run
    return run


def advancing(run: Run, goal: int | None, first: int = FIRST_SLICE) -> Iterator[None]:
    """Make updates up to `goal` (None: until a criterion ends the run), a slice at a time.

    The first slice has `first` updates, the later ones more as long as they take no time.
    """
    size = first
    while run.stop is None and (goal is None or run.length < goal):
        began = perf_counter()
        run.advance(size if goal is None else min(size, goal - run.length))
        if perf_counter() - began < SHORT_SLICE:
            size *= 2
        yield


def require_update(run: Run, t: int) -> None:
    """Raise InputError unless the run can be read at update `t`."""
    if t > run.length:
        raise InputError(
            "the run ends after {n} update; give one from 0 to {n}",
            "the run ends after {n} updates; give one from 0 to {n}",
            n=run.length,
        )


class Opening:
    """The runs that a window opens with, made a slice at a time: they may take long.

    Parameters
    ----------
    most
        How many beside the scenario's own.
    given
        The scenario's own run, where it is made already.

    Raises
    ------
    InputError
        If one of them is refused.

    Attributes
    ----------
    run
        The scenario's own: without any update, unless it is compared from there.
    others
        Those beside it, by name.
    is_given
        Whether the scenario's own was made already.
    is_done
        Whether all are made.
    """

    def __init__(self, scenario: Scenario, most: int, given: Run | None = None) -> None:
        self.scenario, self.is_given = scenario, given is not None
        self.run = Run(scenario.experiment) if given is None else given
        self.others = [
            (name, Run(experiment, self.run.objective))
            for name, experiment in compared_experiments(scenario)[:most]
        ]
        self.is_done = not self.others
        self.work = self._work()

    def _work(self) -> Iterator[float]:
        """Make the runs; yield the share that is done."""
        count = 1 + len(self.others)
        if self.others and not self.is_given:
            making = _made(self.run, self.scenario, MOST_UPDATES_COMPARED, first=1)
            try:
                while True:
                    self.run = next(making)
                    yield self.run.length / MOST_UPDATES_COMPARED / count
            except StopIteration as end:
                self.run = end.value
        for k, (_, run) in enumerate(self.others, start=1):
            for _ in advancing(run, MOST_UPDATES_COMPARED, first=1):
                yield (k + run.length / MOST_UPDATES_COMPARED) / count
        self.is_done = True

    def work_for(self, seconds: float) -> None:
        """Go on for so many seconds of computing, or until all is done."""
        until = process_time() + seconds
        for _ in self.work:
            if process_time() > until:
                break


def first_run(scenario: Scenario) -> Run:
    """Return the run that a window opens with: no update made, unless it is compared from there."""
    return run_scenario(scenario, updates=MOST_UPDATES_COMPARED if scenario.compare else 0)


def compared_experiments(scenario: Scenario) -> list[tuple[str, Experiment]]:
    """Return the experiments to begin with beside the scenario's own, by name."""
    found, own = [], scenario.experiment
    for one in scenario.compare:
        rule = one.fields.get("rule", own.rule)
        schedule = one.fields.get("schedule", own.schedule)
        kept = known_settings(rule, schedule, own.settings)
        found.append((one.name, own.with_(**{"settings": kept, **one.fields})))
    return found


def known_minima(
    objective: Objective, scenario: Scenario, experiment: Experiment
) -> tuple[tuple[float, ...], ...]:
    """Return the minima (d,) of an objective that are known, in the order of its parameters.

    Those that the scenario names, where it is of the same loss; else that of a quadratic with one.
    For an experiment that maximises they are maxima; what lies out of its bounds is none of them.
    """
    found = _known(objective, scenario, maximises=experiment.maximise)
    ranges = [experiment.bounds.get(name, (-inf, inf)) for name in objective.parameters]
    return tuple(
        point
        for point in found
        if all(low <= x <= high for x, (low, high) in zip(point, ranges, strict=True))
    )


def _known(
    objective: Objective, scenario: Scenario, *, maximises: bool
) -> tuple[tuple[float, ...], ...]:
    own = scenario.experiment
    names = own.parameters
    is_same = own.objective == objective.expression.text and own.dataset == objective.dataset
    is_same = is_same and own.maximise == maximises
    is_same = is_same and _used(own, objective) == objective.expression.constants
    if scenario.minima and is_same and set(names) == set(objective.parameters):
        order = [names.index(name) for name in objective.parameters]
        return tuple(tuple(float(point[k]) for k in order) for point in scenario.minima)
    from gdsim.engine.diagnosis.quadratic import minimum_of

    minimum = minimum_of(objective.negated if maximises else objective)
    return () if minimum is None else (tuple(minimum.tolist()),)


def _used(experiment: Experiment, objective: Objective) -> dict[str, float]:
    """Return the constants of an experiment that stand in an objective."""
    names = objective.expression.constants
    return {name: value for name, value in experiment.let.items() if name in names}


def scenario_of(run: Run, scenario: Scenario) -> Scenario:
    """Return what repeats `run` exactly, with the title and hints of the scenario it came from."""
    base, *later = run.segments
    changes = []
    before = base.experiment
    for segment in later:
        changes.append(Change(segment.first, segment.experiment.changed_fields(before)))
        before = segment.experiment
    start = tuple(float(value) for value in run.row(0).theta)
    experiment = base.experiment.with_(start=start, parameters=run.objective.parameters)
    same = run.objective.expression.text == scenario.experiment.objective
    same_data = run.objective.dataset == scenario.experiment.dataset
    same_data = same_data and experiment.let == scenario.experiment.let
    same_data = same_data and experiment.maximise == scenario.experiment.maximise
    return Scenario(
        name=scenario.name,
        title=scenario.title if same else experiment.objective,
        description=scenario.description if same else "",
        experiment=experiment,
        changes=tuple(changes),
        compare=scenario.compare if same else (),
        view=scenario.view if same else None,
        minima=scenario.minima if same and same_data else (),
    )
