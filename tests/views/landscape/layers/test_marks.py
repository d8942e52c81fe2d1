"""What is drawn of a path."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gdsim.views.landscape.layers.marks import draw_arrow, draw_path
from gdsim.views.plots.pens import round_pen


@pytest.mark.parametrize("n", [2, 50, 5_000, 500_000])
def test_a_path_of_ever_so_short_steps_has_no_gap(n: int) -> None:
    image = QImage(100, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    points = np.column_stack([np.linspace(10.0, 90.0, n), np.full(n, 10.0)])
    draw_path(painter, points, (100.0, 20.0), round_pen("black", 1.8))
    painter.end()
    assert max(image.pixelColor(x, 10).lightness() for x in range(11, 89)) < 128


@pytest.mark.parametrize("end", [np.nan, np.inf, 1.7e308])
@pytest.mark.parametrize("is_open", [True, False])
def test_an_arrow_without_an_end_is_not_drawn(end: float, is_open: bool) -> None:
    image = QImage(100, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    untouched = image.copy()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tail, tip = np.array([-1e308, 5.0]), np.array([end, 5.0])
    draw_arrow(painter, tail, tip, "black", "white", is_open=is_open)
    painter.end()
    assert image == untouched
