"""Legends: every entry where there is room, in as many lines as that takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from gdsim.views.plots.legend import Entry, Legend, LookLegend, Spacing
from gdsim.views.style.theme import Theme

# Qt's platform without a screen says that it has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SPACING = Spacing(20.0, 5.0, 10.0, 18.0)


def dot(painter: QPainter, at: QPointF, theme: Theme) -> None:
    painter.drawEllipse(at, 3.0, 3.0)


def entries(count: int) -> list[Entry]:
    return [Entry(dot, f"run number {i}") for i in range(count)]


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    legend = Legend(SPACING)
    qtbot.addWidget(legend)
    legend.resize(400, 18)
    return legend


def test_a_legend_takes_as_many_lines_as_it_needs(legend: Legend) -> None:
    legend.set_entries(entries(2))
    low = legend.height()
    legend.set_entries(entries(10))
    assert legend.height() >= 3 * low
    assert [entry.text for entry, _ in legend.placed()] == [e.text for e in entries(10)]
    assert all(box.right() <= 400 for _, box in legend.placed())
    legend.set_entries([])
    assert legend.isHidden()


def test_no_entry_stands_on_another(legend: Legend) -> None:
    legend.set_entries(entries(10))
    boxes = [box for _, box in legend.placed()]
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)


def test_what_is_left_over_after_the_last_line_is_not_shown(qtbot: QtBot) -> None:
    legend = Legend(SPACING, most_lines=2)
    qtbot.addWidget(legend)
    legend.resize(400, 18)
    legend.set_entries(entries(20))
    shown = [entry.text for entry, _ in legend.placed()]
    assert legend.height() == 36
    assert shown == [e.text for e in entries(len(shown))] and 2 <= len(shown) < 20


def test_a_text_that_changes_within_its_room_moves_nothing(legend: Legend) -> None:
    def left_of_second(text: str) -> float:
        legend.set_entries([Entry(dot, text, "gradient × 0.05"), Entry(dot, "step")])
        return legend.placed()[1][1].left()

    assert left_of_second("gradient") == left_of_second("gradient × 0.5")


def test_a_name_too_long_for_the_legend_is_cut_off_and_told_whole(qtbot: QtBot) -> None:
    legend, name = LookLegend("Kept runs"), "a very long name of a run " * 5
    qtbot.addWidget(legend)
    legend.resize(200, 20)
    legend.set_looks([(0, name)])
    ((_, box),) = legend.placed()
    assert box.right() <= 200
    assert legend.accessibleDescription() == name
    assert not legend.grab().toImage().isNull()
