"""What is said of the answers to a question."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.question import Question
from gdsim.study.practice.marking.grades import RIGHT_GRADES, Grade


class FieldMark(Struct, frozen=True):
    """What is said of one answer.

    Attributes
    ----------
    given
        The answer as it was typed; empty where the field was left empty.
    marks
        Marks got for it, 0 .. those of its field; halves are possible.
    slips
        The usual slips that give the answer, up to two, the likelier first.
    reading
        How a number was read, where it could be read in another way, else empty.
    wrong_options
        Of ``select``, the keys that were picked or left out wrongly.
    """

    field: Field
    given: str
    grade: Grade
    marks: float
    slips: tuple[NamedSlip, ...] = ()
    reading: str = ""
    wrong_options: tuple[str, ...] = ()

    @property
    def counts_as_right(self) -> bool:
        """Whether the answer follows from what was before it."""
        return self.grade in RIGHT_GRADES


class MarkedQuestion(Struct, frozen=True):
    """The marks of a question, in the order of its fields."""

    question: Question
    marks: tuple[FieldMark, ...]

    @property
    def got(self) -> float:
        """Marks got."""
        return sum(one.marks for one in self.marks)

    @property
    def is_right(self) -> bool:
        """Whether every mark was got."""
        return self.got == self.question.marks

    @property
    def slip(self) -> NamedSlip | None:
        """The first slip that was made; None where no usual one was."""
        return next((one.slips[0] for one in self.marks if one.slips), None)

    @property
    def needs_digits(self) -> bool:
        """Whether an answer has too few digits to tell, and none is wrong: no try is lost."""
        grades = {one.grade for one in self.marks}
        return Grade.TOO_FEW_DIGITS in grades and Grade.WRONG not in grades

    def mark(self, name: str) -> FieldMark:
        """Return the mark of the field called `name`."""
        return next(one for one in self.marks if one.field.name == name)


Given = Mapping[str, str]
"""Answers as they were typed, by the name of their field. One left out or empty is not given."""
