"""Markup in what a file says is shown as it stands, wherever that is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import PAGES
from tests.app.opening import opened

MARKUP = "<h1>Forged</h1><img src='/any/picture.png'>"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    """Return a window in which every text that a file can give has markup."""
    desk = opened(qtbot)
    (tmp_path / "<b>data<").mkdir()
    data = tmp_path / "<b>data<" / "b>.csv"
    data.write_text(f'x,y,"{MARKUP}"\n' + "".join(f"{k},{2 * k},{MARKUP}\n" for k in range(9)))
    path = tmp_path / "<i>file.toml"
    path.write_text(
        f'''title = "{MARKUP}"
description = "{MARKUP} {MARKUP}"
objective = "(w*x + b - y)^2"
data = "{data}"
start = [0, 0]
learning-rate = 0.001
iterations = 5
[[compare]]
name = "{MARKUP}"
learning-rate = 0.002
'''
    )
    desk.documents.open_file(path)
    for page in PAGES:
        desk.window.pages.turn_to(page)
        QApplication.processEvents()
    for _ in range(3):
        desk.session.step()
    desk.window.completeRequested.emit()
    QApplication.processEvents()
    return desk


def is_markup(text: str) -> bool:
    return any(tag in text for tag in ("<h1>", "<img", "<b>data", "<i>file"))


def test_no_label_takes_it_for_markup(desk: Desk) -> None:
    shown = [label for label in desk.window.findChildren(QLabel) if is_markup(label.text())]
    assert shown
    for label in shown:
        label.ensurePolished()
        assert label.textFormat() == Qt.TextFormat.PlainText, label.text()


def test_no_tool_tip_takes_it_for_markup(desk: Desk) -> None:
    tips = [widget.toolTip() for widget in desk.window.findChildren(QWidget)]
    for tip in filter(is_markup, tips):
        assert not GuiQt.mightBeRichText(tip) or "&lt;" in tip, tip


def test_a_label_that_is_meant_to_have_markup_has_it(desk: Desk) -> None:
    rich = [label for label in desk.window.findChildren(QLabel) if label.property("rich")]
    assert rich
    for label in rich:
        label.ensurePolished()
        assert label.textFormat() == Qt.TextFormat.RichText


def test_no_message_takes_it_for_markup(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: said.append(words[-1]))
    desk = opened(qtbot)
    path = tmp_path / "broken.toml"
    path.write_text(f'"{MARKUP}" = 1')
    desk.documents.open_file(path)
    assert len(said) == 1
    assert "<img" not in said[0] and "&lt;img" in said[0]
