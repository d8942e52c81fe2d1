"""Every kind, drawn many times: right answers, named slips, fair choices, the same everywhere.

The second way to each answer stands in `solvers`, from what the stem states alone, and shares no
code with the program. With ``--full`` there are 1,000 seeds of each kind and level.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.fields import Field, Right
from gdsim.study.exam.forms.json import question_content, question_json
from gdsim.study.exam.forms.text import question_text, solution_text
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.marking.marking import mark_question
from gdsim.study.exam.question import Question
from gdsim.study.exam.topics import TOPICS
from tests.study.exam.solvers.formulas import POINTS, value_of
from tests.study.exam.solvers.solvers import SOLVERS
from tests.study.exam.spellings import spellings

CASES = [(kind, level) for kind in KINDS.values() for level in kind.levels]
IDS = [f"{kind.key}-{level}" for kind, level in CASES]

SEEDS, FULL_SEEDS = 200, 1000
MARKED = 20
"""Every so many seeds are marked in all spellings and with every slip by default."""

MANY_SLIPS = 12


@pytest.fixture(params=CASES, ids=IDS, scope="module")
def case(request: pytest.FixtureRequest) -> Iterator[tuple[Kind, int]]:
    """Give all tests one kind and level, whose questions are made once, and then the next."""
    yield request.param
    made.cache_clear()


@cache
def made(key: str, level: int, seed: int) -> Question:
    return KINDS[key].make(seed, level)


def is_same(solved: Any, right: Any) -> bool:
    """Whether a second way agrees: a formula is given as a function of a point."""
    if callable(solved):
        return all(
            solved(point) == pytest.approx(value_of(right, point), rel=1e-6, abs=1e-6)
            for point in POINTS
        )
    if isinstance(right, float | int):
        return bool(solved == pytest.approx(right, rel=1e-9, abs=1e-9))
    return bool(solved == right)


def text_of(field: Field, value: Right) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return value if isinstance(value, str) else repr(float(value))


def spelt_out(text: str) -> str:
    """Return a number with four decimals at least: of fewer, it may be said that they are few."""
    return f"{text}000" if re.fullmatch(r"-?[0-9]+\.[0-9]{1,3}", text) else text


def test_a_second_way_agrees_with_every_answer(case: tuple[Kind, int], full: bool) -> None:
    kind, level = case
    for seed in range(FULL_SEEDS if full else SEEDS):
        content = json.loads(json.dumps(question_content(made(kind.key, level, seed))))
        solved = SOLVERS[kind.key](content)
        assert set(solved) == set(content["answers"])
        for name, right in content["answers"].items():
            told = f"{kind.key} --seed {seed} --level {level}: {name}"
            assert is_same(solved[name], right), f"{told}: {right}, {solved[name]}"


def test_right_answers_get_full_marks_however_spelt(case: tuple[Kind, int], full: bool) -> None:
    kind, level = case
    for seed in range(0, SEEDS, 1 if full else MARKED):
        question = made(kind.key, level, seed)
        for typed in spellings(question):
            marked = mark_question(question, typed)
            assert marked.got == question.marks, f"{kind.key} {seed} {level}: {typed}"


def test_every_slip_is_named_and_costs_a_mark(case: tuple[Kind, int], full: bool) -> None:
    kind, level = case
    for seed in range(0, SEEDS, 1 if full else MARKED):
        question = made(kind.key, level, seed)
        # A table has slips by the dozen: every third of them, in turn.
        is_long = len(question.slips) > MANY_SLIPS and not full
        for slip in question.slips[seed // MARKED % 3 if is_long else 0 :: 3 if is_long else 1]:
            given = {
                one.name: spelt_out(text_of(one, slip.values.get(one.name, one.right)))
                for one in question.fields
            }
            marked = mark_question(question, given)
            told = f"{kind.key} --seed {seed} --level {level}: {slip.key} {given}"
            assert slip.is_convention or marked.got < question.marks, told
            named = {one.text for mark in marked.marks for one in mark.slips}
            assert slip.text in named, told


def test_right_choices_stand_in_every_place_alike(case: tuple[Kind, int]) -> None:
    kind, level = case
    first = [one for seed in range(5) for one in made(kind.key, level, seed).fields]
    has_choices = any(one.type == "choice" and not one.in_order for one in first)
    places: dict[str, Counter[str]] = {}
    options: dict[str, int] = {}
    for seed in range(SEEDS if has_choices else 0):
        for one in made(kind.key, level, seed).fields:
            if one.type == "choice" and not one.in_order:
                places.setdefault(one.name, Counter())[str(one.right)] += 1
                options[one.name] = max(options.get(one.name, 0), len(one.options))
    for name, counts in places.items():
        expected = sum(counts.values()) / options[name]
        chi_square = sum(
            (counts["abcdefghijkl"[k]] - expected) ** 2 / expected for k in range(options[name])
        )
        # Far beyond the 99.99 % point for up to eleven degrees of freedom.
        assert chi_square < 40, f"{kind.key} {level} {name}: {counts}"


def test_the_same_seed_gives_the_same_question_and_another_one_another(
    case: tuple[Kind, int],
) -> None:
    kind, level = case
    texts = [question_json(made(kind.key, level, seed)) for seed in range(20)]
    assert texts == [question_json(kind.make(seed, level)) for seed in range(20)]
    assert len(set(texts)) >= 10


def test_a_question_is_told_and_worked_out(case: tuple[Kind, int]) -> None:
    kind, level = case
    for seed in range(3):
        question = made(kind.key, level, seed)
        for form in ("txt", "md"):
            assert all(one.label in question_text(question, form) for one in question.fields)
            assert solution_text(question.solution, form).strip()


def test_a_kind_says_what_it_is(case: tuple[Kind, int]) -> None:
    kind, _ = case
    assert set(kind.topics) <= set(TOPICS)
    assert all(1 <= first <= last <= 127 for first, last in kind.lines)
