"""What stands above the iteration table: its name, the number format, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gdsim.i18n import tr
from gdsim.shortcuts import keys_of
from gdsim.views.fields.number_format_field import NumberFormatField
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import SPACE, Theme


class TableBar(QWidget):
    """Asks for a number format, for columns, for a copy and for an export.

    Signals
    -------
    numberFormatRequested(NumberFormat)
    columnsRequested(), copyRequested(), exportRequested()
    """

    numberFormatRequested = Signal(object)
    columnsRequested = Signal()
    copyRequested = Signal()
    exportRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(tr("Iterations"))
        title.setProperty("role", "heading")
        self.number_format = NumberFormatField()
        self.columns = _button(tr("Choose columns"))
        self.copy = _button(tr("Copy the whole table ({keys})").format(keys=keys_of("copy_all")))
        self.export = _button(tr("Export the table ({keys})").format(keys=keys_of("export")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(title)
        row.addStretch(1)
        for widget in (self.number_format, self.columns, self.copy, self.export):
            row.addWidget(widget)
        self.number_format.numberFormatRequested.connect(self.numberFormatRequested)
        self.columns.clicked.connect(self.columnsRequested)
        self.copy.clicked.connect(self.copyRequested)
        self.export.clicked.connect(self.exportRequested)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`."""
        self.columns.setIcon(icon("columns", theme))
        self.copy.setIcon(icon("copy", theme))
        self.export.setIcon(icon("export", theme))


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("flat", True)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
