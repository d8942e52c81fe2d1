"""The landscape on the screen, under a real mouse."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.views.landscape import LandscapeView
from gdsim.views.landscape.run_plot import RunPlot
from gdsim.views.style.theme import DARK, LIGHT

At = Callable[..., Snapshot]
RunOf = Callable[..., Run]
ViewportPixel = Callable[[RunPlot, tuple[float, float]], QPoint]

# Qt's platform without a screen says that it has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton
THREE = "(w1 - 1)^2 + 4*(w2 + w3)^2 + w3^2"
HINT = {"w1": (-5.0, 5.0), "w2": (-4.0, 4.0)}


def turn_wheel(plot: RunPlot, at: QPoint, notches: int) -> None:
    """Turn the mouse wheel over a place of the viewport."""
    where = QPointF(at)
    event = QWheelEvent(
        where,
        QPointF(plot.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def test_a_click_asks_for_a_start_where_the_mouse_is(
    view: LandscapeView, bowl: Run, at: At, qtbot: QtBot, viewport_pixel: ViewportPixel
) -> None:
    view.set_view_hint(HINT, [])
    view.set_snapshot(at(bowl))
    pixel = view.plot.frame.window.size[0] / view.plot.frame.width
    with qtbot.waitSignal(view.startRequested) as asked:
        qtbot.mouseClick(view.plot.viewport(), LEFT, pos=viewport_pixel(view.plot, (-2.0, 1.5)))
    assert asked.args[0] == pytest.approx((-2.0, 1.5), abs=1.5 * pixel)
    assert all(type(value) is float for value in asked.args[0])


def test_a_click_in_a_slice_keeps_the_values_of_the_other_parameters(
    view: LandscapeView, run_of: RunOf, at: At, qtbot: QtBot, viewport_pixel: ViewportPixel
) -> None:
    run = run_of(THREE, (2.0, 1.0, 0.5), 3, 0.05)
    view.set_snapshot(at(run))
    place = view.plot.frame.window.centre
    with qtbot.waitSignal(view.startRequested) as asked:
        qtbot.mouseClick(view.plot.viewport(), LEFT, pos=viewport_pixel(view.plot, place))
    assert asked.args[0][2] == run.theta[2]
    assert asked.args[0][:2] == pytest.approx(place, abs=0.05)


def test_dragging_the_start_marker_asks_once_when_it_is_let_go(
    view: LandscapeView, bowl: Run, at: At, qtbot: QtBot, viewport_pixel: ViewportPixel
) -> None:
    view.set_view_hint(HINT, [])
    view.set_snapshot(at(bowl))
    asked: list[tuple[float, ...]] = []
    view.startRequested.connect(asked.append)
    plot, window = view.plot, view.plot.frame.window
    qtbot.mousePress(plot.viewport(), LEFT, pos=viewport_pixel(plot, (4.0, 2.0)))
    for place in ((3.0, 1.0), (1.0, -1.0), (-1.0, -2.0)):
        qtbot.mouseMove(plot.viewport(), viewport_pixel(plot, place))
    assert plot.dragged_start is not None
    assert asked == []
    qtbot.mouseRelease(plot.viewport(), LEFT, pos=viewport_pixel(plot, (-1.0, -2.0)))
    assert len(asked) == 1
    assert asked[0] == pytest.approx((-1.0, -2.0), abs=0.05)
    assert plot.frame.window == window
    assert plot.dragged_start is None


def test_dragging_the_ground_moves_the_picture_and_asks_for_nothing(
    view: LandscapeView, bowl: Run, at: At, qtbot: QtBot, viewport_pixel: ViewportPixel
) -> None:
    view.set_view_hint(HINT, [])
    view.set_snapshot(at(bowl))
    asked: list[object] = []
    view.startRequested.connect(asked.append)
    plot = view.plot
    pixels = [viewport_pixel(plot, place) for place in ((-2.0, -2.0), (-1.5, -1.5), (-1.0, -1.0))]
    before = plot.frame.window
    qtbot.mousePress(plot.viewport(), LEFT, pos=pixels[0])
    for pixel in pixels[1:]:
        qtbot.mouseMove(plot.viewport(), pixel)
    qtbot.mouseRelease(plot.viewport(), LEFT, pos=pixels[-1])
    assert asked == []
    assert plot.frame.window.centre == pytest.approx(
        (before.centre[0] - 1.0, before.centre[1] - 1.0), abs=0.05
    )


def test_the_wheel_zooms_about_the_mouse_and_fit_brings_the_path_back(
    view: LandscapeView, bowl: Run, at: At, qtbot: QtBot, viewport_pixel: ViewportPixel
) -> None:
    view.set_view_hint(HINT, [(0.0, 0.0)])
    view.set_snapshot(at(bowl))
    plot, place = view.plot, (-2.0, -2.0)
    pixel, width = viewport_pixel(plot, place), plot.frame.window.size[0]
    turn_wheel(plot, pixel, 10)
    assert plot.frame.window.size[0] < 0.3 * width
    moved = viewport_pixel(plot, place)
    assert (moved - pixel).manhattanLength() <= 4
    qtbot.mouseClick(view.fit_button, LEFT)
    for point in (*plot.trail.past, np.zeros(2)):
        assert plot.frame.window.contains(point)


def test_setters_ask_for_nothing(view: LandscapeView, bowl: Run, run_of: RunOf, at: At) -> None:
    asked: list[object] = []
    view.startRequested.connect(asked.append)
    view.axis_bar.axesChosen.connect(lambda *axes: asked.append(axes))
    view.set_view_hint(HINT, [(0.0, 0.0)])
    for generation, run in enumerate((bowl, run_of("w^2", (1.0,), 2), run_of(THREE, (1, 2, 3), 2))):
        view.set_snapshot(at(run, generation=generation))
        view.set_theme(DARK)
        view.set_number_format(NumberFormat())
        view.complete()
    assert asked == []


def test_pointing_shows_names_values_and_loss(
    view: LandscapeView, bowl: Run, at: At, qtbot: QtBot, viewport_pixel: ViewportPixel
) -> None:
    view.set_view_hint(HINT, [])
    view.set_snapshot(at(bowl))
    plot = view.plot
    qtbot.mouseMove(plot.viewport(), viewport_pixel(plot, (-2.0, 1.0)))
    words = plot.notes.readout.text().split()
    assert plot.notes.readout.isVisible()
    assert words[0] == "w₁" and words[3] == "w₂" and words[6] == "L"
    w1, w2, loss = (float(words[i]) for i in (2, 5, 8))
    assert (w1, w2) == pytest.approx((-2.0, 1.0), abs=0.05)
    assert loss == pytest.approx(w1**2 + 4 * w2**2, abs=1e-3)


def test_pointing_at_the_path_tells_the_iteration(
    view: LandscapeView, bowl: Run, at: At, qtbot: QtBot, viewport_pixel: ViewportPixel
) -> None:
    view.set_view_hint(HINT, [])
    view.set_snapshot(at(bowl))
    plot = view.plot
    qtbot.mouseMove(plot.viewport(), viewport_pixel(plot, (3.2, 0.4)))
    assert plot.notes.readout.text() == "t = 1   w₁ = 3.2000   w₂ = 0.4000   L = 10.8800"


def test_choosing_one_parameter_for_both_axes_swaps_them(
    view: LandscapeView, run_of: RunOf, at: At, qtbot: QtBot
) -> None:
    view.set_snapshot(at(run_of(THREE, (2.0, 1.0, 0.5))))
    qtbot.keyClick(view.axis_bar.across, Qt.Key.Key_Down)
    assert view.axis_bar.axes == (1, 0)
    assert view.axis_bar.upwards.currentIndex() == 0


@pytest.mark.parametrize("rate", [0.3, 5.0, 1e30])
def test_a_diverged_run_leaves_the_picture_readable_and_says_so(
    view: LandscapeView, run_of: RunOf, at: At, rate: float
) -> None:
    run = run_of("w1^2 + 4*w2^2", (4.0, 2.0), 0, rate)
    view.set_view_hint(HINT, [(0.0, 0.0)])
    view.set_snapshot(at(run))
    first = view.plot.frame.window
    for cursor in range(400):
        run.advance(1)
        view.set_snapshot(at(run))
        if cursor % 50 == 0:
            view.complete()
            view.grab()
    shown = view.plot.frame.window
    assert shown.size[0] <= 8 * first.size[0]
    assert shown.contains((0.0, 0.0)) and shown.contains((4.0, 2.0))
    assert np.isfinite(view.plot.area.viewRange()).all()
    assert view.plot.notes.absence.isVisible()
    assert "w₂" in view.plot.notes.absence.text()
    view.set_snapshot(at(run, 0))
    assert not view.plot.notes.absence.isVisible()


def test_the_picture_follows_a_point_that_walks_out_of_it(
    view: LandscapeView, run_of: RunOf, at: At
) -> None:
    run = run_of("-w1 - w2", (0.0, 0.0), 0, 0.5)
    view.set_view_hint({"w1": (-5.0, 5.0), "w2": (-5.0, 5.0)}, [])
    for _ in range(12):
        view.set_snapshot(at(run))
        run.step()
    assert not view.plot.frame.window.contains((8.0, 8.0))
    for _ in range(8):
        view.set_snapshot(at(run))
        # With room for the mark on it, not at the very edge.
        assert view.plot.frame.window.contains(run.row(run.length).theta, margin=0.015)
        run.step()


def test_a_new_start_in_sight_leaves_the_window_where_it_is(
    view: LandscapeView, run_of: RunOf, at: At
) -> None:
    view.set_snapshot(at(run_of("w1^2 + 4*w2^2", (4.0, 2.0), 2)))
    window = view.plot.frame.window
    view.set_snapshot(at(run_of("w1^2 + 4*w2^2", (2.0, 1.0), 2), generation=2))
    assert view.plot.frame.window == window
    assert len(view.plot.trail.past) == 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(240, 200), (900, 600)])
def test_both_themes_paint_at_any_size(
    view: LandscapeView, bowl: Run, at: At, theme: object, size: tuple[int, int]
) -> None:
    view.resize(*size)
    view.set_theme(theme)
    view.set_snapshot(at(bowl))
    view.complete()
    image = view.grab().toImage()
    colours = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    assert len(colours) > 20
