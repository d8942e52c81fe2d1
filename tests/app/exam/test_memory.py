"""The store beside practising: kept at once and by the day, and told where it cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gdsim.files.exam.connection import connect
from gdsim.views.practice.question_screen import Stage
from tests.app.exam.practising import (
    Practised,
    Time,
    answer_right,
    asked,
    begin_asking,
    left,
    practised,
)


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
