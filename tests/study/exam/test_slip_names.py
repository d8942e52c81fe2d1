"""Slips in a list are called the same whatever the numbers of the question were."""

from __future__ import annotations

from collections import defaultdict

import pytest

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.slip_names import slip_name, usual_key


@pytest.mark.parametrize(
    ("key", "usual"),
    [
        ("no-rate", "no-rate"),
        ("no-rate-in-update-0", "no-rate"),
        ("factor-in-update-3-2", "factor"),
        ("factor-2", "factor"),
        ("plain-momentum-in-update-1", "plain-momentum"),
        ("belief-lowest-2", "belief-lowest-2"),
    ],
)
def test_a_slip_is_the_same_in_every_update(key: str, usual: str) -> None:
    assert usual_key(key) == usual


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_a_slip_has_one_name_in_all_questions_of_a_kind(kind: Kind) -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for level in kind.levels:
        for seed in range(12):
            for slip in kind.make(seed, level).slips:
                names[usual_key(slip.key)].add(slip_name(slip.key, slip.text))
    assert {key: told for key, told in names.items() if len(told) > 1} == {}


def test_names_hold_no_numbers_of_a_question() -> None:
    assert slip_name("no-rate-in-update-1", "… multiply by η = 0.4.") == (
        "The learning rate was left out."
    )


def test_what_is_no_longer_known_is_still_named() -> None:
    assert slip_name("some-old-slip") == "some old slip"
