"""A text within lines that are kept for it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.views.style.lines_label import LinesLabel

TEXT = "Changes go on from here; another objective, other data or another start begin anew."


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_all_texts_take_the_same_room_and_a_long_one_ends_in_an_ellipsis(
    qtbot: QtBot, lines: int
) -> None:
    label = LinesLabel(lines)
    qtbot.addWidget(label)
    label.setText("")
    empty = label.sizeHint()
    label.setText(TEXT)
    assert label.sizeHint() == empty
    label.resize(160, empty.height())
    shown = label.lines()
    assert len(shown) == lines
    assert shown[-1].endswith("…")
    assert TEXT.startswith("".join(shown)[:-1])
    assert all(label.fontMetrics().horizontalAdvance(line.rstrip()) <= 160 for line in shown)
    assert label.toolTip() == TEXT
    label.resize(4000, empty.height())
    assert label.lines() == [TEXT]
