"""Garbage is collected in the window's thread, whoever makes it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gdsim.app.garbage import GarbageCollector


@pytest.fixture
def collector(qapp: object) -> Iterator[GarbageCollector]:
    owner = QObject()
    yield GarbageCollector(owner)
    owner.deleteLater()


class Told:
    """A circle that tells which thread it is destroyed in."""

    def __init__(self, threads: list[threading.Thread]) -> None:
        self._threads, self._itself = threads, self

    def __del__(self) -> None:
        self._threads.append(threading.current_thread())


def test_another_thread_destroys_nothing_of_the_window_s(
    qtbot: QtBot, collector: GarbageCollector
) -> None:
    destroyed: list[threading.Thread] = []
    made: list[list[int]] = []

    def work() -> None:
        # Many times what makes Python look for garbage.
        made.extend([k] for k in range(50 * gc.get_threshold()[0]))

    for _ in range(20):
        Told(destroyed)
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert worker not in destroyed
    qtbot.waitUntil(lambda: len(destroyed) == 20)
    assert set(destroyed) == {threading.main_thread()}
