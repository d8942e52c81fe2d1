"""Notes and statements by their keys, and the runs that they show."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.notes.contents import notes
from gdsim.study.notes.note import Note, Show, Statement


def note(key: str) -> Note:
    return next(one for one in notes() if one.key == key)


def statement(place: str) -> Statement:
    of, key = place.split(".")
    return next(one for one in note(of).statements if one.key == key)


@cache
def _run(scenario: str, at: int, changes: tuple[tuple[str, object], ...]) -> Run:
    opened = builtin_scenario(scenario)
    wanted = {"iterations": max(at, 1), "epochs": None, **dict(changes)}
    return run_scenario(replace(opened, experiment=replace(opened.experiment, **wanted)))


def run_of(show: Show) -> Run:
    return _run(show.scenario, show.at, tuple(show.changes.items()))
