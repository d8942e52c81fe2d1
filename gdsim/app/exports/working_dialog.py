"""The dialog that asks which workings to write, how and where."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from gdsim.app.exports.save_dialog import SaveDialog
from gdsim.files.workings import SHEET_FORMS
from gdsim.i18n import tr
from gdsim.study.working.sheets.sheet import MOST_SHEET_UPDATES, Kind
from gdsim.texts import N_
from gdsim.views.fields.number_field import NumberField, between
from gdsim.views.style.theme import SPACE

NUMBER_WIDTH = 96

KIND_TITLES: tuple[tuple[Kind, str], ...] = (
    ("worked", N_("With answers")),
    ("blanks", N_("Blanks to fill in, answers at the end")),
    ("questions", N_("Blanks to fill in, no answers")),
)


class WorkingRequest(Struct, frozen=True):
    """What the person asked for: the workings of updates `first` .. `last`."""

    path: Path
    form: str
    first: int
    last: int
    kind: Kind


class WorkingDialog(SaveDialog):
    """Asks for the updates, the format, whether with answers, and the file.

    Parameters
    ----------
    parent
        The window.
    shown
        The update proposed.
    length
        The last update that the run has.
    suggested
        The file proposed, whose ending follows the format chosen.
    is_hidden
        Whether update `length` is to be predicted: its answers are not offered then.
    """

    def __init__(
        self, parent: QWidget, shown: int, length: int, suggested: Path, is_hidden: bool = False
    ) -> None:
        forms = sorted(SHEET_FORMS.values(), key=lambda form: form.look)
        super().__init__(parent, tr("Export the working"), forms, suggested)
        self._length, self._is_hidden = length, is_hidden
        self.first = NumberField(
            tr("First update"), between(tr("The first update"), 0, length), integer=True
        )
        self.last = NumberField(tr("Last update"), self._check_last, integer=True)
        self.kind = QComboBox()
        for kind, title in KIND_TITLES:
            self.kind.addItem(tr(title), kind)
        self._explanation = QLabel()
        for field in (self.first, self.last):
            field.setFixedWidth(NUMBER_WIDTH)
            field.set_value(shown)
        self.first.valueCommitted.connect(self._follow_first)
        self.last.valueCommitted.connect(self._follow_last)
        self._follow_last(shown)
        updates = QHBoxLayout()
        updates.setSpacing(SPACE.s)
        updates.addWidget(self.first)
        updates.addWidget(QLabel(tr("to")))
        updates.addWidget(self.last)
        updates.addStretch(1)
        rows = (
            (tr("Updates:"), updates),
            (tr("Results:"), self.kind),
            (tr("Format:"), self.format),
        )
        self.lay_out(self._explanation, rows)

    def request(self) -> WorkingRequest:
        """Return what was asked for, once the dialog was accepted."""
        return WorkingRequest(
            path=self.target,
            form=self.format.currentData(),
            first=int(self.first.value),
            last=int(self.last.value),
            kind=self.kind.currentData(),
        )

    def _check_last(self, last: float) -> None:
        first = int(self.first.value)
        between(tr("The last update"), first, self._most_last(first))(last)

    def _most_last(self, first: int) -> int:
        """Return the last update of a sheet that begins with `first`."""
        return min(self._length, first + MOST_SHEET_UPDATES - 1)

    def _follow_first(self, first: float) -> None:
        """Let the last update be one that a sheet from the first on can have."""
        last = min(max(self.last.value, first), self._most_last(int(first)))
        self.last.set_value(last)
        self._follow_last(last)

    def _follow_last(self, last: float) -> None:
        """Offer no answers to what is hidden."""
        is_hidden = self._is_hidden and last == self._length
        model = self.kind.model()
        if isinstance(model, QStandardItemModel):
            for place, (kind, _) in enumerate(KIND_TITLES):
                model.item(place).setEnabled(kind == "questions" or not is_hidden)
        if is_hidden:
            self.kind.setCurrentIndex(self.kind.findData("questions"))
        explanation = tr("The run has the updates 0 to {length}; up to {most} fit on a sheet.")
        if is_hidden:
            explanation = tr("Update {length} is hidden while you predict it: no answers to it.")
        self._explanation.setText(
            explanation.format(length=self._length, most=f"{MOST_SHEET_UPDATES:,}")
        )
