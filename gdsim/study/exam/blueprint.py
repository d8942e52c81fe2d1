"""What an exam is made of: how many questions, their marks and levels, and the time for them."""

from __future__ import annotations

from msgspec import Struct


class Blueprint(Struct, frozen=True):
    """An exam as it is set.

    Attributes
    ----------
    levels
        Of each question, in the order in which they stand: the easiest first.
    worths
        Marks of each question.
    minutes
        Without extra time.
    """

    levels: tuple[int, ...]
    worths: tuple[int, ...]
    minutes: int

    @property
    def items(self) -> int:
        """The number of questions."""
        return len(self.levels)

    @property
    def marks(self) -> int:
        """The marks of the whole."""
        return sum(self.worths)

    def weight(self, level: int) -> float:
        """Return the share of the marks that stands on a level."""
        marks = zip(self.levels, self.worths, strict=True)
        return sum(worth for of, worth in marks if of == level) / self.marks


BLUEPRINT = Blueprint(
    levels=(1,) * 5 + (2,) * 7 + (3,) * 3,
    worths=(1,) * 10 + (2,) * 5,
    minutes=40,
)
"""15 questions for 20 marks in 40 minutes, as the best exams on the subject have them."""
