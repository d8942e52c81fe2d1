"""The tables of progress."""

from __future__ import annotations

from datetime import date

import pytest

from gdsim.study.exam.memory.figures import FIGURES
from tests.study.exam.learner import answer, day, standing

WORKED = [
    answer(k // 3, kind=kind, confidence=2, is_right=k % 4 > 0, slip=None if k % 4 else "sign")
    for k in range(12)
    for kind in ("one-update", "largest-rate")
]


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("outcomes", [(), WORKED], ids=["nothing yet", "worked"])
def test_every_cell_is_of_its_column_s_type(key: str, outcomes) -> None:
    spec = FIGURES[key]
    rows = spec.rows(standing(*outcomes, on=5))
    for row in rows:
        assert list(row) == list(spec.columns)
        for name, value in row.items():
            assert value is None or isinstance(value, spec.columns[name] | int)
    if outcomes:
        assert rows


def test_levels_of_mastery_add_up_to_the_cards() -> None:
    for row in FIGURES["topics"].rows(standing(*WORKED, on=5)):
        levels = ("new", "seen", "familiar", "proficient", "mastered")
        assert sum(row[level] for level in levels) == row["cards"]


def test_the_calendar_goes_on_to_today() -> None:
    rows = FIGURES["days"].rows(standing(*WORKED, on=9))
    days = [row["day"] for row in rows]
    assert days[0] == day(0)
    assert days[-1] == day(9)
    assert all(isinstance(one, date) for one in days)
