"""Copies of unsaved work: written beside the window, found after a sudden end, swept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.document.protection import Protection
from gdsim.app.document.recovery import OLDEST, Recovery
from gdsim.engine.run.run import Run
from gdsim.files.document.document import Document
from gdsim.files.document.reading import load_document
from gdsim.files.scenario.scenario import builtin_scenario
from tests.app.document.acting import bytes_of
from tests.app.opening import opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


@pytest.fixture
def protection(desk: Desk, folder: Path) -> Iterator[Protection]:
    protection = Protection(desk.documents, desk.history, desk.window, folder)
    yield protection
    protection.end()
    desk.documents.asks = False


def copies(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.gdsim") if not path.name.startswith(".")]


def document() -> Document:
    scenario = builtin_scenario("toy-bowl")
    return Document(scenario, Run(scenario.experiment))


LEFT = """
import os, signal, sys
from pathlib import Path
from gdsim.app.document.recovery import Recovery
from tests.app.document.test_recovery import document
recovery = Recovery(Path(sys.argv[1]))
recovery.write(document())
recovery.wait()
print("written", flush=True)
if len(sys.argv) > 2:
    while True:
        recovery.write(document())
        recovery.wait()
os.kill(os.getpid(), signal.SIGKILL)
"""


def leave_a_copy(folder: Path) -> None:
    """Have a process write a copy and be killed."""
    done = subprocess.run([sys.executable, "-c", LEFT, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(copies(folder)) == 1


def test_work_is_copied_soon_after_a_change_and_the_copy_goes_when_it_is_saved(
    qtbot: QtBot, desk: Desk, protection: Protection, folder: Path, tmp_path: Path
) -> None:
    desk.session.step()
    protection.keep_copy()
    assert copies(folder) == []
    desk.session.change({"learning_rate": 0.3})
    qtbot.waitUntil(lambda: len(copies(folder)) == 1, timeout=20_000)
    protection.recovery.wait()
    expected = bytes_of(desk, tmp_path)
    assert copies(folder)[0].read_bytes() == expected
    desk.history.undo()
    qtbot.waitUntil(lambda: copies(folder) == [], timeout=20_000)


def test_closing_in_good_order_leaves_nothing(
    desk: Desk, protection: Protection, folder: Path
) -> None:
    desk.session.change({"learning_rate": 0.3})
    protection.keep_copy()
    desk.documents.asks = False
    desk.window.close()
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_is_offered_and_opened(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_a_copy(folder)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    protection = Protection(desk.documents, desk.history, desk.window, folder)
    protection.offer()
    assert desk.documents.is_changed
    assert desk.documents.path is None
    # It is this window's own now, and as safe as before.
    assert len(copies(folder)) == 1
    desk.documents.asks = False
    desk.window.close()
    assert copies(folder) == []


def test_what_nobody_wants_is_thrown_away(
    desk: Desk, protection: Protection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_a_copy(folder)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    protection.offer()
    assert copies(folder) == []
    assert not desk.documents.is_changed


def test_the_copy_of_a_window_that_is_open_is_not_taken(folder: Path) -> None:
    living = Recovery(folder)
    living.write(document())
    living.wait()
    assert Recovery(folder).abandoned() == []
    living.end()


def test_old_copies_and_half_written_ones_go(folder: Path) -> None:
    leave_a_copy(folder)
    (old,) = copies(folder)
    (folder / ".half-12345.gdsim").write_bytes(b"PK")
    long_ago = time.time() - OLDEST - 60
    os.utime(old, (long_ago, long_ago))
    recovery = Recovery(folder)
    assert recovery.abandoned() == []
    recovery.end()
    assert list(folder.iterdir()) == []


def test_a_process_killed_at_any_moment_leaves_a_whole_copy(folder: Path, full: bool) -> None:
    for k in range(40 if full else 2):
        writing = subprocess.Popen(
            [sys.executable, "-c", LEFT, str(folder), "on"], stdout=subprocess.PIPE
        )
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"written\n"
        time.sleep(0.003 * k)
        writing.kill()
        writing.wait()
        writing.stdout.close()
        recovery = Recovery(folder)
        (found,) = recovery.abandoned()
        assert load_document(found).run.length == 0
        recovery.forget(found)
        recovery.end()
        assert list(folder.iterdir()) == []
