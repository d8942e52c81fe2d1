"""The numbers of an update that are asked for, with a line for how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gdsim.i18n import tr
from gdsim.study.practice.answers import Field, entries_of
from gdsim.study.practice.marking.grades import Mark
from gdsim.study.practice.slip_texts import field_name
from gdsim.study.practice.update_task import UpdateTask
from gdsim.symbols import symbol
from gdsim.views.fields.answer_field import AnswerField
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.style.theme import SPACE, Theme, set_variant

TAB_ORDER = ("gradient", "new", "new_loss")
"""The order in which Tab goes through the numbers: that of the working."""

MOST_ASKED_PARAMETERS = 6
"""Parameters that are asked for."""


class AnswersForm(QWidget):
    """A line of fields for each parameter, and one for the new loss.

    Parameters
    ----------
    task
        The update that is asked for; None for none.

    Signals
    -------
    entered()
        Enter was pressed.
    edited()
        An answer is another one than was marked.
    """

    entered = Signal()
    edited = Signal()

    def __init__(self, task: UpdateTask | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[AnswerField] = []
        self._line = FaultLine()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.s)
        self._grid.setVerticalSpacing(SPACE.xs)
        self._grid.setColumnStretch(3, 1)
        if task is not None:
            self._ask(task)

    def _ask(self, task: UpdateTask) -> None:
        grid = self._grid
        for column, text in ((1, tr("gradient")), (2, tr("new value"))):
            heading = QLabel(text)
            set_variant(heading, "role", "hint")
            grid.addWidget(heading, 0, column)
        for k, name in enumerate(task.objective.parameters[:MOST_ASKED_PARAMETERS]):
            grid.addWidget(QLabel(symbol(name)), k + 1, 0)
            for column, field in ((1, Field("gradient", k)), (2, Field("new", k))):
                grid.addWidget(self._field(field, task), k + 1, column)
        last = grid.rowCount()
        of_batch = bool(task.objective.columns)
        named = tr("new loss of this batch") if of_batch else tr("new loss")
        grid.addWidget(QLabel(named), last, 0, 1, 2)
        grid.addWidget(self._field(Field("new_loss"), task), last, 2)
        grid.addWidget(self._line, last + 1, 0, 1, 4)
        in_order = sorted(self._all, key=lambda one: TAB_ORDER.index(one.field.quantity))
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before.edit, after.edit)

    def _field(self, field: Field, task: UpdateTask) -> AnswerField:
        name = field_name(field, task)
        made = AnswerField(field, name)
        made.entered.connect(self.entered)
        made.edited.connect(self.edited)
        made.readingChanged.connect(self._line.hint)
        self._line.stand_below(made.edit, name)
        self._all.append(made)
        return made

    @property
    def fields(self) -> dict[Field, AnswerField]:
        """The numbers that are asked for."""
        return {one.field: one for one in self._all}

    @property
    def texts(self) -> dict[Field, str]:
        """What is typed, where anything is; a list such as (2.4, 3.2) fills all its fields."""
        self._spread_lists()
        return self.typed

    @property
    def typed(self) -> dict[Field, str]:
        """What is typed, as it stands there."""
        return {one.field: one.text for one in self._all if one.text}

    def set_typed(self, texts: Mapping[Field, str]) -> None:
        """Show what was typed before."""
        for field, text in texts.items():
            self.fields[field].edit.set_value(text)

    def _spread_lists(self) -> None:
        for one in self._all:
            alike = [other for other in self._all if other.field.quantity == one.field.quantity]
            entries = entries_of(one.text)
            if 1 < len(entries) == len(alike):
                for other, entry in zip(alike, entries, strict=True):
                    other.edit.set_value(entry)
                    other.edit.restore()

    def focus_first(self) -> None:
        """Let the person type the first new parameter at once."""
        first = next((one for one in self._all if one.field.quantity == "new"), None)
        if first is not None:
            first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_refusals(self, sentences: Mapping[Field, str]) -> None:
        """Say at the fields what cannot be read as a number."""
        for field, sentence in sentences.items():
            self.fields[field].edit.set_fault(sentence)

    def set_marks(self, marks: Mapping[Field, Mark], theme: Theme) -> None:
        """Show the marks of the answers."""
        for field, shown in self.fields.items():
            shown.show_mark(marks.get(field), theme)

    def set_solution(self, values: Mapping[Field, str]) -> None:
        """Show the right numbers."""
        for field, shown in self.fields.items():
            shown.show_right(values[field])
