"""What costs much is shown at once where it comes alone, and now and then where much comes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.models import unhurried

NEVER = 60_000
"""Longer than any test takes."""


class Shown(QObject):
    """Counts what is shown: True for what was hurried."""

    def __init__(self, patch: pytest.MonkeyPatch, *, hurry: int, longest: int) -> None:
        super().__init__()
        patch.setattr(unhurried, "HURRY_MS", hurry)
        patch.setattr(unhurried, "LONGEST_MS", longest)
        self.all: list[bool] = []
        self.unhurried = unhurried.Unhurried(self.all.append, self)


def test_the_first_is_shown_at_once_and_of_a_burst_the_last_after_a_rest(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Shown(monkeypatch, hurry=300, longest=NEVER)
    for _ in range(20):
        shown.unhurried.request()
    assert shown.all == [False]
    qtbot.waitUntil(lambda: shown.all == [False, False])


def test_while_a_burst_goes_on_little_is_shown_but_something_is(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, requests = Shown(monkeypatch, hurry=NEVER, longest=50), 0
    while len(shown.all) < 3:
        shown.unhurried.request()
        requests += 1
        QApplication.processEvents()
    assert shown.all == [False, True, True]
    assert requests > 10


def test_what_is_put_off_can_be_shown_at_once_or_not_at_all(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Shown(monkeypatch, hurry=NEVER, longest=NEVER)
    for _ in range(2):
        shown.unhurried.request()
    shown.unhurried.complete()
    assert shown.all == [False, False]
    shown.unhurried.complete()
    assert shown.all == [False, False], "nothing was put off any more"
    shown.unhurried.request()
    shown.unhurried.forget()
    shown.unhurried.complete()
    assert shown.all == [False, False]
    shown.unhurried.request(at_once=True)
    assert shown.all == [False, False, False]
