"""Fields for the settings of a rule or a schedule, made from what the engine says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.spec import SettingSpec
from gdsim.i18n import tr
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.number_field import NumberField
from gdsim.views.fields.section import CalmWheel
from gdsim.views.style.theme import SPACE

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
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = {spec.name: self._field(spec, tr(spec.title)) for spec in self._specs}
        for row, specs in enumerate(_rows(self._specs)):
            line = FaultLine()
            for place, spec in enumerate(specs):
                self._place(spec, row, place, is_alone=len(specs) == 1, line=line)
            self._grid.addWidget(line, 2 * row + 1, 0, 1, 4)

    def _place(
        self, spec: SettingSpec, row: int, place: int, *, is_alone: bool, line: FaultLine
    ) -> None:
        title, field = tr(spec.title), self._fields[spec.name]
        label = QLabel(title)
        label.setBuddy(field)
        tip = f"{tr(spec.tip)} ({spec.accepted})"
        label.setToolTip(tip)
        field.setToolTip(tip)
        line.stand_below(field, "" if is_alone else title)
        is_short = len(title) <= MOST_SHORT
        # A long title takes the place of a short one and its field.
        label_span = 1 if is_short else 2
        start = 2 * place
        self._grid.addWidget(label, 2 * row, start, 1, label_span)
        field_span = 4 - label_span if is_alone and not is_short else 1
        self._grid.addWidget(field, 2 * row, start + label_span, 1, field_span)

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
        field = NumberField(title, spec.check, spec.integer)
        field.valueCommitted.connect(lambda value: self.settingChanged.emit(name, value))
        return field


def _rows(specs: Sequence[SettingSpec]) -> list[list[SettingSpec]]:
    """Return settings a row each, those with short titles in pairs."""
    rows: list[list[SettingSpec]] = []
    for spec in specs:
        is_short = len(tr(spec.title)) <= MOST_SHORT and not spec.choices
        before = rows[-1] if rows else []
        if is_short and len(before) == 1 and len(tr(before[0].title)) <= MOST_SHORT:
            before.append(spec)
        else:
            rows.append([spec])
    return rows
