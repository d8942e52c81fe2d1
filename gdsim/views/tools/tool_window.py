"""What all tools have in common: fields to the left, a picture, what it says."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gdsim.engine.errors import InputError
from gdsim.i18n import tr, tr_error
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.typed_field import TypedField, unsettled
from gdsim.views.style.form_label import form_label, set_buddy
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

FORM_WIDTH = 272
FIRST_SIZE = (960, 640)
PROGRESS_STEPS = 1000
"""Of the bar."""


class ToolWindow(QWidget):
    """A window of its own with fields, a button to run, progress, and room for a picture.

    Signals
    -------
    runRequested(request)
        These runs should be made.
    cancelRequested()
        The work should be left; what is done is kept.
    exportRequested()
        What is shown should be written to a file.
    """

    runRequested = Signal(object)
    cancelRequested = Signal()
    exportRequested = Signal()

    def __init__(self, title: str, run: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.resize(*FIRST_SIZE)
        self.setMinimumSize(720, 480)
        self.theme = LIGHT
        self._is_busy, self.is_possible = False, True
        self.run, self.cancel = QPushButton(run), QPushButton(tr("Cancel"))
        self.export = QPushButton(tr("Export CSV…"))
        self.bar = QProgressBar()
        self.refusal, self.about = _label("error"), _label("hint")
        self.readout, self.said, self.stale = _label("hint"), _label(""), _label("warning")
        self.fields = QFormLayout()
        self.picture_row = QHBoxLayout()
        self._lay_out()
        self._connect()
        self.cancel.setEnabled(False)
        self.export.setEnabled(False)
        self.set_stale(False)

    def _lay_out(self) -> None:
        self.fields.setHorizontalSpacing(SPACE.s)
        self.fields.setVerticalSpacing(0)
        self.fields.setContentsMargins(0, 0, SPACE.s, 0)
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        set_variant(self.run, "primary", True)
        self.run.setToolTip(tr("Make the runs (Ctrl+Enter)"))
        self.cancel.setToolTip(tr("Leave the work; what is done stays (Escape)"))
        self.export.setToolTip(tr("Write what is shown to a file of comma-separated values"))
        self.bar.setRange(0, PROGRESS_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        left = QWidget()
        left.setFixedWidth(FORM_WIDTH)
        left.setLayout(self._side())
        self.right = QVBoxLayout()
        self.right.setSpacing(SPACE.s)
        self.right.addWidget(self.readout)
        self.right.addLayout(self.picture_row, 1)
        self.right.addWidget(self.stale)
        self.right.addWidget(self.said)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        whole.setSpacing(SPACE.l)
        whole.addWidget(left)
        whole.addLayout(self.right, 1)

    def _side(self) -> QVBoxLayout:
        """Return the fields above the buttons."""
        holder = QWidget()
        holder.setLayout(self.fields)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        buttons.addWidget(self.run, 1)
        buttons.addWidget(self.cancel)
        side = QVBoxLayout()
        side.setSpacing(SPACE.s)
        side.addWidget(self.about)
        side.addWidget(scroll, 1)
        side.addWidget(self.refusal)
        side.addWidget(self.bar)
        side.addLayout(buttons)
        side.addWidget(self.export)
        side.setContentsMargins(0, 0, 0, 0)
        return side

    def _connect(self) -> None:
        self.run.clicked.connect(self.request_run)
        self.cancel.clicked.connect(self.cancelRequested)
        self.export.clicked.connect(self.exportRequested)

    def _request(self) -> object:
        """Return what the fields describe; raise InputError where it is refused."""
        raise NotImplementedError

    def request_run(self) -> None:
        """Ask for the runs that the fields describe, or say what is wrong with them."""
        if self.is_busy or not self.is_possible or not self.commit_fields():
            return
        try:
            request = self._request()
        except InputError as error:
            is_told = any(field.fault for field in self.findChildren(TypedField))
            self.set_refusal("" if is_told else tr_error(error))
            return
        self.set_refusal("")
        self.runRequested.emit(request)

    def commit_fields(self) -> bool:
        """Take over what is typed in the fields; return whether all of it was accepted."""
        wrong = unsettled(self)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def order_tabs(self, last_field: QWidget, *picture: QWidget) -> None:
        """Let the Tab key go from the fields to the buttons, then to the picture."""
        stops = (last_field, self.run, self.cancel, self.export, *picture)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def add_field(self, text: str, field: QWidget) -> QLabel:
        """Add a field with its label, over both columns where the text is empty.

        Below it is a line for what is wrong with it.
        """
        label = form_label(text)
        set_buddy(label, field)
        if not field.accessibleName():
            field.setAccessibleName(text)
        if text:
            self.fields.addRow(label, field)
        else:
            self.fields.addRow(field)
        line = FaultLine()
        line.stand_below(field)
        self.fields.addRow(line)
        return label

    # Setters.

    @property
    def is_busy(self) -> bool:
        """Whether work is shown to be going on."""
        return self._is_busy

    def set_progress(self, share: float | None) -> None:
        """Show which share of the work is done; None where none is going on."""
        is_busy = share is not None
        self.bar.setValue(round(PROGRESS_STEPS * (share or 0.0)))
        if is_busy == self._is_busy:
            return
        self._is_busy = is_busy
        # A button that is greyed out would hand the keyboard focus to any field.
        one, other = (self.run, self.cancel) if is_busy else (self.cancel, self.run)
        other.setEnabled(is_busy or self.is_possible)
        if one.hasFocus():
            other.setFocus()
        one.setEnabled(False)

    def set_refusal(self, sentence: str) -> None:
        """Say what is wrong with the fields, or nothing where `sentence` is empty."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def set_stale(self, is_stale: bool) -> None:
        """Say that the set-up has changed since the runs were made, or say nothing."""
        self.stale.setText(tr("The set-up has changed since these runs were made; run them again."))
        self.stale.setVisible(is_stale)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.theme = theme
        self.export.setIcon(icon("export", theme))

    # Keys and closing.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run with Ctrl+Enter; cancel with Escape, or close where nothing is going on."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            if self._is_busy:
                self.cancelRequested.emit()
            else:
                self.close()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.request_run()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave the work when nobody looks at it any more."""
        self.cancelRequested.emit()
        super().closeEvent(event)


def _label(role: str) -> QLabel:
    label = QLabel()
    if role:
        set_variant(label, "role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setVisible(role not in ("error", "warning"))
    return label
