"""``gdsim working`` as a script uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gdsim.cli.main import main
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


def test_working_is_written_as_text_by_default(capsysbinary: Capture) -> None:
    assert main(["working", "one-step", "--at", "0", "--decimals", "2"]) == 0
    text = capsysbinary.readouterr().out.decode()
    assert "L = 3^2 + 4^2 = 25" in text
    assert "36 %" in text


def test_working_of_several_updates_takes_its_format_from_the_file(tmp_path: Path) -> None:
    target = tmp_path / "sheet.md"
    words = ["working", "toy-bowl", "--rule", "adam", "--at", "1", "--to", "3", "--blanks"]
    assert main([*words, "-o", str(target)]) == 0
    text = target.read_text("utf-8")
    assert [f"## Update {t}" in text for t in range(5)] == [False, True, True, True, False]


BAD = [
    ("working toy-bowl", "--at"),
    ("working toy-bowl --at 41", "--at: the run ends after 40 updates"),
    ("working toy-bowl --at 5 --to 3", "--to"),
    ("working toy-bowl --at 0 --to 1000", "0 to 999"),
    ("working toy-bowl --at 0 -o sheet.doc", "sheet.doc"),
    ("working toy-bowl --at 0 --format doc", "--format"),
    ("working toy-bowl --at 0 --format pdf", "--output"),
    ("working toy-bowl --at 0 -o nowhere/sheet.pdf", "nowhere"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)


def test_option_that_has_nothing_to_do_with_updates_is_not_blamed_on_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main("working toy-bowl --at 3 --stop-gradient-norm -1".split()) == 2
    assert capsys.readouterr().err.startswith("gdsim: the limit of the gradient norm")
