"""Fields for the settings of a rule or a schedule, made from what the engine says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from gdsim.engine.experiment import Setting
from gdsim.engine.spec import SettingSpec
from gdsim.i18n import tr
from gdsim.views.setup.number_field import NumberField
from gdsim.views.setup.section import LABEL_WIDTH, CalmWheel
from gdsim.views.style.theme import SPACE

TITLES = {
    "beta": ("Momentum β", "The share of the old velocity that is kept, from 0 to below 1."),
    "beta1": ("β₁", "The share of the first moment that is kept."),
    "beta2": ("β₂", "The share of the second moment that is kept."),
    "rho": ("Decay ρ", "The share of the running averages that is kept."),
    "eps": ("ε", "A small number that keeps the division from becoming one by zero."),
    "weight_decay": ("Weight decay", "How strongly the weights are pulled towards zero."),
    "momentum_decay": ("Momentum decay", "How fast Nadam's momentum changes over time."),
    "convention": (
        "Convention",
        "accumulate: v ← βv + g; average: v ← βv + (1 − β)g. Courses differ.",
    ),
    "drop_factor": ("Drop factor", "What the learning rate is multiplied by at each drop."),
    "drop_every": ("Drop every", "Updates between two drops."),
    "decay_factor": ("Decay factor", "What the learning rate is multiplied by at each update."),
    "decay_rate": ("Decay rate", "k in η / (1 + k t)."),
    "cosine_updates": ("Updates", "Updates until the cosine has come down."),
    "final_fraction": ("Final fraction", "The share of the learning rate that is left at the end."),
    "warmup": ("Warm-up", "Updates during which the learning rate rises linearly."),
}


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
            title, tip = TITLES.get(spec.name, (spec.name, ""))
            label, field = QLabel(tr(title)), self._field(spec, tr(title))
            label.setBuddy(field)
            tip = f"{tr(tip)} ({spec.accepted})"
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
