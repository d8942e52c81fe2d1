"""A slider that goes where it is clicked."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget


class ScrubSlider(QSlider):
    """Chooses an iteration from 0 to the length of the run, live while it is dragged."""

    cursorRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMaximum(0)
        self.setMinimumWidth(80)
        self.valueChanged.connect(self.cursorRequested)

    def set_position(self, cursor: int, length: int) -> None:
        """Show `cursor` in 0 .. `length`, silently."""
        with QSignalBlocker(self):
            if length != self.maximum():
                self.setMaximum(length)
                self.setPageStep(max(1, length // 10))
            # A drag goes on from where the hand is, not from what was shown last.
            if not self.isSliderDown():
                self.setValue(cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle under the mouse, so that the press goes on as a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            control = QStyle.ComplexControl.CC_Slider
            part = QStyle.SubControl
            handle = self.style().subControlRect(control, option, part.SC_SliderHandle, self)
            if not handle.contains(event.position().toPoint()):
                groove = self.style().subControlRect(control, option, part.SC_SliderGroove, self)
                self.setValue(
                    QStyle.sliderValueFromPosition(
                        self.minimum(),
                        self.maximum(),
                        round(event.position().x() - groove.x() - handle.width() / 2),
                        groove.width() - handle.width(),
                    )
                )
        super().mousePressEvent(event)
