"""A titled group of labelled fields, all on one grid, with what was refused below each field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gdsim.views.setup.number_field import NumberField
from gdsim.views.style.theme import SPACE, set_variant

LABEL_WIDTH = 104
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
    """A heading, rows of label and field, and below each field what was refused of it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(title)
        set_variant(self.heading, "role", "heading")
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE.xs)
        self._head.addWidget(self.heading, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE.s)
        self.column.addLayout(self._head)
        self.grid = field_grid()
        self.column.addLayout(self.grid)
        self._refusals: dict[str, Refusals] = {}

    def add_to_heading(self, widget: QWidget) -> None:
        """Add a widget at the right of the heading."""
        self._head.addWidget(widget)

    def add_row(self, name: str, text: str, field: QWidget, tip: str) -> None:
        """Add a field with its label, on a row of its own.

        Parameters
        ----------
        name
            Of the field of `Experiment` that it shows.
        """
        row = add_labelled(self.grid, text, field, tip)
        refusals = self.add_refusals(name, row + 1)
        if isinstance(field, NumberField):
            field.refused.connect(lambda sentence: refusals.say(sentence, field))

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget over both columns, on a row of its own."""
        self.grid.addWidget(widget, self.grid.rowCount(), 0, 1, 2)

    def add_refusals(self, name: str, row: int | None = None) -> Refusals:
        """Add the place where is said what was refused of the experiment's field `name`."""
        refusals = self._refusals[name] = Refusals()
        self.grid.addWidget(refusals, self.grid.rowCount() if row is None else row, 0, 1, 2)
        return refusals

    @property
    def refusal(self) -> str:
        """What is said to be refused, empty where nothing is."""
        return "\n".join(label.text() for label in self._refusals.values() if label.text())

    def has_field(self, name: str) -> bool:
        """Return whether the experiment's field `name` is shown here."""
        return name in self._refusals

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a new value of the experiment's field `name` was refused."""
        self._refusals[name].say(sentence)

    def settle(self) -> None:
        """Forget what was refused by others than the fields themselves."""
        for refusals in self._refusals.values():
            refusals.say("")


class Refusals(QLabel):
    """Says what was refused; each field that can refuse takes back only its own sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_text(self, "error")
        self._sentences: dict[QWidget | None, str] = {}
        self.hide()

    def say(self, sentence: str, field: QWidget | None = None) -> None:
        """Show the sentence of `field`, or drop it where it is empty; None is for others."""
        self._sentences.pop(field, None)
        if sentence:
            self._sentences[field] = sentence
        self._refresh()

    def forget(self) -> None:
        """Drop every sentence, as when the fields themselves are exchanged."""
        self._sentences.clear()
        self._refresh()

    def _refresh(self) -> None:
        self.setText("\n".join(dict.fromkeys(self._sentences.values())))
        self.setVisible(bool(self._sentences))


def field_grid() -> QGridLayout:
    """Return a grid for a column of labels and one of fields, alike in every section."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE.s)
    grid.setVerticalSpacing(SPACE.s)
    grid.setColumnMinimumWidth(0, LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    return grid


def add_labelled(grid: QGridLayout, text: str, field: QWidget, tip: str) -> int:
    """Add a field with its label on a new row of `grid`; return the row."""
    row = grid.rowCount()
    label = QLabel(text)
    label.setBuddy(field)
    label.setToolTip(tip)
    field.setToolTip(tip)
    if not field.accessibleName():
        field.setAccessibleName(text.replace("&", ""))
    calm(field)
    grid.addWidget(label, row, 0)
    grid.addWidget(field, row, 1)
    return row


def calm(field: QWidget) -> None:
    """Let the wheel over `field` scroll the panel, unless the field has the focus."""
    if isinstance(field, QComboBox | QAbstractSpinBox | QSlider):
        # Else Qt would hand over the focus with the first turn of the wheel.
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(CalmWheel(field))


def text_label(role: str) -> QLabel:
    """Return a label that wraps, in the look of `role`; see `gdsim.views.style.sheet`."""
    label = QLabel()
    make_text(label, role)
    return label


def make_text(label: QLabel, role: str) -> None:
    """Let `label` wrap at the width it is given, in the look of `role`."""
    set_variant(label, "role", role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def clear_grid(grid: QGridLayout) -> None:
    """Remove every widget of `grid`."""
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
