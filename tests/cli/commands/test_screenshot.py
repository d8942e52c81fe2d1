"""``gdsim screenshot`` as a script uses it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gdsim.app.places.table import PLACES
from gdsim.cli.main import main
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


def test_picture_has_the_size_that_was_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "bowl.png"
    words = ["screenshot", "toy-bowl", "--at", "3", "--size", "1100x700", "--theme", "dark"]
    assert main([*words, "-o", str(target)]) == 0
    assert struct.unpack(">II", target.read_bytes()[16:24]) == (1100, 700)


def test_any_place_of_the_window_can_be_shown(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GDSIM_DATA_DIR", str(tmp_path / "answers"))
    pictures = []
    for place in PLACES:
        target = tmp_path / f"{place.key}.png"
        words = ["screenshot", "toy-bowl", "--place", place.key, "-o", str(target)]
        assert main(words) == 0
        pictures.append(target.read_bytes())
    assert len(set(pictures)) == len(PLACES) == 3


BAD = [
    ("screenshot toy-bowl", "-o"),
    ("screenshot toy-bowl -o a.png --theme pink", "--theme"),
    ("screenshot toy-bowl -o a.png --place cellar", "--place"),
    ("screenshot nowhere.toml -o a.png", "nowhere.toml"),
    ("screenshot toy-bowl --at 99 -o a.png", "--at: the run ends after 40 updates"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)
