"""The fields of a map of starts: a range for each parameter, how fine, how many updates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from gdsim.engine.errors import InputError
from gdsim.engine.many.start_map import Side
from gdsim.i18n import tr, tr_error
from gdsim.numbers import to_figures
from gdsim.study.many.grid_values import even_values
from gdsim.symbols import symbol
from gdsim.views.fields.number_field import NumberField, at_least
from gdsim.views.plots.frame import Range

STARTS_ALONG = (64, 128, 256)
"""Starts along each side of the map, as they are offered."""

FIRST_UPDATES, MOST_FIRST_UPDATES = 200, 5000
"""Updates that are offered where the run has no limit, and at most."""


class MapRequest(Struct, frozen=True):
    """What a person asked for."""

    sides: tuple[Side, Side]
    updates: int


class MapForm:
    """All fields of a map, put into a window by `add`."""

    def __init__(self, add: Callable[[str, QComboBox | NumberField], QLabel]) -> None:
        self._names: tuple[str, ...] = ()
        self.ends = [NumberField("") for _ in range(4)]
        self._labels = [add(" ", field) for field in self.ends]
        for pair in (self.ends[:2], self.ends[2:]):
            for field in pair:
                field.textEdited.connect(lambda _text, pair=pair: _unmark(pair))
        self.fineness = QComboBox()
        self.fineness.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fineness.setAccessibleName(tr("Starts along each side"))
        for count in STARTS_ALONG:
            self.fineness.addItem(f"{count} × {count}", count)
        self.fineness.setCurrentIndex(1)
        add(tr("Starts:"), self.fineness)
        self.updates = NumberField(
            tr("Updates of each run"), at_least(tr("The number of updates"), 1), integer=True
        )
        self.updates.set_value(FIRST_UPDATES)
        self.updates.setToolTip(tr("How many updates each run makes at most"))
        self._is_held = False
        self.updates.valueCommitted.connect(self._hold)
        add(tr("Updates:"), self.updates)

    def _hold(self) -> None:
        self._is_held = True

    def set_limit(self, limit: int | None, *, is_new: bool) -> None:
        """Offer as many updates as the run is limited to; what was typed or asked for stays.

        Parameters
        ----------
        limit
            None where the run has no limit.
        is_new
            Whether the objective is another, so that nothing stays.
        """
        if is_new or not self._is_held:
            self._is_held = False
            self.updates.set_value(
                FIRST_UPDATES if limit is None else min(max(limit, 1), MOST_FIRST_UPDATES)
            )

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
                field.set_value(to_figures(value, 4))

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
                error = InputError("{name}: the range is empty; give a from below to", name=name)
                for field in self.ends[2 * k : 2 * k + 2]:
                    field.set_fault(tr_error(error))
                raise error
            sides.append(Side(name, even_values(low, high, count)))
        self._hold()
        return MapRequest((sides[0], sides[1]), int(self.updates.value))


def _unmark(fields: Sequence[NumberField]) -> None:
    for field in fields:
        field.set_fault("")
