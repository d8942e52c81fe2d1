"""What is said of an answer: its grade, and what explains it."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from gdsim.engine.formula.numbers.written import LeastDigits, WrittenNumber
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.update_task import Solution
from gdsim.texts import N_

LEAST_DIGITS = LeastDigits()


class Grade(Enum):
    """How an answer compares with the exact value, the best first."""

    RIGHT = N_("right")
    FOLLOWS = N_("follows from rounded numbers")
    CARRIED = N_("carried forward")
    TOO_FEW_DIGITS = N_("too few digits")
    WRONG = N_("wrong")


NO_ERROR_GRADES = (Grade.RIGHT, Grade.FOLLOWS)
"""Grades of answers with no error in them or before them."""

RIGHT_GRADES = (*NO_ERROR_GRADES, Grade.CARRIED)
"""Grades of answers that follow from what was before them."""


class Mark(Struct, frozen=True):
    """What is said of one answer.

    Attributes
    ----------
    given
        The way to read the answer that it was marked by.
    exact
        The right value.
    unit
        What the last digit of `given` counts.
    slips
        The usual slips that give the answer, up to two, the likelier first.
    carried
        What the answer should be after earlier errors or rounding, where there were any.
    """

    field: Field
    answer: Answer
    given: WrittenNumber
    exact: float
    grade: Grade
    unit: float
    slips: tuple[Slip, ...] = ()
    carried: float | None = None

    @classmethod
    def of(cls, field: Field, answer: Answer, given: WrittenNumber, right: Solution) -> Mark:
        """Return the mark of an answer of which nothing good is known."""
        return cls(field, answer, given, right.value(field), Grade.WRONG, given.unit)

    @property
    def slip(self) -> Slip | None:
        """The likeliest slip, None where no usual one gives the answer."""
        return self.slips[0] if self.slips else None

    @property
    def counts_as_right(self) -> bool:
        """Whether the answer follows from what was before it."""
        return self.grade in RIGHT_GRADES

    @property
    def told_reading(self) -> WrittenNumber | None:
        """The way to read the answer that its mark depends on; None where it tells nothing.

        Of a wrong answer that no slip explains, it would say which way is the nearer one.
        """
        return None if self.grade is Grade.WRONG and not self.slips else self.given

    @property
    def is_in_doubt(self) -> bool:
        """Whether it is wrong, or its zeros at the end may be digits that would make it wrong."""
        return self.grade is Grade.WRONG or (
            self.grade is Grade.TOO_FEW_DIGITS and self.unit > self.given.unit
        )

    @property
    def has_enough_digits(self) -> bool:
        """Whether the answer has the least digits."""
        return LEAST_DIGITS.are_in(self.given, self.unit)
