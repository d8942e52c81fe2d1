"""Progress: what is drawn is what was counted, and can be read without colour or sight."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gdsim.study.exam.memory.calibration import Calibration
from gdsim.study.exam.memory.forecast import ExpectedMark
from gdsim.study.exam.memory.habits import DayFigure
from gdsim.views.practice.progress.calibration_plot import CalibrationPlot
from gdsim.views.practice.progress.days_plot import DaysPlot
from gdsim.views.practice.progress.mark_plot import MarkPlot
from gdsim.views.practice.progress.screen import TWO_COLUMNS_FROM, ProgressScreen
from gdsim.views.practice.progress.slip_list import SlipRow
from gdsim.views.style.theme import LIGHT

FIRST = date(2026, 11, 1)


def days(*minutes: float) -> list[DayFigure]:
    return [DayFigure(FIRST + timedelta(days=k), 60 * one, 3, 2) for k, one in enumerate(minutes)]


def coloured(picture: QImage, colour: str) -> np.ndarray:
    """Return which pixels have a colour, shape (height, width)."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(
        picture.height(), picture.width(), 4
    )
    wanted = [int(colour[k : k + 2], 16) for k in (5, 3, 1)]
    return (np.abs(pixels[:, :, :3].astype(int) - wanted) < 6).all(axis=2)


def test_a_bar_is_as_high_as_the_minutes_of_its_day(qtbot: QtBot) -> None:
    plot = DaysPlot()
    qtbot.addWidget(plot)
    plot.resize(600, 190)
    plot.set_days(days(10, 0, 20))
    plot.show()
    bars = coloured(plot.grab().toImage(), LIGHT.accent)
    frame, corner = plot.frame, plot.area.mapToScene(plot.area.rect().topLeft())
    heights = [
        int(bars[:, round(corner.x() + float(frame.across(place)))].sum()) for place in range(3)
    ]
    assert heights[1] == 0
    assert heights[2] == pytest.approx(2 * heights[0], abs=4)
    assert heights[0] > 20
    assert plot.accessibleDescription() == "2026-11-01: 10; 2026-11-03: 20"


def test_a_range_is_drawn_from_its_lower_to_its_upper_end(qtbot: QtBot) -> None:
    plot = MarkPlot()
    qtbot.addWidget(plot)
    plot.resize(600, 110)
    plot.set_mark(ExpectedMark(12.0, 10.0, 16.0, 20))
    plot.show()
    bar = coloured(plot.grab().toImage(), LIGHT.contour_line)
    corner = plot.area.mapToScene(plot.area.rect().topLeft())
    columns = np.flatnonzero(bar.any(axis=0)) - corner.x()
    ends = plot.frame.across([10.0, 16.0])
    assert columns.min() == pytest.approx(ends[0], abs=2)
    assert columns.max() == pytest.approx(ends[1], abs=2)


def test_confidence_is_shown_from_ten_answers_a_level(qtbot: QtBot) -> None:
    plot = CalibrationPlot()
    qtbot.addWidget(plot)
    plot.resize(600, 200)
    plot.set_levels(
        [
            Calibration(1, 9, 3, 0.12, 0.65),
            Calibration(2, 10, 7, 0.40, 0.89),
            Calibration(3, 0, 0, 0, 1),
        ]
    )
    plot.show()
    points = coloured(plot.grab().toImage(), LIGHT.accent)
    corner = plot.area.mapToScene(plot.area.rect().topLeft())
    columns = [round(corner.x() + float(plot.frame.across(level))) for level in (1, 2, 3)]
    assert [bool(points[:, column].any()) for column in columns] == [False, True, False]
    middle = np.flatnonzero(points[:, columns[1]]).mean() - corner.y()
    assert middle == pytest.approx(float(plot.frame.down(70.0)), abs=3)
    assert "Fairly sure: 7 of 10 right" in plot.accessibleDescription()


@pytest.fixture
def screen(qtbot: QtBot) -> ProgressScreen:
    screen = ProgressScreen()
    qtbot.addWidget(screen)
    return screen


@pytest.mark.parametrize(("width", "columns"), [(960, 1), (TWO_COLUMNS_FROM + 20, 2)])
def test_cards_stand_side_by_side_where_there_is_room(
    screen: ProgressScreen, width: int, columns: int
) -> None:
    screen.resize(width, 700)
    screen.show()
    left = {card.mapTo(screen, card.rect().topLeft()).x() for card in screen.cards.values()}
    assert len(left) == columns


def test_slips_are_told_and_each_has_a_drill(screen: ProgressScreen, qtbot: QtBot) -> None:
    screen.show()
    screen.set_slips([SlipRow("Uphill.", 3, "last on 2026-11-20", ("one-update",))])
    told = [label.text() for label in screen.slips.findChildren(QLabel)]
    assert "Uphill." in told and "3 ×" in told
    # What is added to a layout is shown once the events before are done.
    QApplication.processEvents()
    drill = next(b for b in screen.slips.findChildren(QPushButton) if b.isVisibleTo(screen))
    with qtbot.waitSignal(screen.drillRequested) as asked:
        drill.click()
    assert asked.args == [("one-update",)]


def test_without_slips_that_is_said(screen: ProgressScreen) -> None:
    screen.set_slips([])
    assert screen.cards["slips"].words.text() == "None has been made yet."


@pytest.mark.parametrize("key", ["topics", "mark", "slips", "days", "calibration"])
def test_every_figure_can_be_written_to_a_file(
    screen: ProgressScreen, qtbot: QtBot, key: str
) -> None:
    with qtbot.waitSignal(screen.exportRequested) as asked:
        screen.cards[key].export.click()
    assert asked.args == [key]
