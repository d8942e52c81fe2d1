"""Which prepared experiment is shown, and what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gdsim.i18n import tr
from gdsim.shortcuts import keys_of
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.section import Section, text_label
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import SPACE, Theme


class ScenarioSection(Section):
    """A list of scenarios with the description of the one shown."""

    scenarioRequested = Signal(str)
    openRequested = Signal()
    saveRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Scenario"), parent, has_heading=False)
        self.combo = QComboBox()
        self.combo.setAccessibleName(tr("Scenario"))
        self.combo.setToolTip(tr("A prepared experiment to start from"))
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.combo.setMaxVisibleItems(24)
        self.keep_wheel_calm(self.combo)
        self.combo.activated.connect(self._choose)
        self._open = _button(
            tr("Open a document or a scenario ({keys})").format(keys=keys_of("open"))
        )
        self._save = _button(
            tr("Save all this as a document ({keys})").format(keys=keys_of("save"))
        )
        self._open.clicked.connect(self.openRequested)
        self._save.clicked.connect(self.saveRequested)
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        row.addWidget(self.combo, 1)
        row.addWidget(self._open)
        row.addWidget(self._save)
        self.column.insertLayout(0, row)
        self._offered: set[str] = set()
        self._description = text_label("hint")
        self.about = Fold(tr("About"), self._description)
        self.column.insertWidget(1, self.about)

    def set_scenarios(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Offer the names of each group with their titles, below the title of the group."""
        self._offered = {name for _, scenarios in groups for name, _ in scenarios}
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for heading, scenarios in groups:
                self._add_heading(tr(heading))
                for name, title in scenarios:
                    self.combo.addItem(tr(title), name)

    def _add_heading(self, text: str) -> None:
        """Add a line that cannot be chosen."""
        heading = QStandardItem(text)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        model = self.combo.model()
        if isinstance(model, QStandardItemModel):
            model.appendRow(heading)

    def set_scenario(self, name: str, title: str, description: str) -> None:
        """Show which scenario this is; one that is not on offer is added to the list."""
        with QSignalBlocker(self.combo):
            if self.combo.findData(name) < 0:
                is_taken = self.combo.findText(tr(title)) >= 0
                self.combo.addItem(f"{title} ({name})" if is_taken else tr(title), name)
            self.combo.setCurrentIndex(self.combo.findData(name))
        told = tr(description) if description else tr("Nothing is told of it yet.")
        self._description.setText(told)
        self.about.set_value(told)

    def _choose(self, index: int) -> None:
        name = self.combo.itemData(index)
        # A person's own is on the list while it is shown, and is shown already.
        if name in self._offered:
            self.scenarioRequested.emit(name)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`."""
        self._open.setIcon(icon("open", theme))
        self._save.setIcon(icon("save", theme))


def _button(tip: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
