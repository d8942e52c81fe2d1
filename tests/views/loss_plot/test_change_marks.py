"""Where the words of a change stand in the loss plot."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from gdsim.views.loss_plot.change_marks import free_box

BOX = QRectF(100, 20, 60, 14)


def line(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, dtype=np.float64)


def test_words_stay_where_no_line_runs_through_them() -> None:
    elsewhere = [line((0, 27), (90, 27)), line((0, 100), (300, 100)), line((170, 0), (180, 200))]
    assert free_box(BOX, elsewhere, 200) == BOX
    assert free_box(BOX, [], 200) == BOX


@pytest.mark.parametrize(
    "through",
    [
        [line((0, 27), (300, 27))],
        [line((0, 0), (300, 60))],
        # A spike between two places at which a line could be looked at, and a broken line.
        [line((120, 0), (120.4, 80), (120.8, 0))],
        [line((0, 27), (110, 27), (115, np.nan), (120, 27), (300, 27))],
        [line((0, 27), (300, 27)), line((0, 60), (300, 60))],
    ],
)
def test_words_are_lowered_below_lines_and_no_further(through: list[np.ndarray]) -> None:
    box = free_box(BOX, through, 200)
    assert (box.left(), box.size()) == (BOX.left(), BOX.size())
    assert BOX.top() < box.top() <= 200 - box.height()
    across = np.linspace(box.left(), box.right(), 2000)
    for points in through:
        told = points[np.isfinite(points).all(axis=1)]
        heights = np.interp(across, *told.T, left=np.nan, right=np.nan)
        assert not ((heights > box.top()) & (heights < box.bottom())).any()


def test_words_stay_where_there_is_no_room_at_all() -> None:
    everywhere = [line((0, y), (300, y)) for y in range(0, 200, 5)]
    assert free_box(BOX, everywhere, 200) == BOX
