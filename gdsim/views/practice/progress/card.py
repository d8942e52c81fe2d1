"""A card with one figure of progress: its title, the drawing, a sentence, the way to a file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import SPACE, set_variant


class FigureCard(QFrame):
    """Shows a figure.

    Signals
    -------
    exportRequested()
        The numbers should be written to a file.
    """

    exportRequested = Signal()

    def __init__(self, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_variant(self, "card", True)
        self.body, self.words = body, sentence("", "hint")
        self.export = QPushButton(tr("CSV…"))
        self.export.setAccessibleName(tr("Write to a file: {title}").format(title=title))
        self.export.setToolTip(tr("Write these numbers to a CSV file"))
        set_variant(self.export, "flat", True)
        self.export.clicked.connect(self.exportRequested)
        head = QHBoxLayout()
        head.addWidget(sentence(title, "heading"), 1)
        head.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.s, SPACE.s, SPACE.m)
        column.setSpacing(SPACE.s)
        column.addLayout(head)
        column.addWidget(body, 1)
        column.addWidget(self.words)
        self.set_words("")

    def set_words(self, text: str) -> None:
        """Say what is to be seen; empty for nothing."""
        self.words.setText(text)
        self.words.setVisible(bool(text))
