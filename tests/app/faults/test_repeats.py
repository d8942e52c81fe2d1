"""The same error again is the same trouble, for as long as it comes in close succession."""

from __future__ import annotations

from types import TracebackType

from gdsim.app.faults.repeats import MOST_KINDS, QUIET_SECONDS, Repeats


def trace_of(place: int) -> TracebackType | None:
    """Return the trace of an error that is raised at a line of its own."""
    try:
        exec(compile("\n" * place + "raise ValueError", "there", "exec"), {})  # noqa: S102
    except ValueError as error:
        return error.__traceback__
    return None


def test_only_a_pause_makes_it_a_new_one() -> None:
    repeats, trace = Repeats(), trace_of(0)
    times = [0.0, 9.0, 18.0, 18.0 + QUIET_SECONDS, 28.1]
    assert [repeats.count(ValueError, trace, at) for at in times] == [1, 2, 3, 1, 2]


def test_another_line_or_class_is_another_trouble() -> None:
    repeats = Repeats()
    assert repeats.count(ValueError, trace_of(0), 0.0) == 1
    assert repeats.count(ValueError, trace_of(1), 0.0) == 1
    assert repeats.count(KeyError, trace_of(0), 0.0) == 1
    assert repeats.count(ValueError, trace_of(0), 0.0) == 2
    assert repeats.count(ValueError, None, 0.0) == 1


def test_not_more_kinds_are_remembered_than_there_is_room_for() -> None:
    repeats = Repeats()
    first = trace_of(0)
    repeats.count(ValueError, first, 0.0)
    for place in range(1, MOST_KINDS + 1):
        repeats.count(ValueError, trace_of(place), 0.0)
    assert repeats.count(ValueError, first, 0.0) == 1
