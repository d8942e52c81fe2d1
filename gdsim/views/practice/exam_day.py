"""The day of the exam and the minutes a day: shown, set, and cleared."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from gdsim.i18n import tr
from gdsim.views.style.theme import SPACE, set_variant

MOST_MINUTES = 600


class DayField(QDateEdit):
    """A day; Tab leaves it at once, and arrows go from year to month to day."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        return QWidget.focusNextPrevChild(self, next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a day as it is written, with dashes.

        A year that is typed whole moves on by itself; its dash would skip the month.
        """
        is_at_start = self.lineEdit().hasSelectedText()
        if not (event.text() == "-" and is_at_start):
            super().keyPressEvent(event)


class ExamDay(QWidget):
    """Asks when the exam is, and how long a day's work may take.

    Signals
    -------
    dayRequested(object)
        The exam is on this day (a date), or on none (None).
    minutesRequested(int)
        A day's work may take so many minutes.
    """

    dayRequested = Signal(object)
    minutesRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self.minutes = DayField(), QSpinBox()
        for field in (self.day, self.minutes):
            # A file is the window's: its name is no day.
            field.lineEdit().setAcceptDrops(False)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(tr("Day of the exam"))
        self.set_day = QPushButton(tr("Set the da&y"))
        self.clear = QPushButton(tr("&No exam"))
        set_variant(self.clear, "flat", True)
        self.minutes.setRange(1, MOST_MINUTES)
        self.minutes.setSuffix(tr(" min a day"))
        self.minutes.setAccessibleName(tr("Minutes a day"))
        self.minutes.setKeyboardTracking(False)
        self.minutes.setMinimumWidth(120)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(QLabel(tr("My exam is on")))
        for part in (self.day, self.set_day, self.clear):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.minutes)
        self.set_day.clicked.connect(self._request_day)
        self.clear.clicked.connect(lambda: self.dayRequested.emit(None))
        self.minutes.valueChanged.connect(self.minutesRequested)

    def set_values(self, day: date | None, today: date, minutes: int) -> None:
        """Show the day that is set, and the minutes a day."""
        shown = day or today
        with QSignalBlocker(self.day), QSignalBlocker(self.minutes):
            self.day.setMinimumDate(QDate(today.year, today.month, today.day))
            self.day.setDate(QDate(shown.year, shown.month, shown.day))
            self.minutes.setValue(minutes)
        self.clear.setVisible(day is not None)

    def _request_day(self) -> None:
        day = self.day.date()
        self.dayRequested.emit(date(day.year(), day.month(), day.day()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the day that is typed with Enter."""
        is_enter = Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self.day.hasFocus():
            self._request_day()
        else:
            super().keyPressEvent(event)
