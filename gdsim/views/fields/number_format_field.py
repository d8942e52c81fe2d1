"""The choice of a number format: its kind and its digits."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from gdsim.i18n import tr
from gdsim.numbers import DIGITS, KINDS, NumberFormat
from gdsim.views.style.theme import SPACE


class NumberFormatField(QWidget):
    """Asks for a number format.

    Signals
    -------
    numberFormatRequested(NumberFormat)
        A person chose this one.
    """

    numberFormatRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.digits = self._kind_box(), self._digits_box()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self.kind)
        row.addWidget(self.digits)
        self.set_number_format(NumberFormat())

    def _kind_box(self) -> QComboBox:
        box = QComboBox()
        for kind, text in zip(KINDS, (tr("Decimals"), tr("Significant"), tr("Exact")), strict=True):
            box.addItem(text, kind)
        box.setAccessibleName(tr("Number format"))
        box.setToolTip(
            tr(
                "How numbers are shown: decimals, significant figures, or exact; halves are rounded"
                " up, and values stay exact"
            )
        )
        # `activated` comes from a person alone, never from a setter.
        box.activated.connect(self._request)
        return box

    def _digits_box(self) -> QSpinBox:
        box = QSpinBox()
        # A file is the window's: its name is no number.
        box.lineEdit().setAcceptDrops(False)
        box.setAccessibleName(tr("Digits"))
        box.setToolTip(
            tr(
                "Decimals or significant figures shown; a working has more where its next line"
                " needs them"
            )
        )
        box.valueChanged.connect(self._request)
        return box

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Show `number_format` as the chosen one."""
        with QSignalBlocker(self.digits):
            self.kind.setCurrentIndex(KINDS.index(number_format.kind))
            self.digits.setEnabled(number_format.kind != "exact")
            if number_format.kind != "exact":
                self.digits.setRange(*DIGITS[number_format.kind])
                self.digits.setValue(number_format.digits)

    def _request(self) -> None:
        kind = KINDS[self.kind.currentIndex()]
        fewest, most = DIGITS[kind]
        digits = min(max(self.digits.value(), fewest), most)
        self.numberFormatRequested.emit(NumberFormat(kind, digits))
