"""A page that is built when it is first looked at, so that the window opens sooner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gdsim.views.pages.page import Page


class LazyPage(QWidget):
    """Stands for a page until it is shown.

    Parameters
    ----------
    make
        Builds the page.

    Signals
    -------
    built(Page)
        The page is there, and about to be shown for the first time.
    """

    built = Signal(object)

    def __init__(self, make: Callable[[], Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._page: Page | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> Page | None:
        """The page, or None as long as nobody looked at it."""
        return self._page

    def build(self) -> Page:
        """Return the page, built if need be."""
        if self._page is None:
            self._page = self._make()
            self._column.addWidget(self._page)
            self.built.emit(self._page)
        return self._page

    def showEvent(self, event: QShowEvent) -> None:
        """Build the page when it is first looked at."""
        self.build()
        super().showEvent(event)
