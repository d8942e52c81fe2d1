"""The file in which the program remembers things."""

from __future__ import annotations

import json
import os
import pickle
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from gdsim.app.preferences import Preferences
from gdsim.app.settings_file import MOST_BYTES, SettingsFile
from gdsim.numbers import NumberFormat


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "settings.json"


def test_two_windows_keep_what_the_other_wrote(path: Path) -> None:
    one, other = SettingsFile(path), SettingsFile(path)
    one.set("a", "1")
    other.set("b", "2")
    one.set("a", "3")
    assert SettingsFile(path).newest("a") == "3"
    assert SettingsFile(path).newest("b") == "2"
    assert one.value("b") == "2"


def test_what_another_window_wrote_meanwhile_is_replaced_by_whoever_comes_last(path: Path) -> None:
    one, other = Preferences(SettingsFile(path)), Preferences(SettingsFile(path))
    one.last_document = "mine"
    other.last_document = "its"
    one.last_document = "mine"
    assert Preferences(SettingsFile(path)).last_document == "mine"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b'{"a": [1], "theme": 7}', b"\xff\xfe", b"[" * 200_000]
)
def test_a_damaged_file_counts_as_empty_and_is_written_anew(content: bytes, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = SettingsFile(path)
    assert settings.value("a") is None
    settings.set("a", "1")
    assert json.loads(path.read_bytes()) == {"a": "1"}


def test_a_file_that_is_too_large_is_not_read(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"a": "x" * MOST_BYTES}))
    assert SettingsFile(path).value("a") is None


@pytest.mark.skipif(os.name != "posix", reason="pipes in the file system")
def test_a_pipe_is_not_read(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    assert SettingsFile(path).value("a") is None


def test_without_room_for_the_file_values_hold_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("no folder")
    settings = SettingsFile(tmp_path / "folder" / "settings.json")
    settings.set("a", "1")
    assert settings.newest("a") == "1"


class _Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harm",)


def test_nothing_in_it_is_ever_executed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent.parent)
    path.parent.mkdir()
    harmful = pickle.dumps(_Harmful(), 0).decode()
    variant = f"@Variant(\\0\\0\\0\\x7f\\0\\0\\0\\x1cPySide::PyObjectWrapper{harmful})"
    path.write_text(json.dumps({"theme": harmful, "window/geometry": variant, "scale": variant}))
    preferences = Preferences(SettingsFile(path))
    assert (preferences.theme, preferences.scale) == ("system", 1.0)
    assert preferences.bytes("window/geometry") == QByteArray()
    assert not Path("harm").exists()


def test_files_damaged_at_random_are_read_as_far_as_they_make_sense(path: Path, full: bool) -> None:
    settings = SettingsFile(path)
    good = Preferences(settings)
    good.theme, good.scale, good.number_format = "dark", 1.5, NumberFormat.significant(3)
    good.set_bytes("window/geometry", QByteArray(bytes(range(66))))
    good.set_text("recent", json.dumps(["/a.gdsim", "/b.gdsim"]))
    whole, chance = path.read_bytes(), random.Random(3)  # noqa: S311 - damage, not a secret
    for _ in range(5_000 if full else 100):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.choice([None, chance.randrange(len(damaged))])])
        read = Preferences(SettingsFile(path))
        assert read.theme in ("system", "dark")
        assert read.scale in (1.0, 1.5)
        assert isinstance(read.number_format, NumberFormat)
        assert isinstance(read.bytes("window/geometry"), QByteArray)
        assert isinstance(read.last_document, str)
