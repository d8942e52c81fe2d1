"""Questions of public courses: the kinds ask them with just these numbers, or it is said why not.

The answers were worked out apart from the program, in exact fractions where the numbers are
rational. Each folder of kinds has its cases in a module of `public`.
"""

from __future__ import annotations

from types import ModuleType

import pytest

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.fields import Right
from tests.study.exam.public import batches, errors, iteration, rates
from tests.study.exam.public.cases import Case
from tests.study.exam.solvers.formulas import POINTS, value_of

MODULES: tuple[ModuleType, ...] = (iteration, batches, rates, errors)

CASES: list[tuple[str, Case]] = [
    (number, case) for module in MODULES for number, cases in module.CASES.items() for case in cases
]


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
    right = {one.name: one.right for one in question.fields}
    assert set(case.answers) <= set(right)
    for name, answer in case.answers.items():
        assert same(right[name], answer), f"{number} {name}: {right[name]}, not {answer}"
    for name, text in case.chosen.items():
        chosen = next(one for one in question.field(name).options if one.key == right[name])
        assert chosen.text == text


def test_no_question_is_both_asked_and_outside() -> None:
    asked = {number for number, _ in CASES}
    outside = {number for module in MODULES for number in module.OUTSIDE}
    assert not asked & outside
