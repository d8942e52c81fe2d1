"""An application that gets its own look back after each test."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from gdsim.views.style.typesetting import load_typesetter


@pytest.fixture(scope="module")
def _alone() -> None:
    """Free the windows of tests before: each is styled anew with every change of the theme.

    A window that a command opened for a picture is closed by nobody, and hangs on the application.
    """
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow):
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture
def app(_alone: None, qapp: QApplication) -> Iterator[QApplication]:
    style, palette, font = qapp.style().objectName(), qapp.palette(), qapp.font()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture(autouse=True)
def _typesetter() -> None:
    """Draw formulas at once: what they look like is tested, not when they appear."""
    load_typesetter()
