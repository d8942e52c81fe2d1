"""A person's own slips by count, each with a drill."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.reading.blocks import sentence
from gdsim.views.style.theme import FONT, SPACE, number_font


class SlipRow(Struct, frozen=True):
    """A slip: a sentence on it, how often it was made, what became of it, the kinds to drill."""

    text: str
    count: int
    since: str
    kinds: tuple[str, ...]


class SlipList(QWidget):
    """Shows slips, the most frequent first.

    Attributes
    ----------
    texts
        The sentences that are shown.

    Signals
    -------
    drillRequested(tuple)
        The kinds of these keys should be drilled.
    """

    drillRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, SPACE.s, 0)
        self._rows = QWidget()
        self._column.addWidget(self._rows)

    def set_slips(self, slips: Sequence[SlipRow]) -> None:
        """Show these slips."""
        self.texts = [slip.text for slip in slips]
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
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
