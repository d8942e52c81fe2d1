"""The bar that leads back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gdsim.views.back_bar import BackBar


def test_it_is_there_only_while_there_is_a_way_back(qtbot: QtBot) -> None:
    bar = BackBar()
    qtbot.addWidget(bar)
    assert not bar.isVisible()
    bar.set_way("Back to it", "Shown from there.")
    assert bar.isVisible()
    assert (bar.back.text(), bar.words.text()) == ("Back to it", "Shown from there.")
    bar.set_way("", "")
    assert not bar.isVisible()


def test_one_can_go_back_or_stay(qtbot: QtBot) -> None:
    bar = BackBar()
    qtbot.addWidget(bar)
    bar.set_way("Back to it", "Shown from there.")
    with qtbot.waitSignal(bar.backRequested):
        qtbot.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.closeRequested):
        qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
