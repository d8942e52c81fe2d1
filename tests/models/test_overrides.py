"""Whatever goes wrong in what Qt calls of ours, the program goes on and is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import pytest
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

T = TypeVar("T")


def by_index() -> None:
    nothing: list[int] = []
    print(nothing[0])


def by_division(by: int = 0) -> None:
    print(1 / by)


def by_number(text: str = "x") -> None:
    int(text)


def endless() -> None:
    endless()


WAYS = {
    IndexError: by_index,
    ZeroDivisionError: by_division,
    ValueError: by_number,
    RecursionError: endless,
}
"""Errors that C code raises, and what makes it raise them."""


class Receiver(QObject, Generic[T]):
    def __init__(self, fail: Callable[[], None]) -> None:
        super().__init__()
        self._fail = fail

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._fail()
        return super().event(event)


class Below(Receiver[int]):
    """Has the method of what it is made from."""


@pytest.mark.parametrize("kind", [Receiver, Below])
@pytest.mark.parametrize("error", WAYS)
def test_an_error_in_an_event_is_one_in_whoever_sent_it(
    error: type[Exception], kind: type[Receiver[int]], qapp: QCoreApplication
) -> None:
    with pytest.raises(error):
        qapp.sendEvent(kind(WAYS[error]), QEvent(QEvent.Type.User))


class Model(QAbstractListModel):
    def rowCount(self, _parent: object = None) -> int:  # noqa: N802 - Qt's name
        return 1

    def data(self, _index: object, _role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return by_index()


class Resized(QWidget):
    def resizeEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        by_division()


def test_an_error_in_a_model_or_a_change_of_size_is_told(qtbot: QtBot) -> None:
    view, model, resized = QListView(), Model(), Resized()
    view.setModel(model)
    for widget in (view, resized):
        qtbot.addWidget(widget)
    with qtbot.captureExceptions() as told:
        try:
            view.sizeHintForIndex(model.index(0, 0, QModelIndex()))
        except IndexError as error:
            told.append((IndexError, error, None))
        try:
            resized.grab()
        except ZeroDivisionError as error:
            told.append((ZeroDivisionError, error, None))
    assert {kind for kind, *_ in told} == {IndexError, ZeroDivisionError}
