"""Whatever is opened and closed again leaves nothing behind, however often."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app.menus.action_table import ACTIONS
from tests.app.opening import opened
from tests.robustness.counting import objects_of
from tests.robustness.monkey import NOT_DONE
from tests.robustness.visitor import Visitor

SHORT, LONG = 2, 40
"""Times that each action is done, by default and with ``--full``."""

NAMES = [spec.name for spec in ACTIONS if spec.is_action and spec.name not in NOT_DONE]


def leave(dialog: object) -> None:
    """Leave a dialog as a person does who wants nothing of it."""
    if isinstance(dialog, QDialog):
        dialog.reject()


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
        return objects_of(desk)

    do(NAMES, 1)
    before = do(NAMES, 1)
    # One after the other, to know which one it is.
    grown = {name: do([name], LONG) - before for name in NAMES} if full else {}
    grown["all"] = do(NAMES, SHORT) - before
    visitor.end()
    assert not {name: more for name, more in grown.items() if more}
