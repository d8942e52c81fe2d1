"""Files written whole or not at all: what can be replaced, and what a kill leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gdsim.engine.errors import InputError
from gdsim.files import atomic
from gdsim.files.atomic import atomic_path, sweep_temporary, write_text

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and links in the file system")


@posix
@pytest.mark.parametrize("through_link", [False, True])
def test_a_pipe_is_not_replaced(tmp_path: Path, through_link: bool) -> None:
    pipe, link = tmp_path / "pipe.csv", tmp_path / "link.csv"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    with pytest.raises(InputError, match="is a device, a pipe or the like"):
        write_text(link if through_link else pipe, "new")
    assert pipe.is_fifo()


@posix
def test_a_device_is_not_replaced() -> None:
    with pytest.raises(InputError, match="is a device"):
        write_text(Path(os.devnull), "new")
    assert Path(os.devnull).is_char_device()


@posix
def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(InputError, match="cannot write"):
        write_text(one, "new")
    assert one.is_symlink()


@posix
def test_a_link_to_no_file_yet_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "file.csv")
    write_text(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "file.csv").read_text() == "new"


@pytest.mark.parametrize("name", ["a" * 300, "a/" * 5000 + "b", "a\0b"])
def test_a_name_that_cannot_be_is_refused_in_a_short_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot write") as caught:
        write_text(tmp_path / name, "new")
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["", "."])
def test_an_empty_name_is_a_folder(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="is a folder"):
        write_text(Path(name), "new")


def _process_gone() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def _left(folder: Path, process: int, age: float, host: str = atomic._HOST) -> Path:
    path = folder / f".gdsim-{host}-{process}-x1y2z3.csv"
    path.write_text("half")
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    return path


@posix
def test_what_killed_processes_left_is_swept_before_writing(tmp_path: Path) -> None:
    left = _left(tmp_path, _process_gone(), age=120)
    write_text(tmp_path / "new.csv", "new")
    assert sorted(tmp_path.iterdir()) == [tmp_path / "new.csv"]
    assert not left.exists()


@posix
def test_what_may_still_be_written_stays(tmp_path: Path) -> None:
    gone = _process_gone()
    kept = {
        _left(tmp_path, os.getpid(), age=1e6),
        _left(tmp_path, gone, age=1),
        _left(tmp_path, gone, age=3600, host="00000000"),
    }
    other = tmp_path / ".gdsim-notes.csv"
    other.write_text("mine")
    sweep_temporary(tmp_path)
    assert set(tmp_path.iterdir()) == {*kept, other}


def test_a_folder_that_is_not_there_is_swept_without_a_word(tmp_path: Path) -> None:
    sweep_temporary(tmp_path / "none")


def test_the_temporary_file_can_be_told_from_others(tmp_path: Path) -> None:
    with atomic_path(tmp_path / "table.csv") as temporary:
        match = atomic._TEMPORARY.fullmatch(temporary.name)
        assert match is not None
        assert int(match["process"]) == os.getpid()
        assert temporary.suffix == ".csv"
