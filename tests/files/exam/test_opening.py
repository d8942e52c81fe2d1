"""Opening: copies, migrations, damage, and folders that refuse what SQLite would like."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gdsim.clock import Clock
from gdsim.engine.errors import InputError
from gdsim.files.exam import opening
from gdsim.files.exam.backups import KEPT, backups_of
from gdsim.files.exam.opening import DAYS_BETWEEN_CHECKS, FILE, open_store
from gdsim.files.exam.schema import MIGRATIONS
from gdsim.files.folders import data_folder
from tests.study.exam.learner import answer

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def opened(folder: Path, number: int = 0, **other):
    now = NOON + timedelta(days=number)
    return open_store(folder, Clock(lambda: now), **other)


def filled(folder: Path, count: int = 400):
    """Return the answers of a store that was closed with so many."""
    ones = [answer(k % 7, question=f'"{"x" * 200} {k}"') for k in range(count)]
    with opened(folder) as store:
        store.add(ones)
    return {one.id for one in ones}


def ids(store) -> set[str]:
    return {one.id for one in store.outcomes()}


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in backups_of(folder).iterdir())


def query(path: Path, text: str):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(text).fetchone()[0]
    finally:
        connection.close()


# --- copies -------------------------------------------------------------------------------------


def test_a_day_has_one_copy_and_fourteen_are_kept(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    for number in range(20):
        opened(tmp_path, number).close()
        opened(tmp_path, number).close()
    names = backups(tmp_path)
    assert len(names) == KEPT == 14
    assert names[0] == "exam-2026-11-08.db"
    assert names[-1] == "exam-2026-11-21.db"
    with opened(tmp_path / "other") as other:
        assert ids(other) == set()


def test_nothing_is_copied_before_there_is_an_answer(tmp_path: Path) -> None:
    opened(tmp_path).close()
    assert not backups_of(tmp_path).exists()


def test_a_copy_is_a_whole_store_while_the_first_is_open(tmp_path: Path) -> None:
    expected = filled(tmp_path, 3)
    one = answer(9)
    with opened(tmp_path) as store:
        store.add([one])
        target = tmp_path / "copy" / FILE
        target.parent.mkdir()
        store.back_up(target)
        store.back_up(target)
        with pytest.raises(InputError, match="is the file of your answers itself"):
            store.back_up(store.path)
    with opened(target.parent) as copy:
        assert ids(copy) == expected | {one.id}
    assert query(target, "PRAGMA user_version") == len(MIGRATIONS)


def test_where_no_copy_can_be_made_one_may_answer_all_the_same(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    backups_of(tmp_path).write_text("in the way")
    with opened(tmp_path, 1) as store:
        assert "copy of your answers could not be made" in str(store.remarks[0])
        store.add([answer(1)])


# --- migrations ---------------------------------------------------------------------------------


def _to_version_2(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE setting ADD COLUMN since TEXT")


def _fails(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE session")
    connection.execute("SELECT no_such_thing")


def test_a_file_of_an_earlier_version_is_copied_and_brought_up_to_date(tmp_path: Path) -> None:
    expected = filled(tmp_path, 3)
    with opened(tmp_path, 1, migrations=(*MIGRATIONS, _to_version_2)) as store:
        assert ids(store) == expected
    assert query(tmp_path / FILE, "PRAGMA user_version") == 2
    before = backups_of(tmp_path) / "exam-2026-11-03-version-1.db"
    assert query(before, "PRAGMA user_version") == 1
    assert query(before, "SELECT count(*) FROM answer") == 3


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    expected = filled(tmp_path, 3)
    with pytest.raises(InputError, match="no_such_thing"):
        opened(tmp_path, 1, migrations=(*MIGRATIONS, _fails))
    with opened(tmp_path, 1) as store:
        assert ids(store) == expected
        assert store.unfinished() == []


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    expected = filled(tmp_path, 3)
    opened(tmp_path, migrations=(*MIGRATIONS, _to_version_2)).close()
    with pytest.raises(InputError, match="a newer version of this program"):
        opened(tmp_path)
    with opened(tmp_path, migrations=(*MIGRATIONS, _to_version_2)) as store:
        assert ids(store) == expected


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("CREATE TABLE answer (id TEXT)")
    connection.commit()
    connection.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(InputError, match="another program"):
        opened(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


# --- damage -------------------------------------------------------------------------------------


def damage(path: Path, what: str) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    if what == "garbage":
        content = bytearray(b"garbage" * 1000)
    elif what == "cut":
        del content[middle:]
    elif what == "page":
        content[middle : middle + 4096] = b"\xff" * 4096
    elif what == "name":
        content = content.replace(b"CREATE TABLE answer", b"CREATE TAB\xd4E answer")
    else:
        content[:100] = b"\0" * 100
    path.write_bytes(content)


@pytest.mark.parametrize("what", ["garbage", "cut", "page", "header", "name"])
@pytest.mark.parametrize("has_backup", [True, False], ids=["copy", "no copy"])
def test_a_damaged_file_is_put_aside_and_all_that_can_be_is_saved(
    tmp_path: Path, what: str, has_backup: bool
) -> None:
    copied = filled(tmp_path) if has_backup else set()
    later = [answer(8, question=f'"{"y" * 200} {k}"') for k in range(200)]
    with opened(tmp_path, 1) as store:
        store.add(later)
    damage(tmp_path / FILE, what)
    broken = (tmp_path / FILE).read_bytes()
    with opened(tmp_path, 1 + DAYS_BETWEEN_CHECKS) as store:
        (remark,) = store.remarks
        found = ids(store)
        store.add([answer(9)])
    (aside,) = tmp_path.glob("exam-damaged-*.db")
    assert aside.read_bytes() == broken
    assert aside.name in str(remark)
    assert copied <= found <= copied | {one.id for one in later}
    if has_backup:
        assert "the copy of 2026-11-03 is used" in str(remark)
    if what == "page":
        # One of some dozens of pages.
        assert len(found) > 0.8 * len(copied | {one.id for one in later})
    with opened(tmp_path, 1 + DAYS_BETWEEN_CHECKS) as store:
        assert store.remarks == []
        assert len(ids(store)) == len(found) + 1


def test_a_damaged_copy_is_passed_over(tmp_path: Path) -> None:
    expected = filled(tmp_path)
    for number in (1, 2):
        opened(tmp_path, number).close()
    damage(backups_of(tmp_path) / "exam-2026-11-04.db", "page")
    damage(tmp_path / FILE, "garbage")
    with opened(tmp_path, 3) as store:
        assert "the copy of 2026-11-03 is used" in str(store.remarks[0])
        assert ids(store) == expected


def test_what_another_program_has_put_right_is_not_put_aside_again(tmp_path, monkeypatch) -> None:
    expected = filled(tmp_path, 5)
    first = [sqlite3.DatabaseError("seen before the other program put it right")]
    first[0].sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    real = opening.connect

    def connect(*words):
        if first:
            raise first.pop()
        return real(*words)

    monkeypatch.setattr(opening, "connect", connect)
    with opened(tmp_path, 1) as store:
        assert store.remarks == []
        assert ids(store) == expected
    assert not list(tmp_path.glob("exam-damaged-*"))


# --- folders ------------------------------------------------------------------------------------

NO_SHARED_MEMORY = "unix-dotfile"
"""SQLite's own way to reach files for folders on a network: it has no WAL."""


def mode_of(path: Path) -> str:
    return str(query(path, "PRAGMA journal_mode"))


def test_writing_goes_to_a_log_where_the_folder_allows_it(tmp_path: Path) -> None:
    opened(tmp_path).close()
    assert mode_of(tmp_path / FILE) == "wal"


@pytest.mark.skipif("sys.platform == 'win32'", reason="SQLite has this way on Unix alone")
def test_a_folder_without_shared_memory_is_used_with_the_older_journal(tmp_path: Path) -> None:
    one = answer(0)
    with opened(tmp_path, vfs=NO_SHARED_MEMORY) as store:
        store.add([one])
    assert mode_of(tmp_path / FILE) == "delete"
    with opened(tmp_path, vfs=NO_SHARED_MEMORY) as store:
        assert ids(store) == {one.id}


@pytest.mark.skipif("sys.platform == 'win32'", reason="SQLite has this way on Unix alone")
def test_a_store_that_had_a_log_opens_where_none_can_be_shared(tmp_path: Path) -> None:
    expected = filled(tmp_path, 5)
    assert mode_of(tmp_path / FILE) == "wal"
    with opened(tmp_path, vfs=NO_SHARED_MEMORY) as store:
        assert ids(store) == expected
        store.add([answer(1)])


@pytest.mark.parametrize("name", ["a b", "50 %20", "ε = 1#2", "what?mode=memory"])
def test_a_folder_may_be_called_as_it_likes(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this system has no such names")
    expected = filled(folder, 3)
    assert (folder / FILE).stat().st_size > 0
    with opened(folder, 1) as store:
        assert ids(store) == expected
    assert backups(folder) == ["exam-2026-11-03.db"]


def test_the_folder_is_the_person_s_unless_another_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("GDSIM_DATA_DIR", raising=False)
    assert data_folder().name == "gdsim"
    monkeypatch.setenv("GDSIM_DATA_DIR", str(tmp_path / "named"))
    assert data_folder() == tmp_path / "named"
    open_store().close()
    assert (tmp_path / "named" / FILE).exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes and links in the file system")
@pytest.mark.parametrize(
    ("put", "said"),
    [
        (lambda path: os.mkfifo(path, 0o600), "it is a pipe, a device or the like"),
        (os.mkdir, "it is a folder"),
        (lambda path: path.symlink_to(FILE), "symbolic links"),
        (lambda path: path.symlink_to("/dev/zero"), "it is a pipe, a device or the like"),
    ],
)
def test_what_is_no_file_is_refused_at_once(put, said: str, tmp_path: Path) -> None:
    put(tmp_path / FILE)
    with pytest.raises(InputError, match=rf"exam\.db \(.*{said}"):
        opened(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="links in the file system")
def test_a_copy_is_not_written_to_a_loop_of_links(tmp_path: Path) -> None:
    loop = tmp_path / "loop.db"
    loop.symlink_to(loop.name)
    with opened(tmp_path) as store, pytest.raises(InputError, match=r"cannot write .*loop\.db"):
        store.back_up(loop)
    with (
        opened(tmp_path) as store,
        pytest.raises(InputError, match="the file of your answers itself"),
    ):
        store.back_up(tmp_path / "." / FILE)
