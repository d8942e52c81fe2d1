"""Runs made of scenarios, in slices that can be stopped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.run import room
from gdsim.files.scenario import run as scenario_runs
from gdsim.files.scenario.run import FIRST_SLICE, Opening, first_run, require_update, run_scenario
from gdsim.files.scenario.scenario import Change, Compared, Scenario, builtin_scenario
from tests.files.scenario.compared import compared_runs

CHANGED = Scenario(
    "changed",
    "w^2 at two learning rates",
    "",
    Experiment(objective="w^2", start=(1.0,), learning_rate=0.25, iterations=1000),
    changes=(Change(100, {"learning_rate": 0.5}), Change(900, {"iterations": 950})),
)


def reports(stop_at: float = float("inf")) -> tuple[list[int], Callable[[int, int | None], bool]]:
    """Return what is reported, and what reports it and says stop from so many updates on."""
    told: list[int] = []

    def report(made: int, limit: int | None) -> bool:
        assert limit in (1000, 950)
        told.append(made)
        return made >= stop_at

    return told, report


def test_changes_are_made_at_their_updates() -> None:
    run = run_scenario(CHANGED)
    assert [segment.first for segment in run.segments] == [0, 100, 900]
    assert run.row(99).learning_rate == 0.25
    assert run.row(100).learning_rate == 0.5
    assert run.length == 950


@pytest.mark.parametrize("updates", [0, 1, 99, 100, 101, 500])
def test_no_more_updates_are_made_than_asked_for(updates: int) -> None:
    run = run_scenario(CHANGED, updates)
    assert run.length == updates
    assert run.experiment.learning_rate == (0.25 if updates < 100 else 0.5)


def test_progress_only_grows_and_ends_where_the_run_does() -> None:
    told, report = reports()
    assert run_scenario(CHANGED, report=report).length == told[-1] == 950
    assert told == sorted(set(told))
    assert told[0] == FIRST_SLICE


@pytest.mark.parametrize("stop_at", [1, 100, 101, 900])
def test_run_is_left_where_it_is_told_to_stop(stop_at: int) -> None:
    told, report = reports(stop_at)
    run = run_scenario(CHANGED, report=report)
    assert run.length == told[-1]
    assert [made for made in told if made >= stop_at] == [run.length]
    assert run.stop is None


def test_slow_slices_do_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario_runs, "SHORT_SLICE", 0.0)
    told, report = reports()
    run_scenario(CHANGED, 300, report)
    assert told == [64, 100, 164, 228, 292, 300]


def test_update_that_a_run_does_not_reach_is_refused() -> None:
    run = run_scenario(CHANGED, 7)
    require_update(run, 7)
    with pytest.raises(InputError, match="ends after 7 updates; give one from 0 to 7"):
        require_update(run, 8)


def test_a_run_without_end_is_refused_before_memory_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = replace(CHANGED, changes=(), experiment=CHANGED.experiment.with_(iterations=10**12))
    monkeypatch.setattr(room, "most_bytes_of_rows", lambda: 1_000_000)
    with pytest.raises(InputError, match="fewer iterations"):
        run_scenario(endless)


def test_runs_to_open_with_can_be_made_bit_by_bit() -> None:
    scenario = builtin_scenario("why-dense")
    opening = Opening(scenario, most=2)
    while not opening.is_done:
        opening.work_for(0.0)
    assert opening.run.length == first_run(scenario).length
    expected = compared_runs(scenario, opening.run.objective)[:2]
    assert [name for name, _ in opening.others] == [name for name, _ in expected]
    for (_, one), (_, other) in zip(opening.others, expected, strict=True):
        assert one.length == other.length
        assert (one.theta == other.theta).all()


def test_changes_of_a_scenario_are_made_in_the_run_that_a_window_opens_with() -> None:
    scenario = replace(CHANGED, compare=(Compared("other", {"learning_rate": 0.1}),))
    opening = Opening(scenario, most=9)
    opening.work_for(60.0)
    assert [segment.first for segment in opening.run.segments] == [0, 100, 900]
    assert opening.is_done
