"""Fields for the settings of a rule or a schedule, made from what the engine says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.spec import SettingSpec
from gdsim.engine.errors import InputError
from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.views.fields.emptied import empty
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.number_field import Check, NumberField
from gdsim.views.fields.section import CalmWheel
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.theme import SPACE

LABEL_WIDTH = 80
"""Least pixels of a long title, so that fields below each other begin at one place."""

MOST_SHORT = 3
"""Characters of a title, such as β₁, that leaves room for two fields on a row."""


class SettingsForm(QWidget):
    """One field for each setting; `settingChanged` carries the name and the new value."""

    settingChanged = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wheel = CalmWheel(self)
        self._specs: tuple[SettingSpec, ...] = ()
        self._fields: dict[str, NumberField | QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.s)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    @property
    def fields(self) -> Mapping[str, NumberField | QComboBox]:
        """The field of each setting, by name."""
        return self._fields

    def set_specs(self, specs: Sequence[SettingSpec], values: Mapping[str, Setting]) -> None:
        """Show a field for each of `specs`, with its value or its default."""
        if tuple(specs) != self._specs:
            self._specs = tuple(specs)
            self._rebuild()
        for spec in self._specs:
            value, field = values.get(spec.name, spec.default), self._fields[spec.name]
            if isinstance(field, NumberField):
                field.set_value(float(value))
            else:
                with QSignalBlocker(field):
                    field.setCurrentText(str(value))
        self.setVisible(bool(self._specs))

    def _rebuild(self) -> None:
        empty(self._grid)
        self._fields = {spec.name: self._field(spec, tr(spec.title)) for spec in self._specs}
        for row, specs in enumerate(_rows(self._specs)):
            line = FaultLine()
            for place, spec in enumerate(specs):
                label, field = self._label(spec), self._fields[spec.name]
                line.stand_below(field, label.text() if len(specs) > 1 else "")
                if is_short(spec):
                    self._grid.addWidget(label, 2 * row, 2 * place)
                    self._grid.addWidget(field, 2 * row, 2 * place + 1)
                else:
                    self._grid.addWidget(_side_by_side(label, field), 2 * row, 0, 1, 4)
            self._grid.addWidget(line, 2 * row + 1, 0, 1, 4)

    def _label(self, spec: SettingSpec) -> QLabel:
        label, field = QLabel(tr(spec.title)), self._fields[spec.name]
        set_buddy(label, field)
        tip = f"{tr(spec.tip)} ({spec.accepted})"
        label.setToolTip(tip)
        field.setToolTip(tip)
        return label

    def _field(self, spec: SettingSpec, title: str) -> NumberField | QComboBox:
        name = spec.name
        if spec.choices:
            combo = QComboBox()
            combo.addItems(spec.choices)
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            combo.installEventFilter(self._wheel)
            combo.setAccessibleName(title)
            combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            combo.currentTextChanged.connect(lambda text: self.settingChanged.emit(name, text))
            return combo
        field = NumberField(title, _check_of(spec), spec.integer)
        field.valueCommitted.connect(lambda value: self.settingChanged.emit(name, value))
        return field


def _check_of(spec: SettingSpec) -> Check:
    """Return the check of a setting, which calls it as its label does."""

    def check(value: float) -> None:
        try:
            spec.check(value)
        except InputError:
            accepted = spec.accepted.replace(spec.name, tr(spec.title)).replace("<=", "≤")
            raise InputError(
                "{value} is outside {accepted}", value=few(value), accepted=accepted
            ) from None

    return check


def is_short(spec: SettingSpec) -> bool:
    """Return whether a setting leaves room for another on its row."""
    return len(tr(spec.title)) <= MOST_SHORT and not spec.choices


def _rows(specs: Sequence[SettingSpec]) -> list[list[SettingSpec]]:
    """Return settings a row each, those with short titles in pairs."""
    rows: list[list[SettingSpec]] = []
    for spec in specs:
        before = rows[-1] if rows else []
        if len(before) == 1 and is_short(before[0]) and is_short(spec):
            before.append(spec)
        else:
            rows.append([spec])
    return rows


def _side_by_side(label: QLabel, field: QWidget) -> QWidget:
    label.setMinimumWidth(LABEL_WIDTH)
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE.s)
    row.addWidget(label)
    row.addWidget(field, 1)
    return box
