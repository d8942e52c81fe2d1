"""From when on a schedule has one rate."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.schedule import make_schedule
from gdsim.engine.diagnosis.exact import has_constant_rate_from


@pytest.mark.parametrize(
    ("name", "settings", "since"),
    [
        ("constant", {}, 0),
        ("constant", {"warmup": 20}, 20),
        ("cosine", {"cosine_updates": 30}, 30),
        ("cosine", {"cosine_updates": 30, "warmup": 7}, 37),
        ("step", {"drop_factor": 1.0}, 0),
        ("inverse-time", {"decay_rate": 0.0}, 0),
    ],
)
def test_a_rate_that_no_longer_changes_is_constant_from_there(
    name: str, settings: dict[str, float], since: int
) -> None:
    schedule = make_schedule(name, 0.1, settings)
    assert has_constant_rate_from(schedule, since)
    assert not since or not has_constant_rate_from(schedule, since - 1)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("step", {"drop_every": 10**8}),
        ("step", {"drop_every": 3}),
        ("exponential", {"decay_factor": 0.999999}),
        ("inverse-time", {"decay_rate": 1e-6}),
        ("cosine", {"cosine_updates": 10**9}),
        ("constant", {"warmup": 10**6}),
    ],
)
def test_a_rate_that_changes_late_or_by_little_is_not_constant(
    name: str, settings: dict[str, float]
) -> None:
    assert not has_constant_rate_from(make_schedule(name, 0.1, settings), 5)
