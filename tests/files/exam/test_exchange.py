"""Export and import: a union that depends on no order, and rows that are refused by number."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gdsim.clock import Clock
from gdsim.engine.errors import InputError
from gdsim.files.exam.exchange import export_answers, import_answers
from gdsim.files.exam.opening import open_store
from gdsim.files.exam.store import ExamStore
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


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an export and a copy of another computer's answers."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with opened(folder / "other") as other:
        other.add(POOL)
        export_answers(other, folder / "export.json")
        other.back_up(folder / "copy.db")
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory):
    """Give a store that stays empty, since all that it is given is refused."""
    with opened(tmp_path_factory.mktemp("empty")) as store:
        yield store


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
def test_a_row_that_no_answer_can_be_is_refused_by_its_number(
    values, named: str, elsewhere: Path, empty: ExamStore, tmp_path: Path
) -> None:
    content = json.loads((elsewhere / "export.json").read_text(encoding="utf-8"))
    content["answers"][4].update(values)
    (tmp_path / "export.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_answers(empty, tmp_path / "export.json")
    said = str(caught.value)
    assert said.startswith("export.json, row 5: ") and named in said
    assert "\n" not in said and len(said) < 400
    assert empty.answers() == []


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
def test_a_file_that_is_no_export_is_refused(
    content: bytes, named: str, empty: ExamStore, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(InputError, match=named):
        import_answers(empty, tmp_path / "file")


@pytest.mark.parametrize("name", ["missing", "."])
def test_what_cannot_be_read_is_told(name: str, empty: ExamStore, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        import_answers(empty, tmp_path / name)


def altered(elsewhere: Path, tmp_path: Path, *statements: str) -> Path:
    """Return a copy of answers in which somebody has changed something."""
    copy = tmp_path / "copy.db"
    shutil.copyfile(elsewhere / "copy.db", copy)
    connection = sqlite3.connect(copy)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return copy


def test_a_copy_in_which_the_answers_are_no_table_is_never_run(elsewhere, empty, tmp_path) -> None:
    """A view could calculate for ever."""
    endless = (
        "CREATE VIEW answer AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i FROM n"
    )
    copy = altered(elsewhere, tmp_path, "DROP TABLE answer", endless)
    with pytest.raises(InputError, match="holds no answers"):
        import_answers(empty, copy)


@pytest.mark.parametrize(
    ("column", "value"),
    [("level", "9"), ("question", "'{'"), ("at_utc", "'now'"), ("slip", "'a b'")],
)
def test_rows_of_a_copy_are_checked_as_well(column, value, elsewhere, empty, tmp_path) -> None:
    change = f"UPDATE answer SET {column} = {value} WHERE rowid = 3"  # noqa: S608
    copy = altered(elsewhere, tmp_path, "DROP TRIGGER answer_is_never_changed", change)
    with pytest.raises(InputError, match=rf"copy.db, row 3: {column} is"):
        import_answers(empty, copy)
    assert empty.answers() == []


def test_a_copy_is_left_as_it_was(elsewhere: Path, tmp_path: Path) -> None:
    before = (elsewhere / "copy.db").read_bytes()
    with opened(tmp_path) as store:
        import_answers(store, elsewhere / "copy.db")
    assert (elsewhere / "copy.db").read_bytes() == before
    assert not list(elsewhere.glob("copy.db-*"))
