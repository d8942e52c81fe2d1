"""What an answer can say, and what is refused."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.study.exam.memory.kept_answers import check_answer
from tests.study.exam.learner import answer, day


def test_an_answer_as_it_is_made_is_accepted() -> None:
    check_answer(answer(0, slip="old-gradient", confidence=3))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "7"),
        ("id", "0D8B7B1C-6A0F-4D3E-9A52-7A3C1F0E5B11"),
        ("session", ""),
        ("at_utc", "2026-11-02 18:00"),
        ("at_utc", "2026-11-2T18:00:00.000000Z"),
        ("utc_offset", 2000),
        ("local_day", day(2)),
        ("session_form", "cheat"),
        ("kind", "One Update"),
        ("kind", "../exam"),
        ("version", -1),
        ("level", 0),
        ("level", 4),
        ("seed", -1),
        ("seed", 2**63),
        ("marks", 3.0),
        ("marks", float("nan")),
        ("most", float("inf")),
        ("confidence", 4),
        ("seconds", -1.0),
        ("seconds", float("nan")),
        ("slip", "'; DROP TABLE answer"),
        ("grade", "Right!"),
        ("support", "friend"),
        ("question", "{"),
        ("question", "[" * 100_000),
        ("given", ""),
        ("program", "x" * 101),
    ],
)
def test_what_no_answer_can_say_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(InputError, match=f"^{name} ") as caught:
        check_answer(replace(answer(0), **{name: value}))
    assert len(str(caught.value)) < 300
