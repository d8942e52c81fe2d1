"""The canvas of all plots: what is pointed at, what is shown, what is painted."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.power_axis import PowerAxis
from gdsim.views.style.theme import DARK, LIGHT, Theme

# Qt's platform without a screen says that it has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas(60, {"left": PowerAxis("left", 30.0)})
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    with qtbot.waitExposed(canvas):
        canvas.show()
    return canvas


def on_viewport(canvas: Canvas, place: tuple[float, float]) -> QPoint:
    at = QPointF(*canvas.frame.pixels(place).tolist())
    return canvas.mapFromScene(canvas.area.mapToScene(at))


def test_the_range_shown_is_the_one_of_frame_and_axes(canvas: Canvas) -> None:
    canvas.show_range((-3.0, 5.0), (2.0, 4.0), (False, True))
    assert canvas.area.viewRange() == [[-3.0, 5.0], [2.0, 4.0]]
    assert (canvas.frame.x, canvas.frame.y) == ((-3.0, 5.0), (2.0, 4.0))
    assert canvas.getAxis("left").logMode and not canvas.getAxis("bottom").logMode


# A click ends here: there is no window around the canvas.
@pytest.mark.qt_log_ignore("not accepted by receiving widget")
def test_a_click_and_the_mouse_are_told_in_pixels_of_the_area(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.show_range((0.0, 10.0), (0.0, 10.0))
    with qtbot.waitSignal(canvas.clickedAt) as clicked:
        at = on_viewport(canvas, (2.5, 7.5))
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    pixel = clicked.args[0]
    assert canvas.frame.place(pixel.x(), pixel.y()) == pytest.approx((2.5, 7.5), abs=0.05)
    seen: list[QPointF | None] = []
    canvas.pointedAt.connect(seen.append)
    QTest.mouseMove(canvas.viewport(), on_viewport(canvas, (5.0, 5.0)))
    QApplication.processEvents()
    assert seen[-1] is not None
    QTest.mouseMove(canvas.viewport(), QPoint(2, 2))
    QApplication.processEvents()
    assert seen[-1] is None


def test_a_mouse_that_leaves_points_at_nothing(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.pointedAt) as told:
        QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert told.args == [None]


def test_rulings_are_at_the_labelled_places(canvas: Canvas) -> None:
    canvas.show_range((0.0, 10.0), (-2.0, 1.0), (False, True))
    frame = canvas.frame
    across = [round(frame.place(x, 0.0)[0], 9) for x in canvas.rulings("bottom")]
    assert across and all(x == round(x) for x in across)
    powers = {round(frame.place(0.0, y)[1], 9) for y in canvas.rulings("left")}
    assert powers >= {-2.0, -1.0, 0.0, 1.0}
    # Another size, other pixels for the same places.
    canvas.resize(800, 600)
    QApplication.processEvents()
    wider = [round(canvas.frame.place(x, 0.0)[0], 9) for x in canvas.rulings("bottom")]
    assert set(wider) >= set(across)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_layers_are_painted_over_one_another_inside_the_area_alone(
    canvas: Canvas, theme: Theme
) -> None:
    def fill(colour: str, part: float, painter: QPainter) -> None:
        painter.fillRect(
            -1000, -1000, round(1000 + part * canvas.frame.width), 5000, QColor(colour)
        )

    canvas.add_layer(lambda painter: fill("#ff0000", 0.5, painter), 5.0)
    canvas.add_layer(lambda painter: fill("#00ff00", 9.0, painter), -5.0)
    canvas.set_theme(theme)
    canvas.show_range((0.0, 1.0), (0.0, 1.0))
    QApplication.processEvents()
    image = canvas.viewport().grab().toImage()
    colours = [image.pixelColor(on_viewport(canvas, (x, 0.5))).name() for x in (0.25, 0.75)]
    assert colours == ["#ff0000", "#00ff00"]
    assert image.pixelColor(3, 3).name() == theme.plot_background


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_frame_of_one_colour_surrounds_the_inside(canvas: Canvas, theme: Theme) -> None:
    canvas.set_theme(theme)
    canvas.resize(420, 280)
    QApplication.processEvents()
    image = canvas.viewport().grab().toImage()
    inside = canvas.mapFromScene(canvas.area.mapRectToScene(canvas.area.rect())).boundingRect()
    x, y = inside.center().toTuple()
    for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        outwards = ((x + k * dx, y + k * dy) for k in range(image.width()))
        colours = {image.pixelColor(*at).name() for at in outwards if image.valid(*at)}
        assert theme.border in colours, (dx, dy)


def test_the_names_of_the_axes_stay_with_another_theme(canvas: Canvas) -> None:
    canvas.set_names("epoch", "loss")
    canvas.set_theme(DARK)
    for side, name in (("bottom", "epoch"), ("left", "loss")):
        axis = canvas.getAxis(side)
        assert axis.labelText == name
        assert axis.labelStyle["color"] == DARK.plot_text


def test_frame_and_painting_agree(canvas: Canvas) -> None:
    canvas.show_range((0.0, 10.0), (0.0, 10.0))
    frame = canvas.frame
    inside = canvas.area.mapRectToScene(canvas.area.rect())
    assert frame.size == (inside.width(), inside.height())
    x, y = np.array([1.0, 4.0]), np.array([9.0, 2.0])
    pixels = frame.pixels(np.stack((x, y), axis=1))
    np.testing.assert_allclose(pixels[:, 0], frame.across(x))
    np.testing.assert_allclose(pixels[:, 1], frame.down(y))


def test_a_layer_that_fails_is_told_of_and_the_others_are_painted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind))
    canvas, painted, nothing = Canvas(50), list[bool](), list[QPointF]()
    qtbot.addWidget(canvas)
    canvas.add_layer(lambda painter: painter.drawPoint(nothing[0]), z=1.0)
    canvas.add_layer(lambda painter: painted.append(painter.hasClipping()), z=2.0)
    canvas.grab()
    assert told == [IndexError]
    assert painted == [True]
