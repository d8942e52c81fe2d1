"""The store beside practising: kept at once and by the day, and told where it cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.places.table import PRACTICE
from gdsim.files.exam.connection import connect
from gdsim.files.exam.opening import open_store
from gdsim.views.practice.question_screen import Stage
from tests.app.exam.practising import (
    Practised,
    Time,
    answer,
    answer_right,
    asked,
    begin_asking,
    left,
    practised,
)
from tests.app.opening import opened


def test_an_answer_is_in_the_store_as_soon_as_it_is_marked(made: Practised) -> None:
    begin_asking(made)
    answer_right(made)
    (kept,) = made.answers()
    assert (kept.kind, kept.marks, kept.first_try) == (asked(made).kind, kept.most, True)
    assert kept.local_day == date(2026, 11, 27)
    assert made.place.question.stage is Stage.DONE


def test_a_store_that_cannot_be_used_is_told_and_practising_goes_on(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "exam.db").mkdir()
    made = practised(qtbot, folder)
    assert "exam.db" in made.place.home.notice.text()
    begin_asking(made)
    answer_right(made)
    assert made.place.question.stage is Stage.DONE
    left(made)


def test_answers_of_a_locked_store_are_told_not_to_be_kept(
    made: Practised, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_asking(made)
    told: list[str] = []
    made.memory.refused.connect(told.append)
    other = connect(made.folder / "exam.db")
    other.execute("PRAGMA busy_timeout = 0")
    made.memory._store._connection.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
    other.execute("BEGIN IMMEDIATE")
    answer_right(made)
    other.execute("ROLLBACK")
    other.close()
    assert len(told) == 1 and "another program" in told[0]
    assert made.place.question.head.trouble.text() == told[0]
    assert made.place.question.head.trouble.isVisible()
    assert made.place.question.stage is Stage.DONE


def test_another_day_is_noticed(made: Practised) -> None:
    assert made.memory.standing.day == date(2026, 11, 27)
    made.time.pass_days(2)
    assert made.memory.standing.day == date(2026, 11, 29)


def test_four_days_of_answers_are_told_apart(qtbot: QtBot, tmp_path: Path) -> None:
    time = Time()
    for _ in range(4):
        made = practised(qtbot, tmp_path / "store", time)
        begin_asking(made)
        answer_right(made)
        left(made)
        time.pass_days(1)
    made = practised(qtbot, tmp_path / "store", time)
    days = {one.local_day for one in made.answers()}
    assert sorted(day.day for day in days) == [27, 28, 29, 30]
    left(made)


def out_of_use(folder: Path) -> Path:
    """Return what stands where the store should be, so that it cannot be opened."""
    folder.mkdir(exist_ok=True)
    obstacle = folder / "exam.db"
    obstacle.mkdir()
    return obstacle


def test_what_could_not_be_kept_is_kept_as_soon_as_the_store_can_be_used(
    qtbot: QtBot, tmp_path: Path
) -> None:
    obstacle = out_of_use(tmp_path / "store")
    made = practised(qtbot, tmp_path / "store")
    begin_asking(made)
    answer_right(made)
    assert "exam.db" in made.place.question.head.trouble.text()
    assert not made.memory.has_kept_all
    obstacle.rmdir()
    made.place.question.next.click()
    assert [one.marks for one in made.answers()] == [made.memory.standing.outcomes[0].most]
    assert made.place.question.head.trouble.text() == ""
    assert made.memory.has_kept_all
    left(made)


def test_a_mock_exam_that_could_not_be_kept_goes_on_where_it_was_left(
    qtbot: QtBot, tmp_path: Path
) -> None:
    obstacle = out_of_use(tmp_path / "store")
    made = practised(qtbot, tmp_path / "store")
    made.place.home.mock.click()
    form = made.place.exam.sheet.form
    answer(form, {next(iter(form.answers)): "12"})
    typed = form.answers
    made.place.exam.head.leave.click()
    assert "exam.db" in made.place.home.notice.text()
    made.place.home.start.click()
    assert made.place.exam.sheet.form.answers == typed
    assert "exam.db" in made.place.exam.head.trouble.text()
    obstacle.rmdir()
    left(made)
    again = practised(qtbot, tmp_path / "store", made.time)
    again.place.home.start.click()
    assert again.place.exam.sheet.form.answers == typed
    left(again)


def test_the_window_asks_before_answers_are_lost_that_could_not_be_kept(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GDSIM_DATA_DIR", str(tmp_path / "store"))
    obstacle = out_of_use(tmp_path / "store")
    asked_for: list[str] = []
    monkeypatch.setattr(
        QMessageBox,
        "question",
        lambda *words: asked_for.append(words[2]) or QMessageBox.StandardButton.Cancel,
    )
    desk = opened(qtbot)
    desk.actions.trigger("practice")
    desk.window.places.build(PRACTICE).home.mock.click()
    assert not desk.window.close()
    assert len(asked_for) == 1 and "exam.db" in asked_for[0]
    obstacle.rmdir()
    assert desk.window.close()
    assert len(asked_for) == 1
    with open_store(tmp_path / "store") as store:
        assert len(store.unfinished()) == 1


def test_settings_made_while_the_store_cannot_be_used_hold_and_are_kept(
    qtbot: QtBot, tmp_path: Path
) -> None:
    obstacle = out_of_use(tmp_path / "store")
    made = practised(qtbot, tmp_path / "store")
    made.memory.set(replace(made.memory.standing.settings, minutes=42))
    assert made.memory.standing.settings.minutes == 42
    obstacle.rmdir()
    assert made.memory.has_kept_all
    left(made)
    with open_store(tmp_path / "store") as store:
        assert store.settings().minutes == 42
