"""A text that wraps within lines that are kept for it, so that nothing moves when it changes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gdsim.views.style.painting import careful
from gdsim.views.style.plain_text import plain
from gdsim.views.style.theme import set_variant


class LinesLabel(QLabel):
    """Keeps the height of so many lines, the last of them elided; all text is in the tool tip.

    Parameters
    ----------
    lines
        How many.
    role
        Its look; see `gdsim.views.style.style_sheet`.
    """

    def __init__(self, lines: int, role: str = "hint", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._text = lines, ""
        set_variant(self, "role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        # QLabel would have everything around it laid out anew, at every update of a run.
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.setToolTip(plain(text))
            self.update()

    def lines(self) -> list[str]:
        """Return the text as it is broken into the lines that there are."""
        text, width = self._text, self.width()
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            if len(found) == self._lines - 1:
                rest = text[line.textStart() :]
                found.append(
                    self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width)
                )
                break
            found.append(text[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        return found

    @careful
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics, lines = self.fontMetrics(), self.lines()
        spacing = metrics.lineSpacing()
        spare = max(self.height() - spacing * len(lines), 0)
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            spare = 0
        top = spare / 2 + metrics.ascent()
        for place, line in enumerate(lines):
            painter.drawText(QPointF(0, top + place * spacing), line)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(0, self._lines * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
