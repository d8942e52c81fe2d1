"""The window in which data are chosen, looked at, and given a loss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.study.data import Choice, Preview, usual_loss
from gdsim.study.words.data import size_sentence
from gdsim.views.data_import.columns_table import ColumnsTable
from gdsim.views.data_import.label_form import LabelForm
from gdsim.views.data_import.loss_form import LossForm
from gdsim.views.data_import.side import SideColumn
from gdsim.views.data_import.source_form import SourceForm
from gdsim.views.data_import.writing_form import WritingForm
from gdsim.views.fields.drops import dropped_file
from gdsim.views.fields.section import text_label
from gdsim.views.fields.typed_field import unsettled
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import SPACE, Theme, set_variant

DIALOG_SIZE = (1120, 700)
LOSS_WIDTH = 412


class DataDialog(QDialog):
    """Shows a candidate and asks what is made of it.

    Signals
    -------
    choiceChanged()
        Columns, loss or scaling are others; `choice` has them.
    fileDropped(Path)
        This file should be read.
    writingRequested()
        The table is written in another way than was taken; `writing` has it.
    cancelRequested()
        The reading that is going on should end.
    """

    choiceChanged = Signal()
    fileDropped = Signal(Path)
    writingRequested = Signal()
    cancelRequested = Signal()

    def __init__(self, shipped: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Data and loss"))
        self.setAcceptDrops(True)
        self.resize(*DIALOG_SIZE)
        self.source = SourceForm(shipped)
        self.columns = ColumnsTable()
        self.writing = WritingForm()
        self.labels = LabelForm()
        self.loss = LossForm()
        self._preview: Preview | None = None
        self._target: str | None = None
        self._has_own_loss = False
        self._make_texts()
        halves = QHBoxLayout()
        halves.setSpacing(SPACE.l)
        halves.addLayout(self._data_side(), 1)
        halves.addWidget(self._loss_side())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        whole.setSpacing(SPACE.m)
        whole.addLayout(halves, 1)
        whole.addLayout(self._foot())
        self.columns.chosen.connect(self._announce)
        self.loss.lossChosen.connect(self._keep_loss)
        self.loss.changed.connect(self._announce)
        self.labels.changed.connect(self.choiceChanged)
        self.writing.changed.connect(self.writingRequested)
        self.skip_bad.toggled.connect(lambda _on: self.choiceChanged.emit())
        self.clear(tr("Choose a file, paste cells, or take one of the sets that come with gdsim."))

    def _make_texts(self) -> None:
        self.told = text_label("hint")
        self.skip_bad = QCheckBox()
        self.refusal = text_label("error")
        self.first_rows = QTableWidget()
        self.first_rows.setAccessibleName(tr("First rows"))
        self.first_rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.first_rows.verticalHeader().hide()
        self.formula = FormulaLabel()
        self.scales = text_label("hint")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(160)
        self.stop = QPushButton(tr("Stop"))
        self.stop.clicked.connect(self.cancelRequested)
        self.busy = QLabel()

    def _data_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE.s)
        column.addWidget(self.source)
        column.addWidget(self.writing)
        column.addWidget(self.told)
        column.addWidget(_heading(tr("Columns")))
        column.addWidget(self.columns, 3)
        column.addWidget(self.skip_bad)
        self._rows_heading = _heading(tr("First rows"))
        column.addWidget(self._rows_heading)
        column.addWidget(self.first_rows, 2)
        return column

    def _loss_side(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE.s, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self.loss)
        column.addWidget(self.labels)
        column.addWidget(self.scales)
        column.addWidget(_heading(tr("This is minimised, as its mean over the rows")))
        column.addWidget(self.formula)
        column.addWidget(self.refusal)
        column.addStretch(1)
        return SideColumn(inside, LOSS_WIDTH)

    def _foot(self) -> QHBoxLayout:
        buttons = QDialogButtonBox()
        self.use = QPushButton(tr("Use these data"))
        buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        set_variant(self.use, "primary", True)
        self.use.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        self.busy.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for part in (self.progress, self.busy, self.stop):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(buttons)
        return row

    # What is shown

    def clear(self, sentence: str, is_refused: bool = False) -> None:
        """Show no data, and why not."""
        self.set_busy("")
        self._preview = None
        self.labels.set_column(None)
        set_variant(self.told, "role", "error" if is_refused else "hint")
        self.told.setText(sentence)
        self.columns.setRowCount(0)
        self.first_rows.setRowCount(0)
        self.first_rows.setColumnCount(0)
        self.skip_bad.hide()
        self.set_result("")

    def set_busy(self, sentence: str) -> None:
        """Say what is going on, with a bar that moves; nothing where `sentence` is empty."""
        self.busy.setText(sentence)
        for part in (self.progress, self.busy, self.stop):
            part.setVisible(bool(sentence))

    def set_candidate(self, preview: Preview, choice: Choice) -> None:
        """Show data with a choice to begin with."""
        self.set_busy("")
        set_variant(self.told, "role", "hint")
        self._preview = preview
        self.set_told(preview.remarks)
        self.columns.set_columns(preview, choice.features, choice.target)
        self.loss.set_choice(choice)
        self._target, self._has_own_loss = choice.target, False
        self._follow_target()
        self.skip_bad.setChecked(False)
        self._show_first_rows(preview)

    def set_told(self, sentences: Sequence[str]) -> None:
        """Say how large the table is, and how it was taken."""
        if self._preview is not None:
            said = [f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences]
            self.told.setText(" ".join([size_sentence(self._preview), *said]))

    def _keep_loss(self) -> None:
        """Leave the loss to the person from now on."""
        self._has_own_loss = True

    def _announce(self) -> None:
        self._follow_target()
        self.choiceChanged.emit()

    def _follow_target(self) -> None:
        """Ask for the numbers of the target's classes, where it has any that need some."""
        name = self.columns.target()
        columns = self._preview.columns if self._preview is not None else ()
        target = next((column for column in columns if column.accepted == name), None)
        if name != self._target and target is not None and not self._has_own_loss:
            self.loss.set_kind(usual_loss(target).kind)
        self._target = name
        if target is not None and not target.needs_codes(self.loss.is_classifier):
            target = None
        self.labels.set_column(target, has_scores=self.loss.has_scores)

    def _show_first_rows(self, preview: Preview) -> None:
        table, rows = self.first_rows, preview.first_rows
        table.setColumnCount(len(preview.columns))
        table.setHorizontalHeaderLabels([column.name for column in preview.columns])
        table.setRowCount(len(rows))
        for i, row in enumerate(rows):
            for k, text in enumerate(row):
                table.setItem(i, k, QTableWidgetItem(text))
        table.resizeColumnsToContents()

    def set_flaws(self, sentence: str) -> None:
        """Offer to leave out the rows that the sentence tells of; none where it is empty."""
        self.skip_bad.setText(sentence)
        self.skip_bad.setVisible(bool(sentence))

    def set_result(self, latex: str, scales: str = "", refusal: str = "") -> None:
        """Show the loss that is made, the numbers it is scaled by, or why there is none."""
        self.formula.set_latex(f"L_i = {latex}" if latex else "")
        self.formula.setVisible(bool(latex))
        self.scales.setText(scales)
        self.scales.setVisible(bool(scales))
        self.loss.set_own_refusal(refusal)
        if self.loss.is_own:
            refusal = ""
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        self.use.setEnabled(bool(latex))

    def accept(self) -> None:
        """Use the data, unless a field holds something else than is in force."""
        wrong = unsettled(self)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().accept()

    def choice(self) -> Choice:
        """Return what is chosen."""
        columns = Choice(
            features=self.columns.features(),
            target=self.columns.target(),
            skip_bad=self.skip_bad.isChecked() and not self.skip_bad.isHidden(),
        )
        return replace(self.loss.choice(columns), codes=self.labels.codes())

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.formula.set_theme(theme)

    # Files that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file, and nothing else."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the file to be read."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.fileDropped.emit(path)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    set_variant(label, "role", "heading")
    return label
