"""The clock: days that begin at four, offsets that are kept, and a clock that can be set."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gdsim.clock import ENVIRONMENT, Clock, moment_of, system_clock
from gdsim.engine.errors import InputError

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("when", "local_day"),
    [
        ((2026, 11, 27, 4, 0), date(2026, 11, 27)),
        ((2026, 11, 28, 3, 59), date(2026, 11, 27)),
        ((2026, 3, 29, 3, 59), date(2026, 3, 28)),
        ((2026, 3, 29, 4, 0), date(2026, 3, 29)),
        ((2026, 10, 25, 3, 59), date(2026, 10, 24)),
        ((2026, 10, 25, 4, 0), date(2026, 10, 25)),
    ],
)
def test_a_day_begins_at_four_by_the_clock_on_the_wall(when, local_day) -> None:
    assert moment_of(datetime(*when, tzinfo=BERLIN)).local_day == local_day


def test_a_moment_is_kept_in_utc_with_its_offset() -> None:
    moment = moment_of(datetime(2026, 7, 1, 0, 30, tzinfo=ZoneInfo("Asia/Kathmandu")))
    assert moment.at_utc == "2026-06-30T18:45:00.000000Z"
    assert moment.utc_offset == 345
    assert moment.local_day == date(2026, 6, 30)


def test_texts_of_moments_stand_in_their_order() -> None:
    times = [datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold) for fold in (0, 1)]
    texts = [moment_of(time).at_utc for time in times]
    assert texts == sorted(texts) and len(set(texts)) == 2


def test_the_clock_that_is_set_runs_on_from_there(monkeypatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "2026-12-01T03:30:00+01:00")
    clock = system_clock()
    first, second = clock.now(), clock.now()
    assert first <= second
    assert (first - datetime.fromisoformat("2026-12-01T03:30:00+01:00")).total_seconds() < 60
    assert clock.today() == date(2026, 11, 30)


@pytest.mark.parametrize("text", ["soon", "2026-12-01T03:30:00", "2026-13-01T00:00:00Z"])
def test_a_clock_without_an_offset_is_refused(text: str, monkeypatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, text)
    with pytest.raises(InputError, match=r"GDSIM_CLOCK is .*; give a time with its offset"):
        system_clock()


def test_the_system_s_clock_has_an_offset() -> None:
    assert Clock().now().utcoffset() is not None
