"""The stages of the algorithm against its flowchart."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage, next_place, previous_place, stages_of

S = Stage
BODY = (S.CHOOSE, S.LOSS, S.GRADIENT, S.UPDATE, S.CRITERION)


def run_of(order: str = "shuffle", **changes) -> Run:
    """Return a run of N = 6, B = 4: two updates an epoch."""
    experiment = Experiment(
        objective="(w*x + b - y)^2",
        dataset=generate("linear(rows=6)"),
        method="mini-batch",
        batch_size=4,
        order=order,
    )
    run = Run(experiment.with_(**changes))
    run.advance(5)
    return run


def stages(run: Run) -> list[tuple[Stage, ...]]:
    return [stages_of(run, t) for t in range(run.length + 1)]


def test_rows_are_shuffled_once_an_epoch() -> None:
    assert stages(run_of())[:4] == [
        (S.INITIALISE, S.SHUFFLE, *BODY),
        BODY,
        (S.SHUFFLE, *BODY),
        BODY,
    ]


def test_rows_are_shuffled_before_every_update_as_the_flowchart_draws_it() -> None:
    assert stages(run_of("reshuffle"))[:3] == [
        (S.INITIALISE, S.SHUFFLE, *BODY),
        (S.SHUFFLE, *BODY),
        (S.SHUFFLE, *BODY),
    ]


@pytest.mark.parametrize("changes", [{"order": "fixed"}, {"order": "replacement"}])
def test_other_orders_shuffle_nothing(changes) -> None:
    assert all(S.SHUFFLE not in one for one in stages(run_of(**changes)))


def test_all_rows_at_once_need_no_shuffle() -> None:
    assert all(S.SHUFFLE not in one for one in stages(run_of(method="batch")))


def test_a_run_that_has_ended_returns_its_parameters() -> None:
    run = run_of(iterations=3)
    assert run.length == 3
    assert stages_of(run, 3) == (S.RETURN,)
    assert next_place(run, 2, S.CRITERION) == (3, S.RETURN)
    assert next_place(run, 3, S.RETURN) is None


@pytest.mark.parametrize("order", ["shuffle", "reshuffle", "fixed"])
def test_walking_back_is_walking_forwards_reversed(order: str) -> None:
    run = run_of(order, iterations=4)
    places = [(0, S.INITIALISE)]
    while (place := next_place(run, *places[-1])) is not None:
        places.append(place)
    assert places[-1] == (4, S.RETURN)
    assert [t for t, stage in places if stage is S.UPDATE] == [0, 1, 2, 3]
    back = [places[-1]]
    while (place := previous_place(run, *back[-1])) is not None:
        back.append(place)
    assert back == places[::-1]


def test_an_update_as_a_whole_is_before_its_first_stage() -> None:
    run = run_of()
    assert next_place(run, 1, None) == (1, S.CHOOSE)
    assert previous_place(run, 1, None) == (0, S.CRITERION)
    assert previous_place(run, 0, None) is None
