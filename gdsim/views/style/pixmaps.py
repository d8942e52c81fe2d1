"""Pixmaps for screens of any density."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap


def blank_pixmap(
    size: QSize, ratio: float, ground: QColor | Qt.GlobalColor = Qt.GlobalColor.transparent
) -> QPixmap:
    """Return a pixmap of `size` device pixels, `ratio` of them to a pixel, filled with `ground`."""
    pixmap = QPixmap(size)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(ground)
    return pixmap


def area_pixmap(
    size: tuple[float, float],
    ratio: float,
    ground: QColor | Qt.GlobalColor = Qt.GlobalColor.transparent,
) -> QPixmap:
    """Return a blank pixmap for an area of `size` pixels, of which no part is left out."""
    width, height = (ceil(side * ratio) for side in size)
    return blank_pixmap(QSize(width, height), ratio, ground)


def drawn_pixmap(size: QSize, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
    """Return such a pixmap on which `draw` has drawn with smooth edges; see `blank_pixmap`."""
    pixmap = blank_pixmap(size, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return pixmap
