"""All that can be asked, as memory knows it, without a question being made for it."""

from __future__ import annotations

import pytest

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.contents import whole_syllabus
from gdsim.study.exam.kind import Kind


def test_no_question_is_made_before_a_time_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, int]] = []
    make = Kind.make

    def noted(kind: Kind, seed: int, level: int) -> object:
        made.append((kind.key, level))
        return make(kind, seed, level)

    monkeypatch.setattr(Kind, "make", noted)
    syllabus = whole_syllabus.__wrapped__()
    cards = syllabus.cards
    assert len(cards) == sum(len(kind.levels) for kind in KINDS.values())
    assert all(card in syllabus for card in cards)
    assert made == []
    first = cards[0]
    assert syllabus.seconds(first) == syllabus.seconds(first)
    assert made == [tuple(first)]


def test_a_time_is_that_of_a_question_of_the_level() -> None:
    syllabus = whole_syllabus()
    for card in syllabus.cards[::7]:
        assert syllabus.seconds(card) == KINDS[card.kind].make(0, card.level).seconds


def test_a_level_that_a_kind_has_not_has_no_time() -> None:
    times = whole_syllabus().kinds[0].seconds
    assert 9 not in times
    with pytest.raises(KeyError):
        times[9]
