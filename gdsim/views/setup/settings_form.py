"""Fields for the settings of a rule or a schedule, made from what the engine says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.spec import SettingSpec
from gdsim.i18n import tr
from gdsim.views.fields.number_field import NumberField
from gdsim.views.fields.section import LABEL_WIDTH, CalmWheel
from gdsim.views.style.theme import SPACE


class SettingsForm(QWidget):
    """One field for each setting; `settingChanged` carries the name and the new value."""

    settingChanged = Signal(str, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wheel = CalmWheel(self)
        self._specs: tuple[SettingSpec, ...] = ()
        self._fields: dict[str, NumberField | QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.s)
        self._grid.setVerticalSpacing(SPACE.s)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)

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
        self._fields = {}
        for row, spec in enumerate(self._specs):
            title = tr(spec.title)
            label, field = QLabel(title), self._field(spec, title)
            label.setBuddy(field)
            tip = f"{tr(spec.tip)} ({spec.accepted})"
            label.setToolTip(tip)
            field.setToolTip(tip)
            self._fields[spec.name] = field
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)

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
        field.refused.connect(self.refused)
        return field
