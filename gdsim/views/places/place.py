"""What every place of the window may be given."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gdsim.numbers import NumberFormat
from gdsim.views.style.theme import Theme


class Place(QWidget):
    """A place; it overrides the setters of what it shows and leaves the others alone."""

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""

    def complete(self) -> None:
        """Do at once what is put off until the window is idle: for a picture to be saved."""

    def first_focus(self) -> QWidget | None:
        """Return what has the keyboard when one comes here for the first time; None: nothing."""
        return None
