"""The Tab key goes through the whole window and back, wherever it begins, and is never caught."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import PAGES
from gdsim.app.places.table import EXPLORE, PLACES, PRACTICE
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.views.fields.fold import Fold
from tests.app.opening import opened

MOST_STOPS = 300
"""More than any window has."""


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def stops(desk: Desk) -> set[QWidget]:
    """Return what the Tab key is to stop at: all that takes it, is seen and can be used."""
    return {
        widget
        for widget in desk.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisibleTo(desk.window)
        and widget.isEnabled()
    }


def round_trip(key: Qt.Key) -> list[QWidget]:
    """Press a key until the focus is where it began; return where it was on the way."""
    seen = [focused()]
    while len(seen) < MOST_STOPS:
        QTest.keyClick(focused(), key)
        if focused() in seen:
            break
        seen.append(focused())
    assert focused() is seen[0], f"caught between {names(seen[seen.index(focused()) :])}"
    return seen


def names(widgets: list[QWidget] | set[QWidget]) -> list[str]:
    return [f"{type(one).__name__} {one.accessibleName()}" for one in widgets]


def require_round_trips(desk: Desk) -> None:
    """Require that Tab meets every stop, and Shift+Tab the same ones backwards."""
    forwards = round_trip(Qt.Key.Key_Tab)
    missed = stops(desk) - set(forwards)
    assert not missed, f"never reached: {names(missed)}"
    backwards = round_trip(Qt.Key.Key_Backtab)
    assert backwards == [forwards[0], *reversed(forwards[1:])]


@pytest.mark.parametrize("quarter", range(4))
def test_in_every_scenario_tab_meets_every_part_of_the_window(quarter: int, qtbot: QtBot) -> None:
    desk = opened(qtbot)
    for name, _title in builtin_scenarios()[quarter::4]:
        desk.scenarios.show_builtin(name)
        desk.window.completeRequested.emit()
        desk.window.setup.scenario.combo.setFocus()
        try:
            require_round_trips(desk)
        except AssertionError as error:
            error.add_note(name)
            raise


@pytest.mark.parametrize("name", ["toy-bowl", "linear-regression"])
def test_on_every_page_tab_meets_every_part_of_the_window(name: str, qtbot: QtBot) -> None:
    desk = opened(qtbot, name)
    for _ in range(2):
        desk.session.step()
    desk.keeping.keep_present()
    for page in PAGES:
        desk.window.pages.turn_to(page)
        desk.window.completeRequested.emit()
        desk.window.setup.scenario.combo.setFocus()
        try:
            require_round_trips(desk)
        except AssertionError as error:
            error.add_note(page.key)
            raise


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_in_every_place_tab_meets_every_part_of_the_window(place, qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.window.places.turn_to(place)
    QApplication.processEvents()
    if place is EXPLORE:
        desk.window.setup.scenario.combo.setFocus()
    require_round_trips(desk)


def test_tab_meets_all_of_a_question_and_of_what_is_said_of_it(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.window.places.turn_to(PRACTICE)
    place = desk.window.places.build(PRACTICE)
    place.home.topics.button("epochs").click()
    for _ in range(3):
        QApplication.processEvents()
        require_round_trips(desk)
        (place.question.next if place.question.next.isVisible() else place.question.give_up).click()


def test_it_goes_through_what_is_unfolded_too(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.session.change({"rule": "adam", "round_gradient": "3 figures"})
    for fold in desk.window.setup.findChildren(Fold):
        fold.button.setChecked(True)
    desk.window.setup.scenario.combo.setFocus()
    require_round_trips(desk)
