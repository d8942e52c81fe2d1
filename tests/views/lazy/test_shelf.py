"""What is built late is given what the others were given before."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gdsim.views.lazy.shelf import Shelf


@pytest.fixture
def shelf(qtbot: QtBot) -> Shelf[QLabel]:
    shelf: Shelf[QLabel] = Shelf()
    for key in ("first", "second"):
        qtbot.addWidget(shelf.add(key, lambda key=key: QLabel(key)))
    return shelf


def test_nothing_is_built_before_it_is_looked_at(shelf: Shelf[QLabel]) -> None:
    assert (shelf.get("first"), shelf.built()) == (None, [])
    shelf.holder("first").show()
    assert shelf.built() == [shelf.get("first")]
    assert shelf.build("first") is shelf.get("first")


def test_the_last_of_each_kind_is_given_to_what_is_built_later(shelf: Shelf[QLabel]) -> None:
    shelf.build("first")
    for text in ("a", "b"):
        shelf.give("text", lambda label, text=text: label.setText(text))
    shelf.give("tip", lambda label: label.setToolTip("tip"))
    label = shelf.build("second")
    assert (label.text(), label.toolTip()) == ("b", "tip")
    assert shelf.build("first").text() == "b"


def test_whoever_waits_hears_once_it_has_been_given_all(shelf: Shelf[QLabel]) -> None:
    heard: list[str] = []
    shelf.give("text", lambda label: label.setText("given"))
    shelf.when_built("first", lambda label: heard.append(label.text()))
    assert heard == []
    shelf.build("first")
    shelf.when_built("first", lambda label: heard.append(label.text()))
    assert heard == ["given", "given"]


def test_a_holder_is_known_by_its_key(shelf: Shelf[QLabel]) -> None:
    assert shelf.key_of(shelf.holder("second")) == "second"
