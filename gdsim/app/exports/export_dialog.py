"""The dialog that asks how and where to write the iteration table."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from gdsim.app.exports.save_dialog import SaveDialog
from gdsim.files.tables import FORMATS, MOST_DECIMALS, Use
from gdsim.i18n import ntr, tr
from gdsim.views.fields.number_field import NumberField, between


class ExportRequest(Struct, frozen=True):
    """What the person asked for; `decimals` None means exact."""

    path: Path
    format: str
    decimals: int | None
    state: bool
    with_scenario: bool


class ExportDialog(SaveDialog):
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
        # Most people want a spreadsheet.
        formats = sorted(FORMATS.values(), key=lambda spec: spec.use is not Use.SPREADSHEET)
        super().__init__(parent, tr("Export the iteration table"), formats, suggested)
        self.exact = QCheckBox(tr("Exact numbers, as many digits as it takes"))
        self.exact.setChecked(True)
        self.decimals = NumberField(
            tr("Decimals"), between(tr("The number of decimals"), 0, MOST_DECIMALS), integer=True
        )
        self.decimals.set_value(4)
        self.decimals.setEnabled(False)
        self.exact.toggled.connect(self.decimals.setDisabled)
        self.format.currentIndexChanged.connect(self._follow_reader)
        self.state = QCheckBox(tr("Add the update rule's state (velocity, moments …)"))
        self.with_scenario = QCheckBox(tr("Save a scenario file beside it that repeats this run"))
        self.lay_out(
            QLabel(
                ntr(
                    "{rows} update will be written.", "{rows} updates will be written.", rows
                ).format(rows=f"{rows:,}")
            ),
            (
                (tr("Format:"), self.format),
                (tr("Numbers:"), self.exact),
                (tr("Decimals:"), self.decimals),
                ("", self.state),
                ("", self.with_scenario),
            ),
        )

    def _follow_reader(self) -> None:
        """Propose exact numbers only where it is not people who read them."""
        self.exact.setChecked(not FORMATS[self.format.currentData()].is_for_reading)

    def request(self) -> ExportRequest:
        """Return what was asked for, once the dialog was accepted."""
        return ExportRequest(
            path=self.target,
            format=self.format.currentData(),
            decimals=None if self.exact.isChecked() else int(self.decimals.value),
            state=self.state.isChecked(),
            with_scenario=self.with_scenario.isChecked(),
        )
