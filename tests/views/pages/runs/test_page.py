"""The page of runs, built alone."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gdsim.models.kept_runs import N_LOOKS
from gdsim.views.pages.runs import RunLine, RunsPage
from gdsim.views.plots.run_looks import draw_run_swatch, run_pen
from gdsim.views.style.theme import DARK, LIGHT, Theme
from tests.typed import type_into

LINES = (RunLine(None, "this run"), RunLine(7, "adam", look=1), RunLine(9, "gd", look=2))


@pytest.fixture
def page(qtbot: QtBot) -> RunsPage:
    page = RunsPage()
    qtbot.addWidget(page)
    page.set_theme(LIGHT)
    page.set_lines(LINES)
    return page


def test_lines_are_shown_without_asking_for_anything(page: RunsPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.renameRequested), qtbot.assertNotEmitted(page.shownRequested):
        page.set_lines((RunLine(None, "this run"), RunLine(7, "nadam", look=1, is_shown=False)))
        page.set_theme(DARK)
    assert page.table.item(1, 0).text() == "nadam"
    assert page.table.item(1, 0).checkState() == Qt.CheckState.Unchecked


def test_a_typed_name_and_a_tick_are_asked_for(page: RunsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.renameRequested) as asked:
        page.table.item(1, 0).setText("mine")
    assert asked.args == [7, "mine"]
    with qtbot.waitSignal(page.shownRequested) as asked:
        page.table.item(2, 0).setCheckState(Qt.CheckState.Unchecked)
    assert asked.args == [9, False]


def test_a_name_that_is_being_typed_stays_while_its_run_goes_on(
    page: RunsPage, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(page):
        page.show()
    page.table.editItem(page.table.item(1, 0))
    editor = page.table.viewport().findChild(QLineEdit)
    QTest.keyClicks(editor, "mine")
    page.set_lines((LINES[0], replace(LINES[1], loss="3"), LINES[2]))
    assert editor.text() == "mine"
    with qtbot.waitSignal(page.renameRequested) as asked:
        page.settle()
    assert asked.args == [7, "mine"]


def test_buttons_are_for_the_chosen_kept_run(page: RunsPage, qtbot: QtBot) -> None:
    page.table.setCurrentCell(0, 0)
    assert page.chosen is None
    assert not page.button("close").isEnabled()
    page.table.setCurrentCell(2, 0)
    with qtbot.waitSignal(page.removeRequested) as asked:
        page.button("close").click()
    assert asked.args == [9]
    with qtbot.waitSignal(page.moveRequested) as asked:
        page.button("chevron-up").click()
    assert asked.args == [9, -1]
    page.set_lines((LINES[0], LINES[2], LINES[1]))
    assert page.chosen == 9


def test_the_columns_that_matter_most_are_seen_in_a_narrow_page(page: RunsPage) -> None:
    name = "Nesterov momentum, η = 0.01, mini-batch 10"
    settings = "η = 0.01, Nesterov momentum, mini-batch, B = 10; from 80: B = 8"
    numbers = {"updates": "1000", "to_target": "734", "loss": "0.0416", "distance": "0.8870"}
    line = RunLine(7, name, 0, settings=settings, verdict="converging", **numbers)
    page.resize(444, 300)
    page.set_lines((RunLine(None, "this run"), line))
    page.show()
    table, header = page.table, page.table.horizontalHeader()
    titles = [table.horizontalHeaderItem(k).text() for k in range(table.columnCount())]
    assert titles[:5] == ["Run", "Final loss", "To target", "Verdict", "At cursor"]
    assert header.sectionPosition(3) + header.sectionSize(3) <= table.viewport().width()
    assert table.item(1, 0).toolTip() == name
    # Scrolled to the end, the last column is whole.
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    last = table.visualItemRect(table.item(1, 7))
    assert table.viewport().rect().contains(last)
    assert last.width() > table.fontMetrics().horizontalAdvance(settings)
    page.resize(1400, 300)
    assert header.length() == table.viewport().width()
    assert header.sectionSize(0) > table.fontMetrics().horizontalAdvance(name)


def test_other_runs_are_shown_from_their_names_on(page: RunsPage) -> None:
    page.resize(360, 300)
    page.show()
    bar = page.table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    page.set_lines((*LINES[:2], RunLine(9, "gd", look=2, loss="0.2500")))
    assert bar.value() == bar.maximum() > 0
    page.set_lines((LINES[0], RunLine(11, "momentum", look=3)))
    assert bar.value() == 0


def test_every_column_says_what_it_holds(page: RunsPage) -> None:
    tips = [page.table.horizontalHeaderItem(k).toolTip() for k in range(8)]
    assert len(set(tips)) == 8
    assert "target above" in tips[2]
    assert "nearest known minimum" in tips[6]


def test_a_target_is_asked_for_and_an_empty_one_leaves_it_to_the_program(
    page: RunsPage, qtbot: QtBot
) -> None:
    page.set_target("0.32", "1 % of the first loss")
    assert page.target_origin.text() == "1 % of the first loss"
    for text, wanted in (("1e-3", 1e-3), ("0,5", 0.5), ("", None)):
        with qtbot.waitSignal(page.targetRequested) as asked:
            type_into(page.target, text)
        assert asked.args == [wanted]
    with qtbot.assertNotEmitted(page.targetRequested):
        type_into(page.target, "little")
    page.set_target("0.4", "1 % of the first loss")
    assert page.target.text() == "little"
    assert "“little” is not a number" in page.target_origin.text()


def test_a_removed_run_is_offered_by_its_name(page: RunsPage, qtbot: QtBot) -> None:
    page.show()
    assert not page.bring_back.isVisible()
    page.set_removed("adam")
    assert "adam" in page.bring_back.text()
    with qtbot.waitSignal(page.bringBackRequested):
        page.bring_back.click()
    page.resize(444, 300)
    page.set_removed("a name " * 40)
    assert page.minimumSizeHint().width() <= 444
    page.set_removed("")
    assert not page.bring_back.isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_swatch_of_a_chosen_line_stands_on_the_ground_of_the_others(
    page: RunsPage, theme: Theme
) -> None:
    page.set_theme(theme)
    swatch = page.table.item(1, 0).icon()
    size = page.table.iconSize()
    chosen = swatch.pixmap(size, QIcon.Mode.Selected).toImage()
    at_rest = swatch.pixmap(size, QIcon.Mode.Normal).toImage()
    assert chosen.pixelColor(4, 3).name() == theme.surface
    assert at_rest.pixelColor(4, 3).alpha() == 0
    assert run_pen(1, theme).color() in (chosen.pixelColor(x, 8) for x in range(size.width()))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_present_run_has_the_colours_of_its_path_and_point(
    page: RunsPage, theme: Theme
) -> None:
    page.set_theme(theme)
    swatch = page.table.item(0, 0).icon().pixmap(page.table.iconSize()).toImage()
    line, middle = swatch.pixelColor(3, 8), swatch.pixelColor(swatch.width() // 2, 8)
    assert (line.name(), middle.name()) == (theme.path, theme.point)
    assert theme.path not in theme.runs


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_runs_differ_without_colour_too(theme: Theme) -> None:
    pens = [run_pen(look, theme) for look in range(N_LOOKS)]
    assert len({pen.color().name() for pen in pens[:8]}) == 8
    assert all(a.style() != b.style() for a, b in pairwise(pens))
    assert len({(pen.color().name(), pen.style()) for pen in pens}) == N_LOOKS


def test_every_look_is_told_apart_without_colour(qtbot: QtBot) -> None:
    grey = msgspec.structs.replace(LIGHT, runs=("#808080",))
    pictures = set()
    for look in range(N_LOOKS):
        picture = QImage(60, 24, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        draw_run_swatch(painter, QPointF(30, 12), look, grey, 28)
        painter.end()
        pictures.add(bytes(picture.constBits()))
    assert len(pictures) == N_LOOKS
