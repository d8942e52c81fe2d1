"""How a table is written, where its cells do not tell: names in its first row, and thousands."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from gdsim.i18n import tr
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.theme import SPACE

AS_FOUND = ""
"""Stands for what the cells tell."""


class WritingForm(QWidget):
    """Two lists of ways in which a table may be written.

    Signals
    -------
    changed()
        Another way was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = _list(
            tr("First row"),
            [
                (AS_FOUND, tr("as found")),
                ("first", tr("names the columns")),
                ("none", tr("is data")),
            ],
        )
        self.thousands = _list(
            tr("Thousands"),
            [
                (AS_FOUND, tr("as found")),
                ("comma", tr("commas, as in 1,250.5")),
                ("point", tr("points, as in 1.250,5")),
                ("none", tr("not set apart, as in 1250.5 or 1250,5")),
            ],
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        for field in (self.header, self.thousands):
            label = QLabel(field.accessibleName())
            set_buddy(label, field)
            row.addWidget(label)
            row.addWidget(field)
            field.activated.connect(lambda _index: self.changed.emit())
        row.addStretch(1)

    def set_choice(self, header: str | None, thousands: str | None) -> None:
        """Show ways by their names, None for what the cells tell."""
        for field, value in ((self.header, header), (self.thousands, thousands)):
            with QSignalBlocker(field):
                field.setCurrentIndex(field.findData(value or AS_FOUND))


def _list(name: str, options: list[tuple[str, str]]) -> QComboBox:
    field = QComboBox()
    field.setAccessibleName(name)
    for value, text in options:
        field.addItem(text, value)
    return field
