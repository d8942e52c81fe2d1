"""What is minimised: the objective as typed, its data, and where the run starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.scaling import SCALINGS
from gdsim.i18n import ntr, tr
from gdsim.shortcuts import keys_of
from gdsim.symbols import symbol
from gdsim.views.fields.number_field import NumberField
from gdsim.views.fields.section import Section, text_label
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.icons import icon
from gdsim.views.style.plain import plain
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

TYPING_PAUSE_MS = 120
MOST_GRADIENTS = 4
"""Partial derivatives previewed; more would push everything else out of sight."""


class ObjectiveSection(Section):
    """The objective's text with its formula and gradient, the data file, the start."""

    objectiveEdited = Signal(str)
    changeRequested = Signal(object)
    dataRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Objective"), parent)
        self._theme = LIGHT
        self._objective = ""
        self._has_data = False
        self._make_text()
        self._preview = [FormulaLabel() for _ in range(1 + MOST_GRADIENTS)]
        for label in self._preview:
            label.set_company(self._preview)
        self._remarks = text_label("hint")
        self._remarks.hide()
        for widget in (self.text, self.take_refusal(), *self._preview, self._remarks):
            self.add_wide(widget)
        self._make_data()
        self.starts: dict[str, NumberField] = {}
        self._start_grid = QGridLayout()
        self._start_grid.setSpacing(SPACE.s)
        self._start_box = QWidget()
        self._start_box.setLayout(self._start_grid)
        self._start_grid.setContentsMargins(0, 0, 0, 0)
        self.add_row(tr("Start"), self._start_box, tr("Parameters before the first update"))

    def _make_text(self) -> None:
        self.text = QLineEdit()
        self.text.setFont(_typewriter_font())
        self.text.setAccessibleName(tr("Objective"))
        self.text.setToolTip(
            tr(
                "The loss of one row, such as w1^2 + 4*w2^2. Names of data columns are data, all"
                " others parameters. Press Enter to start over with it."
            )
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_PAUSE_MS)
        self._typing.timeout.connect(lambda: self.objectiveEdited.emit(self.text.text()))
        self.text.textEdited.connect(lambda _text: self._typing.start())
        self.text.editingFinished.connect(self._commit)

    def _make_data(self) -> None:
        self._source = text_label("hint")
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
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self._source, 1)
        row.addWidget(self._choose_data)
        row.addWidget(self._remove_data)
        self.add_row(tr("Data"), box, tr("Rows over which the loss is averaged"))

    def _commit(self) -> None:
        text = self.text.text()
        if text != self._objective:
            self._typing.stop()
            self.objectiveEdited.emit(text)
            self.changeRequested.emit({"objective": text})

    def set_objective(self, text: str) -> None:
        """Show the objective in force; leaves what is being typed alone where it is the same."""
        if text != self._objective:
            self._objective = text
            self.text.setText(text)
            self.text.setCursorPosition(0)
        self._mark("")

    def set_preview(
        self, latex: str, gradients: Sequence[tuple[str, str]], remarks: Sequence[str] = ()
    ) -> None:
        """Show the formula and its partial derivatives, and what was taken for what."""
        self._mark("")
        self._remarks.setText(" ".join(remarks))
        self._remarks.setVisible(bool(remarks))
        loss = "L_i" if self._has_data else "L"
        lines = [f"{loss} = {latex}"]
        lines += [
            rf"\frac{{\partial {loss}}}{{\partial {latex_of_name(name)}}} = {derivative}"
            for name, derivative in gradients[:MOST_GRADIENTS]
        ]
        for label, line in zip(self._preview, [*lines, *[""] * MOST_GRADIENTS], strict=False):
            label.set_latex(line)
            label.setVisible(bool(line))

    def set_error(self, sentence: str, position: int | None) -> None:
        """Say what is wrong with the typed text, and put the caret there once it was entered."""
        self._mark(sentence)
        if position is not None and not self.text.hasFocus():
            self.text.setCursorPosition(position)
        for label in (*self._preview, self._remarks):
            label.hide()

    def _mark(self, sentence: str) -> None:
        set_variant(self.text, "invalid", bool(sentence))
        self.show_refusal(sentence)

    def set_data(
        self, source: str, n_rows: int, columns: Sequence[str], available: Sequence[str]
    ) -> None:
        """Show where the rows come from, and which of the available columns are used."""
        self._has_data = bool(columns)
        source, _, steps = source.partition(" | ")
        self._source.setToolTip(plain(steps.replace(" | ", "\n")))
        if any(step in steps for step in SCALINGS):
            source = tr("{source} (scaled)").format(source=source)
        if columns:
            names = ", ".join(columns)
            self._source.setText(
                ntr("{source}: {n} row of {names}", "{source}: {n} rows of {names}", n_rows).format(
                    source=_breakable(source), n=f"{n_rows:,}", names=names
                )
            )
        elif source:
            unused = tr("{source}: the objective uses none of its columns, {names}")
            self._source.setText(
                unused.format(source=_breakable(source), names=", ".join(available))
            )
        else:
            self._source.setText(tr("none, a plain function"))
        self._remove_data.setVisible(bool(source))

    def set_start(self, names: Sequence[str], start: Sequence[float]) -> None:
        """Show a field for each parameter."""
        if tuple(names) != tuple(self.starts):
            self._rebuild_starts(names)
        for name, value in zip(names, start, strict=True):
            self.starts[name].set_value(float(value))

    def _rebuild_starts(self, names: Sequence[str]) -> None:
        while (item := self._start_grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.starts = {}
        for i, name in enumerate(names):
            field = NumberField(tr("Start of {name}").format(name=name))
            field.setToolTip(tr("{name} before the first update").format(name=name))
            field.valueCommitted.connect(self._commit_start)
            field.refused.connect(self.show_refusal)
            label = QLabel(symbol(name))
            label.setBuddy(field)
            row, column = divmod(i, 2)
            self._start_grid.addWidget(label, row, 2 * column)
            self._start_grid.addWidget(field, row, 2 * column + 1)
            self.starts[name] = field
        self._start_grid.setColumnStretch(1, 1)
        self._start_grid.setColumnStretch(3, 1)

    def _commit_start(self) -> None:
        start = tuple(field.value for field in self.starts.values())
        self.changeRequested.emit({"start": start})

    def set_theme(self, theme: Theme) -> None:
        """Draw icons and formulas in the colours of `theme`."""
        self._choose_data.setIcon(icon("open", theme))
        self._remove_data.setIcon(icon("close", theme))
        for label in self._preview:
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
