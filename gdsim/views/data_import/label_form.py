"""Which class of the target is 1, and which number the others are."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.data import Codes, ColumnPreview, codes_for, codes_of_each, usual_codes
from gdsim.views.fields.section import Section
from gdsim.views.fields.segmented import Segmented

NEGATIVES = {"zero": 0.0, "minus": -1.0}
"""Numbers of the classes that are not 1, by the buttons for them."""


class LabelForm(QWidget):
    """Gives numbers to the classes of one column; hidden where it holds none.

    Signals
    -------
    changed()
        Another class is 1, or the others are another number.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column: ColumnPreview | None = None
        self._has_scores = False
        self.positive = QComboBox()
        self.positive.setAccessibleName(tr("The class that is 1"))
        self.negative = Segmented(
            [
                ("zero", "0", tr("Labels 1 and 0")),
                ("minus", "−1", tr("Labels 1 and −1")),
            ],
            tr("Every other class is"),
        )
        self.section = Section(tr("Classes of the target"))
        self.section.add_row(
            tr("The class that is 1"), self.positive, tr("The class that is foretold")
        )
        self.section.add_row(
            tr("The others are"), self.negative, tr("The number that each of the others is")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)
        self.positive.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.negative.valueRequested.connect(lambda _value: self.changed.emit())
        self.set_column(None)

    def set_column(self, column: ColumnPreview | None, *, has_scores: bool = False) -> None:
        """Show the classes of a column; of another than before, with the usual numbers.

        Where each class has a score of its own, each is a number of its own, and none is chosen.
        """
        self._has_scores = has_scores
        self.setVisible(column is not None and not has_scores)
        if column is not None and column != self._column:
            usual = dict(usual_codes(column.classes))
            with QSignalBlocker(self.positive):
                self.positive.clear()
                self.positive.addItems(list(column.classes))
                self.positive.setCurrentText(next(one for one in usual if usual[one] == 1))
        self._column = column

    def codes(self) -> Codes:
        """Return the classes with their numbers; none where there are none."""
        if self._column is None:
            return ()
        if self._has_scores:
            return codes_of_each(self._column.classes)
        negative = NEGATIVES[self.negative.value]
        return codes_for(self._column.classes, self.positive.currentText(), negative)
