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
        self.across, self.upwards = QComboBox(), QComboBox()
        self.held = QLabel()
        self.held.setTextFormat(Qt.TextFormat.PlainText)
        # A long list of values must not widen the window.
        self.held.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, box in ((tr("Across"), self.across), (tr("Upwards"), self.upwards)):
            label = QLabel(text)
            set_buddy(label, box)
            box.setAccessibleName(text)
            box.setToolTip(tr("The parameter on this axis"))
            box.setMinimumWidth(LEAST_BOX)
            row.addWidget(label)
            row.addWidget(box)
        row.addSpacing(SPACE.s)
        row.addWidget(self.held, 1)
        # `activated` comes from a person alone, never from a setter.
        self.across.activated.connect(lambda new: self._choose(new, self.axes[1], self.axes[0]))
        self.upwards.activated.connect(lambda new: self._choose(self.axes[0], new, self.axes[1]))
        self.hide()

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
        for box in (self.across, self.upwards):
            box.clear()
            # With its first entry a box gets ten parts, which nobody sees where there is no choice.
            box.addItems([symbol(name) for name in names] if is_choice else [])
        self.set_axes(tuple(range(len(names)))[:2])

    def set_held(self, theta: Array, number_format: NumberFormat) -> None:
        """Say at which values the parameters that are on no axis are held."""
        held = [
            f"{symbol(name)} = {number_format.text(float(theta[i]))}"
            for i, name in enumerate(self._names)
            if i not in self.axes
        ]
        values = ", ".join(held)
        self.held.setText(tr("at {values}").format(values=values))
        self.held.setToolTip(tr("The slice through the point, at {values}").format(values=values))

    def set_axes(self, axes: tuple[int, ...]) -> None:
        """Show which parameters are across and upwards, by index."""
        self.axes = axes
        for box, index in zip((self.across, self.upwards), axes, strict=False):
            box.setCurrentIndex(index)

    def _choose(self, across: int, upwards: int, replaced: int) -> None:
        """Take the choice; a parameter chosen for both axes changes places with the other."""
        if across == upwards:
            is_across_new = across != self.axes[0]
            across, upwards = (across, replaced) if is_across_new else (replaced, upwards)
        self.set_axes((across, upwards))
        self.axesChosen.emit(across, upwards)
