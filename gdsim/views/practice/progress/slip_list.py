"""A person's own slips by count, each with a drill."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import FONT, SPACE, number_font, set_variant


class SlipRow(Struct, frozen=True):
    """A slip: a sentence on it, how often it was made, what became of it, the kinds to drill."""

    text: str
    count: int
    since: str
    kinds: tuple[str, ...]


FIRST = 8
"""How many are shown before all are asked for."""


class SlipList(QWidget):
    """Shows slips, the most frequent first: some, or all.

    Attributes
    ----------
    texts
        The sentences that are shown.
    show_all
        Shows all of them; hidden where they are.

    Signals
    -------
    drillRequested(tuple)
        The kinds of these keys should be drilled.
    """

    drillRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: list[str] = []
        self._slips: tuple[SlipRow, ...] = ()
        self._shows_all = False
        self._drills: list[QPushButton] = []
        self.show_all = QPushButton()
        set_variant(self.show_all, "flat", True)
        self.show_all.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, SPACE.s, 0)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self._column.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_all.hide()

    def set_slips(self, slips: Sequence[SlipRow]) -> None:
        """Show these slips."""
        self._slips = tuple(slips)
        self._show()

    def _show_all(self) -> None:
        self._shows_all = True
        self._show()
        # The button is gone: on with the first of those that it brought.
        self._drills[FIRST].setFocus()

    def _show(self) -> None:
        slips = self._slips if self._shows_all else self._slips[:FIRST]
        self.show_all.setText(tr("Show &all {n}").format(n=len(self._slips)))
        self.show_all.setVisible(len(slips) < len(self._slips))
        self.texts, self._drills = [slip.text for slip in slips], []
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.s)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for place, slip in enumerate(slips):
            count = QLabel(tr("{n} ×").format(n=slip.count))
            count.setFont(number_font(FONT.reading))
            words = QWidget()
            column = QVBoxLayout(words)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(sentence(slip.text))
            if slip.since:
                column.addWidget(sentence(slip.since, "hint"))
            drill = QPushButton(tr("Drill"))
            drill.setAccessibleName(tr("Drill: {topic}").format(topic=slip.text))
            drill.clicked.connect(
                lambda _checked=False, kinds=slip.kinds: self.drillRequested.emit(kinds)
            )
            grid.addWidget(count, place, 0, top)
            grid.addWidget(words, place, 1, top)
            grid.addWidget(drill, place, 2, top)
            self._drills.append(drill)
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
