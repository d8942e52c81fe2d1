"""How fast playing goes."""

from __future__ import annotations

from math import inf, isinf, log

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from gdsim.i18n import tr
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import SPACE, Theme

SPEEDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 125.0, 250.0, 500.0, 1000.0, inf)
"""Updates per second, roughly doubling; infinity is as fast as can be shown."""

FIRST_SPEED = 4.0


class SpeedControl(QWidget):
    """A small slider over `SPEEDS`, with the speed beside it."""

    speedChanged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        # As everywhere in this bar, a click leaves the keys to the run.
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.setRange(0, len(SPEEDS) - 1)
        self._slider.setPageStep(2)
        self._slider.setFixedWidth(56)
        self._slider.setAccessibleName(tr("Speed of playing"))
        self._slider.setToolTip(tr("Speed of playing, in updates per second"))
        self._text = QLabel()
        self._text.setFixedWidth(self._text.fontMetrics().horizontalAdvance("1000 / s") + SPACE.xs)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        for widget in (self._sign, self._slider, self._text):
            row.addWidget(widget)
        self.set_speed(FIRST_SPEED)
        self._slider.valueChanged.connect(self._choose)

    @property
    def speed(self) -> float:
        """Updates per second; infinity means as fast as can be shown."""
        return SPEEDS[self._slider.value()]

    def set_speed(self, speed: float) -> None:
        """Show the speed nearest to `speed` > 0, on a logarithmic scale."""
        finite = range(len(SPEEDS) - 1)
        place = len(SPEEDS) - 1
        if not isinf(speed):
            place = min(finite, key=lambda i: abs(log(SPEEDS[i] / speed)))
        with QSignalBlocker(self._slider):
            self._slider.setValue(place)
        self._show_speed()

    def set_theme(self, theme: Theme) -> None:
        """Draw the sign in the colours of `theme`."""
        self._sign.setPixmap(icon("speed", theme, colour=theme.muted).pixmap(18, 18))

    def _choose(self) -> None:
        self._show_speed()
        self.speedChanged.emit(self.speed)

    def _show_speed(self) -> None:
        text = tr("max") if isinf(self.speed) else tr("{n} / s").format(n=int(self.speed))
        self._text.setText(text)
        self._slider.setAccessibleDescription(text)
