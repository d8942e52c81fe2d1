"""What is minimised: the objective as typed, its data, and where the run starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.scaling import SCALINGS
from gdsim.i18n import ntr, tr
from gdsim.shortcuts import keys_of
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.section import Section
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.setup.section_column import LABELS
from gdsim.views.setup.start_fields import StartFields
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.icons import icon
from gdsim.views.style.lines_label import LinesLabel
from gdsim.views.style.plain_text import plain
from gdsim.views.style.theme import SPACE, Theme

TYPING_PAUSE_MS = 120
MOST_GRADIENTS = 4
"""Partial derivatives previewed; more would push everything else out of sight."""

PREVIEW_HEIGHT = 34
"""Pixels of the formula, and of what is wrong with it: two lines of small text."""


class ObjectiveSection(Section):
    """The objective's text with its formula and gradient, the data file, the start."""

    objectiveEdited = Signal(str)
    changeRequested = Signal(object)
    dataRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Objective"), parent, label_width=LABELS)
        self._has_data = False
        self._make_text()
        self._make_preview()
        self.add_wide(self.text)
        self.add_wide(self._preview)
        self.add_wide(self._remarks)
        self._make_data()
        self.start = StartFields()
        self.start.startRequested.connect(lambda start: self.changeRequested.emit({"start": start}))
        self.add_form(tr("Start"), self.start, tr("Parameters before the first update"))

    def _make_text(self) -> None:
        self.text = TypedField(tr("Objective"), "", read=str)
        self.text.setFont(_typewriter_font())
        self.text.setToolTip(
            tr(
                "The loss of one row, such as w1^2 + 4*w2^2, also as LaTeX or from a program."
                " Names of data columns are data, all others parameters. Press Enter to start"
                " over with it."
            )
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_PAUSE_MS)
        self._typing.timeout.connect(lambda: self.objectiveEdited.emit(self.text.text()))
        self.text.textEdited.connect(lambda _text: self._typing.start())
        self.text.valueCommitted.connect(self._commit)
        self.text.faultChanged.connect(self._show_fault)

    def _make_preview(self) -> None:
        """Make the formula on one line with the derivatives folded below it.

        What is wrong with the text takes the formula's place, so that nothing moves.
        """
        self._formulas = [FormulaLabel() for _ in range(1 + MOST_GRADIENTS)]
        self._formulas[0].setMaximumHeight(PREVIEW_HEIGHT)
        for label in self._formulas[1:]:
            label.set_company(self._formulas[1:])
        derivatives = QWidget()
        column = QVBoxLayout(derivatives)
        column.setContentsMargins(SPACE.l, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        for label in self._formulas[1:]:
            column.addWidget(label)
        self._fault = LinesLabel(2, "error")
        self._above = QStackedWidget()
        self._above.addWidget(self._formulas[0])
        self._above.addWidget(self._fault)
        self._above.setFixedHeight(PREVIEW_HEIGHT)
        self._preview = Fold(tr("The derivatives"), derivatives, head=self._above)
        self._remarks = LinesLabel(2)

    @property
    def preview(self) -> Fold:
        """The formula, with the derivatives folded below it."""
        return self._preview

    def _make_data(self) -> None:
        self._source = LinesLabel(2)
        self._choose_data, self._remove_data = QToolButton(), QToolButton()
        for button, tip in (
            (
                self._choose_data,
                tr("Choose data and a loss ({keys})").format(keys=keys_of("open_data")),
            ),
            (self._remove_data, tr("Do without data")),
        ):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._choose_data.clicked.connect(self.dataRequested)
        self._remove_data.clicked.connect(lambda: self.changeRequested.emit({"dataset": None}))
        self._data = QWidget()
        row = QHBoxLayout(self._data)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self._source, 1)
        row.addWidget(self._choose_data)
        row.addWidget(self._remove_data)
        self.add_row(tr("Data"), self._data, tr("Rows over which the loss is averaged"))

    def _commit(self, text: str) -> None:
        self._typing.stop()
        self.objectiveEdited.emit(text)
        self.changeRequested.emit({"objective": text})

    def set_objective(self, text: str) -> None:
        """Show the objective in force; leaves what is being typed alone where it is the same."""
        self.text.set_value(text)

    def set_preview(
        self, latex: str, gradients: Sequence[tuple[str, str]], remarks: Sequence[str] = ()
    ) -> None:
        """Show the formula and its partial derivatives, and what was taken for what."""
        self.text.set_fault("")
        self._remarks.setText(" ".join(remarks))
        loss = "L_i" if self._has_data else "L"
        lines = [f"{loss} = {latex}"]
        lines += [
            rf"\frac{{\partial {loss}}}{{\partial {latex_of_name(name)}}} = {derivative}"
            for name, derivative in gradients[:MOST_GRADIENTS]
        ]
        for label, line in zip(self._formulas, [*lines, *[""] * MOST_GRADIENTS], strict=False):
            label.set_latex(line)
            label.setVisible(bool(line))

    def set_error(self, sentence: str, position: int | None) -> None:
        """Say what is wrong with the typed text, and put the caret there once it was entered."""
        self.text.set_fault(sentence)
        if position is not None and not self.text.hasFocus():
            self.text.setCursorPosition(position)

    def _show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._above.setCurrentWidget(self._fault if sentence else self._formulas[0])
        for label in self._formulas[1:]:
            label.setEnabled(not sentence)

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a change of the field `name` that was not typed is refused."""
        if name == "dataset":
            self.lines[self._data].say(sentence)
        elif name == "start" and self.start.lines:
            self.start.lines[0].say(sentence)
        else:
            self.text.set_fault(sentence)

    def set_data(
        self, source: str, n_rows: int, columns: Sequence[str], available: Sequence[str]
    ) -> None:
        """Show where the rows come from, and which of the available columns are used."""
        self._has_data = bool(columns)
        source, _, steps = source.partition(" | ")
        if any(step in steps for step in SCALINGS):
            source = tr("{source} (scaled)").format(source=source)
        if columns:
            names = ", ".join(columns)
            self._source.setText(
                ntr(
                    "{n} row of {names} from {source}", "{n} rows of {names} from {source}", n_rows
                ).format(source=_breakable(source), n=f"{n_rows:,}", names=names)
            )
        elif source:
            unused = tr("none used; {source} has the columns {names}")
            self._source.setText(
                unused.format(source=_breakable(source), names=", ".join(available))
            )
        else:
            self._source.setText(tr("none, a plain function"))
        if steps:
            told = steps.replace(" | ", "\n")
            self._source.setToolTip(plain(f"{self._source.text()}\n{told}"))
        self._remove_data.setVisible(bool(source))

    def set_start(self, names: Sequence[str], start: Sequence[float]) -> None:
        """Show a field for each parameter."""
        self.start.set_start(names, start)

    def set_theme(self, theme: Theme) -> None:
        """Draw icons and formulas in the colours of `theme`."""
        self._choose_data.setIcon(icon("open", theme))
        self._remove_data.setIcon(icon("close", theme))
        for label in self._formulas:
            label.set_theme(theme)


def _typewriter_font() -> QFont:
    # Asking the system for its own takes longer than all the fields below it.
    font = QFont()
    font.setFamilies(["Consolas", "Menlo", "DejaVu Sans Mono", "monospace"])
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def _breakable(name: str) -> str:
    """Let a long name without blanks go on in the next line: after a bracket, an underscore."""
    return re.sub(r"(?<=\w)[(_/]", "\\g<0>\u200b", name)
