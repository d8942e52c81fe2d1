"""The room of the simulator: everything that matters at once, and nothing that moves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import PAGES
from tests.app.opening import opened

ROOM, LEAST_ROOM = (1280, 800), (1024, 640)


def settled(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.setMinimumSize(0, 0)
    desk.window.resize(*size)
    for _ in range(3):
        QApplication.processEvents()


def is_in_sight(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


@pytest.mark.parametrize(
    ("name", "rule"),
    [("toy-bowl", "adamw"), ("linear-regression", "adam"), ("logistic-regression", "momentum")],
)
def test_what_a_run_is_made_of_is_in_sight_at_once(qtbot: QtBot, name: str, rule: str) -> None:
    desk = opened(qtbot, name)
    desk.session.change({"rule": rule})
    settled(desk, ROOM)
    setup = desk.window.setup
    parts = [
        setup.scenario.combo,
        setup.objective.text,
        *setup.objective.start.fields.values(),
        setup.rate.rate,
        setup.rate.slider,
        setup.rule.rule,
        setup.method.method,
        setup.method.batch_size,
        setup.foot.button,
    ]
    assert [part for part in parts if not is_in_sight(part)] == []
    plots = desk.window.landscape.width() + desk.window.loss_plot.width()
    assert plots >= desk.window.width() / 2


@pytest.mark.parametrize("name", ["toy-bowl", "logistic-regression", "himmelblau"])
def test_window_of_1024_by_640_has_room_for_all_of_it(qtbot: QtBot, name: str) -> None:
    desk = opened(qtbot, name)
    desk.actions.trigger("step")
    settled(desk, LEAST_ROOM)
    assert (desk.window.width(), desk.window.height()) == LEAST_ROOM
    assert desk.window.minimumSizeHint().width() <= LEAST_ROOM[0]
    setup = desk.window.setup
    right = setup.area.viewport().mapToGlobal(QPoint(setup.area.viewport().width(), 0)).x()
    for part in setup.area.widget().findChildren(QWidget):
        if part.isVisible():
            assert part.mapToGlobal(QPoint(part.width(), 0)).x() <= right


def places(desk: Desk) -> list[QRect]:
    window = desk.window
    parts = (window.setup, window.landscape, window.loss_plot, window.pages, window.transport)
    return [QRect(part.mapTo(window, QPoint()), part.size()) for part in parts]


@pytest.mark.parametrize("size", [ROOM, LEAST_ROOM])
def test_opening_a_page_moves_nothing_and_every_page_has_room(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    desk = opened(qtbot, "linear-regression")
    settled(desk, size)
    before = places(desk)
    for spec in PAGES:
        desk.window.pages.turn_to(spec)
        settled(desk, size)
        assert places(desk) == before, spec.key
        page = desk.window.pages.build(spec)
        least = page.minimumSizeHint()
        assert least.width() <= page.width(), spec.key
        assert least.height() <= page.height(), spec.key


def test_a_tall_page_takes_the_place_of_the_loss_plot(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    settled(desk, ROOM)
    before, loss = desk.window.pages.height(), desk.window.loss_plot
    desk.window.pages.expand.click()
    settled(desk, ROOM)
    assert not loss.isVisible()
    assert desk.window.pages.height() > before + 200
    desk.window.pages.expand.click()
    settled(desk, ROOM)
    assert loss.isVisible()
    assert desk.window.pages.height() == before
