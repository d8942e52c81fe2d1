"""The keys that texts tell are those that do something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gdsim.shortcuts import SHORTCUTS, keys_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / ".github" / "MANUAL.md").read_text(encoding="utf-8")
SPELLED = {"Page Down": "PgDown", "Page Up": "PgUp"}


def told_in_the_readme() -> list[tuple[list[str], str]]:
    """Return each row of the table of keys: the keys, and what they do."""
    table = README.partition("| key | |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    return [([SPELLED.get(key, key) for key in keys.split(", ")], text) for keys, text in rows]


def test_the_readme_tells_keys_that_there_are() -> None:
    told = [key for keys, _ in told_in_the_readme() for key in keys]
    assert len(told) > 20
    assert len(told) == len(set(told))
    assert set(told) <= {key for keys in SHORTCUTS.values() for key in keys}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("predict", "predict it"),
        ("check", "check the table"),
        ("keep", "keep this run"),
        ("side_by_side", "side by side"),
        ("curvature", "curvature"),
        ("sweep", "sweep"),
        ("start_map", "map of starts"),
        ("turn_page", "turn the page"),
        ("export", "export the table"),
        ("export_working", "export workings"),
        ("undo", "take the last change back"),
        ("open_data", "data and loss"),
    ],
)
def test_the_readme_tells_each_key_for_what_it_does(command: str, words: str) -> None:
    (text,) = (text for keys, text in told_in_the_readme() if SHORTCUTS[command][0] in keys)
    assert words in text


@pytest.mark.parametrize("text", [README, MANUAL], ids=["readme", "manual"])
def test_no_other_text_tells_a_key_that_there_is_not(text: str) -> None:
    told = re.findall(r"Ctrl\+(?:Shift\+)?[A-Z]\b", text)
    # Ctrl+C is the terminal's own.
    assert set(told) - {"Ctrl+C"} <= {key for keys in SHORTCUTS.values() for key in keys}


def test_no_text_of_the_program_spells_a_key_of_its_own() -> None:
    house = ROOT / "gdsim"
    spelled = re.compile(r'"[^"\n]*\((?:Ctrl|Shift)\+[A-Z]\w*\)[^"\n]*"')
    found = [
        f"{path.name}: {text}"
        for folder in ("app", "views")
        for path in (house / folder).rglob("*.py")
        for text in spelled.findall(path.read_text(encoding="utf-8"))
    ]
    # The windows beside the main one have no menu: they answer to this key themselves.
    assert [text for text in found if "Ctrl+Enter" not in text] == []


def test_the_main_key_is_told_as_it_stands_on_the_keyboard() -> None:
    assert keys_of("predict") == "Ctrl+R"
    assert keys_of("step", 1) == "Ctrl+Enter"
