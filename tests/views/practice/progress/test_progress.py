"""Progress: what is drawn is what was counted, and can be read without colour or sight."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gdsim.study.exam.memory.calibration import Calibration
from gdsim.study.exam.memory.forecast import ExpectedMark
from gdsim.study.exam.memory.habits import DayFigure
from gdsim.views.practice.progress.calendar_plot import CalendarPlot, shade
from gdsim.views.practice.progress.calibration_plot import CalibrationPlot
from gdsim.views.practice.progress.mark_plot import MarkPlot
from gdsim.views.practice.progress.screen import TWO_COLUMNS_FROM, ProgressScreen
from gdsim.views.practice.progress.slip_list import FIRST as FIRST_SLIPS
from gdsim.views.practice.progress.slip_list import SlipRow
from gdsim.views.style.theme import DARK, LIGHT, Theme
from tests.views.style.test_colours import contrast

FIRST = date(2026, 11, 2)
"""A Monday."""


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


def calendar(qtbot: QtBot, *minutes: float, today: int = 0) -> CalendarPlot:
    plot = CalendarPlot()
    qtbot.addWidget(plot)
    plot.resize(600, 230)
    plot.set_days(days(*minutes), FIRST + timedelta(days=today))
    plot.show()
    return plot


def ground(plot: CalendarPlot, place: int) -> str:
    """Return the colour of a day near its corner, where no number stands."""
    corner = plot.area.mapToScene(plot.field(place).topLeft())
    return plot.grab().toImage().pixelColor(round(corner.x()) + 4, round(corner.y()) + 4).name()


def test_days_stand_in_columns_of_weeks_from_monday_down(qtbot: QtBot) -> None:
    plot = calendar(qtbot, *[0] * 21)
    monday, tuesday, next_monday = plot.field(0), plot.field(1), plot.field(7)
    assert tuesday.top() > monday.bottom() and tuesday.left() == monday.left()
    assert next_monday.left() > monday.right() and next_monday.top() == monday.top()
    assert plot.getAxis("left").tickStrings([6.5, 0.5], 1, 1) == ["Mon", "Sun"]
    assert plot.getAxis("bottom").tickStrings([0.5, 2.5], 1, 1) == ["11-02", "11-16"]


def test_the_more_minutes_the_deeper_the_shade_and_each_is_a_number_too(qtbot: QtBot) -> None:
    plot = calendar(qtbot, 0, 5, 20, 0.2, today=6)
    grounds = [QColor(ground(plot, place)).lightness() for place in range(4)]
    assert grounds[0] > grounds[3] > grounds[1] > grounds[2]
    assert QColor(ground(plot, 0)) == QColor(LIGHT.plot_background)
    assert plot.accessibleDescription() == "2026-11-03: 5; 2026-11-04: 20; 2026-11-05: 1"
    assert [darkest(plot, place) < 100 for place in range(4)] == [False, True, True, True]


def darkest(plot: CalendarPlot, place: int) -> int:
    """Return how light the darkest dot is on the middle row of a day, away from its edge."""
    field = plot.area.mapToScene(plot.field(place)).boundingRect().adjusted(4, 4, -4, -4)
    picture = plot.grab(field.toRect()).toImage()
    dots = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(5, 12)]
    return min(dot.lightness() for dot in dots)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 1.0])
def test_numbers_of_days_are_legible_on_every_shade(theme: Theme, share: float) -> None:
    assert contrast(theme.text, shade(share, theme).name()) >= 4.5


def test_a_day_that_is_pointed_at_is_told(qtbot: QtBot) -> None:
    plot = calendar(qtbot, 0, 5)
    plot.pointedAt.emit(plot.field(1).center())
    assert plot.toolTip() == "2026-11-03: 5 min, 2 of 3 answers right"
    plot.pointedAt.emit(None)
    assert plot.toolTip() == ""


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


def test_all_slips_can_be_seen(screen: ProgressScreen, qtbot: QtBot) -> None:
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    texts = [f"Slip {k}." for k in range(FIRST_SLIPS + 3)]
    screen.set_slips([SlipRow(text, 1, "", ("one-update",)) for text in texts])
    QApplication.processEvents()
    assert screen.slips.texts == texts[:FIRST_SLIPS]
    assert screen.slips.show_all.text() == f"Show &all {len(texts)}"
    screen.slips.show_all.click()
    QApplication.processEvents()
    assert screen.slips.texts == texts
    assert not screen.slips.show_all.isVisible()
    assert QApplication.focusWidget().accessibleName() == f"Drill: Slip {FIRST_SLIPS}."
    screen.set_slips([SlipRow(text, 1, "", ("one-update",)) for text in texts])
    assert screen.slips.texts == texts


def test_few_slips_offer_no_more(screen: ProgressScreen) -> None:
    screen.set_slips([SlipRow("Slip.", 1, "", ("one-update",))] * FIRST_SLIPS)
    screen.show()
    assert not screen.slips.show_all.isVisible()


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
