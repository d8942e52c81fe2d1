"""Answers, and lists of them."""

from __future__ import annotations

import pytest

from gdsim.study.practice.answers import Answer, Field, entries_of


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("(2.4, 3.2)", ["2.4", "3.2"]),
        ("[8,16]", ["8", "16"]),
        ("(2,4; 3,2)", ["2,4", "3,2"]),
        ("(2,4, 3,2)", ["2,4", "3,2"]),
        ("[8 16]", ["8", "16"]),
        ("2.4; 3.2", ["2.4", "3.2"]),
        ("3.2", ["3.2"]),
        ("3,2", ["3,2"]),
        ("(1+2)*(3)", ["(1+2)*(3)"]),
    ],
)
def test_lists_are_parted_and_single_numbers_are_not(text: str, entries: list[str]) -> None:
    assert entries_of(text) == entries


def test_an_answer_is_plain_where_it_can_be_read_in_one_way_at_sight() -> None:
    plain = [
        text for text in ("3.2", "3,2", "16/5", "1,024", "3 1/5") if Answer.read(text).is_plain
    ]
    assert plain == ["3.2", "3,2", "16/5"]


def test_a_fall_is_a_percentage() -> None:
    assert Field("fall").kind == "percent"
    assert Field("new", 1).kind == "number"
