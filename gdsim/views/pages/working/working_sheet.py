"""A worked solution as headings, formulas, tables and sentences, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.study.working.blocks import Block, Formula, Table, Text, Working
from gdsim.views.pages.working.value_table import WorkingTable
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

TYPESETTING_SLICE = 0.008
"""Seconds of typesetting between two events."""


class WorkingSheet(QScrollArea):
    """Shows a working; formulas are typeset one after the other between two events.

    Those in sight come first, so that nobody waits for those that are not.

    Signals
    -------
    wholeRequested(bool)
        Tables should show all their rows, or the first and last ones alone again.
    """

    wholeRequested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._shown: Working | None = None
        self._is_whole = False
        self._formulas: list[tuple[FormulaLabel, str]] = []
        self._headings: list[QLabel] = []
        self._blocks: list[QWidget] = []
        self._sought: QLabel | None = None
        self._sample: FormulaLabel | None = None
        self._find_ahead: Callable[[], Iterable[str]] = list
        self._ahead: Iterator[str] | None = None
        self._typesetting = QTimer(self)
        self._typesetting.timeout.connect(self._typeset_some)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Worked solution"))

    @property
    def shown(self) -> Working | None:
        """The working that is shown."""
        return self._shown

    @property
    def is_typesetting(self) -> bool:
        """Whether some formulas still wait to be drawn."""
        return bool(self._formulas)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self._ahead = None
        for label in self.findChildren(FormulaLabel):
            label.set_theme(theme)

    def set_working(
        self,
        shown: Working,
        ahead: Callable[[], Iterable[str]],
        is_whole: bool = False,
        *,
        is_hurried: bool = False,
    ) -> None:
        """Show `shown`; typeset the formulas of `ahead`, too, once there is time for it.

        Parameters
        ----------
        is_whole
            Whether all rows of its tables were asked for.
        is_hurried
            Whether another working is likely to follow before much of this one can be read: then
            only the formulas in sight are typeset.
        """
        if shown == self._shown and is_whole == self._is_whole:
            self._begin_typesetting(is_hurried)
            return
        before, self._shown = self._shown, shown
        has_same_tables = is_whole == self._is_whole
        self._is_whole, self._formulas, self._sought = is_whole, [], None
        self._ahead, self._find_ahead = None, ahead
        if before is not None and has_same_tables and _has_same_form(before, shown):
            self._refill(before, shown)
        else:
            self._sample, self._blocks = None, []
            position = self.verticalScrollBar().value()
            self.setWidget(self._content(shown))
            self.verticalScrollBar().setValue(position)
        self._begin_typesetting(is_hurried)

    def _begin_typesetting(self, is_hurried: bool) -> None:
        """Typeset what is in sight now, and the rest between events, where there is time for it."""
        if is_hurried:
            self._typesetting.stop()
            self._typeset_in_sight()
        elif self._formulas or self._ahead is None:
            self._typeset_some()
            self._typesetting.start(0)

    def set_stage(self, stage: Stage | None) -> None:
        """Mark the sections of `stage`, and bring the first into sight."""
        sections = self._shown.sections if self._shown is not None else ()
        lit = [
            heading
            for heading, section in zip(self._headings, sections, strict=True)
            if stage is not None and section.stage is stage
        ]
        for heading in self._headings:
            set_variant(heading, "lit", heading in lit)
        self._sought = lit[0] if lit else None
        self._seek()

    def complete(self) -> None:
        """Typeset at once what still waits for it."""
        while self._formulas:
            self._typeset_next()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what is not typeset yet."""
        super().showEvent(event)
        if self._formulas:
            self._typesetting.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put off what is not typeset yet."""
        super().hideEvent(event)
        self._typesetting.stop()

    def _seek(self) -> None:
        """Scroll to what is marked."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        if self._sought is not None and layout is not None:
            layout.activate()
            self.verticalScrollBar().setValue(self._sought.y())

    def _content(self, shown: Working) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SPACE.s, SPACE.l)
        column.setSpacing(SPACE.xs)
        self._headings = [QLabel(section.title) for section in shown.sections]
        for section, heading in zip(shown.sections, self._headings, strict=True):
            set_variant(heading, "role", "heading")
            heading.setContentsMargins(0, SPACE.s, 0, 0)
            column.addWidget(heading)
            for block in section.blocks:
                self._blocks.append(self._block(block))
                column.addWidget(self._blocks[-1])
        column.addStretch(1)
        return content

    def _refill(self, before: Working, shown: Working) -> None:
        """Show `shown` in the widgets of a working of the same form, which are dear to make."""
        for section, heading in zip(shown.sections, self._headings, strict=True):
            heading.setText(section.title)
        blocks = zip(_blocks(before), _blocks(shown), strict=True)
        for k, (old, new) in enumerate(blocks):
            widget = self._blocks[k]
            if isinstance(widget, FormulaLabel) and isinstance(new, Formula):
                # One that was still waited for is not there, though it is the same.
                if widget.latex != new.latex:
                    widget.outdate()
                    self._formulas.append((widget, new.latex))
            elif isinstance(widget, QLabel) and isinstance(new, Text):
                widget.setText(new.text)
            elif old != new:
                self._replace(k, self._block(new))

    def _replace(self, k: int, widget: QWidget) -> None:
        old, self._blocks[k] = self._blocks[k], widget
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.replaceWidget(old, widget)
        old.setParent(None)
        old.deleteLater()

    def _block(self, block: Block) -> QWidget:
        match block:
            case Formula():
                label = FormulaLabel()
                label.set_theme(self._theme)
                self._sample = label
                self._formulas.append((label, block.latex))
                return label
            case Table():
                table = WorkingTable(block, self._is_whole)
                table.wholeRequested.connect(self.wholeRequested)
                return table
            case Text():
                text = QLabel(block.text)
                text.setWordWrap(True)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                return text

    def _typeset_some(self) -> None:
        """Typeset formulas for as long as nobody notices."""
        until = perf_counter() + TYPESETTING_SLICE
        if not self._formulas and not self._prepare_next():
            self._typesetting.stop()
        while self._formulas and perf_counter() < until:
            self._typeset_next()

    def _typeset_in_sight(self) -> None:
        """Typeset the formulas that are seen, each of which may push others out of sight."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        while layout is not None:
            layout.activate()
            seen = next((i for i, (one, _) in enumerate(self._formulas) if _is_in_sight(one)), None)
            if seen is None:
                return
            label, latex = self._formulas.pop(seen)
            label.set_latex(latex)

    def _typeset_next(self) -> None:
        seen = (i for i, (label, _) in enumerate(self._formulas) if _is_in_sight(label))
        label, latex = self._formulas.pop(next(seen, 0))
        label.set_latex(latex)
        if not self._formulas:
            self._seek()

    def _prepare_next(self) -> bool:
        """Typeset a formula of what comes next, so that it is found done; False at the end.

        A step is rarely made sooner than the last one is read.
        """
        if self._ahead is None:
            self._ahead = iter(self._find_ahead())
        latex = next(self._ahead, None)
        if latex is not None and self._sample is not None:
            self._sample.prepare(latex)
        return latex is not None


def formulas_of(working: Working) -> list[str]:
    """Return the LaTeX of a working's formulas, from the top."""
    return [block.latex for block in _blocks(working) if isinstance(block, Formula)]


def _blocks(working: Working) -> list[Block]:
    return [block for section in working.sections for block in section.blocks]


def _has_same_form(one: Working, other: Working) -> bool:
    """Return whether two workings have the same kinds of blocks in sections as long."""
    forms = [[[type(block) for block in part.blocks] for part in w.sections] for w in (one, other)]
    return forms[0] == forms[1]


def _is_in_sight(label: FormulaLabel) -> bool:
    return not label.visibleRegion().isEmpty()
