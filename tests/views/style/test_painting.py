"""An error in what paints is told as any other is; Qt never gets to see it."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import weakref
from collections.abc import Iterator
from types import FunctionType, TracebackType

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemDelegate, QGraphicsItem, QWidget
from pytestqt.qtbot import QtBot

import gdsim.app
import gdsim.views
from gdsim.views.style.painting import careful

Told = list[tuple[type[BaseException], BaseException, TracebackType | None]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Return what is told of errors, and is held on to."""
    found: Told = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: found.append(what))
    return found


class Broken(QWidget):
    """Has a painter open when it finds nothing in a list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.alive: weakref.WeakSet[QPainter] = weakref.WeakSet()

    @careful
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        self.alive.add(painter)
        nothing: list[QRect] = []
        painter.drawRect(nothing[0])


def test_an_error_while_painting_is_told_and_what_stands_beside_is_painted(
    qtbot: QtBot, told: Told
) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.resize(20, 10)
    whole.setStyleSheet("background: white")
    broken, beside = Broken(whole), QWidget(whole)
    broken.resize(10, 10)
    beside.setGeometry(10, 0, 10, 10)
    beside.setStyleSheet("background: black")
    picture = QPixmap(whole.size())
    whole.render(picture)
    assert [kind for kind, *_ in told] == [IndexError]
    assert told[0][2] is not None, "it says where"
    assert not len(broken.alive), "a painter would paint on when Qt has ended"
    assert picture.toImage().pixelColor(15, 5).name() == "#000000"


def painters(kind: type, name: str) -> Iterator[type]:
    """Yield those of our classes below `kind` that paint by a method of this name."""
    for below in kind.__subclasses__():
        if below.__module__.startswith("gdsim.") and name in vars(below):
            yield below
        yield from painters(below, name)


def test_all_that_qt_has_painted_is_careful() -> None:
    for package in (gdsim.views, gdsim.app):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    kinds = ((QWidget, "paintEvent"), (QGraphicsItem, "paint"), (QAbstractItemDelegate, "paint"))
    found = {(one, name) for kind, name in kinds for one in painters(kind, name)}
    assert len(found) >= 14
    assert not {one.__qualname__ for one, name in found if not is_careful(vars(one)[name])}


def is_careful(paint: FunctionType | None) -> bool:
    """Whether this is what `careful` returns, whatever was put around it."""
    if paint is None or paint.__code__ is careful(lambda: None).__code__:
        return paint is not None
    return is_careful(vars(paint).get("__wrapped__"))
