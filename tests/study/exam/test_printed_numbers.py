"""Numbers as they are printed: = and ≈ say what is true, and a minus is a minus."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.fields import Field
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.marking.marking import mark_question
from gdsim.study.exam.marking.sentences import right_sentence, right_text
from gdsim.study.exam.question import Grid, Question
from gdsim.study.exam.signs import printed_minus
from gdsim.study.working.blocks import Formula, Table, Text
from tests.study.exam.equations import relations, value_of

SEEDS = range(20)

HYPHEN = re.compile(r"(?<![\w-])-\s?\.?\d|\d\s?-\s?\d")
"""A hyphen that stands for a minus, or for a dash."""

PLANTED = 1e-4
"""A relative difference above which two sides differ on purpose, as in a line that is wrong."""


def made_of(kind: Kind) -> list[Question]:
    return [kind.make(seed, level) for level in kind.levels for seed in SEEDS]


@pytest.fixture(params=KINDS.values(), ids=KINDS, scope="module")
def questions(request: pytest.FixtureRequest) -> list[Question]:
    """Give all tests the questions of one kind, made once, and then those of the next."""
    return made_of(request.param)


def blocks(question: Question) -> Iterator[object]:
    yield from question.stem
    for section in question.solution:
        yield Text(section.title)
        yield from section.blocks


def texts(question: Question) -> Iterator[str]:
    """Yield everything that is read as it stands, and not typeset."""
    for block in blocks(question):
        match block:
            case Text():
                yield block.text
            case Table() | Grid():
                yield from block.header
                for row in block.rows:
                    yield from row
    for field in question.fields:
        yield field.label
        yield from (option.text for option in field.options)
    yield from (slip.text for slip in question.slips)


def test_no_hyphen_stands_for_a_minus(questions: list[Question]) -> None:
    found = {text for one in questions for text in texts(one) if HYPHEN.search(text)}
    assert not found


def test_no_power_is_read_as_it_is_typed(questions: list[Question]) -> None:
    found = {text for one in questions for text in texts(one) if "^" in text or "**" in text}
    assert not found


def test_what_is_rounded_is_not_said_to_be_equal(questions: list[Question]) -> None:
    found = {line for one in questions for line in untrue(one)}
    assert not found


def untrue(question: Question) -> Iterator[str]:
    for block in blocks(question):
        exact = block.value if isinstance(block, Formula) else None
        lines = [block.latex] if isinstance(block, Formula) else []
        lines += [block.text] if isinstance(block, Text) else []
        lines += [c for row in block.rows for c in row] if isinstance(block, Table) else []
        for line in lines:
            for number, (left, sign, right) in enumerate(relations(line)):
                sides = (value_of(left), value_of(right))
                if sides[0] is None and not number:
                    sides = (exact, sides[1])
                if sign == "=" and differ_a_little(*sides):
                    yield line


def differ_a_little(one: float | None, other: float | None) -> bool:
    if one is None or other is None or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-14):
        return False
    return math.isclose(one, other, rel_tol=PLANTED, abs_tol=1e-6)


def test_workings_say_where_they_round() -> None:
    """Whoever looks for wrong signs finds some where they are put in."""
    rounded = next(
        block
        for one in made_of(KINDS["condition-number"])
        for section in one.solution
        for block in section.blocks
        if isinstance(block, Formula) and r"\approx" in block.latex
    )
    wrong = rounded.latex.replace(r"\approx", "=")
    assert any(
        sign == "=" and differ_a_little(value_of(left), value_of(right))
        for left, sign, right in relations(wrong)
    )


@pytest.mark.parametrize(
    ("equation", "sides"),
    [
        (r"\eta < \frac{2}{14} \approx 0.1428571", [2 / 14, 0.1428571]),
        (r"\frac{240000}{40} \cdot 6\ \mathrm{ms} = 36\ \mathrm{s}", [36.0, 36.0]),
        (r"1.5 \cdot \left(-2.401\right)^{2} = 8.6472015", [1.5 * 2.401**2, 8.6472015]),
        (r"\frac{0.2}{\sqrt{1600}} = 0.005", [0.005, 0.005]),
        ("L = 2·2.55² + 2·(−2.55)²", [None, 4 * 2.55**2]),
        (r"L = 2 w + 1", [None, None]),
    ],
)
def test_sides_are_worked_out(equation: str, sides: list[float | None]) -> None:
    (found,) = relations(equation)
    assert [value_of(found[0]), value_of(found[2])] == pytest.approx(sides)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("w = -3", "w = −3"),
        ("(-0.3, -.5)", "(−0.3, −.5)"),
        ("2026-11-27", "2026-11-27"),
        ("1e-3", "1e-3"),
        ("w2-4", "w2-4"),
        ("mini-batch", "mini-batch"),
    ],
)
def test_only_a_hyphen_before_a_number_becomes_a_minus(typed: str, printed: str) -> None:
    assert printed_minus(typed) == printed


def typed(field: Field) -> str:
    """Return the right answer as it is shown where options are told by their keys."""
    if isinstance(field.right, tuple):
        return ", ".join(field.right)
    return field.right if isinstance(field.right, str) else right_text(field)


def test_a_right_answer_can_be_typed_as_it_is_shown(questions: list[Question]) -> None:
    for question in questions:
        given = {one.name: typed(one) for one in question.fields}
        assert mark_question(question, given).is_right, given


@pytest.mark.parametrize(
    ("right", "told"),
    [
        (-1.2000000000000002, "Right is −1.2."),
        (1 / 7, "Right is about 0.1428571."),
        (0.1428571, "Right is 0.1428571."),
        (12_345_678.0, "Right is 12345678."),
    ],
)
def test_a_right_number_is_told_without_noise_and_as_rounded_where_it_is(
    right: float, told: str
) -> None:
    kind = "count" if right > 1e6 else "number"
    assert right_sentence(Field("x", "x", kind, right)) == told
