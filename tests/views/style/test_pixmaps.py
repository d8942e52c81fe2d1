"""Pixmaps for screens of any density."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from gdsim.views.style.pixmaps import area_pixmap, blank_pixmap, drawn_pixmap


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_pixmap_of_an_area_has_pixels_for_all_of_it(qtbot: QtBot, ratio: float) -> None:
    pixmap = area_pixmap((101.3, 57.0), ratio)
    size = pixmap.deviceIndependentSize()
    assert pixmap.devicePixelRatio() == ratio
    assert 101.3 <= size.width() < 101.3 + 1 / ratio + 1e-9
    assert 57.0 <= size.height() < 57.0 + 1 / ratio + 1e-9


def test_a_blank_pixmap_is_clear_or_of_its_ground(qtbot: QtBot) -> None:
    assert blank_pixmap(QSize(4, 4), 1.0).toImage().pixelColor(2, 2).alpha() == 0
    red = blank_pixmap(QSize(4, 4), 2.0, QColor("#ff0000"))
    assert red.toImage().pixelColor(3, 3).name() == "#ff0000"


def test_drawing_counts_in_pixels_whatever_the_density(qtbot: QtBot) -> None:
    def draw(painter: QPainter) -> None:
        painter.fillRect(0, 0, 5, 10, QColor("#0000ff"))

    image = drawn_pixmap(QSize(20, 20), 2.0, draw).toImage()
    assert image.pixelColor(9, 19).name() == "#0000ff"
    assert image.pixelColor(10, 19).alpha() == 0
