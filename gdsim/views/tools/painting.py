"""What pictures of many runs are made of: rulings, words, lines and marks, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from gdsim.i18n import tr
from gdsim.views.style.theme import FONT, Theme, interface_font
from gdsim.views.tools.canvas import Frame

CROSS = 4.0
"""Half the size of a cross, in pixels."""


def pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen of round joins."""
    result = QPen(QColor(colour), width, style)
    result.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return result


def draw_rulings(
    painter: QPainter, rulings: tuple[list[float], list[float]], frame: Frame, theme: Theme
) -> None:
    """Draw thin lines at the labelled places."""
    painter.setPen(pen(theme.grid, 1.0))
    painter.drawLines([QLineF(x, 0, x, frame.height) for x in rulings[0]])
    painter.drawLines([QLineF(0, y, frame.width, y) for y in rulings[1]])


def draw_words(
    painter: QPainter, text: str, at: QPointF, theme: Theme, *, turned: bool = False
) -> None:
    """Write `text` centred at a pixel, on a halo; `turned` writes it upwards."""
    font = interface_font(FONT.small)
    measure = QFontMetricsF(font)
    path = QPainterPath()
    x, y = -measure.horizontalAdvance(text) / 2, (measure.ascent() - measure.descent()) / 2
    path.addText(QPointF(x, y), font, text)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    if turned:
        painter.rotate(-90)
    painter.strokePath(path, pen(theme.plot_background, 3.5))
    painter.fillPath(path, QColor(theme.text))
    painter.restore()


def words_size(text: str) -> tuple[float, float]:
    """Return width and height of `text` as `draw_words` writes it."""
    measure = QFontMetricsF(interface_font(FONT.small))
    return measure.horizontalAdvance(text), measure.height()


def draw_message(painter: QPainter, text: str, frame: Frame, theme: Theme) -> None:
    """Write a sentence into the middle of an empty plot."""
    painter.setPen(QColor(theme.muted))
    painter.setFont(interface_font())
    room = QRectF(0, 0, frame.width, frame.height).adjusted(24, 8, -24, -8)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


@dataclass(frozen=True)
class Upright:
    """A line from top to bottom at pixel `x`, and what is written beside it, `height` above."""

    x: float
    text: str
    height: float
    line: QPen


def draw_uprights(
    painter: QPainter, uprights: Sequence[Upright], frame: Frame, theme: Theme
) -> None:
    """Draw lines, then their texts: to the right, or where another line or the edge is, left."""
    for one in uprights:
        painter.setPen(one.line)
        painter.drawLine(QLineF(one.x, 0, one.x, frame.height))
    for one in uprights:
        half = words_size(one.text)[0] / 2 + 6
        ends = [frame.width, *(other.x for other in uprights if other.x > one.x)]
        is_free = one.x + 2 * half <= min(ends)
        x = one.x + half if is_free or one.x < 2 * half else one.x - half
        draw_words(painter, one.text, QPointF(x, frame.height - one.height), theme)


def draw_crosses(painter: QPainter, places: Sequence[float], y: float, colour: str) -> None:
    """Draw a small cross at each of `places` across, at the height of pixel `y`."""
    painter.setPen(pen(colour, 1.6))
    lines = []
    for x in places:
        lines.append(QLineF(x - CROSS, y - CROSS, x + CROSS, y + CROSS))
        lines.append(QLineF(x - CROSS, y + CROSS, x + CROSS, y - CROSS))
    painter.drawLines(lines)


def draw_ring(painter: QPainter, at: QPointF, radius: float, theme: Theme) -> None:
    """Draw an open circle that reads on any ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in (pen(theme.halo, 5.0), pen(theme.path, 2.0)):
        painter.setPen(stroke)
        painter.drawEllipse(at, radius, radius)


def draw_number(painter: QPainter, at: QPointF, text: str, theme: Theme) -> None:
    """Draw a full disc with a number: a point that has one in a legend."""
    radius = 9.0
    painter.setPen(pen(theme.text, 1.5))
    painter.setBrush(QColor(theme.surface))
    painter.drawEllipse(at, radius, radius)
    font = interface_font(FONT.small)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    painter.drawText(
        QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius),
        Qt.AlignmentFlag.AlignCenter,
        text,
    )


def draw_crosshair(painter: QPainter, at: QPointF, frame: Frame, theme: Theme) -> None:
    """Draw thin lines through the place that is pointed at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lines = [QLineF(at.x(), 0, at.x(), frame.height), QLineF(0, at.y(), frame.width, at.y())]
    for stroke in (pen(theme.halo, 2.5), pen(theme.path, 1.0)):
        painter.setPen(stroke)
        painter.drawLines(lines)


def draw_focus(painter: QPainter, frame: Frame, theme: Theme) -> None:
    """Draw the ring of keyboard focus along the edge of the plot."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(theme.focus, 2.0))
    painter.drawRect(QRectF(1, 1, frame.width - 2, frame.height - 2))


def draw_now(painter: QPainter, at: QPointF, frame: Frame, theme: Theme) -> None:
    """Mark the present setting with a cross and a word."""
    lines = [
        QLineF(at.x() - 7, at.y(), at.x() + 7, at.y()),
        QLineF(at.x(), at.y() - 7, at.x(), at.y() + 7),
    ]
    for stroke in (pen(theme.halo, 5.0), pen(theme.path, 2.0)):
        painter.setPen(stroke)
        painter.drawLines(lines)
    word = tr("now")
    width, height = words_size(word)
    x = min(max(at.x() + 12 + width / 2, width), frame.width - width)
    y = at.y() - height if at.y() > 2 * height else at.y() + height
    draw_words(painter, word, QPointF(x, y), theme)
