"""A widget that is built when it is first looked at, so that the window opens sooner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class Lazy(QWidget, Generic[W]):
    """Stands for a widget until it is shown.

    Parameters
    ----------
    make
        Builds the widget.

    Signals
    -------
    built(QWidget)
        The widget is there, and about to be shown for the first time.
    """

    built = Signal(object)

    def __init__(self, make: Callable[[], W], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._widget: W | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def held(self) -> W | None:
        """The widget, or None as long as nobody looked at it."""
        return self._widget

    def build(self) -> W:
        """Return the widget, built if need be."""
        if self._widget is None:
            self._widget = self._make()
            self._column.addWidget(self._widget)
            self.built.emit(self._widget)
        return self._widget

    def showEvent(self, event: QShowEvent) -> None:
        """Build the widget when it is first looked at."""
        self.build()
        super().showEvent(event)
