"""Regular files alone are read: no pipe and no device, in any place where a file is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.reading import dataset_from, read
from gdsim.files.regular import is_file, is_folder, is_there, read_regular
from gdsim.files.scenario.scenario import load_scenario
from tests.lost_disk import lose

Reader = Callable[[Path], object]

READERS: list[Reader] = [read, load_scenario, lambda path: dataset_from(str(path), Path())]

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices in the file system")


@posix
@pytest.mark.parametrize("reader", READERS)
def test_a_pipe_is_refused_at_once(tmp_path: Path, reader: Reader) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match=r"pipe\.toml .*it is a pipe, a device"):
        reader(pipe)


@posix
@pytest.mark.parametrize("reader", READERS)
def test_a_device_without_end_is_refused_at_once(tmp_path: Path, reader: Reader) -> None:
    link = tmp_path / "zeros.toml"
    link.symlink_to("/dev/zero")
    with pytest.raises(InputError, match="it is a pipe, a device"):
        reader(link)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ["", "a" * 300 + ".toml", "a\0b.toml", "a/" * 4000 + "b.toml"])
def test_what_can_be_no_file_is_refused(tmp_path: Path, reader: Reader, name: str) -> None:
    with pytest.raises(InputError) as caught:
        reader(tmp_path / name)
    if reader is read:
        assert len(str(caught.value)) < 300


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="files that Linux makes up")
def test_a_file_that_says_it_is_empty_and_is_not_is_refused() -> None:
    too_large = InputError("too large")
    with pytest.raises(OSError, match="nobody knows where it ends"):
        read_regular(Path("/proc/self/status"), 1000, too_large)


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 1001)
    with pytest.raises(InputError, match="too large"):
        read_regular(tmp_path / "large", 1000, InputError("too large"))


@pytest.mark.parametrize("name", ["none", "n" * 300, "a\0b"])
def test_nothing_is_where_no_file_could_be(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert not any(look(path) for look in (is_there, is_file, is_folder))


def test_nothing_is_on_a_disk_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "there"
    file.write_bytes(b"")
    assert (is_there(file), is_file(file), is_folder(file)) == (True, True, False)
    assert (is_there(tmp_path), is_file(tmp_path), is_folder(tmp_path)) == (True, False, True)
    lose(tmp_path, monkeypatch)
    assert not any(look(path) for path in (file, tmp_path) for look in (is_there, is_file))
    assert not is_folder(tmp_path)
