"""Unsaved work as the window keeps it safe: copied in time, offered again, thrown away."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.document.protection import Protection
from gdsim.app.document.recovery import Recovery
from gdsim.files.atomic import atomic_path
from gdsim.files.document.document import Document
from gdsim.files.document.reading import load_document
from gdsim.files.document.writing import save_document
from tests.app.document.acting import bytes_of
from tests.app.document.copies import copies, leave_a_copy
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
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Open)
    protection = Protection(desk.documents, desk.history, desk.window, folder)
    protection.offer()
    assert desk.documents.is_changed
    assert desk.documents.path is None
    # It is this window's own now, and as safe as before.
    assert len(copies(folder)) == 1
    desk.documents.asks = False
    desk.window.close()
    assert copies(folder) == []


def test_recovered_work_knows_its_file_and_that_it_is_changed(
    qtbot: QtBot, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.gdsim"
    first = opened(qtbot)
    save_document(target, first.documents.state())
    saved = target.read_bytes()
    first.documents.open_file(target)
    first.session.change({"learning_rate": 0.3})
    lost = Protection(first.documents, first.history, first.window, folder)
    lost.keep_copy()
    lost.recovery.wait()
    (copy,) = copies(folder)
    left = folder / "left.gdsim"
    left.write_bytes(copy.read_bytes())
    lost.end()
    first.documents.asks = False
    second = opened(qtbot)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Open)
    protection = Protection(second.documents, second.history, second.window, folder)
    protection.offer()
    assert second.documents.path == target
    assert second.documents.is_changed
    assert second.window.windowTitle() == "mine[*] – gdsim"
    assert target.read_bytes() == saved
    second.actions.trigger("save")
    assert load_document(target).run.experiment.learning_rate == 0.3
    assert load_document(target).copy_of == ""
    protection.end()
    second.documents.asks = False


def test_a_version_that_another_window_saved_before_the_copy_is_not_replaced_without_a_question(
    qtbot: QtBot,
    desk: Desk,
    protection: Protection,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "mine.gdsim"
    save_document(target, document())
    desk.documents.open_file(target)
    save_document(target, replace(document(), page="runs"))
    theirs, asked = target.read_bytes(), []
    desk.session.change({"learning_rate": 0.3})
    assert protection.keep_copy_now()
    (copy,) = copies(folder)
    assert copy.stat().st_mtime_ns >= target.stat().st_mtime_ns
    desk.documents.asks = False
    other = opened(qtbot)
    other.documents.show_copy(copy)
    monkeypatch.setattr(
        QMessageBox,
        "question",
        lambda *words: asked.append(words[2]) or QMessageBox.StandardButton.Cancel,
    )
    other.actions.trigger("save")
    assert len(asked) == 1 and "mine.gdsim" in asked[0]
    assert target.read_bytes() == theirs


def test_a_copy_that_cannot_be_read_is_not_thrown_away(
    desk: Desk, protection: Protection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    (folder / "damaged.gdsim").write_bytes(b"PK")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Open)
    said = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: said.append(words[-1]))
    protection.offer()
    assert len(said) == 1
    assert [path.name for path in copies(folder)] == ["damaged.gdsim"]


def several_copies(folder: Path) -> list[Path]:
    """Have two windows end suddenly; return what they left, the newest first."""
    folder.mkdir()
    there = [folder / f"{k}.gdsim" for k in range(2)]
    for k, path in enumerate(there):
        save_document(path, document())
        os.utime(path, (time.time() - 60 * (k + 1),) * 2)
    return there


@pytest.mark.parametrize("is_damaged", [True, False])
def test_after_a_copy_of_no_use_the_next_is_offered(
    desk: Desk,
    protection: Protection,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_damaged: bool,
) -> None:
    newest, older = several_copies(folder)
    if is_damaged:
        made = newest.stat().st_mtime
        newest.write_bytes(b"PK")
        os.utime(newest, (made, made))
    buttons = QMessageBox.StandardButton
    answers = [buttons.Open if is_damaged else buttons.Discard, buttons.Open]
    asked: list[str] = []

    def answer(*words: object) -> QMessageBox.StandardButton:
        asked.append(str(words[2]))
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "question", answer)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: None)
    protection.offer()
    assert ["Another copy is kept" in one for one in asked] == [True, False]
    assert ["“Elongated bowl”" in one for one in asked] == [not is_damaged, True]
    assert desk.documents.is_changed
    assert newest.exists() == is_damaged
    assert not older.exists()
    desk.documents.asks = False


def test_who_opens_or_cancels_is_asked_about_no_further_copy(
    desk: Desk, protection: Protection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = several_copies(folder)
    asked: list[object] = []
    monkeypatch.setattr(
        QMessageBox,
        "question",
        lambda *words: asked.append(words) or QMessageBox.StandardButton.Cancel,
    )
    protection.offer()
    assert len(asked) == 1
    assert set(copies(folder)) == set(there)


def test_a_copy_that_cannot_be_kept_is_told_until_one_is_and_tried_again(
    desk: Desk, protection: Protection, folder: Path
) -> None:
    desk.documents.asks = False
    folder.write_text("in the way of the folder")
    for rate in (0.3, 0.2):
        desk.session.change({"learning_rate": rate})
        assert not protection.keep_copy_now()
        QApplication.processEvents()
        assert warning(desk).startswith("Save your work")
    with pytest.raises(FileExistsError) as refused:
        folder.mkdir()
    assert str(refused.value.strerror) in warning(desk)
    folder.unlink()
    # Though nothing was changed since.
    assert protection.keep_copy_now()
    assert load_document(copies(folder)[0]).run.experiment.learning_rate == 0.2
    QApplication.processEvents()
    assert warning(desk) == ""


def warning(desk: Desk) -> str:
    """Return what is said of copies in the bar that is always in sight."""
    texts = [label.text() for label in desk.window.transport.findChildren(QLabel)]
    return next((text for text in texts if "copy" in text), "")


def test_a_full_disk_is_told_in_the_words_of_the_system(
    desk: Desk, protection: Protection, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.documents.asks = False

    def fill(_path: Path, _document: Document) -> None:
        with atomic_path(_path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("gdsim.app.document.recovery.save_document", fill)
    desk.session.change({"learning_rate": 0.3})
    assert not protection.keep_copy_now()
    QApplication.processEvents()
    reason = os.strerror(errno.ENOSPC)
    assert warning(desk) == f"Save your work: no copy of it could be kept ({reason})."


def test_who_cancels_is_asked_again_at_the_next_start(
    desk: Desk, protection: Protection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_a_copy(folder)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Cancel)
    protection.offer()
    assert not desk.documents.is_changed
    recovery = Recovery(folder)
    assert recovery.abandoned() is not None
    recovery.end()


def test_what_nobody_wants_is_thrown_away(
    desk: Desk, protection: Protection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_a_copy(folder)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Discard)
    protection.offer()
    assert copies(folder) == []
    assert not desk.documents.is_changed
