"""What Python calls Qt's objects by stays good for as long as the objects are there.

Python destroys or forgets a name together with the name that it takes for its holder. What Qt makes
by itself loses its name so, though it is still there.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from types import CellType, FunctionType

import pytest
import shiboken6
from msgspec import Struct
from msgspec.structs import astuple
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.menus.action_table import ACTIONS
from gdsim.app.pages import PAGES
from gdsim.app.places.table import EXPLORE, PLACES, PRACTICE
from tests.app.opening import opened
from tests.robustness.counting import released
from tests.robustness.test_leaks import leave
from tests.robustness.visitor import Visitor

_EMPTY = CellType()

_HOLDER = re.compile(r"parent\.+ <.* at (0x[0-9a-f]+)>")


@pytest.fixture
def used(qtbot: QtBot) -> Desk:
    """Return the desk of a window in which all is built and questions were asked."""
    desk = opened(qtbot)
    for place in (*PLACES, EXPLORE):
        desk.window.places.turn_to(place)
    for page in PAGES:
        desk.window.pages.build(page)
    for name in ("sweep", "start_map", "side_by_side", "open_data"):
        desk.actions.trigger(name)
    practice = desk.window.places.build(PRACTICE)
    practice.home.start.click()
    for _ in range(3):
        practice.question.next.click()
    released()
    return desk


def above(one: QObject) -> list[QObject]:
    """Return what holds an object of Qt's, from what it stands in to the window."""
    parent = one.parent()
    return [] if parent is None else [parent, *above(parent)]


def hangs_on_what_it_stands_in(widget: QWidget) -> bool:
    """Whether the name of a widget has one for its holder that holds the widget, or none."""
    holder = _HOLDER.search(shiboken6.dump(widget))
    return holder is None or int(holder[1], 16) in map(id, above(widget))


def held(one: object) -> Iterator[object]:
    """Yield what attributes hold, or what a function has taken from around it."""
    if isinstance(one, FunctionType):
        cells = [cell.cell_contents for cell in one.__closure__ or () if cell != _EMPTY]
        values = [*cells, *(one.__defaults__ or ()), *(one.__kwdefaults__ or {}).values()]
    else:
        values = list(getattr(one, "__dict__", {}).values())
        values += astuple(one) if isinstance(one, Struct) else ()
    for value in values:
        yield value
        if isinstance(value, dict):
            yield from value.values()
        elif isinstance(value, (list, tuple, set)):
            yield from value


def is_ours(one: object) -> bool:
    module = one.__module__ if isinstance(one, FunctionType) else type(one).__module__
    return isinstance(module, str) and module.split(".")[0] == "gdsim"


def test_the_name_of_a_widget_hangs_on_that_of_one_that_it_stands_in(used: Desk) -> None:
    everywhere = QApplication.allWidgets()
    there = [one for one in everywhere if one is used.window or used.window in above(one)]
    assert len(there) > 500
    assert not [one for one in there if not hangs_on_what_it_stands_in(one)]


def test_a_name_that_hangs_on_a_stranger_is_seen(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    one, other = QWidget(whole), QWidget(whole)
    assert hangs_on_what_it_stands_in(other)
    assert one.nextInFocusChain() is other
    assert not hangs_on_what_it_stands_in(other)


def strange_names() -> list[str]:
    return [
        f"{type(value).__name__} in {getattr(one, '__qualname__', type(one).__qualname__)}"
        for one in gc.get_objects()
        if is_ours(one)
        for value in held(one)
        if isinstance(value, QObject) and not shiboken6.createdByPython(value)
    ]


def test_nothing_that_qt_makes_by_itself_is_held(
    used: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for asks in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, asks, lambda *_, **__: ("", ""))
    found, asked = strange_names(), list[str]()

    def look(dialog: QWidget) -> None:
        asked.append(type(dialog).__name__)
        found.extend(strange_names())
        leave(dialog)

    visitor = Visitor(used, look)
    for spec in ACTIONS:
        if spec.text.endswith("…"):
            used.actions.trigger(spec.name)
            QApplication.processEvents()
    visitor.end()
    assert {"ExportDialog", "TextsDialog", "WorkingDialog"} <= set(asked)
    assert not found
