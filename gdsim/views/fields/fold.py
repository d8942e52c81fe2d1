"""A part that is folded away below a line that says what is in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.style.painting import careful
from gdsim.views.style.plain_text import plain
from gdsim.views.style.theme import SPACE

ARROW_WIDTH = 16
"""Pixels kept for the arrow before the title."""

ARROW_REACH = 3.5
"""Half the length of the arrow in pixels."""


class FoldButton(QAbstractButton):
    """An arrow, a title, and what the folded part comes to, as far as there is room."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._value = ""

    @property
    def value(self) -> str:
        """What the folded part comes to."""
        return self._value

    def set_value(self, value: str) -> None:
        """Say what the folded part comes to; all of it is in the tool tip."""
        if value != self._value:
            self._value = value
            self.setToolTip(plain(value))
            title = self.text()
            self.setAccessibleName(f"{title}: {value}" if title and value else title or value)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(ARROW_WIDTH, self.fontMetrics().height() + SPACE.xs)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @careful
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole
        strong, quiet = (self.palette().color(r) for r in (role.WindowText, role.PlaceholderText))
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(role.Link), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        if self.isEnabled():
            painter.setPen(QPen(strong if self.underMouse() else quiet, 1.6))
            self._draw_arrow(painter)
        left = ARROW_WIDTH
        middle = Qt.AlignmentFlag.AlignVCenter
        value = "" if self.isChecked() else self._value
        for text, colour in ((self.text(), strong), (value, quiet)):
            room = self.rect().adjusted(left, 0, -2, 0)
            shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.setPen(colour)
            painter.drawText(room, middle, shown)
            left += self.fontMetrics().horizontalAdvance(f"{shown}  ") if shown else 0

    def _draw_arrow(self, painter: QPainter) -> None:
        x, y, r = ARROW_WIDTH / 2 - 2, self.height() / 2, ARROW_REACH
        if self.isChecked():
            points = [QPointF(x - r, y - r / 2), QPointF(x, y + r / 2), QPointF(x + r, y - r / 2)]
        else:
            points = [QPointF(x - r / 2, y - r), QPointF(x + r / 2, y), QPointF(x - r / 2, y + r)]
        painter.drawPolyline(points)


class Fold(QWidget):
    """A line with an arrow, and below it a part that is shown on request.

    It stays open while a field in it holds a text that is wrong.

    Parameters
    ----------
    title
        What is in it; the line tells its value, too, while it is folded.
    body
        What is folded away.
    head
        What stands in the line in the place of title and value.
    trailing
        What stands at the end of the line.
    """

    def __init__(
        self,
        title: str,
        body: QWidget,
        parent: QWidget | None = None,
        *,
        head: QWidget | None = None,
        trailing: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.body = body
        self.button = FoldButton("" if head is not None else title)
        self.button.setAccessibleName(title)
        self.button.toggled.connect(self._follow)
        line = QHBoxLayout()
        line.setSpacing(SPACE.xs)
        if head is not None:
            self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.button.setToolTip(tr("Show or hide {what}").format(what=title))
            line.addWidget(self.button)
            line.addWidget(head, 1)
        else:
            line.addWidget(self.button, 1)
        if trailing is not None:
            line.addWidget(trailing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(line)
        column.addWidget(body)
        body.hide()

    @property
    def is_open(self) -> bool:
        """Whether the part is shown."""
        return self.button.isChecked()

    def set_value(self, value: str) -> None:
        """Say in the line what the part comes to."""
        self.button.set_value(value)

    def set_possible(self, is_possible: bool) -> None:
        """Say whether there is anything to be shown; the place of the arrow stays."""
        self.button.setEnabled(is_possible)
        self.body.setVisible(is_possible and self.is_open)

    def _follow(self, is_open: bool) -> None:
        fields = self.findChildren(TypedField)
        if not is_open and any(field.fault for field in fields):
            self.button.setChecked(True)
            return
        self.body.setVisible(is_open)
