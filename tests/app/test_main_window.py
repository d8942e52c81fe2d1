"""The window as a frame: it lays views out and tells of what happens to it, whatever they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QSplitter
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gdsim.app.main_window import MainWindow
from gdsim.app.pages import STEPS, TABLE
from gdsim.app.preferences import Preferences
from gdsim.app.settings_file import SettingsFile


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Preferences(None, theme="light"))
    qtbot.addWidget(window)
    return window


def dropped(*urls: QUrl) -> QDropEvent:
    data = QMimeData()
    data.setUrls(list(urls))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, left, none)
    event.mime = data  # Qt does not own it.
    event.ignore()
    return event


def test_it_tells_of_the_file_that_is_dropped(window: MainWindow, qtbot: QtBot) -> None:
    event = dropped(QUrl.fromLocalFile("/data/rows.csv"))
    with qtbot.waitSignal(window.fileDropped) as told:
        window.dropEvent(event)
    assert told.args == [Path("/data/rows.csv")]
    assert event.isAccepted()


@pytest.mark.parametrize(
    "urls",
    [
        [],
        [QUrl("https://example.org/rows.csv")],
        [QUrl.fromLocalFile("/a.csv"), QUrl.fromLocalFile("/b.csv")],
    ],
    ids=["nothing", "a page of the web", "two files"],
)
def test_it_takes_nothing_but_one_file(window: MainWindow, qtbot: QtBot, urls: list[QUrl]) -> None:
    event = dropped(*urls)
    with qtbot.assertNotEmitted(window.fileDropped):
        window.dropEvent(event)
    assert not event.isAccepted()


def test_it_tells_that_it_is_about_to_be_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    with qtbot.waitSignal(window.closing):
        window.close()


def test_it_tells_when_it_is_seen_first_though_a_picture_was_taken_before(
    window: MainWindow, qtbot: QtBot
) -> None:
    told: list[None] = []
    window.painted.connect(lambda: told.append(None))
    window.grab()
    QApplication.processEvents()
    assert told == []
    window.show()
    qtbot.waitUntil(lambda: bool(told))
    window.repaint()
    QApplication.processEvents()
    assert len(told) == 1


def test_a_window_that_is_gone_tells_nothing_more(qtbot: QtBot) -> None:
    window = MainWindow(Preferences(None, theme="light"))
    window.show()
    # It is painted, and what it tells of that is still to come.
    window.grab()
    delete(window)
    with qtbot.captureExceptions() as raised:
        QApplication.processEvents()
    assert raised == []


def test_it_shows_one_caption_at_a_time(window: MainWindow) -> None:
    window.show()
    for caption, other in (
        (window.stages.sentence, window.verdict),
        (window.verdict, window.stages.sentence),
    ):
        window.explore.show_caption(caption)
        assert (caption.isVisible(), other.isVisible()) == (True, False)


def test_the_table_is_seen_first_and_no_other_page_is_built(window: MainWindow) -> None:
    window.show()
    assert window.pages.build(TABLE).isVisible()
    assert window.pages.page(STEPS) is None


def test_the_parts_are_as_they_were_left(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    def started() -> MainWindow:
        # Nothing is styled before the window of a start.
        qapp.setStyleSheet("")
        store = SettingsFile(tmp_path / "s.json")
        window = MainWindow(Preferences(store, theme="light"))
        qtbot.addWidget(window)
        window.restore()
        window.show()
        return window

    def parts(window: MainWindow) -> list[list[int]]:
        return [splitter.sizes() for splitter in window.findChildren(QSplitter)]

    first = started()
    usual = parts(first)
    first.findChildren(QSplitter)[-1].setSizes([400, 200])
    left = parts(first)
    first.close()
    assert left != usual
    assert parts(started()) == left


def test_at_first_it_leaves_room_on_the_screen(window: MainWindow) -> None:
    window.restore()
    room = window.screen().availableGeometry().size()
    assert window.width() <= max(room.width(), window.minimumWidth())
    assert window.height() <= max(room.height(), window.minimumHeight())
