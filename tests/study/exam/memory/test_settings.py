"""What a person can set, and what is refused."""

from __future__ import annotations

import pytest

from gdsim.engine.errors import InputError
from gdsim.study.exam.memory.settings import ExamSettings
from tests.study.exam.learner import day


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"minutes": 0}, "0 minutes"),
        ({"minutes": 601}, "601 minutes"),
        ({"extra_time": 0.9}, "0.9 times"),
        ({"extra_time": 2.1}, "2.1 times"),
        ({"exam_day": day(3)}, "give both"),
    ],
)
def test_what_cannot_be_set_is_refused_by_its_value(values, named: str) -> None:
    with pytest.raises(InputError, match=named):
        ExamSettings(**values)


def test_days_are_counted_to_the_exam_and_no_further() -> None:
    settings = ExamSettings(exam_day=day(7), set_on=day(0))
    assert [settings.days_left(day(k)) for k in (0, 6, 7, 8)] == [7, 1, 0, None]
    assert [settings.horizon(day(k)) for k in (0, 7, 8)] == [day(7), day(7), day(8)]
