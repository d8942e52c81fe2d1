"""What came of an exam: the marks, what cost them by slip, and every question."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.reading.column import ReadingColumn
from gdsim.views.style.theme import SPACE, set_variant

COLUMN_WIDTH = 780


class ReviewItem(Struct, frozen=True):
    """A question of the exam: its place from 0, what it is called, and what it got."""

    place: int
    title: str
    marks: str


class ReviewPart(Struct, frozen=True):
    """Questions that went wrong alike: a sentence on it, what it cost, and the kinds to drill."""

    text: str
    cost: str
    items: tuple[ReviewItem, ...]
    kinds: tuple[str, ...]


class ReviewScreen(QWidget):
    """Shows the review.

    Attributes
    ----------
    title
        What it says above all else.

    Signals
    -------
    lookRequested(int)
        The question at that place, from 0, should be shown with its marks and its working.
    drillRequested(tuple)
        The kinds of these keys should be drilled.
    closeRequested()
        The person has seen enough.
    """

    lookRequested = Signal(int)
    drillRequested = Signal(object)
    closeRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.column = ReadingColumn(tr("Review"), COLUMN_WIDTH)
        self.close_review = QPushButton(tr("&Done"))
        set_variant(self.close_review, "primary", True)
        self.close_review.clicked.connect(self.closeRequested)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.xl, 0, SPACE.xl, SPACE.m)
        foot.addStretch(1)
        foot.addWidget(self.close_review)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.column, 1)
        whole.addLayout(foot)

    def set_review(
        self,
        title: str,
        sentences: Sequence[str],
        parts: Sequence[ReviewPart],
        items: Sequence[ReviewItem],
    ) -> None:
        """Show what came of an exam.

        Parameters
        ----------
        parts
            What cost marks, the dearest first.
        items
            Every question, in its order.
        """
        self.title = title
        shown: list[QWidget] = [sentence(title, "title")]
        shown += [sentence(text) for text in sentences]
        if parts:
            shown.append(sentence(tr("What cost marks"), "heading"))
            shown += [self._part(part) for part in parts]
        shown.append(sentence(tr("Every question"), "heading"))
        shown.append(self._lines(items))
        self.column.fill(*shown)
        self.close_review.setFocus()

    def _part(self, part: ReviewPart) -> QWidget:
        card = QFrame()
        set_variant(card, "card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        column.setSpacing(SPACE.s)
        head = QHBoxLayout()
        head.setSpacing(SPACE.m)
        head.addWidget(sentence(part.text), 1)
        head.addWidget(_aside(part.cost))
        if part.kinds:
            drill = QPushButton(tr("Drill"))
            drill.setAccessibleName(tr("Drill: {topic}").format(topic=part.text))
            drill.clicked.connect(lambda: self.drillRequested.emit(part.kinds))
            head.addWidget(drill)
        column.addLayout(head)
        column.addWidget(self._lines(part.items))
        return card

    def _lines(self, items: Sequence[ReviewItem]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(SPACE.xs)
        grid.setColumnStretch(0, 1)
        for row, item in enumerate(items):
            look = QPushButton(tr("Look at it"))
            look.setAccessibleName(tr("Look at it: {question}").format(question=item.title))
            look.clicked.connect(lambda _=False, place=item.place: self.lookRequested.emit(place))
            for column, widget in enumerate((sentence(item.title), _aside(item.marks), look)):
                grid.addWidget(widget, row, column)
        return holder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if Qt.Key(event.key()) is Qt.Key.Key_Escape:
            self.closeRequested.emit()
        else:
            super().keyPressEvent(event)


def _aside(text: str) -> QLabel:
    """Return marks as they stand at the right of a line."""
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    set_variant(label, "role", "hint")
    return label
