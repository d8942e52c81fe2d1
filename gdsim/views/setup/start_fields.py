"""A field for each parameter before the first update."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_number, read_point
from gdsim.i18n import ntr, tr
from gdsim.symbols import symbol
from gdsim.views.fields.emptied import empty
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.theme import SPACE

MOST_IN_SIGHT = 6
"""Parameters whose fields are always shown; those of more are folded away."""


class _StartField(NumberField):
    """Takes the start of one parameter, or of all, as (3, 4).

    Signals
    -------
    pointTyped(tuple)
        A value for each parameter.
    """

    pointTyped = Signal(object)

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__(name)
        self._names = names

    def commit(self) -> bool:
        """Take what is typed for the value; hand on what are values of all parameters."""
        point = self._point()
        if point is None:
            return super().commit()
        self.restore()
        self.pointTyped.emit(point)
        return True

    def _point(self) -> tuple[float, ...] | None:
        """Return what is typed where it is a number for each of several parameters."""
        if len(self._names) < 2:
            return None
        try:
            point = read_point(self.text(), self._names)
        except InputError:
            return None
        return None if self._is_number() else point

    def _is_number(self) -> bool:
        """Tell whether a text without brackets around it is a number by itself, as 3 - 0.5."""
        try:
            read_number(self.text())
        except InputError:
            return False
        return self.text().strip()[:1] not in ("(", "[", "{")


class StartFields(QWidget):
    """Two fields a row, those of many parameters behind a fold.

    Signals
    -------
    startRequested(tuple)
        The values in all fields, one of which is new.
    """

    startRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, NumberField] = {}
        self.lines: list[FaultLine] = []
        self._rest: Fold | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_start(self, names: Sequence[str], start: Sequence[float]) -> None:
        """Show a field for each parameter."""
        if tuple(names) != tuple(self.fields):
            self._rebuild(names)
        for name, value in zip(names, start, strict=True):
            self.fields[name].set_value(float(value))
        if self._rest is not None:
            self._rest.set_value(self._rest_text())

    def _rebuild(self, names: Sequence[str]) -> None:
        empty(self._column)
        self.fields, self.lines, self._rest = {}, [], None
        in_sight = len(names) if len(names) <= MOST_IN_SIGHT else MOST_IN_SIGHT - 2
        self._column.addWidget(self._grid_of(names[:in_sight], names))
        if names[in_sight:]:
            count = len(names) - in_sight
            title = ntr("{n} more", "{n} more", count).format(n=count)
            self._rest = Fold(title, self._grid_of(names[in_sight:], names))
            self._column.addWidget(self._rest)

    def _grid_of(self, names: Sequence[str], every: Sequence[str]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.s)
        grid.setVerticalSpacing(0)
        for i, name in enumerate(names):
            field = _StartField(tr("Start of {name}").format(name=name), every)
            field.pointTyped.connect(self.startRequested)
            field.setToolTip(tr("{name} before the first update").format(name=name))
            field.valueCommitted.connect(self._commit)
            label = QLabel(symbol(name))
            set_buddy(label, field)
            row, place = divmod(i, 2)
            if place == 0:
                self.lines.append(FaultLine())
                grid.addWidget(self.lines[-1], 2 * row + 1, 0, 1, 4)
            self.lines[-1].stand_below(field, symbol(name))
            grid.addWidget(label, 2 * row, 2 * place)
            grid.addWidget(field, 2 * row, 2 * place + 1)
            self.fields[name] = field
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return box

    def _rest_text(self) -> str:
        rest = list(self.fields.items())[MOST_IN_SIGHT - 2 :]
        return ", ".join(f"{symbol(name)} = {field.value_text}" for name, field in rest)

    def _commit(self) -> None:
        self.startRequested.emit(tuple(field.value for field in self.fields.values()))
