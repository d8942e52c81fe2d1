"""The place where one practises, with a store and a clock of the test's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.app.exam.asked import question_of
from gdsim.app.exam.memory import Memory
from gdsim.app.exam.practice import Practice
from gdsim.clock import Clock
from gdsim.files.exam.opening import open_store
from gdsim.study.exam.fields import Field
from gdsim.study.exam.memory.kept_answers import Answer
from gdsim.study.exam.question import Question
from gdsim.views.practice.place import PracticePlace
from gdsim.views.practice.question_screen import Stage


@dataclass
class Time:
    """A clock that goes on by a second whenever somebody looks at it."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 27, 18, 0, tzinfo=UTC))

    def look(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass
class Practised:
    place: PracticePlace
    memory: Memory
    practice: Practice
    folder: Path
    time: Time
    written: list[Path | None] = field(default_factory=list)

    def answers(self) -> list[Answer]:
        """Return what another program finds in the store."""
        with open_store(self.folder, Clock(self.time.look)) as store:
            return store.answers()


def practised(qtbot: QtBot, folder: Path, time: Time | None = None) -> Practised:
    """Return the place, shown; close it with `left`."""
    time = time or Time()
    place = PracticePlace()
    qtbot.addWidget(place)
    place.resize(960, 616)
    memory = Memory(place, lambda: open_store(folder, Clock(time.look)))
    made = Practised(place, memory, None, folder, time)  # type: ignore[arg-type]
    memory.open()
    made.practice = Practice(place, memory, lambda _title, _name: made.written[-1])
    made.practice.refresh()
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    return made


def left(made: Practised) -> None:
    """Close the place as the window does."""
    made.practice.keep()
    made.memory.close()
    made.place.close()


def spelled(one: Field) -> str:
    """Return the right answer to a field as a person types it."""
    if isinstance(one.right, tuple):
        return ", ".join(one.right)
    return one.right if isinstance(one.right, str) else repr(one.right).removesuffix(".0")


def right_answers(question: Question) -> dict[str, str]:
    return {one.name: spelled(one) for one in question.fields}


def wrong(one: Field) -> str:
    """Return an answer to a field that can be read and is wrong."""
    if one.is_number:
        return "123456"
    right = one.right if isinstance(one.right, tuple) else (one.right,)
    keys = [option.key for option in one.options if option.key not in right]
    return keys[0] if keys else "w^9"


def answer(form: object, answers: Mapping[str, str]) -> None:
    """Type answers as a person does; whoever listens hears of it."""
    form.set_answers(answers)  # type: ignore[attr-defined]
    form.edited.emit()  # type: ignore[attr-defined]
    QApplication.processEvents()


def asked(made: Practised) -> Question:
    """Return the question that is asked now."""
    session = made.practice.asking.session
    assert session is not None and session.current is not None
    return question_of(session.current)


def begin_asking(made: Practised, topic: str = "epochs") -> None:
    """Begin a drill, and read what is shown before the first question."""
    made.place.home.topics.button(topic).click()
    read_on(made)


def read_on(made: Practised) -> None:
    """Read what is shown before the next question."""
    while made.place.question.stage is Stage.READING:
        made.place.question.next.click()


def answer_right(made: Practised) -> None:
    answer(made.place.question.sheet.form, right_answers(asked(made)))
    made.place.question.check.click()


def answer_wrong(made: Practised) -> None:
    form = made.place.question.sheet.form
    answer(form, {one.name: wrong(one) for one in asked(made).fields})
    made.place.question.check.click()
