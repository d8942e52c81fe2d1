"""What stands above the iteration table: its name, the number format, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from gdsim.i18n import tr
from gdsim.numbers import DIGITS, KINDS, NumberFormat
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
        self.kind, self.digits = self._kind_box(), self._digits_box()
        self.columns = _button(tr("Choose columns"))
        self.copy = _button(tr("Copy the whole table (Ctrl+Shift+C)"))
        self.export = _button(tr("Export the table (Ctrl+E)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(title)
        row.addStretch(1)
        for widget in (self.kind, self.digits, self.columns, self.copy, self.export):
            row.addWidget(widget)
        self.columns.clicked.connect(self.columnsRequested)
        self.copy.clicked.connect(self.copyRequested)
        self.export.clicked.connect(self.exportRequested)
        self.set_number_format(NumberFormat())

    def _kind_box(self) -> QComboBox:
        box = QComboBox()
        for kind, text in zip(KINDS, (tr("Decimals"), tr("Significant"), tr("Exact")), strict=True):
            box.addItem(text, kind)
        box.setAccessibleName(tr("Number format"))
        box.setToolTip(
            tr("How numbers are shown: decimals, significant figures, or exact; values stay exact")
        )
        # `activated` comes from a person alone, never from a setter.
        box.activated.connect(self._request)
        return box

    def _digits_box(self) -> QSpinBox:
        box = QSpinBox()
        box.setAccessibleName(tr("Digits"))
        box.setToolTip(tr("Decimals or significant figures shown"))
        box.valueChanged.connect(self._request)
        return box

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Show `number_format` as the chosen one."""
        self.digits.blockSignals(True)
        self.kind.setCurrentIndex(KINDS.index(number_format.kind))
        self.digits.setEnabled(number_format.kind != "exact")
        if number_format.kind != "exact":
            self.digits.setRange(*DIGITS[number_format.kind])
            self.digits.setValue(number_format.digits)
        self.digits.blockSignals(False)

    def _request(self) -> None:
        kind = KINDS[self.kind.currentIndex()]
        fewest, most = DIGITS[kind]
        digits = min(max(self.digits.value(), fewest), most)
        self.numberFormatRequested.emit(NumberFormat(kind, digits))

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
