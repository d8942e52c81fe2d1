"""Large data: carried in the document or referred to, as the person chose."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.launch import first_desk
from gdsim.files.data.reading import read
from gdsim.files.document import references
from gdsim.files.document.reading import load_document
from gdsim.files.document.references import Reference
from tests.app.document.acting import bytes_of
from tests.app.opening import opened

Buttons = QMessageBox.StandardButton


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(references, "LARGE", 100)
    path = tmp_path / "points.csv"
    path.write_text("x,y\n" + "".join(f"{k},{2 * k}\n" for k in range(50)), encoding="utf-8")
    return path


@pytest.fixture
def desk(qtbot: QtBot, data: Path) -> Desk:
    desk = opened(qtbot)
    desk.session.change(
        {"dataset": read(data).dataset, "objective": "(w*x - y)^2", "parameters": ("w",)}
    )
    return desk


class Person:
    """Answers every question alike, and shows files one after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: Buttons) -> None:
        self.answer, self.asked, self.shown = answer, [], []
        monkeypatch.setattr(QMessageBox, "question", self._answer)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(self.shown.pop(0)), ""))

    def _answer(self, _parent: object, _title: str, text: str, *_: object) -> Buttons:
        self.asked.append(text)
        return self.answer


def save(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    desk.actions.trigger("save")


@pytest.mark.parametrize(("answer", "referred"), [(Buttons.Yes, 0), (Buttons.No, 1)])
def test_the_person_chooses_once_where_large_data_are(
    answer: Buttons,
    referred: int,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = Person(monkeypatch, answer)
    path = tmp_path / "it.gdsim"
    save(desk, path, monkeypatch)
    assert len(person.asked) == 1 and "points.csv" in person.asked[0]
    assert len(load_document(path).references) == referred
    desk.session.change({"learning_rate": 1e-4})
    save(desk, path, monkeypatch)
    desk.documents.open_file(path)
    desk.session.change({"learning_rate": 1e-5})
    save(desk, path, monkeypatch)
    assert len(person.asked) == 1
    assert len(load_document(path).references) == referred


def test_cancel_saves_nothing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Person(monkeypatch, Buttons.Cancel)
    save(desk, tmp_path / "it.gdsim", monkeypatch)
    assert not (tmp_path / "it.gdsim").exists()
    assert desk.documents.is_changed


def test_data_whose_file_was_changed_since_are_carried_and_that_is_said(
    desk: Desk, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, Buttons.No)
    save(desk, tmp_path / "it.gdsim", monkeypatch)
    said = []
    monkeypatch.setattr(desk.documents._data, "_notify", said.append)
    data.write_text("x,y\n1,2\n")
    desk.session.change({"learning_rate": 1e-4})
    save(desk, tmp_path / "it.gdsim", monkeypatch)
    assert len(said) == 1 and "points.csv" in said[0]
    read = load_document(tmp_path / "it.gdsim")
    assert read.references == {}
    assert read.run.objective.n_rows == 50


def test_a_copy_of_unsaved_work_never_waits_for_a_file_of_data(
    desk: Desk, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, Buttons.No)
    save(desk, tmp_path / "it.gdsim", monkeypatch)
    dataset = desk.session.run.objective.dataset
    desk.session.change({"learning_rate": 1e-4})
    assert desk.documents.state(at_sight=True).references.keys() == {dataset}
    # Another time of its change, and nobody knows at once that it holds the same.
    data.write_bytes(data.read_bytes())
    os.utime(data, (1, 1))

    def refuse(*_: object) -> bool:
        raise AssertionError("the file is read")

    with monkeypatch.context() as patch:
        patch.setattr(Reference, "is_there", refuse)
        assert desk.documents.state(at_sight=True).references == {}
    assert desk.documents.state().references.keys() == {dataset}


def test_a_missing_file_is_asked_for_and_taken_where_it_is_by_now(
    qtbot: QtBot, desk: Desk, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, Buttons.No)
    path = tmp_path / "folder" / "it.gdsim"
    path.parent.mkdir()
    save(desk, path, monkeypatch)
    expected = bytes_of(desk, tmp_path)
    moved = data.rename(tmp_path / "elsewhere.csv")
    person.answer, person.shown = Buttons.Yes, [moved]
    other = opened(qtbot)
    other.documents.open_file(path)
    assert "missing" in person.asked[-1]
    assert other.session.run.objective.n_rows == 50
    moved.rename(data)
    person.shown = []
    started = first_desk(str(path)).window
    qtbot.addWidget(started)
    assert started.findChild(Desk).documents.path == path
    assert bytes_of(started.findChild(Desk), tmp_path) == expected


def test_a_file_that_nobody_finds_leaves_what_is_shown(
    qtbot: QtBot, desk: Desk, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, Buttons.No)
    path = tmp_path / "it.gdsim"
    save(desk, path, monkeypatch)
    data.unlink()
    other = opened(qtbot)
    before = bytes_of(other, tmp_path)
    person.answer, warned = Buttons.Cancel, []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: warned.append(words[-1]))
    other.documents.open_file(path)
    assert len(warned) == 1 and "points.csv" in warned[0]
    assert bytes_of(other, tmp_path) == before
