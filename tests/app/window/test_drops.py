"""Files that are dragged over the window: it takes them, wherever in it they are let go."""

from __future__ import annotations

from pathlib import Path
from warnings import catch_warnings, simplefilter

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import PAGES
from gdsim.app.places.table import PLACES
from tests.app.opening import opened


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = opened(qtbot)
    for place in PLACES:
        desk.window.places.build(place)
    for page in PAGES:
        desk.window.pages.build(page)
    return desk


def takes(widget: QWidget, data: QMimeData) -> bool:
    """Tell whether a widget, and nothing around it, takes what is dragged over it."""
    if not (widget.acceptDrops() and widget.isEnabled()):
        return False
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with catch_warnings():
        # From PySide6 6.12 on it wants parts of pixels, of which older ones do not know.
        simplefilter("ignore", DeprecationWarning)
        event = QDragEnterEvent(QPoint(1, 1), *how)
    event.ignore()
    # As Qt does it, but without what is around.
    return widget.event(event) and event.isAccepted()


def test_nothing_in_the_window_keeps_a_file_from_it(desk: Desk, tmp_path: Path) -> None:
    data = QMimeData()
    url = QUrl.fromLocalFile(str(tmp_path / "rows.csv"))
    data.setUrls([url])
    # As file managers do.
    data.setText(url.toString())
    keeping = [
        f"{type(one).__name__} {one.objectName() or one.accessibleName()}"
        for one in desk.window.findChildren(QWidget)
        if one.window() is desk.window and takes(one, data)
    ]
    assert keeping == []
    assert takes(desk.window, data)


def test_text_may_be_dropped_on_a_field(desk: Desk) -> None:
    data = QMimeData()
    data.setText("x^2")
    assert takes(desk.window.setup.objective.text, data)
    assert not takes(desk.window, data)
