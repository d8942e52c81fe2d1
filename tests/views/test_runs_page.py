"""The page of runs and their legend, each built alone."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from gdsim.models.kept_runs import LOOKS
from gdsim.views.runs_page import RunLine, RunsPage
from gdsim.views.style.look_legend import LookLegend
from gdsim.views.style.run_looks import draw_run_swatch, run_pen
from gdsim.views.style.theme import DARK, LIGHT, Theme

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


def test_buttons_are_for_the_chosen_kept_run(page: RunsPage, qtbot: QtBot) -> None:
    page.table.setCurrentCell(0, 0)
    assert page.chosen is None
    assert not page._buttons["close"].isEnabled()
    page.table.setCurrentCell(2, 0)
    with qtbot.waitSignal(page.removeRequested) as asked:
        page._buttons["close"].click()
    assert asked.args == [9]
    with qtbot.waitSignal(page.moveRequested) as asked:
        page._buttons["chevron-up"].click()
    assert asked.args == [9, -1]
    page.set_lines((LINES[0], LINES[2], LINES[1]))
    assert page.chosen == 9


def entries(count: int) -> list[tuple[int, str]]:
    return [(i, f"run number {i}") for i in range(count)]


def test_the_legend_takes_as_many_lines_as_it_needs(qtbot: QtBot) -> None:
    legend = LookLegend("runs")
    qtbot.addWidget(legend)
    legend.resize(400, 60)
    legend.set_entries(entries(2))
    low = legend.sizeHint().height()
    legend.set_entries(entries(10))
    assert legend.sizeHint().height() >= 3 * low
    assert all(box.right() <= 400 for *_, box in legend._places())
    legend.set_entries([])
    assert legend.isHidden()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_runs_differ_without_colour_too(theme: Theme) -> None:
    pens = [run_pen(look, theme) for look in range(LOOKS)]
    assert len({pen.color().name() for pen in pens[:8]}) == 8
    assert all(a.style() != b.style() for a, b in pairwise(pens))
    assert len({(pen.color().name(), pen.style()) for pen in pens}) == LOOKS


def test_every_look_is_told_apart_without_colour(qtbot: QtBot) -> None:
    grey = msgspec.structs.replace(LIGHT, runs=("#808080",))
    pictures = set()
    for look in range(LOOKS):
        picture = QImage(60, 24, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        draw_run_swatch(painter, QPointF(30, 12), look, grey, 28)
        painter.end()
        pictures.add(bytes(picture.constBits()))
    assert len(pictures) == LOOKS
