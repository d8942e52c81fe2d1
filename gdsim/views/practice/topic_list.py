"""The topics with how well each is known, and a drill for each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from gdsim.i18n import tr
from gdsim.views.practice.bars import MasteryBar
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import LIGHT, SPACE, Theme, number_font, set_variant


class TopicRow(Struct, frozen=True):
    """A topic; `mastery` and `recall` are shares from 0 to 1, and recall None where unknown."""

    key: str
    title: str
    mastery: float
    recall: float | None


class TopicList(QWidget):
    """Shows the topics in the order of the lecture.

    Signals
    -------
    drillRequested(str)
        The topic of that key should be drilled.
    """

    drillRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._rows: tuple[TopicRow, ...] = ()
        self._bars: dict[str, tuple[MasteryBar, QLabel]] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.l)
        self._grid.setVerticalSpacing(SPACE.xs)
        self._grid.setColumnStretch(1, 1)

    def set_topics(self, rows: Sequence[TopicRow]) -> None:
        """Show these topics."""
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self._build(rows)
        self._rows = tuple(rows)
        for row in rows:
            bar, share = self._bars[row.key]
            bar.set_values(row.mastery, row.recall)
            share.setText(f"{row.mastery:.0%}")

    def _build(self, rows: Sequence[TopicRow]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, row in enumerate(rows):
            bar, share = self._bars[row.key] = MasteryBar(), QLabel()
            bar.set_theme(self._theme)
            share.setFont(number_font())
            share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            set_variant(share, "role", "hint")
            title = sentence(row.title)
            title.setWordWrap(False)
            button = self._buttons[row.key] = QPushButton(tr("Drill"))
            button.setAccessibleName(tr("Drill: {topic}").format(topic=row.title))
            button.setToolTip(tr("Learn the kinds of questions of this topic one by one"))
            button.clicked.connect(
                lambda _checked=False, key=row.key: self.drillRequested.emit(key)
            )
            for column, widget in enumerate((title, bar, share, button)):
                self._grid.addWidget(widget, place, column)

    def share(self, key: str) -> str:
        """Return how much of a topic is said to be mastered."""
        return self._bars[key][1].text()

    def words(self, key: str) -> str:
        """Return what is told of a topic in words."""
        return self._bars[key][0].accessibleName()

    def button(self, key: str) -> QPushButton:
        """Return the button that asks for the drill of a topic."""
        return self._buttons[key]

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for bar, _ in self._bars.values():
            bar.set_theme(theme)
