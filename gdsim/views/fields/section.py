"""A titled group of labelled fields, all on one grid, with a place for a refusal."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.views.fields.number_field import NumberField
from gdsim.views.style.theme import SPACE, set_variant

LABEL_WIDTH = 96
"""Pixels of the column of labels, the same in every section."""


class CalmWheel(QObject):
    """Event filter: the wheel scrolls the panel unless the field has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave wheel events over a field without focus to the panel."""
        is_wheel = event.type() == QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class Section(QWidget):
    """A heading, rows of label and field, and a line for what was refused.

    Parameters
    ----------
    topic
        Key of the note on what is set here; empty for none.

    Signals
    -------
    notesRequested(str)
        The note of that key should be shown.
    """

    notesRequested = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None, topic: str = "") -> None:
        super().__init__(parent)
        self._wheel = CalmWheel(self)
        heading = QLabel(title)
        set_variant(heading, "role", "heading")
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch(1)
        if topic:
            head.addWidget(self._notes_link(title, topic))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE.s)
        self.column.addLayout(head)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(SPACE.s)
        self.grid.setVerticalSpacing(SPACE.s)
        self.grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.grid.setColumnStretch(1, 1)
        self.column.addLayout(self.grid)
        self._refusal = text_label("error")
        self._refusal.hide()
        self.column.addWidget(self._refusal)

    def _notes_link(self, title: str, topic: str) -> QToolButton:
        button = QToolButton()
        button.setText(tr("Notes"))
        button.setAccessibleName(tr("Notes on {title}").format(title=title))
        button.setToolTip(tr("What there is to know of it"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_variant(button, "link", True)
        button.clicked.connect(lambda: self.notesRequested.emit(topic))
        return button

    def add_row(self, text: str, field: QWidget, tip: str) -> QLabel:
        """Add a field with its label, on a row of its own; return the label."""
        row = self.grid.rowCount()
        label = QLabel(text)
        label.setBuddy(field)
        label.setToolTip(tip)
        field.setToolTip(tip)
        if not field.accessibleName():
            field.setAccessibleName(text.replace("&", "").rstrip(":"))
        if isinstance(field, QComboBox | QAbstractSpinBox | QSlider):
            self.keep_wheel_calm(field)
        if isinstance(field, NumberField):
            field.refused.connect(self.show_refusal)
        self.grid.addWidget(label, row, 0)
        self.grid.addWidget(field, row, 1)
        return label

    def keep_wheel_calm(self, field: QWidget) -> None:
        """Let the wheel over `field` scroll the panel unless the field has the focus."""
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self._wheel)

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget over both columns, on a row of its own."""
        self.grid.addWidget(widget, self.grid.rowCount(), 0, 1, 2)

    def take_refusal(self) -> QLabel:
        """Return the line for what was refused, to be put elsewhere in the section."""
        self.column.removeWidget(self._refusal)
        return self._refusal

    @property
    def refusal(self) -> str:
        """What is said to be refused, empty where nothing is."""
        return self._refusal.text()

    def show_refusal(self, sentence: str) -> None:
        """Say what was refused, or nothing where `sentence` is empty."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))


def text_label(role: str) -> QLabel:
    """Return a label that wraps, in the look of `role`; see `gdsim.views.style.sheet`."""
    label = QLabel()
    set_variant(label, "role", role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
