"""Refused input is said in the window, and anything else is an error of the program."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.guarded import guarded
from gdsim.engine.errors import InputError


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: said.append(text))
    return said


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_work_that_is_done_is_told_by_true(window: QWidget, said: list[str]) -> None:
    done: list[int] = []
    assert guarded(window, lambda: done.append(1))
    assert (done, said) == ([1], [])


def test_refused_input_is_said_and_told_by_false(window: QWidget, said: list[str]) -> None:
    def refuse() -> None:
        raise InputError("{path} is no scenario", path="a.toml")

    assert not guarded(window, refuse)
    assert said == ["a.toml is no scenario"]


def test_a_refusal_that_stands_alone_begins_as_a_sentence_does(
    window: QWidget, said: list[str]
) -> None:
    def refuse() -> None:
        raise InputError("cannot read {path}", path="a.toml")

    assert not guarded(window, refuse)
    assert said == ["Cannot read a.toml"]


def test_other_errors_are_not_hidden(window: QWidget, said: list[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        guarded(window, lambda: 1 / 0)
    assert said == []
