"""Words in a plot, on a halo so that they can be read on any ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from gdsim.views.plots.frame import Frame
from gdsim.views.plots.pens import pen
from gdsim.views.style.theme import FONT, Theme, interface_font


def small_font() -> QFont:
    """Return the font of numbers and words in plots."""
    return interface_font(FONT.small)


def fill_on_halo(painter: QPainter, letters: QPainterPath, colour: str, halo: QPen) -> None:
    """Fill an outline, drawn with the pen `halo` before."""
    painter.strokePath(letters, halo)
    painter.fillPath(letters, QColor(colour))


def write(painter: QPainter, text: str, at: QPointF, font: QFont, colour: str, halo: QPen) -> None:
    """Write `text` on a halo, its baseline beginning at a pixel."""
    letters = QPainterPath()
    letters.addText(at, font, text)
    fill_on_halo(painter, letters, colour, halo)


def draw_words(
    painter: QPainter, text: str, at: QPointF, theme: Theme, *, is_turned: bool = False
) -> None:
    """Write `text` in small letters centred at a pixel; `is_turned` writes it upwards."""
    font = small_font()
    measure = QFontMetricsF(font)
    x, y = -measure.horizontalAdvance(text) / 2, (measure.ascent() - measure.descent()) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    if is_turned:
        painter.rotate(-90)
    write(painter, text, QPointF(x, y), font, theme.text, pen(theme.plot_background, 3.5))
    painter.restore()


def words_size(text: str) -> tuple[float, float]:
    """Return width and height of `text` as `draw_words` writes it."""
    measure = QFontMetricsF(small_font())
    return measure.horizontalAdvance(text), measure.height()


def draw_message(painter: QPainter, text: str, frame: Frame, theme: Theme) -> None:
    """Write a sentence into the middle of an empty plot."""
    painter.setPen(QColor(theme.muted))
    painter.setFont(interface_font())
    room = QRectF(0, 0, frame.width, frame.height).adjusted(24, 8, -24, -8)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
