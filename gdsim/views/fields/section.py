"""A group of labelled fields, all on one grid, each with a place for what is wrong with it."""

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
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.theme import SPACE, set_variant

LABEL_WIDTH = 96
"""Pixels of the column of labels, the same in every section of a form."""

FIELD_HEIGHT = 28
"""Pixels of a field; a label that is as high stands in the middle beside it."""


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
    """Rows of label and field, each with a line below for what is wrong, under a heading.

    Parameters
    ----------
    title
        What is set here.
    topic
        Key of the note on it; empty for none.
    has_heading
        Whether the title stands above the rows.
    label_width
        Pixels of the column of labels.

    Signals
    -------
    notesRequested(str)
        The note of that key should be shown.
    """

    notesRequested = Signal(str)

    def __init__(
        self,
        title: str,
        parent: QWidget | None = None,
        *,
        topic: str = "",
        has_heading: bool = True,
        label_width: int = LABEL_WIDTH,
    ) -> None:
        super().__init__(parent)
        self._wheel = CalmWheel(self)
        self._title, self._topic = title, topic
        self.lines: dict[QWidget, FaultLine] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE.xs)
        if has_heading:
            self.column.addLayout(self._heading())
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(SPACE.s)
        self.grid.setVerticalSpacing(0)
        self.grid.setColumnMinimumWidth(0, label_width)
        self.grid.setColumnStretch(1, 1)
        self.column.addLayout(self.grid)

    def _heading(self) -> QHBoxLayout:
        heading = QLabel(self._title)
        set_variant(heading, "role", "heading")
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch(1)
        if self._topic:
            head.addWidget(self.notes_link())
        return head

    def notes_link(self) -> QToolButton:
        """Return a link to the note on what is set here."""
        button = QToolButton()
        button.setText(tr("Notes"))
        button.setAccessibleName(tr("Notes on {title}").format(title=self._title))
        button.setToolTip(tr("What there is to know of it"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_variant(button, "link", True)
        button.clicked.connect(lambda: self.notesRequested.emit(self._topic))
        return button

    def add_row(self, text: str, field: QWidget, tip: str, beside: QWidget | None = None) -> QLabel:
        """Add a field with its label, on a row of its own; return the label.

        Parameters
        ----------
        beside
            What stands to the right of the field.
        """
        row = self.grid.rowCount()
        label = QLabel(text)
        set_buddy(label, field)
        label.setToolTip(tip)
        field.setToolTip(tip)
        if not field.accessibleName():
            field.setAccessibleName(text.replace("&", "").rstrip(":"))
        if isinstance(field, QComboBox | QAbstractSpinBox | QSlider):
            self.keep_wheel_calm(field)
        self.grid.addWidget(label, row, 0)
        if beside is None:
            self.grid.addWidget(field, row, 1)
        else:
            pair = QHBoxLayout()
            pair.setSpacing(SPACE.s)
            pair.addWidget(field)
            pair.addWidget(beside, 1)
            self.grid.addLayout(pair, row, 1)
        self.grid.addWidget(self._line_of(field), row + 1, 0, 1, 2)
        return label

    def add_form(self, text: str, form: QWidget, tip: str) -> None:
        """Add fields that have rows and lines of their own, their label beside the first row."""
        row = self.grid.rowCount()
        label = QLabel(text)
        label.setToolTip(tip)
        label.setMinimumHeight(FIELD_HEIGHT)
        self.grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(form, row, 1)

    def _line_of(self, field: QWidget) -> FaultLine:
        line = self.lines[field] = FaultLine()
        line.stand_below(field)
        return line

    def keep_wheel_calm(self, field: QWidget) -> None:
        """Let the wheel over `field` scroll the panel unless the field has the focus."""
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self._wheel)

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget over both columns, on a row of its own."""
        self.grid.addWidget(widget, self.grid.rowCount(), 0, 1, 2)

    def add_below(self, widget: QWidget) -> None:
        """Add a widget in the column of the fields, on a row of its own."""
        self.grid.addWidget(widget, self.grid.rowCount(), 1)


def text_label(role: str) -> QLabel:
    """Return a label that wraps, in the look of `role`; see `gdsim.views.style.style_sheet`."""
    label = QLabel()
    set_variant(label, "role", role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
