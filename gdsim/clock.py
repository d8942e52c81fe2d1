"""What time it is: the one clock that everything takes which a person's days are counted by."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from gdsim.engine.errors import InputError

ENVIRONMENT = "GDSIM_CLOCK"
"""The variable that sets the clock: an ISO time with its offset; it runs on from there."""

ROLLOVER = timedelta(hours=4)
"""A day begins so long after midnight: who works until one o'clock still works on one day."""

UTC_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"
"""How a moment is written; such texts stand in the order of their moments."""


class Moment(Struct, frozen=True):
    """A moment as it is stored, never to be worked out again where the clocks change.

    Attributes
    ----------
    at_utc
        The moment in UTC, written as `UTC_FORM` has it.
    utc_offset
        Minutes by which the local clock was ahead of UTC.
    local_day
        The day by the local clock; it begins at 04:00.
    """

    at_utc: str
    utc_offset: int
    local_day: date


class Clock(Struct, frozen=True):
    """A clock; `now` gives the local time with its offset."""

    now: Callable[[], datetime] = lambda: datetime.now().astimezone()

    def moment(self) -> Moment:
        """Return the moment now."""
        return moment_of(self.now())

    def today(self) -> date:
        """Return the day by the local clock; it begins at 04:00."""
        return self.moment().local_day


def moment_of(now: datetime) -> Moment:
    """Return what is stored of a local time that has an offset."""
    offset = now.utcoffset()
    if offset is None:
        raise ValueError("a time without its offset is no moment")
    at_utc = now.astimezone(UTC).strftime(UTC_FORM)
    wall = now.replace(tzinfo=None)
    return Moment(at_utc, round(offset / timedelta(minutes=1)), (wall - ROLLOVER).date())


def system_clock() -> Clock:
    """Return the system's clock, or the one that the environment variable `ENVIRONMENT` sets.

    Raises
    ------
    InputError
        If the variable holds no time with an offset.
    """
    text = os.environ.get(ENVIRONMENT)
    return Clock() if not text else running_from(_time_in(text))


def running_from(start: datetime) -> Clock:
    """Return a clock that says `start` now and runs on from there."""
    began = time.monotonic()
    return Clock(lambda: start + timedelta(seconds=time.monotonic() - began))


def _time_in(text: str) -> datetime:
    try:
        start = datetime.fromisoformat(text)
        if start.tzinfo is not None:
            return start
    except ValueError:
        pass
    raise InputError(
        "{variable} is {text}; give a time with its offset, such as 2026-11-27T18:00:00+01:00",
        variable=ENVIRONMENT,
        text=text,
    )
