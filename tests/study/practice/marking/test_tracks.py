"""How answers may have come about, and where they lead."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.formula.numbers.readings import readings
from gdsim.engine.run.run import Run
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking.start import Start
from gdsim.study.practice.marking.tracks import Step, Track, starts_after
from gdsim.study.practice.update_task import UpdateTask


def run_of(**fields: object) -> Run:
    run = Run(Experiment(objective="x^2", start=(1.2345,), learning_rate=0.1, **fields))
    run.advance(1)
    return run


def step(quantity: str, text: str, *, is_off: bool = False) -> Step:
    number = readings(text)[0]
    return Step(Field(quantity), number, number.unit, is_off)


def first_track(run: Run) -> Track:
    return Track.at(Start.of(UpdateTask.of(run, 0)))


def test_an_answer_that_follows_leaves_one_track_without_errors() -> None:
    (track,) = first_track(run_of()).branches([step("new", "0.99")])
    assert (track.errors, track.has_error) == (0, False)


def test_a_wrong_gradient_may_be_gone_on_from_or_not() -> None:
    branches = first_track(run_of()).branches([step("gradient", "1.23", is_off=True)])
    assert [track.errors for track in branches] == [1, 1]
    assert [track.has_error for track in branches] == [True, False]
    ends = [track.between(Field("new"), readings("1.0")[0], 0.001) for track in branches]
    # 1.2345 - 0.1 * 1.23 from the typed gradient, 0.8 * 1.2345 from the right one.
    assert ends[0] == (pytest.approx(1.1115, abs=2e-3), pytest.approx(1.1115, abs=2e-3))
    assert ends[1] == (pytest.approx(0.9876, abs=2e-3), pytest.approx(0.9876, abs=2e-3))


def test_the_next_update_starts_from_what_was_typed_or_what_it_was_rounded_from() -> None:
    run = run_of()
    tracks = first_track(run).branches([step("new", "0.99")])
    (start,) = starts_after(tracks, 0.01, UpdateTask.of(run, 1))
    # Typed is 0.99, kept may be 0.9876; no more than 0.985 is rounded so.
    assert 0.985 - 1e-6 <= start.theta.low[0] <= 0.9876
    assert start.theta.high == pytest.approx(0.99)


def test_after_an_error_it_starts_from_whatever_rounds_to_what_was_typed() -> None:
    run = run_of()
    tracks = first_track(run).branches([step("new", "1.11", is_off=True)])
    (start,) = starts_after(tracks, 0.01, UpdateTask.of(run, 1))
    assert (start.theta.low, start.theta.high) == (pytest.approx(1.105), pytest.approx(1.115))
    assert start.has_error


def test_velocity_after_an_error_is_the_right_one_or_the_one_that_leads_there() -> None:
    run = run_of(rule="momentum")
    tracks = first_track(run).branches([step("new", "1.1345", is_off=True)])
    starts = starts_after(tracks, 0.0001, UpdateTask.of(run, 1))
    velocities = sorted(float(start.state[0].middle[0]) for start in starts)
    # 1.2345 - 1.1345 is a step of 0.1, which is a velocity of 1; the right one is 2.469.
    np.testing.assert_allclose(velocities, [1.0, 2.469], atol=1e-3)
