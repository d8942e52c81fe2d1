"""An error anywhere is logged, told once, and costs no work."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.document.protection import Protection
from gdsim.app.document.recovery import Recovery
from gdsim.app.faults.dialog import FaultDialog
from gdsim.app.faults.faults import Faults
from gdsim.app.faults.log import log_file
from gdsim.files.document.reading import load_document
from tests.app.opening import opened


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


@pytest.fixture
def faults(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Faults]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    # Whoever heard of errors before would let the test fail.
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    monkeypatch.setattr(threading, "excepthook", lambda *_: None)
    faults = Faults(desk.window)
    faults.begin()
    yield faults
    faults.end()
    for dialog in dialogs():
        dialog.close()


def dialogs() -> list[FaultDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, FaultDialog)]


def shown(qtbot: QtBot) -> FaultDialog:
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    return dialogs()[0]


class Failing(QWidget):
    """Fails in a slot, an event, a paint event and an event filter."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked.connect(self.fail)
        self.is_painted_wrong = False

    def fail(self) -> None:
        raise ValueError("broken on purpose")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self.fail()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - an override
        if self.is_painted_wrong:
            self.fail()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - an override
        if event.type() == QEvent.Type.User:
            self.fail()
        return False


def in_a_slot(widget: Failing) -> None:
    widget.asked.emit()


def in_a_timer(widget: Failing) -> None:
    QTimer.singleShot(0, widget.fail)


def in_an_event(widget: Failing) -> None:
    QApplication.postEvent(widget, QEvent(QEvent.Type.User))


def in_a_filter(widget: Failing) -> None:
    widget.window().installEventFilter(widget)
    QApplication.postEvent(widget.window(), QEvent(QEvent.Type.User))


def in_a_paint_event(widget: Failing) -> None:
    widget.is_painted_wrong = True
    widget.resize(20, 20)
    widget.show()


def in_a_thread(widget: Failing) -> None:
    thread = threading.Thread(target=widget.fail)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    "fail",
    [in_a_slot, in_a_timer, in_an_event, in_a_filter, in_a_paint_event, in_a_thread],
    ids=lambda fail: fail.__name__,
)
def test_an_error_is_told_in_a_dialog_and_written_to_the_log(
    fail: Callable[[Failing], None], qtbot: QtBot, desk: Desk, faults: Faults
) -> None:
    fail(Failing(desk.window))
    dialog = shown(qtbot)
    assert "your work is safe" in dialog.text()
    assert str(log_file()) in dialog.informativeText()
    (copy,) = (one for one in dialog.buttons() if "Copy" in one.text())
    copy.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("gdsim ")
    assert "Python" in copied and "Qt" in copied
    assert "broken on purpose" in copied and "test_faults.py" in copied
    assert copied in log_file().read_text("utf-8")
    # The window goes on.
    desk.session.step()
    assert desk.session.cursor == 1


def test_a_timer_that_goes_on_failing_is_told_once(
    qtbot: QtBot, desk: Desk, faults: Faults
) -> None:
    failed = []

    def fail() -> None:
        failed.append(1)
        raise ValueError("broken on purpose")

    timer = QTimer(desk)
    timer.timeout.connect(fail)
    timer.start(1)
    dialog = shown(qtbot)
    qtbot.waitUntil(lambda: len(failed) > 60)
    dialog.close()
    stood = len(failed)
    qtbot.waitUntil(lambda: len(failed) > stood + 60)
    timer.stop()
    qtbot.waitUntil(lambda: not dialogs())
    logged = log_file().read_text("utf-8")
    assert logged.count("Traceback") == 1
    assert "for the 10th time" in logged
    assert "for the 11th time" not in logged


def test_another_error_meanwhile_stands_in_the_same_dialog(
    qtbot: QtBot, desk: Desk, faults: Faults
) -> None:
    QTimer.singleShot(0, lambda: 1 // 0)
    dialog = shown(qtbot)
    QTimer.singleShot(0, lambda: {}[1])
    qtbot.waitUntil(lambda: "KeyError" in dialog.detailedText())
    assert "ZeroDivisionError" in dialog.detailedText()
    assert len(dialogs()) == 1


def test_the_work_is_copied_at_once(
    qtbot: QtBot, desk: Desk, faults: Faults, tmp_path: Path
) -> None:
    protection = Protection(desk.documents, desk.history, desk.window, tmp_path / "recovery")
    desk.documents.asks = False
    faults.save = protection.keep_copy_now
    desk.session.change({"learning_rate": 0.3})
    QTimer.singleShot(0, lambda: 1 // 0)
    dialog = shown(qtbot)
    assert "your work is safe" in dialog.text()
    (copy,) = (tmp_path / "recovery").glob("*.gdsim")
    assert load_document(copy).run.experiment.learning_rate == 0.3
    protection.end()


def test_where_no_copy_can_be_kept_the_person_is_told_to_save(
    qtbot: QtBot, desk: Desk, faults: Faults, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    protection = Protection(desk.documents, desk.history, desk.window, tmp_path / "file")
    desk.documents.asks = False
    faults.save = protection.keep_copy_now
    desk.session.change({"learning_rate": 0.3})
    QTimer.singleShot(0, lambda: 1 // 0)
    assert "save it now" in shown(qtbot).text()
    protection.end()


def test_an_error_while_the_copy_is_kept_is_no_end_of_it(
    qtbot: QtBot, desk: Desk, faults: Faults
) -> None:
    def save() -> bool:
        raise RuntimeError("the copy, too")

    faults.save = save
    QTimer.singleShot(0, lambda: 1 // 0)
    assert "save it now" in shown(qtbot).text()
    assert "the copy, too" in log_file().read_text("utf-8")


def test_an_error_where_the_copy_is_written_is_told(
    qtbot: QtBot, desk: Desk, faults: Faults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("broken on purpose")

    monkeypatch.setattr("gdsim.app.document.recovery.save_document", fail)
    recovery = Recovery(tmp_path / "recovery")
    recovery.write(desk.documents.state())
    assert "broken on purpose" in shown(qtbot).detailedText()
    recovery.end()


def test_a_message_that_waits_for_an_answer_is_no_obstacle(
    qtbot: QtBot, desk: Desk, faults: Faults
) -> None:
    box = QMessageBox(desk.window)
    box.open()
    QTimer.singleShot(0, lambda: 1 // 0)
    dialog = shown(qtbot)
    assert dialog.parent() is box
    assert QApplication.activeModalWidget() is dialog
    dialog.close()
    box.close()
