"""Questions of public courses: the kinds ask them with just these numbers, or it is said why not.

The answers were worked out apart from the program, in exact fractions where the numbers are
rational. Each folder of kinds has its cases in a module of `public`.
"""

from __future__ import annotations

from types import ModuleType

import pytest

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.fields import Field, Right
from tests.study.exam.public import (
    batches,
    ends,
    epochs,
    errors,
    iteration,
    judgement,
    rates,
    rules,
)
from tests.study.exam.public.cases import Case
from tests.study.exam.solvers.formulas import POINTS, value_of

MODULES: tuple[ModuleType, ...] = (
    iteration,
    batches,
    epochs,
    rates,
    ends,
    rules,
    judgement,
    errors,
)

ALL = {f"Q{number:02}" for number in range(1, 65)}

CASES: list[tuple[str, Case]] = [
    (number, case) for module in MODULES for number, cases in module.CASES.items() for case in cases
]


def texts_of(field: Field) -> Right:
    """Return what was right, as the texts of options instead of their letters."""
    texts = {one.key: one.text for one in field.options}
    if isinstance(field.right, tuple):
        return tuple(texts[key] for key in field.right)
    return texts[field.right] if field.type == "choice" else field.right  # type: ignore[index]


def same(one: Right, other: Right) -> bool:
    if isinstance(one, str) and isinstance(other, str) and one != other:
        try:
            return all(
                value_of(one, at) == pytest.approx(value_of(other, at), rel=1e-9) for at in POINTS
            )
        except (SyntaxError, NameError):
            return False
    return bool(one == (other if isinstance(other, str | tuple) else pytest.approx(other)))


@pytest.mark.parametrize(
    ("number", "case"), CASES, ids=[f"{number}-{case.kind}" for number, case in CASES]
)
def test_a_public_question_can_be_asked_and_has_its_answers(number: str, case: Case) -> None:
    question = KINDS[case.kind].question(case.draft(), 0, 1)
    right = {one.name: texts_of(one) for one in question.fields}
    assert set(case.answers) <= set(right)
    for name, answer in case.answers.items():
        assert same(right[name], answer), f"{number} {name}: {right[name]}, not {answer}"


def test_every_question_is_asked_or_it_is_said_why_not() -> None:
    asked = {number for number, _ in CASES}
    outside = {number: why for module in MODULES for number, why in module.OUTSIDE.items()}
    assert not asked & set(outside)
    assert asked | set(outside) == ALL
    assert all(why.strip() for why in outside.values())
