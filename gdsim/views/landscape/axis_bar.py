"""The choice of two axes among more parameters, and the values at which the others are held."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gdsim.engine.arrays import Array
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.symbols import symbol
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.theme import SPACE

LEAST_BOX = 64
"""Pixels of a list of parameters at least."""


class AxisBar(QWidget):
    """Shown where there are more than two parameters.

    Signals
    -------
    axesChosen(int, int)
        The person chose these parameters for across and upwards, by index.
    """

    axesChosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.axes: tuple[int, ...] = (0, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._parts: tuple[QComboBox, QComboBox, QLabel] | None = None
        self.hide()

    def _built(self) -> tuple[QComboBox, QComboBox, QLabel]:
        """Return both lists and the values held, made when there first is a choice."""
        if self._parts is not None:
            return self._parts
        across, upwards, held = self._parts = QComboBox(), QComboBox(), QLabel()
        held.setTextFormat(Qt.TextFormat.PlainText)
        # A long list of values must not widen the window.
        held.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for text, box in ((tr("Across"), across), (tr("Upwards"), upwards)):
            label = QLabel(text)
            set_buddy(label, box)
            box.setAccessibleName(text)
            box.setToolTip(tr("The parameter on this axis"))
            box.setMinimumWidth(LEAST_BOX)
            self._row.addWidget(label)
            self._row.addWidget(box)
        self._row.addSpacing(SPACE.s)
        self._row.addWidget(held, 1)
        # `activated` comes from a person alone, never from a setter.
        across.activated.connect(lambda new: self._choose(new, self.axes[1], self.axes[0]))
        upwards.activated.connect(lambda new: self._choose(self.axes[0], new, self.axes[1]))
        return self._parts

    @property
    def across(self) -> QComboBox:
        """The list of parameters for the axis across."""
        return self._built()[0]

    @property
    def upwards(self) -> QComboBox:
        """The list of parameters for the axis upwards."""
        return self._built()[1]

    @property
    def held(self) -> QLabel:
        """The values at which the other parameters are held."""
        return self._built()[2]

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters there are."""
        return self._names

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these parameters, and choose the first two."""
        is_choice = len(names) > 2
        self.setVisible(is_choice)
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        if is_choice:
            for box in (self.across, self.upwards):
                box.clear()
                box.addItems([symbol(name) for name in names])
        self.set_axes(tuple(range(len(names)))[:2])

    def set_held(self, theta: Array, number_format: NumberFormat) -> None:
        """Say at which values the parameters that are on no axis are held, if there are any."""
        held = [
            f"{symbol(name)} = {number_format.text(float(theta[i]))}"
            for i, name in enumerate(self._names)
            if i not in self.axes
        ]
        if held:
            values = ", ".join(held)
            tip = tr("The slice through the point, at {values}").format(values=values)
            self.held.setText(tr("at {values}").format(values=values))
            self.held.setToolTip(tip)

    def set_axes(self, axes: tuple[int, ...]) -> None:
        """Show which parameters are across and upwards, by index."""
        self.axes = axes
        if len(self._names) > 2:
            for box, index in zip((self.across, self.upwards), axes, strict=True):
                box.setCurrentIndex(index)

    def _choose(self, across: int, upwards: int, replaced: int) -> None:
        """Take the choice; a parameter chosen for both axes changes places with the other."""
        if across == upwards:
            is_across_new = across != self.axes[0]
            across, upwards = (across, replaced) if is_across_new else (replaced, upwards)
        self.set_axes((across, upwards))
        self.axesChosen.emit(across, upwards)
