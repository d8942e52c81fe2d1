"""Chance that is the same everywhere."""

from __future__ import annotations

from collections import Counter

from gdsim.study.exam.sessions.chance import number, shuffled


def test_the_same_words_draw_the_same_number_on_every_system() -> None:
    # From the command line: printf 7/one-update/1 | b2sum -l 64
    assert number(2**64, 7, "one-update", 1) == int("c86fbf09a5266743", 16)


def test_numbers_are_drawn_evenly() -> None:
    counts = Counter(number(10, "even", k) for k in range(10_000))
    # 27.9 is exceeded by chance once in a thousand, with 9 degrees of freedom.
    assert sum((count - 1000) ** 2 / 1000 for count in counts.values()) < 27.9


def test_a_shuffle_keeps_everything_and_depends_on_its_words() -> None:
    things = list(range(20))
    assert sorted(shuffled(things, 1)) == things
    assert shuffled(things, 1) == shuffled(things, 1) != shuffled(things, 2)
