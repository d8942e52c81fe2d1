"""The fields of a map of starts: a range for each parameter, how fine, how many updates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from gdsim.engine.errors import InputError
from gdsim.engine.start_map import Side
from gdsim.i18n import tr
from gdsim.symbols import symbol
from gdsim.views.setup.number_field import NumberField, at_least
from gdsim.views.tools.canvas import Range

FINENESS = (64, 128, 256)
UPDATES = 200


@dataclass(frozen=True)
class MapRequest:
    """What a person asked for."""

    sides: tuple[Side, Side]
    updates: int


class MapForm:
    """All fields of a map, put into a window by `add`."""

    def __init__(self, add: Callable[[str, QComboBox | NumberField], QLabel]) -> None:
        self._names: tuple[str, ...] = ()
        self.ends = [NumberField("") for _ in range(4)]
        self._labels = [add(" ", field) for field in self.ends]
        self.fineness = QComboBox()
        self.fineness.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fineness.setAccessibleName(tr("Starts along each side"))
        for count in FINENESS:
            self.fineness.addItem(f"{count} × {count}", count)
        self.fineness.setCurrentIndex(1)
        add(tr("Starts:"), self.fineness)
        self.updates = NumberField(
            tr("Updates of each run"), at_least(tr("The number of updates"), 1), integer=True
        )
        self.updates.set_value(UPDATES)
        self.updates.setToolTip(tr("How many updates each run makes at most"))
        add(tr("Updates:"), self.updates)

    def set_parameters(self, names: Sequence[str], ranges: Sequence[Range]) -> None:
        """Show the ranges of two parameters."""
        self._names = tuple(names)
        for k, (name, ends) in enumerate(zip(names, ranges, strict=True)):
            for side, (word, value) in enumerate(zip((tr("from"), tr("to")), ends, strict=True)):
                field, label = self.ends[2 * k + side], self._labels[2 * k + side]
                text = f"{symbol(name)} {word}"
                label.setText(text + ":")
                field.setAccessibleName(text)
                # Four figures: a range is a frame, and the plot's has many decimals.
                field.set_value(float(f"{value:.4g}"))

    def set_enabled(self, is_enabled: bool) -> None:
        """Let the fields be used, or grey them out."""
        for widget in (*self.ends, *self._labels):
            widget.setVisible(is_enabled)
        for field in (*self.ends, self.fineness, self.updates):
            field.setEnabled(is_enabled)

    def request(self) -> MapRequest:
        """Return what is asked for; raise InputError where it is refused."""
        count = int(self.fineness.currentData())
        sides = []
        for k, name in enumerate(self._names):
            low, high = self.ends[2 * k].value, self.ends[2 * k + 1].value
            if not low < high:
                raise InputError("{name}: the range is empty; give a from below to", name=name)
            sides.append(Side(name, tuple(np.linspace(low, high, count).tolist())))
        return MapRequest((sides[0], sides[1]), int(self.updates.value))
