"""Answers of all sorts: what is right however spelt, what is nearly so, and what is none at all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest

from gdsim.engine.errors import InputError
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field
from gdsim.study.exam.marking.marking import mark_question
from gdsim.study.exam.marking.sentences import mark_line
from gdsim.study.exam.question import Question
from gdsim.study.practice.marking.grades import Grade

ANSWERS, FULL_ANSWERS = 240, 2000
"""How many are marked in each test; the second number with ``--full``."""

SLACK = 1 + 1e-9

SIGNS = ["", " ", "a", "b, c", "(b)", "7", "-1", "1,5", "1e400", "1e-400", "nan", "inf", "0/0", "x"]
SIGNS += ["½", "²", "%", "1 000", "1'0", "=", "==", ",", "()", "]", "−", "9^9^9^9", "sqrt(-1)", "ß"]
SIGNS += ["w*", "\\frac{1}{0}", "٣", "🙂", "\x00", "max(", "abcdef", "a a", "→", "1/3", "eta"]


@pytest.fixture
def answers(full: bool) -> int:
    return FULL_ANSWERS if full else ANSWERS


@cache
def questions() -> tuple[Question, ...]:
    return tuple(kind.make(3, level) for kind in KINDS.values() for level in kind.levels)


def asked(draw: Draw) -> Iterator[Question]:
    """Yield questions that ask for numbers, without end."""
    with_numbers = [q for q in questions() if any(one.is_number for one in q.fields)]
    while True:
        yield draw.pick(with_numbers)


def exact(question: Question) -> dict[str, str]:
    found = {}
    for one in question.fields:
        right = one.right
        found[one.name] = ", ".join(right) if isinstance(right, tuple) else str(right)
        if one.is_number:
            found[one.name] = f"{one.number:.12g}"
    return found


def least_decimals(field: Field, value: float) -> int:
    """Return with how few decimals a value has the digits that are asked for at least."""
    if not value:
        return field.digits.decimals
    first = math.floor(math.log10(abs(value)))
    return max(0, min(field.digits.decimals, field.digits.figures - 1 - first))


def grouped(text: str, sign: str) -> str:
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}".replace(",", sign) + point + decimals


def spelt(field: Field, draw: Draw) -> str:
    """Return a right answer in a spelling of its own."""
    value = field.number
    if field.type == "count":
        text = str(int(value))
        ways = [text, f"{text}.0", f"={text}", f" {text} ", f"({text})", f"{value:.3e}"]
        ways += [grouped(text, sign) for sign in (",", "'", " ", "’", "\u202f")]
        return draw.pick(ways if float(ways[5]) == value else [*ways[:5], *ways[6:]])
    decimals = draw.whole(least_decimals(field, value), 12)
    text = f"{value:.{decimals}f}"
    ways = [text, text.replace("-", "−"), f"= {text}", f"≈ {text}", f"({text})"]
    ways += [text.replace(".", ","), text.replace("0.", ".", 1) if text.startswith("0.") else text]
    power = f"{value:.8e}".partition("e")
    ways += [f"{value:.8e}", f"{power[0]}·10^{int(power[2])}", f"{power[0]} × 10^({int(power[2])})"]
    if abs(value) >= 1000:
        ways += [grouped(text, sign) for sign in (",", "'", " ")]
    fraction = Fraction(value).limit_denominator(2000)
    if abs(float(fraction) - value) <= 1e-12 * max(1, abs(value)):
        over = f"{abs(fraction.numerator)}/{fraction.denominator}"
        sign = "-" if fraction < 0 else ""
        ways += [sign + over, f"{sign}\\frac{{{over.replace('/', '}{')}}}"]
        whole, rest = divmod(abs(fraction.numerator), fraction.denominator)
        if whole and rest:
            ways.append(f"{sign}{whole} {rest}/{fraction.denominator}")
    answer = draw.pick(ways)
    if field.type == "percent":
        share = f"{value / 100:.12g}"
        return draw.pick([f"{answer} %", f"{answer}%", answer, share, f"{answer} percent"])
    return answer


def test_right_numbers_are_right_however_they_are_spelt(answers: int) -> None:
    draw = Draw("any-answer", 1)
    for _, question in zip(range(answers), asked(draw), strict=False):
        typed = exact(question)
        one = draw.pick([field for field in question.fields if field.is_number])
        typed[one.name] = spelt(one, draw)
        mark = mark_question(question, typed).mark(one.name)
        told = f"{question.kind} --level {question.level}: {one.name} {one.right} {typed[one.name]}"
        # So few digits may be those of a slip as well: no try is lost.
        assert mark.grade in (Grade.RIGHT, Grade.FOLLOWS, Grade.TOO_FEW_DIGITS), told
        if mark.grade is Grade.TOO_FEW_DIGITS:
            assert sum(map(str.isdigit, typed[one.name])) <= 4, told


def test_numbers_beside_the_right_one_are_not_right(answers: int) -> None:
    draw = Draw("any-answer", 2)
    for _, question in zip(range(answers), asked(draw), strict=False):
        typed = exact(question)
        one = draw.pick([field for field in question.fields if field.is_number])
        off, decimals = draw.pick((1, -1, 2, -3)), draw.whole(2, 8)
        unit = 1.0 if one.type == "count" else 10.0**-decimals
        wrong = round(one.number / unit) * unit + off * unit
        if abs(wrong - one.number) <= 0.5 * unit * SLACK:
            continue
        typed[one.name] = f"{wrong:.{0 if one.type == 'count' else decimals}f}"
        mark = mark_question(question, typed).mark(one.name)
        told = f"{question.kind} --level {question.level}: {one.name} {one.right} {typed[one.name]}"
        assert mark.grade is Grade.WRONG, told


def chained(question: Question, draw: Draw, slipped: str) -> dict[str, str] | None:
    """Return answers of which each follows from those before it; one of them is wrong on its own.

    None where a number has no such answer.
    """
    typed, given = exact(question), {}
    decimals = draw.whole(3, 6)
    for one in question.fields:
        if not one.is_number:
            continue
        value = one.number
        if one.follows is not None and given:
            try:
                value = float(one.follows(given))
            except (ArithmeticError, ValueError):
                return None
            except KeyError:
                # It follows from numbers that are not asked for here.
                value = one.number
        if one.name == slipped:
            value = value + 3 if one.type == "count" else 1.37 * value + 0.5
        if one.type == "count" and not value.is_integer():
            return None
        typed[one.name] = f"{value:.{0 if one.type == 'count' else decimals}f}"
        given[one.name] = float(typed[one.name])
    return typed


def in_chains(draw: Draw) -> Iterator[Question]:
    while True:
        yield draw.pick([q for q in questions() if any(one.follows for one in q.fields)])


def test_own_rounding_is_carried_forward(answers: int) -> None:
    draw = Draw("any-answer", 3)
    for _, question in zip(range(answers // 4), in_chains(draw), strict=False):
        typed = chained(question, draw, "")
        if typed is None:
            continue
        marked = mark_question(question, typed)
        lost = [one for one in marked.marks if not one.counts_as_right]
        assert not lost, f"{question.kind} {question.level}: {typed}, {lost[0].field.name}"


def test_one_error_costs_its_own_mark_alone(answers: int) -> None:
    draw = Draw("any-answer", 4)
    for _, question in zip(range(answers // 4), in_chains(draw), strict=False):
        slipped = draw.pick([one.name for one in question.fields if one.is_number])
        typed = chained(question, draw, slipped)
        if typed is None:
            continue
        marked = mark_question(question, typed)
        lost = [one.field.name for one in marked.marks if not one.counts_as_right]
        assert lost == [slipped], f"{question.kind} {question.level}: {typed}"


def keys_spelt(keys: tuple[str, ...], draw: Draw) -> str:
    parting = draw.pick([", ", " ", "", ";", " > ", " → ", "-"])
    key = draw.pick(["{}", "({})", "{})", "{}."]) if parting.strip() == "" and parting else "{}"
    text = parting.join(key.format(one) for one in keys)
    return draw.pick([text, text.upper(), f"[{text}]", f" {text} "])


def test_options_are_read_in_capitals_brackets_and_rows(answers: int) -> None:
    draw = Draw("any-answer", 5)
    choices = [q for q in questions() if any(one.options for one in q.fields)]
    for _ in range(answers // 2):
        question = draw.pick(choices)
        typed = exact(question)
        for one in question.fields:
            if one.options:
                keys = list(one.right if isinstance(one.right, tuple) else (str(one.right),))
                if one.type in ("select", "points"):
                    keys = draw.shuffled(keys)
                typed[one.name] = keys_spelt(tuple(keys), draw)
        assert mark_question(question, typed).is_right, f"{question.kind}: {typed}"


def test_whatever_is_typed_is_marked_or_refused(answers: int) -> None:
    draw = Draw("any-answer", 6)
    for _ in range(answers):
        question = draw.pick(questions())
        typed = {
            one.name: "".join(draw.pick(SIGNS) for _ in range(draw.whole(0, 3)))
            for one in question.fields
        }
        try:
            marked = mark_question(question, typed)
        except InputError:
            continue
        assert all(mark_line(one) for one in marked.marks)
        assert 0 <= marked.got <= question.marks


def test_nothing_typed_gets_nothing() -> None:
    for question in questions():
        marked = mark_question(question, {})
        assert marked.got == 0
        assert {one.given for one in marked.marks} == {""}


@pytest.mark.parametrize("text", [",", "()", "→", "a a", "z", "ab", "a, b"])
def test_what_names_no_single_option_is_refused(text: str) -> None:
    question = KINDS["choose-a-method"].make(0, 1)
    with pytest.raises(InputError, match=question.fields[0].label):
        mark_question(question, {"method": text})
