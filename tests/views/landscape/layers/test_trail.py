"""The trail holds the rows of the trace, in order, and few of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape.layers.trail import EXACT_ROWS, THINNED_ROWS, Trail

At = Callable[..., Snapshot]


def test_a_short_path_is_the_trace_up_to_the_cursor_and_after_it(bowl: Run, at: At) -> None:
    trail = Trail()
    trail.update(at(bowl, 3))
    theta = np.array([(4 * 0.8**t, 2 * 0.2**t) for t in range(9)])
    np.testing.assert_allclose(trail.past, theta[:4])
    np.testing.assert_allclose(trail.future, theta[3:])
    assert trail.past_rows.tolist() == [0, 1, 2, 3]
    assert trail.future_rows.tolist() == [3, 4, 5, 6, 7, 8]


def test_at_the_newest_point_there_is_no_future(bowl: Run, at: At) -> None:
    trail = Trail()
    trail.update(at(bowl))
    assert len(trail.past) == 9
    np.testing.assert_array_equal(trail.future, trail.past[-1:])


def test_a_long_path_is_thinned_but_exact_where_it_begins(
    run_of: Callable[..., Run], at: At
) -> None:
    run = run_of("w1^2 + 4*w2^2", (4.0, 2.0), 5000, 1e-3)
    trail = Trail()
    for cursor in (0, 400, 5000, 1234):
        trail.update(at(run, cursor))
        rows = np.concatenate((trail.past_rows, trail.future_rows[1:]))
        assert (np.diff(rows) > 0).all()
        assert (rows[:EXACT_ROWS] == np.arange(EXACT_ROWS)).all()
        assert len(rows) <= EXACT_ROWS + THINNED_ROWS + 2
        points = np.concatenate((trail.past, trail.future[1:]))
        expected = np.column_stack((4 * 0.998**rows, 2 * 0.992**rows))
        np.testing.assert_allclose(points, expected, atol=1e-9)


def test_steps_taken_later_are_added(bowl: Run, at: At) -> None:
    trail = Trail()
    trail.update(at(bowl))
    bowl.advance(2)
    trail.update(at(bowl))
    assert trail.past_rows.tolist() == list(range(11))
    np.testing.assert_allclose(trail.past[-1], (4 * 0.8**10, 2 * 0.2**10))


def test_another_generation_starts_afresh(bowl: Run, run_of: Callable[..., Run], at: At) -> None:
    trail = Trail()
    trail.update(at(bowl))
    trail.update(at(run_of("w1^2 + w2^2", (1.0, 1.0), 1), generation=2))
    np.testing.assert_allclose(trail.past, [(1, 1), (0.8, 0.8)])
