"""The store: answers only ever added, sessions gone on with, two programs at once, sudden ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.clock import Clock
from gdsim.engine.errors import InputError
from gdsim.files.exam.backups import backups_of
from gdsim.files.exam.opening import FILE, open_store
from gdsim.study.exam.memory.kept_answers import slip_noticed
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.sessions.drill import drill
from gdsim.study.exam.sessions.mock import mock_exam
from gdsim.study.exam.sessions.queue import due_today, warm_up
from tests.study.exam.learner import SESSION, answer, day, standing

WRITER = """
import sys
from gdsim.files.exam.opening import open_store
from tests.study.exam.learner import answer
store = open_store()
print("open", flush=True)
for k in range(int(sys.argv[1])):
    one = answer(k % 5)
    store.add([one])
    print(one.id, flush=True)
if sys.argv[2:] == ["close"]:
    store.close()
"""

ROOT = Path(__file__).parents[3]


def opened(folder: Path, number: int = 0, **other):
    noon = datetime(2026, 11, 2 + number, 12, tzinfo=UTC)
    return open_store(folder, Clock(lambda: noon), **other)


def ids_in(folder: Path) -> set[str]:
    with opened(folder) as store:
        return {one.id for one in store.outcomes()}


def writer(folder: Path, count: int, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "GDSIM_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(count), *words],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_answers_come_back_as_they_were_given(tmp_path: Path) -> None:
    ones = [
        answer(0, slip="sign", confidence=2, question='{"stem": "∂L/∂w, η"}'),
        answer(1, is_right=False, mixed=True, support="blanks"),
        answer(1, hour=26, marks=0.5, seconds=0.1 + 0.2, seed=2**63 - 1),
    ]
    with opened(tmp_path) as store:
        store.add(ones[:1])
        store.add(ones[1:])
    with opened(tmp_path) as store:
        assert store.answers() == ones
        assert [one.id for one in store.outcomes()] == [one.id for one in ones]
        assert store.outcomes()[2].seconds == 0.1 + 0.2


@pytest.mark.parametrize("statement", ["UPDATE answer SET marks = 2.0", "DELETE FROM answer"])
def test_an_answer_is_never_changed(statement: str, tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.add([answer(0, is_right=False)])
    connection = sqlite3.connect(tmp_path / FILE)
    with pytest.raises(sqlite3.IntegrityError, match="an answer is never"):
        connection.execute(statement)
    connection.close()


def test_all_answers_are_kept_or_none(tmp_path: Path) -> None:
    good, bad = answer(0), replace(answer(0), level=9)
    same = replace(answer(1), id=good.id)
    with opened(tmp_path) as store:
        with pytest.raises(InputError, match="level is 9"):
            store.add([good, bad])
        with pytest.raises(InputError, match="cannot use"):
            store.add([good, same])
        assert store.outcomes() == []
        store.add([good])
        assert store.answers() == [good]


def test_a_session_is_gone_on_with_where_it_was_left(tmp_path: Path) -> None:
    now = standing(answer(0), answer(0, kind="largest-rate"), on=3)
    other = "7f2b5f0e-3d7c-4f0f-8f43-0d2e2b7d8c01"
    sessions = [
        warm_up(now, SESSION, 1).drafted('["2."]'),
        due_today(now, SESSION, 1).answered(is_right=False, seconds=12.5),
        drill(now, "iteration", SESSION, 1).gone_on().answered(is_right=True, seconds=3.0),
        mock_exam(now, SESSION, 1).moved(3).drafted('["7"]', 2).flagged_or_not().worked(60.0),
    ]
    for session in sessions:
        with opened(tmp_path) as store:
            store.add([answer(3)], session)
        with opened(tmp_path) as store:
            assert store.unfinished() == [session]
    with opened(tmp_path) as store:
        store.keep(replace(sessions[0], id=other), has_ended=True)
        assert store.unfinished() == [sessions[-1]]
        assert [one.id for one in store.finished()] == [other]


def test_a_session_that_another_version_left_is_passed_over(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.keep(mock_exam(standing(), SESSION, 1))
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("UPDATE session SET state = '{\"id\": 1}'")
    connection.commit()
    connection.close()
    with opened(tmp_path) as store:
        assert store.unfinished() == []


def test_settings_stay(tmp_path: Path) -> None:
    settings = ExamSettings(day(30), day(0), minutes=25, is_thorough=True, extra_time=1.5)
    with opened(tmp_path) as store:
        assert store.settings() == ExamSettings()
        store.set(settings)
    with opened(tmp_path) as store:
        assert store.settings() == settings


def test_two_programs_write_at_once_and_both_find_everything(tmp_path: Path) -> None:
    """Begun at the same moment with no file there, so that both want to make one."""
    children = [writer(tmp_path, 40, "close") for _ in range(2)]
    printed = [child.communicate(timeout=60)[0].split()[1:] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    assert [len(one) for one in printed] == [40, 40]
    assert ids_in(tmp_path) == {*printed[0], *printed[1]}


def test_one_program_sees_what_another_adds(tmp_path: Path) -> None:
    with opened(tmp_path) as first, opened(tmp_path) as second:
        one, other = answer(0), answer(1)
        first.add([one])
        assert second.answers() == [one]
        second.add([other])
        assert first.answers() == [one, other]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_program_that_is_killed_has_lost_no_answer_that_it_said_was_kept(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    kept: set[str] = set()
    for times in range(1, 5):
        child = writer(tmp_path, 10_000)
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        seen = [child.stdout.readline().strip() for _ in range(rng.integers(1, 12))]
        child.send_signal(signal.SIGKILL)
        # Not by `communicate`, which passes over what was read ahead of the lines.
        with child:
            printed = child.stdout.read().split("\n")
        # The last line may be half written.
        kept.update(seen, printed[:-1])
        found = ids_in(tmp_path)
        assert kept <= found
        # One may have been kept and not said so each time.
        assert len(found - kept) <= times
    assert len(kept) > 4


def test_while_another_program_writes_for_long_one_is_told_so(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("gdsim.files.exam.connection.MOST_WAITING", 0.05)
    with opened(tmp_path) as store:
        other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match="is being written by another program"):
            store.add([answer(0)])
        other.execute("ROLLBACK")
        store.add([answer(0)])
        other.close()


def test_forgetting_leaves_nothing_of_a_person_on_the_disk(tmp_path: Path) -> None:
    private = "my-own-slip-of-the-pen"
    (tmp_path / "exam-damaged-20261101-120000.db").write_text(private)
    with opened(tmp_path) as store:
        store.add([answer(k, slip=private) for k in range(50)])
        store.keep(mock_exam(standing(), SESSION, 1).drafted(f'"{private}"'))
        store.set(ExamSettings(minutes=77))
    for number in (1, 2):
        opened(tmp_path, number).close()
    assert len(list(backups_of(tmp_path).iterdir())) == 2
    with opened(tmp_path, 3) as store, opened(tmp_path, 3) as another_program:
        store.forget()
        assert another_program.answers() == []
        assert store.settings() == ExamSettings()
        assert store.unfinished() == []
        another_program.add([answer(9)])
        assert len(store.answers()) == 1
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in left if private.encode() in path.read_bytes()]
    assert {path.name for path in left} == {FILE}


def test_a_program_that_is_left_on_for_days_makes_its_copies_all_the_same(tmp_path: Path) -> None:
    days = iter(range(20))
    clock = Clock(lambda: datetime(2026, 11, 2, 12, tzinfo=UTC) + timedelta(days=next(days)))
    exam = mock_exam(standing(), SESSION, 1)
    with open_store(tmp_path, clock) as store:
        store.add([answer(0)], exam)
        for _ in range(3):
            store.keep(exam, has_ended=True)
    assert len(list(backups_of(tmp_path).iterdir())) == 3


def test_the_folder_stands_alone_after_closing(tmp_path: Path) -> None:
    """A copy of the one file is whole then, although it is no way to make one."""
    with opened(tmp_path) as store:
        store.add([answer(k) for k in range(20)])
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InputError, match=r"cannot use .*exam.db"):
        opened(tmp_path / "file")


def test_a_slip_of_a_kind_is_kept_with_the_card_that_it_calls_for(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        moment = store.clock.moment()
        store.add(
            [
                slip_noticed(
                    moment,
                    "check",
                    CardKey("one-update", 1),
                    "sign",
                    session=SESSION,
                    question="{}",
                    given='["5.6"]',
                    program="0.1.0",
                )
            ]
        )
        now = standing(*store.outcomes(), on=0)
    assert now.cards[CardKey("one-update", 1)].called_for
