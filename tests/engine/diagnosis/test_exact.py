"""From when on a schedule has one rate."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.exact import has_constant_rate_from
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment


def segment_of(schedule: str, settings: dict[str, float | str]) -> Segment:
    """Return a stretch of a run whose epochs have 5 updates."""
    experiment = Experiment(
        objective="(w*x + b - y)^2",
        dataset=generate("linear(rows=10)"),
        method="mini-batch",
        batch_size=2,
        schedule=schedule,
        settings=settings,
    )
    return Run(experiment).segments[0]


@pytest.mark.parametrize(
    ("name", "settings", "since"),
    [
        ("constant", {}, 0),
        ("constant", {"warmup": 20}, 20),
        ("cosine", {"cosine_updates": 30}, 30),
        ("cosine", {"cosine_updates": 30, "warmup": 7}, 37),
        ("step", {"drop_factor": 1.0}, 0),
        ("inverse-time", {"decay_rate": 0.0}, 0),
        ("linear", {"linear_updates": 30, "final_fraction": 0.2}, 30),
        ("linear", {"linear_updates": 30, "per": "epoch"}, 150),
        ("constant", {"warmup": 20, "per": "epoch"}, 100),
        ("cyclic", {"lowest_fraction": 1.0}, 0),
    ],
)
def test_a_rate_that_no_longer_changes_is_constant_from_there(
    name: str, settings: dict[str, float | str], since: int
) -> None:
    segment = segment_of(name, settings)
    assert has_constant_rate_from(segment, since)
    assert not since or not has_constant_rate_from(segment, since - 1)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("step", {"drop_every": 10**8}),
        ("step", {"drop_every": 3}),
        ("exponential", {"decay_factor": 0.999999}),
        ("inverse-time", {"decay_rate": 1e-6}),
        ("cosine", {"cosine_updates": 10**9}),
        ("constant", {"warmup": 10**6}),
        ("inverse-sqrt", {}),
        ("linear", {"linear_updates": 10**9}),
        ("cyclic", {"half_cycle": 1}),
        ("cyclic", {"half_cycle": 2**20}),
        ("cyclic", {"half_cycle": 4096, "per": "epoch"}),
        ("step", {"drop_every": 10**8, "per": "epoch"}),
        ("exact", {}),
        ("backtracking", {}),
    ],
)
def test_a_rate_that_changes_late_or_by_little_is_not_constant(
    name: str, settings: dict[str, float | str]
) -> None:
    assert not has_constant_rate_from(segment_of(name, settings), 5)
