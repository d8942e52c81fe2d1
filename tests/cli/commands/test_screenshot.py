"""``gdsim screenshot`` as a script uses it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gdsim.cli.main import main
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


def test_picture_has_the_size_that_was_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "bowl.png"
    words = ["screenshot", "toy-bowl", "--at", "3", "--size", "1100x700", "--theme", "dark"]
    assert main([*words, "-o", str(target)]) == 0
    assert struct.unpack(">II", target.read_bytes()[16:24]) == (1100, 700)


BAD = [
    ("screenshot toy-bowl", "-o"),
    ("screenshot toy-bowl -o a.png --theme pink", "--theme"),
    ("screenshot nowhere.toml -o a.png", "nowhere.toml"),
    ("screenshot toy-bowl --at 99 -o a.png", "--at: the run ends after 40 updates"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)
