"""What a person has said of their exam and of the time they have for it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from gdsim.engine.errors import InputError

RETENTIONS = {False: 0.90, True: 0.95}
"""The recall below which a card is due, by whether the person wants to be thorough."""

LONGEST_INTERVAL = 36500
"""Days between two reviews where no exam is near."""


class ExamSettings(Struct, frozen=True):
    """What a person has set.

    Attributes
    ----------
    exam_day, set_on
        The day of the exam, and the day on which that was said; None where there is none.
    minutes
        What a day's work takes at most.
    is_thorough
        Whether questions come back sooner, so that 95 % rather than 90 % are still known.
    extra_time
        1 to 2: the factor by which this person has more time than others.
    """

    exam_day: date | None = None
    set_on: date | None = None
    minutes: int = 15
    is_thorough: bool = False
    extra_time: float = 1.0

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= 600:
            raise InputError(
                "{minutes} minutes a day are not accepted; give 1 to 600", minutes=self.minutes
            )
        if not 1 <= self.extra_time <= 2:
            raise InputError(
                "a time of {factor} times the usual is not accepted; give 1 to 2",
                factor=self.extra_time,
            )
        if (self.exam_day is None) != (self.set_on is None):
            raise InputError("the day of the exam goes with the day on which it was set; give both")

    @property
    def retention(self) -> float:
        """The recall at which a card is due."""
        return RETENTIONS[self.is_thorough]

    def longest_interval(self, day: date) -> int:
        """Return the most days between two reviews, as seen on `day`.

        With an exam ahead it is a third of the days that there were when it was set.
        """
        if self.days_left(day) is None or self.exam_day is None or self.set_on is None:
            return LONGEST_INTERVAL
        return max(1, (self.exam_day - self.set_on).days // 3)

    def days_left(self, day: date) -> int | None:
        """Return the days from `day` to the exam; None where none is set or it is over."""
        if self.exam_day is None or self.exam_day < day:
            return None
        return (self.exam_day - day).days

    def horizon(self, day: date) -> date:
        """Return the day for which recall is foretold: that of the exam, else `day` itself."""
        return day if self.days_left(day) is None or self.exam_day is None else self.exam_day
