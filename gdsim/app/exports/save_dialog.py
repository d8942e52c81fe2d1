"""What every dialog that writes a file has: a form with the format and the file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.engine.errors import InputError
from gdsim.files.regular import is_folder
from gdsim.files.tables import FormatSpec
from gdsim.i18n import tr
from gdsim.study.working.sheets.writers import Form
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.typed_field import TypedField, unsettled
from gdsim.views.style.form_label import form_label, set_buddy
from gdsim.views.style.theme import SPACE

LEAST_WIDTH = 480


class SaveDialog(QDialog):
    """Asks for a format and a file, whose ending follows the format; others add their rows.

    Parameters
    ----------
    parent
        The window.
    title
        What will be done.
    formats
        In the order in which they are offered.
    suggested
        The file proposed.
    """

    def __init__(
        self, parent: QWidget, title: str, formats: Sequence[FormatSpec | Form], suggested: Path
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(LEAST_WIDTH)
        self.format = QComboBox()
        for spec in formats:
            self.format.addItem(tr(spec.title), spec.ending)
        self.format.currentIndexChanged.connect(self._follow_format)
        self.path = TypedField(tr("File"), str(suggested), _file_named)

    def lay_out(
        self, explanation: QLabel, rows: Sequence[tuple[str, QWidget | QHBoxLayout]]
    ) -> None:
        """Put `explanation` on top, `rows` below it, the file under them, and the buttons."""
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE.s)
        form.setVerticalSpacing(0)
        for text, row in (*rows, (tr("File:"), self._file_row())):
            label = form_label(text)
            if isinstance(row, QWidget):
                set_buddy(label, row)
            form.addRow(label, row)
            line = FaultLine()
            for field in _fields_of(row):
                line.stand_below(field)
            form.addRow("", line)
        explanation.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addWidget(explanation)
        column.addLayout(form)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = QPushButton(tr("Export"))
        buttons.addButton(self._export, QDialogButtonBox.ButtonRole.AcceptRole)
        self.path.textChanged.connect(self._follow_path)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Write, unless a field holds something else than is in force."""
        wrong = unsettled(self)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().accept()

    @property
    def target(self) -> Path:
        """The file to write."""
        typed = Path(self.path.text())
        # A home that nobody knows is left as it was typed.
        with suppress(RuntimeError):
            return typed.expanduser()
        return typed

    def _file_row(self) -> QHBoxLayout:
        browse = QPushButton(tr("Browse…"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        return row

    def _follow_path(self) -> None:
        """Export only where a file is named."""
        self._export.setEnabled(bool(self.target.name))

    def _follow_format(self) -> None:
        if self.target.name:
            self.path.set_value(str(self.target.with_suffix("." + self.format.currentData())))

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.windowTitle(),
            self.path.text(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.path.set_value(chosen)
            self.path.restore()


def _file_named(text: str) -> str:
    if not text.strip():
        raise InputError("no file is named; name one to be written")
    if is_folder(Path(text)):
        raise InputError("{text} is a folder; name a file in it", text=text)
    return text


def _fields_of(row: QWidget | QHBoxLayout) -> list[QWidget]:
    """Return the widgets of a row of a form."""
    if isinstance(row, QWidget):
        return [row]
    items = [row.itemAt(i) for i in range(row.count())]
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]
