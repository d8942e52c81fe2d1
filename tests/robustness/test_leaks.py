"""Whatever is opened and closed again leaves nothing behind, however often."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app.actions import ACTIONS
from gdsim.app.desk import Desk
from gdsim.app.pages import PAGES, TABLE
from tests.app.opening import opened
from tests.robustness.monkey import NOT_DONE, released
from tests.robustness.visitor import Visitor

SHORT, LONG = 2, 40
"""Times that each action is done, by default and with ``--full``."""

NAMES = [spec.name for spec in ACTIONS if spec.is_action and spec.name not in NOT_DONE]


def leave(dialog: object) -> None:
    """Leave a dialog as a person does who wants nothing of it."""
    if isinstance(dialog, QDialog):
        dialog.reject()


def objects(desk: Desk) -> Counter[str]:
    """Return how many objects of Qt's there are of each kind, with the first document."""
    desk.session.pause()
    desk.documents.new()
    desk.session.set_veiled(False)
    for page in (*PAGES, TABLE):
        desk.window.pages.turn_to(page)
        QApplication.processEvents()
    desk.tools.close()
    released()
    tops = [one for one in QApplication.topLevelWidgets() if one.parent() is None]
    return Counter(type(one).__name__ for top in tops for one in (top, *top.findChildren(QObject)))


def test_actions_done_again_leave_no_more_objects_than_before(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    for asks in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, asks, lambda *_, **__: ("", ""))
    desk = opened(qtbot)
    visitor = Visitor(desk, leave)

    def do(names: list[str], times: int) -> Counter[str]:
        for name in names * times:
            desk.actions.trigger(name)
            QApplication.processEvents()
            QApplication.processEvents()
        return objects(desk)

    do(NAMES, 1)
    before = do(NAMES, 1)
    # One after the other, to know which one it is.
    grown = {name: do([name], LONG) - before for name in NAMES} if full else {}
    grown["all"] = do(NAMES, SHORT) - before
    visitor.end()
    assert not {name: more for name, more in grown.items() if more}
