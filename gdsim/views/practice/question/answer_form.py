"""The fields of a question: in the cells of its tables, or one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gdsim.i18n import ntr, tr
from gdsim.study.exam.fields import Field
from gdsim.study.exam.forms.text import how
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.marking.sentences import digits_text
from gdsim.study.exam.question import Grid, Question
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.practice.answers.editor_for import editor_for
from gdsim.views.practice.answers.list_editor import ListEditor
from gdsim.views.reading.block_widgets import formula, sentence
from gdsim.views.style.theme import FONT, SPACE, Theme, number_font, set_variant


class AnswerForm(QWidget):
    """Asks for the answers to a question.

    Parameters
    ----------
    given
        Answers that are shown and not asked, by the name of their field.

    Signals
    -------
    edited()
        The person changed an answer.
    noted()
        The person wrote something beside an answer.
    finished()
        Enter was pressed where nothing is left open.
    """

    edited = Signal()
    noted = Signal()
    finished = Signal()

    def __init__(
        self,
        question: Question,
        given: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        tells_marks: bool = True,
    ) -> None:
        super().__init__(parent)
        self._given, self._tells_marks = dict(given), tells_marks
        self._usual: list[str] = []
        cells = _cells(question)
        self._editors = {
            one.name: editor_for(one, in_table=one.name in cells) for one in question.fields
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.m)
        for block in question.stem:
            if isinstance(block, Grid):
                self._column.addLayout(self._grid(block))
        self._add_rules(question.fields)
        self._add_fields([one for one in question.fields if one.name not in cells])
        for name, editor in self._editors.items():
            if name in self._given:
                editor.set_text(self._given[name])
                editor.set_locked(True)
            editor.edited.connect(self.edited)
            editor.noted.connect(self.noted)
            editor.entered.connect(lambda name=name: self._go_on(name))

    def _grid(self, block: Grid) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.s)
        for k, title in enumerate(block.header):
            head = QLabel(title)
            head.setWordWrap(len(title) > LONG_CELL)
            set_variant(head, "role", "hint")
            grid.addWidget(head, 0, k)
        for i, row in enumerate(block.rows, start=1):
            for k, cell in enumerate(row):
                if cell in self._editors:
                    grid.addWidget(self._editors[cell], i, k)
                    # A list takes what room there is.
                    grid.setColumnStretch(k, 2 * isinstance(self._editors[cell], ListEditor))
                else:
                    label = QLabel(cell)
                    label.setFont(number_font(FONT.reading))
                    label.setWordWrap(len(cell) > LONG_CELL)
                    grid.addWidget(label, i, k)
        grid.setColumnStretch(len(block.header), 1)
        return grid

    def _add_rules(self, fields: Sequence[Field]) -> None:
        """Say once how numbers and formulas are given; what differs stands beside its field."""
        for template, rules in (
            (tr("Numbers: {rule}."), [digits_text(one) for one in fields if one.is_number]),
            (tr("Formulas: {rule}."), [how(one) for one in fields if one.type == "formula"]),
        ):
            if rules:
                usual = max(rules, key=rules.count)
                self._usual.append(usual)
                self._column.addWidget(sentence(template.format(rule=usual), "hint"))

    def _add_fields(self, fields: Sequence[Field]) -> None:
        grid: QGridLayout | None = None
        for one in fields:
            editor = self._editors[one.name]
            if editor.is_wide:
                grid = None
                self._column.addWidget(_label(one, self._wide_rule(one)))
                self._column.addWidget(editor)
                continue
            if grid is None:
                grid = QGridLayout()
                grid.setHorizontalSpacing(SPACE.l)
                grid.setVerticalSpacing(SPACE.s)
                grid.setColumnStretch(2, 1)
                self._column.addLayout(grid)
            row = grid.rowCount()
            name, marks = _label(one), QLabel(self._aside(one))
            set_variant(marks, "role", "hint")
            top = Qt.AlignmentFlag.AlignTop
            for label in (name, marks):
                label.setMinimumHeight(editor.target().sizeHint().height())
            grid.addWidget(name, row, 0, top)
            grid.addWidget(editor, row, 1, top)
            grid.addWidget(marks, row, 2, top)

    def _aside(self, field: Field) -> str:
        """Return what stands beside a field: its marks, and how it is given where that differs."""
        rule = how(field) if field.type == "formula" else digits_text(field)
        if rule in self._usual:
            return _marks(field) if self._tells_marks else ""
        if not self._tells_marks:
            return rule
        return tr("{marks}; {rule}").format(marks=_marks(field), rule=rule)

    def _wide_rule(self, field: Field) -> str:
        """Return what is told of a field behind its label."""
        if not self._tells_marks:
            return how(field)
        return tr("{how}; {marks}").format(how=how(field), marks=_marks(field))

    # Answers.

    def editor(self, name: str) -> Editor:
        """Return what takes the answer to a field."""
        return self._editors[name]

    @property
    def answers(self) -> dict[str, str]:
        """The answers by the names of their fields; empty where none is given."""
        return {name: editor.text for name, editor in self._editors.items()}

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Show answers; those that are given stay."""
        for name, text in answers.items():
            if name in self._editors and name not in self._given:
                self._editors[name].set_text(text)

    @property
    def is_blank(self) -> bool:
        """Whether the person has neither given an answer nor written anything."""
        editors = [self._editors[name] for name in self._asked()]
        return not any(one.text.strip() or one.note.strip() for one in editors)

    @property
    def notes(self) -> dict[str, str]:
        """What is written beside the answers, by the names of their fields."""
        return {name: one.note for name, one in self._editors.items() if one.note}

    def set_notes(self, notes: Mapping[str, str]) -> None:
        """Show what was written beside the answers."""
        for name, note in notes.items():
            if name in self._editors:
                self._editors[name].set_note(note)

    def set_locked(self, is_locked: bool) -> None:
        """Let no answer be changed, or again those that are asked."""
        for name, editor in self._editors.items():
            editor.set_locked(is_locked or name in self._given)

    def show_marks(self, marked: MarkedQuestion | None, theme: Theme) -> None:
        """Show the sign of each mark, or none."""
        for name, editor in self._editors.items():
            editor.show_mark(None if marked is None else marked.mark(name), theme)

    def refuse_blank(self, text: str) -> None:
        """Say at the first field that nothing is answered yet, and go to it."""
        first = next(self._asked(), None)
        if first is not None:
            self.show_refusal(first, text)

    def show_refusal(self, name: str, text: str) -> None:
        """Say why an answer cannot be read, and go to it."""
        self._editors[name].show_refusal(text)
        self.focus(name)

    # The keyboard.

    def focus(self, name: str) -> None:
        """Go to a field."""
        self._editors[name].target().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self, marked: MarkedQuestion | None = None) -> None:
        """Go to the first field that is not right yet, or else that is empty, or the first."""
        asked = list(self._asked())
        if marked is not None:
            asked = [name for name in asked if not marked.mark(name).counts_as_right] or asked
        empty = (name for name in asked if not self._editors[name].text)
        target = next(empty, None) if marked is None else None
        if asked:
            self.focus(target or asked[0])

    def _asked(self) -> Iterator[str]:
        return (name for name in self._editors if name not in self._given)

    def _go_on(self, name: str) -> None:
        """Go to the next field that is empty; where none is, all is answered."""
        asked = list(self._asked())
        after = asked[asked.index(name) + 1 :] if name in asked else []
        empty = next((one for one in (*after, *asked) if not self._editors[one].text), None)
        if empty is None or empty == name:
            self.finished.emit()
        else:
            self.focus(empty)


def _cells(question: Question) -> set[str]:
    """Return the names of the fields that stand in tables."""
    grids = (block for block in question.stem if isinstance(block, Grid))
    names = {one.name for one in question.fields}
    return {cell for grid in grids for row in grid.rows for cell in row if cell in names}


def _label(field: Field, rule: str = "") -> QWidget:
    if field.latex:
        typeset = formula(field.latex)
        typeset.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return typeset
    text = field.label
    if rule:
        return sentence(tr("{label} ({rule})").format(label=text, rule=rule))
    label = sentence(text)
    label.setWordWrap(len(text) > LONG_LABEL)
    return label


LONG_CELL = 16
"""Letters of a cell above which it is broken into lines."""

LONG_LABEL = 44
"""Letters of a label above which it is broken into lines."""


def _marks(field: Field) -> str:
    return ntr("{n} mark", "{n} marks", field.marks).format(n=field.marks)
