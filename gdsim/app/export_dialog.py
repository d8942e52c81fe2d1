"""The dialog that asks how and where to write the iteration table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gdsim.files.tables import Format
from gdsim.i18n import tr
from gdsim.views.style.theme import SPACE

FORMAT_TITLES: tuple[tuple[Format, str], ...] = (
    ("csv", "CSV, comma-separated"),
    ("tsv", "TSV, tab-separated"),
    ("xlsx", "Excel workbook"),
    ("md", "Markdown table"),
    ("tex", "LaTeX table"),
    ("json", "JSON, one object a row"),
    ("parquet", "Apache Parquet"),
)


@dataclass(frozen=True)
class ExportRequest:
    """What the person asked for; `decimals` None means exact."""

    path: Path
    format: Format
    decimals: int | None
    state: bool
    with_scenario: bool


class ExportDialog(QDialog):
    """Asks for format, decimals, extra columns and the file.

    Parameters
    ----------
    parent
        The window.
    rows
        Number of rows that will be written, to be said.
    suggested
        The file proposed, whose suffix follows the format chosen.
    """

    def __init__(self, parent: QWidget, rows: int, suggested: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export the iteration table"))
        self.setMinimumWidth(480)
        self._make_fields(suggested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        layout.setSpacing(SPACE.m)
        layout.addWidget(QLabel(tr("{rows} updates will be written.").format(rows=f"{rows:,}")))
        layout.addLayout(self._form())
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Save).setText(tr("Export"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _make_fields(self, suggested: Path) -> None:
        self.format = QComboBox()
        for key, title in FORMAT_TITLES:
            self.format.addItem(tr(title), key)
        self.format.currentIndexChanged.connect(self._follow_format)
        self.exact = QCheckBox(tr("Exact numbers, as many digits as it takes"))
        self.exact.setChecked(True)
        self.decimals = QSpinBox()
        self.decimals.setRange(0, 17)
        self.decimals.setValue(4)
        self.decimals.setEnabled(False)
        self.decimals.setAccessibleName(tr("Decimals"))
        self.exact.toggled.connect(self.decimals.setDisabled)
        self.state = QCheckBox(tr("Add the update rule's state (velocity, moments …)"))
        self.with_scenario = QCheckBox(tr("Save a scenario file beside it that repeats this run"))
        self.path = QLineEdit(str(suggested))
        self.path.setAccessibleName(tr("File"))

    def _form(self) -> QFormLayout:
        browse = QPushButton(tr("Browse…"))
        browse.clicked.connect(self._browse)
        file = QHBoxLayout()
        file.addWidget(self.path, 1)
        file.addWidget(browse)
        form = QFormLayout()
        form.setSpacing(SPACE.s)
        form.addRow(tr("Format:"), self.format)
        form.addRow(tr("Numbers:"), self.exact)
        form.addRow(tr("Decimals:"), self.decimals)
        form.addRow("", self.state)
        form.addRow("", self.with_scenario)
        form.addRow(tr("File:"), file)
        return form

    def _follow_format(self) -> None:
        path = Path(self.path.text())
        self.path.setText(str(path.with_suffix("." + self.format.currentData())))

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("Export the iteration table"),
            self.path.text(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.path.setText(chosen)

    def request(self) -> ExportRequest:
        """Return what was asked for, once the dialog was accepted."""
        return ExportRequest(
            path=Path(self.path.text()),
            format=self.format.currentData(),
            decimals=None if self.exact.isChecked() else self.decimals.value(),
            state=self.state.isChecked(),
            with_scenario=self.with_scenario.isChecked(),
        )
