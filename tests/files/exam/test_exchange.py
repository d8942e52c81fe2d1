"""Export and import: a union that depends on no order, and rows that are refused by number."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.clock import Clock
from gdsim.engine.errors import InputError
from gdsim.files.exam.exchange import export_answers, import_answers
from gdsim.files.exam.opening import open_store
from gdsim.study.exam.memory.cards import cards_of
from gdsim.study.exam.memory.settings import ExamSettings
from tests.study.exam.learner import SYLLABUS, answer, day

CLOCK = Clock(lambda: datetime(2026, 11, 2, 12, tzinfo=UTC))
POOL = [answer(k % 6, hour=6 + k, is_right=k % 3 > 0, level=1 + k % 2) for k in range(12)]


def opened(folder: Path):
    return open_store(folder, CLOCK)


@contextmanager
def person(*answers, settings: ExamSettings | None = None):
    """Give the store of a computer, and the export of another one with these answers."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        with opened(folder / "other") as other:
            other.add(answers)
            if settings:
                other.set(settings)
            export_answers(other, folder / "export.json")
            other.back_up(folder / "copy.db")
        with opened(folder / "own") as own:
            yield own, folder


subsets = st.lists(st.sampled_from(POOL), unique_by=lambda one: one.id)


@settings(max_examples=10)
@given(subsets, subsets)
def test_a_union_depends_on_no_order_and_on_no_repetition(first, second) -> None:
    results = []
    for orders in ((first, second), (second, first, second)):
        with TemporaryDirectory() as place, opened(Path(place)) as store:
            for answers in orders:
                store.merge(answers)
            results.append(store.answers())
    both = {one.id: one for one in [*second, *first]}
    assert results[0] == results[1]
    assert {one.id: one for one in results[0]} == both
    plain = ExamSettings()
    derived = cards_of(results[0], SYLLABUS, plain, day(9))
    assert derived == cards_of(both.values(), SYLLABUS, plain, day(9))


def test_what_is_read_twice_is_new_once() -> None:
    with person(*POOL[:8]) as (store, folder):
        store.add(POOL[6:])
        assert import_answers(store, folder / "export.json") == (6, 8)
        assert import_answers(store, folder / "copy.db") == (0, 8)
        assert len(store.answers()) == len(POOL)


@pytest.mark.parametrize("name", ["export.json", "copy.db"])
def test_answers_arrive_as_they_were(name: str) -> None:
    odd = answer(
        3, question='{"a": "\\u2202 \\"quoted\\""}', seconds=0.1, slip=None, seed=2**63 - 1
    )
    with person(odd, *POOL) as (store, folder):
        assert import_answers(store, folder / name) == (13, 13)
        assert {one.id: one for one in store.answers()}[odd.id] == odd


def test_settings_come_along_where_there_are_none_yet() -> None:
    theirs, ours = ExamSettings(day(9), day(0), 20), ExamSettings(minutes=5)
    with person(settings=theirs) as (store, folder):
        import_answers(store, folder / "export.json")
        assert store.settings() == theirs
        store.set(ours)
        import_answers(store, folder / "export.json")
        assert store.settings() == ours


def changed(folder: Path, row: int, **values: object) -> Path:
    path = folder / "export.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["answers"][row].update(values)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"level": 7}, "level is 7"),
        ({"level": "1"}, "level"),
        ({"marks": "many"}, "marks"),
        ({"marks": 5}, "marks is 5"),
        ({"local_day": "yesterday"}, "local_day"),
        ({"id": "x"}, "id is x"),
        ({"mixed": 1}, "mixed"),
        ({"kind": "__import__('os')"}, "kind is"),
        ({"question": "print(1)"}, "question is print"),
        ({"question": {"stem": 1}}, "question"),
        ({"session_form": "exam"}, "session_form"),
    ],
)
def test_a_row_that_no_answer_can_be_is_refused_by_its_number(values, named: str) -> None:
    with person(*POOL) as (store, folder):
        with pytest.raises(InputError) as caught:
            import_answers(store, changed(folder, 4, **values))
        said = str(caught.value)
        assert said.startswith("export.json, row 5: ") and named in said
        assert "\n" not in said and len(said) < 400
        assert store.answers() == []


def test_an_answer_that_says_something_else_than_the_one_here_is_refused() -> None:
    with person(*POOL) as (store, folder):
        store.add([replace(POOL[0], seconds=1.5)])
        with pytest.raises(InputError, match=r"export.json: row 1: the answer .* is here already"):
            import_answers(store, folder / "export.json")
        assert len(store.answers()) == 1


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "is no export of answers"),
        (b"\xff\xfe", "is no export of answers"),
        (b"[1, 2]", "is no export of answers"),
        (b'{"format": "other", "version": 1, "answers": []}', "is no export of answers"),
        (b'{"format": "gdsim-exam", "version": 2, "answers": []}', "newer version"),
        (b"[" * 100_000, "is no export of answers"),
        (b'{"format": "gdsim-exam", "version": 1, "answers": [3]}', "row 1"),
        (b'{"format": "gdsim-exam", "version": 1, "answers": [], "settings": 3}', "settings"),
        (b"SQLite format 3\0" + b"\0" * 200, "is no whole copy"),
    ],
)
def test_a_file_that_is_no_export_is_refused(content: bytes, named: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with opened(tmp_path / "own") as store, pytest.raises(InputError, match=named):
        import_answers(store, tmp_path / "file")


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with opened(tmp_path / "own") as store:
        with pytest.raises(InputError, match=r"cannot read .*missing"):
            import_answers(store, tmp_path / "missing")
        with pytest.raises(InputError, match="cannot read"):
            import_answers(store, tmp_path)


def test_a_copy_in_which_the_answers_are_no_table_is_never_run() -> None:
    """A view could calculate for ever."""
    endless = (
        "CREATE VIEW answer AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i FROM n"
    )
    with person() as (store, folder):
        connection = sqlite3.connect(folder / "copy.db")
        connection.execute("DROP TABLE answer")
        connection.execute(endless)
        connection.commit()
        connection.close()
        with pytest.raises(InputError, match="holds no answers"):
            import_answers(store, folder / "copy.db")


@pytest.mark.parametrize(
    ("column", "value"), [("level", 9), ("question", "{"), ("at_utc", "now"), ("slip", "a b")]
)
def test_rows_of_a_copy_are_checked_as_well(column: str, value: object) -> None:
    with person(*POOL) as (store, folder):
        connection = sqlite3.connect(folder / "copy.db")
        connection.execute("DROP TRIGGER answer_is_never_changed")
        statement = f"UPDATE answer SET {column} = ? WHERE rowid = 3"  # noqa: S608
        connection.execute(statement, (value,))
        connection.commit()
        connection.close()
        with pytest.raises(InputError, match=f"copy.db, row 3: {column} is"):
            import_answers(store, folder / "copy.db")
        assert store.answers() == []


def test_a_copy_is_left_as_it_was() -> None:
    with person(*POOL) as (store, folder):
        before = (folder / "copy.db").read_bytes()
        import_answers(store, folder / "copy.db")
        assert (folder / "copy.db").read_bytes() == before
        assert not list(folder.glob("copy.db-*"))
