"""The worked solution of the update at the cursor, typeset."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.study.blocks import Block, Formula, Section, Table, Text, Working
from gdsim.views.number_format_field import NumberFormatField
from gdsim.views.segmented import Segmented
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import LIGHT, SPACE, Theme, number_font, set_variant

if TYPE_CHECKING:
    from gdsim.study.sheet import Form

PORTION = 0.008
"""Seconds of typesetting between two events."""

LAST, NEXT = "last", "next"
"""Which update is worked out, seen from the cursor."""

COPY_FORMS: tuple[tuple[Form, str], ...] = (
    ("txt", "Copy as plain text"),
    ("md", "Copy as Markdown"),
    ("tex", "Copy as LaTeX"),
    ("html", "Copy as HTML"),
)


class WorkingPanel(QWidget):
    """Shows how each number of the update at the cursor, or of the one before, comes about.

    Nothing is worked out while the panel is hidden. Formulas are typeset one after the other
    between two events, from the top, so that a step never waits for them.

    Signals
    -------
    numberFormatRequested(NumberFormat)
        Numbers should be written in this format everywhere.
    """

    numberFormatRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._format = LIGHT, NumberFormat()
        self._snapshot: Snapshot | None = None
        self._shown: Working | None = None
        self._formulas: list[tuple[FormulaLabel, str]] = []
        self._typesetting = QTimer(self)
        self._typesetting.setInterval(0)
        self._typesetting.timeout.connect(self._typeset_some)
        self._ahead: Iterator[str] | None = None
        self._sample: FormulaLabel | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(tr("Worked solution"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.s, 0, 0)
        column.addLayout(self._make_header())
        column.addWidget(self._area, 1)

    def _make_header(self) -> QHBoxLayout:
        self.which = Segmented(
            (
                (LAST, tr("Last update"), tr("The update that led here")),
                (NEXT, tr("Next update"), tr("The update that leads on from here, made or not")),
            ),
            tr("The update that is worked out"),
        )
        self.which.set_value(NEXT)
        self.which.valueRequested.connect(lambda _value: self._show())
        self.number_format = NumberFormatField()
        self.number_format.numberFormatRequested.connect(self.numberFormatRequested)
        self._copy = QToolButton()
        self._copy.setToolTip(tr("Copy this working"))
        self._copy.setAccessibleName(tr("Copy this working"))
        self._copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._copy)
        for form, text in COPY_FORMS:
            menu.addAction(tr(text)).triggered.connect(
                lambda _checked=False, form=form: self.copy(form)
            )
        self._copy.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.number_format)
        row.addWidget(self._copy)
        return row

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the update at the cursor, once the panel is seen."""
        self._snapshot = snapshot
        if self.isVisible():
            self._show()

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self._format = number_format
        self.number_format.set_number_format(number_format)
        if self.isVisible():
            self._show()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self._copy.setIcon(icon("copy", theme))
        self._ahead = None
        for label in self.findChildren(FormulaLabel):
            label.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was put off while nobody looked."""
        super().showEvent(event)
        self._show()
        if self._formulas:
            self._typesetting.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put off what is not typeset yet."""
        super().hideEvent(event)
        self._typesetting.stop()

    def copy(self, form: Form) -> None:
        """Put the working on the clipboard."""
        from gdsim.study.sheet import sheet_text

        t = self._update
        if self._snapshot is not None and t >= 0:
            text = sheet_text(self._snapshot.run, t, t, form, self._format)
            QGuiApplication.clipboard().setText(text)

    @property
    def is_typesetting(self) -> bool:
        """Whether some formulas still wait to be drawn."""
        return bool(self._formulas)

    @property
    def _update(self) -> int:
        """The update that is worked out; -1 where it is the last one, and none was made."""
        cursor = 0 if self._snapshot is None else self._snapshot.cursor
        return cursor - (self.which.value == LAST)

    def shown_formulas(self) -> list[str]:
        """Return the LaTeX of the formulas shown, from the top."""
        sections = self._shown.sections if self._shown is not None else ()
        blocks = [block for section in sections for block in section.blocks]
        return [block.latex for block in blocks if isinstance(block, Formula)]

    def complete(self) -> None:
        """Typeset at once what still waits for it."""
        while self._formulas:
            self._typeset_next()

    def _show(self) -> None:
        if self._snapshot is None:
            return
        from gdsim.study.sheet import blank_working
        from gdsim.study.working import working

        snapshot, t = self._snapshot, self._update
        if t < 0:
            sentence = Text(tr("No update has been made yet. Step makes the first one."))
            shown = Working(t, (Section(tr("At the start"), (sentence,)),))
        else:
            make = blank_working if snapshot.is_veiled and t == snapshot.cursor else working
            shown = make(snapshot.run, t, self._format)
        if shown == self._shown:
            return
        self._shown, self._formulas, self._sample = shown, [], None
        position = self._area.verticalScrollBar().value()
        self._area.setWidget(self._content(shown))
        self._area.verticalScrollBar().setValue(position)
        self._ahead = None
        self._typeset_some()
        self._typesetting.start()

    def _content(self, shown: Working) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SPACE.s, SPACE.l)
        column.setSpacing(SPACE.xs)
        for section in shown.sections:
            heading = QLabel(section.title)
            set_variant(heading, "role", "heading")
            heading.setContentsMargins(0, SPACE.s, 0, 0)
            column.addWidget(heading)
            for block in section.blocks:
                column.addWidget(self._block(block))
        column.addStretch(1)
        return content

    def _block(self, block: Block) -> QWidget:
        match block:
            case Formula():
                label = FormulaLabel()
                label.set_theme(self._theme)
                self._sample = label
                self._formulas.append((label, block.latex))
                return label
            case Table():
                return _table(block)
            case Text():
                text = QLabel(block.text)
                text.setWordWrap(True)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                return text

    def _typeset_some(self) -> None:
        """Typeset formulas for as long as nobody notices, first those in sight."""
        until = perf_counter() + PORTION
        if not self._formulas and not self._prepare_next():
            self._typesetting.stop()
        while self._formulas and perf_counter() < until:
            self._typeset_next()

    def _typeset_next(self) -> None:
        seen = (i for i, (label, _) in enumerate(self._formulas) if self._is_in_sight(label))
        label, latex = self._formulas.pop(next(seen, 0))
        label.set_latex(latex)

    def _is_in_sight(self, label: FormulaLabel) -> bool:
        return not label.visibleRegion().isEmpty()

    def _prepare_next(self) -> bool:
        """Typeset a formula of the update to come, so that a step finds it done; False at the end.

        A step is rarely made sooner than the last one is read.
        """
        if self._ahead is None:
            self._ahead = iter(self._formulas_ahead())
        latex = next(self._ahead, None)
        if latex is not None and self._sample is not None:
            self._sample.prepare(latex)
        return latex is not None

    def _formulas_ahead(self) -> list[str]:
        """Return the formulas of the working that a step leads to."""
        if self._snapshot is None or self._snapshot.is_veiled:
            return []
        from gdsim.study.working import working

        run, t = self._snapshot.run, self._update + 1
        if t > run.length:
            # Another run, which shares the rows: this one is only to be read.
            run = run.branch(run.length)
            run.advance(1)
        if t > run.length:
            return []
        sections = working(run, t, self._format).sections
        return [
            block.latex
            for section in sections
            for block in section.blocks
            if isinstance(block, Formula)
        ]


def _table(block: Table) -> QWidget:
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE.m)
    grid.setVerticalSpacing(2)
    for i, row in enumerate((block.header, *block.rows)):
        for k, cell in enumerate(row):
            label = QLabel(cell)
            label.setFont(number_font())
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            if i == 0:
                set_variant(label, "role", "hint")
            grid.addWidget(label, i, k)
    grid.setColumnStretch(len(block.header), 1)
    return widget
