"""Copies of unsaved work: written beside the window, found after a sudden end, swept."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.document.protection import Protection
from gdsim.app.document.recovery import OLDEST, Recovery
from gdsim.files.atomic import atomic_path
from gdsim.files.document.document import Document
from gdsim.files.document.reading import load_document
from tests.app.document.acting import bytes_of
from tests.app.document.leaving import document
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


LEAVE = [sys.executable, "-m", "tests.app.document.leaving"]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a process that wrote a copy and was killed."""
    folder = tmp_path_factory.mktemp("killed")
    done = subprocess.run([*LEAVE, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(copies(folder)) == 1
    return folder


@pytest.fixture
def left(killed: Path, folder: Path) -> Path:
    """Fill the test's folder with what that process left, the lock of its copy among it."""
    shutil.copytree(killed, folder)
    return folder


WORKING = """
import random, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gdsim.app.document import protection
from gdsim.app.launch import desk_on, _application
from gdsim.app.preferences import Preferences
from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import builtin_scenario
_application()
scenario = builtin_scenario("toy-bowl")
run = Run(scenario.experiment.with_(iterations=None))
desk = desk_on(Preferences(None), scenario, run)
protection.SOON = 20
keeper = protection.Protection(desk.documents, desk.history, desk.window, Path(sys.argv[1]))
desk.window.show()
chance = random.Random(int(sys.argv[2]))
def work():
    rate = round(chance.uniform(0.01, 0.2), 6)
    desk.session.change({"learning_rate": rate})
    for _ in range(chance.randint(0, 400)):
        desk.session.step()
    print(rate, flush=True)
timer = QTimer()
timer.timeout.connect(work)
timer.start(25)
QApplication.exec()
"""


def following(seed: int, told: int) -> float:
    """Return the rate after as many as were told."""
    chance = random.Random(seed)  # noqa: S311 - as the window chooses
    for _ in range(told):
        chance.uniform(0.01, 0.2)
        chance.randint(0, 400)
    return round(chance.uniform(0.01, 0.2), 6)


def test_a_window_killed_in_the_middle_of_work_loses_none_but_the_last(
    folder: Path, full: bool
) -> None:
    chance = random.Random(11)  # noqa: S311 - moments of a test
    for k in range(200 if full else 1):
        window = subprocess.Popen(
            [sys.executable, "-c", WORKING, str(folder), str(k)], stdout=subprocess.PIPE
        )
        assert window.stdout is not None
        done = [float(window.stdout.readline()) for _ in range(3)]
        while not copies(folder):
            done.append(float(window.stdout.readline()))
        time.sleep(chance.uniform(0, 0.5))
        window.kill()
        done += [float(line) for line in window.stdout.read().split(b"\n")[:-1]]
        window.wait()
        window.stdout.close()
        recovery = Recovery(folder)
        (found,) = recovery.abandoned()
        rate = load_document(found).run.experiment.learning_rate
        # The change that was being made was not told of any more.
        assert rate in done or rate == following(k, len(done))
        recovery.forget(found)
        recovery.end()
        assert list(folder.iterdir()) == []


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


def test_a_copy_that_cannot_be_kept_is_told_once_and_tried_again(
    desk: Desk, protection: Protection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(desk.window.transport, "set_notice", said.append)
    desk.documents.asks = False
    folder.write_text("in the way of the folder")
    for rate in (0.3, 0.2):
        desk.session.change({"learning_rate": rate})
        assert not protection.keep_copy_now()
        QApplication.processEvents()
    assert len(said) == 1
    assert "save it yourself" in said[0] and os.strerror(errno.EEXIST) in said[0]
    folder.unlink()
    # Though nothing was changed since.
    assert protection.keep_copy_now()
    assert load_document(copies(folder)[0]).run.experiment.learning_rate == 0.2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_the_words_of_the_system(
    desk: Desk, protection: Protection, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(desk.window.transport, "set_notice", said.append)
    desk.documents.asks = False

    def fill(_path: Path, _document: Document) -> None:
        with atomic_path(_path), Path("/dev/full").open("w") as full:
            full.write("x")

    monkeypatch.setattr("gdsim.app.document.recovery.save_document", fill)
    desk.session.change({"learning_rate": 0.3})
    assert not protection.keep_copy_now()
    QApplication.processEvents()
    assert said == [
        f"No copy of unsaved work could be kept ({os.strerror(errno.ENOSPC)}): save it yourself."
    ]


def test_closing_in_good_order_leaves_nothing(
    desk: Desk, protection: Protection, folder: Path
) -> None:
    desk.session.change({"learning_rate": 0.3})
    protection.keep_copy()
    desk.documents.asks = False
    desk.window.close()
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_is_offered_and_opened(
    desk: Desk, left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    protection = Protection(desk.documents, desk.history, desk.window, left)
    protection.offer()
    assert desk.documents.is_changed
    assert desk.documents.path is None
    # It is this window's own now, and as safe as before.
    assert len(copies(left)) == 1
    desk.documents.asks = False
    desk.window.close()
    assert copies(left) == []


def test_what_nobody_wants_is_thrown_away(
    desk: Desk, left: Path, protection: Protection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    protection.offer()
    assert copies(left) == []
    assert not desk.documents.is_changed


def test_the_copy_of_a_window_that_is_open_is_not_taken(folder: Path) -> None:
    living = Recovery(folder)
    living.write(document())
    living.wait()
    assert Recovery(folder).abandoned() == []
    living.end()


def test_old_copies_and_half_written_ones_go(left: Path) -> None:
    (old,) = copies(left)
    (left / ".half-12345.gdsim").write_bytes(b"PK")
    long_ago = time.time() - OLDEST - 60
    os.utime(old, (long_ago, long_ago))
    recovery = Recovery(left)
    assert recovery.abandoned() == []
    recovery.end()
    assert list(left.iterdir()) == []


def test_a_process_killed_at_any_moment_leaves_a_whole_copy(folder: Path, full: bool) -> None:
    for k in range(40 if full else 2):
        writing = subprocess.Popen([*LEAVE, str(folder), "on"], stdout=subprocess.PIPE)
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
