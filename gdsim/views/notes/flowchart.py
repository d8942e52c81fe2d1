"""A flowchart: boxes in rows and columns, and arrows between them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.study.notes.note import Arrow, Box, Flowchart
from gdsim.views.style.painting import careful
from gdsim.views.style.theme import FONT, LIGHT, SPACE, Theme, interface_font

WIDEST, GAP_ACROSS, GAP_DOWN = 240.0, 24.0, 20.0
"""Pixels: of a box at most, between two columns, and between two rows."""

WAY_BACK = 40.0
"""Room beside the boxes for an arrow that leads back up, with its word."""

HEAD = 4.0
RADIUS = 6.0


class FlowchartView(QWidget):
    """Draws a flowchart; the boxes share the width that there is."""

    def __init__(self, chart: Flowchart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart, self._theme = chart, LIGHT
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(_in_words(chart))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow boxes are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the boxes, their texts broken to fit `width`."""
        return round(max(box.bottom() for box in self._boxes(width).values())) + 2

    def sizeHint(self) -> QSize:
        """Return a size in which texts are hardly broken."""
        return QSize(420, self.heightForWidth(420))

    def minimumSizeHint(self) -> QSize:
        """Return a width in which a word still fits a box."""
        return QSize(240, self.heightForWidth(240))

    def boxes(self) -> Mapping[str, QRectF]:
        """Return where each box is, by its key."""
        return self._boxes(self.width())

    def _boxes(self, width: int) -> dict[str, QRectF]:
        columns = 1 + max(box.column for box in self._chart.boxes)
        has_way_back = any(self._leads_back(arrow) for arrow in self._chart.arrows)
        room = width - 2 - (WAY_BACK if has_way_back else 0)
        wide = min(WIDEST, (room - GAP_ACROSS * (columns - 1)) / columns)
        by_row: dict[int, list[Box]] = {}
        for box in self._chart.boxes:
            by_row.setdefault(box.row, []).append(box)
        found, top = {}, 1.0
        for row in sorted(by_row):
            high = max(_height(box.text, wide) for box in by_row[row])
            for box in by_row[row]:
                found[box.key] = QRectF(1 + box.column * (wide + GAP_ACROSS), top, wide, high)
            top += high + GAP_DOWN
        return found

    def _leads_back(self, arrow: Arrow) -> bool:
        rows = {box.key: box.row for box in self._chart.boxes}
        return rows[arrow.end] < rows[arrow.start]

    @careful
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the arrows, and the boxes over their ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font())
        boxes = self._boxes(self.width())
        for arrow in self._chart.arrows:
            if self._leads_back(arrow):
                self._way_back(painter, boxes[arrow.start], boxes[arrow.end], arrow.word)
            else:
                self._arrow(painter, boxes[arrow.start], boxes[arrow.end], arrow.word)
        for box in self._chart.boxes:
            painter.setPen(QPen(QColor(self._theme.outline), 1.0))
            painter.setBrush(QColor(self._theme.accent if box.row == 0 else self._theme.raised))
            is_filled = box.row == 0 and self._has_root
            painter.setBrush(QColor(self._theme.accent if is_filled else self._theme.raised))
            painter.drawRoundedRect(boxes[box.key], RADIUS, RADIUS)
            painter.setPen(QColor(self._theme.accent_text if is_filled else self._theme.text))
            inside = boxes[box.key].adjusted(SPACE.s, 0, -SPACE.s, 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, int(flags), box.text)

    @property
    def _has_root(self) -> bool:
        """Whether all arrows come from the first box, or from boxes that it leads to."""
        return sum(box.row == 0 for box in self._chart.boxes) == 1

    def _arrow(self, painter: QPainter, start: QRectF, end: QRectF, word: str) -> None:
        is_level = abs(start.center().y() - end.center().y()) < 1
        if is_level:
            tail = QPointF(start.right(), start.center().y())
            tip = QPointF(end.left(), end.center().y())
            self._line(painter, [tail, tip])
        else:
            tail = QPointF(start.center().x(), start.bottom())
            tip = QPointF(end.center().x(), end.top())
            middle = (tail.y() + tip.y()) / 2
            corners = [QPointF(tail.x(), middle), QPointF(tip.x(), middle)]
            self._line(painter, [tail, *corners, tip])
        if word:
            place = QRectF(tail.x() + SPACE.s, tail.y(), WAY_BACK, tip.y() - tail.y())
            self._word(painter, place, word)

    def _way_back(self, painter: QPainter, start: QRectF, end: QRectF, word: str) -> None:
        side = start.right() + WAY_BACK / 2
        tail = QPointF(start.right(), start.center().y())
        tip = QPointF(end.right(), end.center().y())
        self._line(painter, [tail, QPointF(side, tail.y()), QPointF(side, tip.y()), tip])
        self._word(painter, QRectF(start.right() + 2, tail.y(), WAY_BACK, 18), word)

    def _line(self, painter: QPainter, points: list[QPointF]) -> None:
        """Paint a line with a head at its end."""
        painter.setPen(QPen(QColor(self._theme.outline), 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.drawPath(path)
        tip, before = points[-1], points[-2]
        way = tip - before
        along = way / max(1e-9, abs(way.x()) + abs(way.y()))
        across = QPointF(-along.y(), along.x())
        painter.setBrush(QColor(self._theme.outline))
        back = tip - along * 2 * HEAD
        painter.drawPolygon(QPolygonF([tip, back + across * HEAD, back - across * HEAD]))

    def _word(self, painter: QPainter, place: QRectF, word: str) -> None:
        painter.setPen(QColor(self._theme.muted))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags), word)


def _font() -> QFont:
    return interface_font(FONT.body)


def _height(text: str, width: float) -> float:
    metrics = QFontMetricsF(_font())
    room = QRectF(0, 0, width - 2 * SPACE.s, 1000)
    inside = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
    return float(inside.height()) + 2 * SPACE.s


def _in_words(chart: Flowchart) -> str:
    """Return the arrows as text, for those who hear the page."""
    texts = {box.key: box.text for box in chart.boxes}
    return "; ".join(
        " → ".join(filter(None, (texts[arrow.start], arrow.word, texts[arrow.end])))
        for arrow in chart.arrows
    )
