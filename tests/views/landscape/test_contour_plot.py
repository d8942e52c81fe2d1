"""The contours on the screen: which loss they show, and when they are drawn again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape import LandscapeView
from gdsim.views.landscape.contour_plot import ContourPlot

At = Callable[..., Snapshot]
RunOf = Callable[..., Run]

# Qt's platform without a screen says that it has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

THREE = "(w1 - 1)^2 + 4*(w2 + w3)^2 + w3^2"
HINT = {"w1": (-5.0, 5.0), "w2": (-4.0, 4.0)}


def contour(view: LandscapeView) -> ContourPlot:
    """The contour plot that is shown."""
    assert isinstance(view.plot, ContourPlot)
    return view.plot


def test_a_step_repaints_no_contours_but_a_moved_slice_does(
    view: LandscapeView, bowl: Run, run_of: RunOf, at: At
) -> None:
    view.set_view_hint(HINT, [])
    view.set_snapshot(at(bowl))
    view.complete()
    layer = contour(view).layer
    bowl.step()
    view.set_snapshot(at(bowl))
    view.complete()
    assert contour(view).layer is layer
    run = run_of(THREE, (2.0, 1.0, 0.5), 3, 0.01)
    for cursor in (0, 1):
        view.set_snapshot(at(run, cursor, generation=2))
        view.complete()
        assert contour(view).layer is not layer
        layer = contour(view).layer


def test_a_slice_shows_the_loss_at_the_held_values(
    view: LandscapeView, run_of: RunOf, at: At, qtbot: QtBot
) -> None:
    run = run_of(THREE, (2.0, 1.0, 0.5), 3, 0.05)
    view.set_snapshot(at(run))
    assert view.axis_bar.isVisible()
    qtbot.keyClick(view.axis_bar.upwards, Qt.Key.Key_Down)
    assert view.axis_bar.axes == (0, 2)
    view.complete()
    assert view.axis_bar.held.text().endswith(f"w₂ = {run.theta[1]:.4f}")
    layer = contour(view).layer
    assert layer is not None
    window = layer.grid.window
    corner = (window.x[1] - 1) ** 2 + 4 * (run.theta[1] + window.y[0]) ** 2 + window.y[0] ** 2
    assert layer.grid.values[0, -1] == pytest.approx(corner)


def test_the_slice_told_is_that_of_the_picture_until_the_next_is_there(
    view: LandscapeView, run_of: RunOf, at: At
) -> None:
    run = run_of(THREE, (2.0, 1.0, 0.5), 3, 0.05)
    view.set_snapshot(at(run, 0))
    view.complete()
    assert view.axis_bar.held.text().endswith("= 0.5000")
    view.set_snapshot(at(run, 3))
    assert view.axis_bar.held.text().endswith("= 0.5000")
    view.complete()
    assert view.axis_bar.held.text().endswith(f"= {run.row(3).theta[2]:.4f}")


def test_an_undefined_loss_is_left_empty(view: LandscapeView, run_of: RunOf, at: At) -> None:
    view.set_view_hint({"x": (-2.0, 2.0), "y": (-2.0, 2.0)}, [])
    view.set_snapshot(at(run_of("log(x) + y^2", (1.0, 1.0), 3)))
    view.complete()
    layer = contour(view).layer
    assert layer is not None
    nx = layer.grid.values.shape[1]
    assert np.isnan(layer.grid.values[:, : nx // 2 - 1]).all()
    assert np.isfinite(layer.grid.values[:, nx // 2 + 1 :]).all()
    view.grab()


def test_a_picture_of_many_rows_says_from_how_many_it_is(view: LandscapeView, at: At) -> None:
    x = np.linspace(-1, 1, 20_000)
    data = Dataset("line", ("x", "y"), np.column_stack((x, 2 * x)))
    run = Run(Experiment(objective="(w*x + b - y)^2", dataset=data, start=(0.0, 0.0)))
    view.set_snapshot(at(run))
    view.complete()
    assert "2,000" in view.plot.notes.remark.text() and "20,000" in view.plot.notes.remark.text()
    layer = contour(view).layer
    assert layer is not None
    (w, b), mean_x2 = (layer.grid.window.x[0], layer.grid.window.y[0]), float(np.mean(x**2))
    assert layer.grid.values[0, 0] == pytest.approx((w - 2) ** 2 * mean_x2 + b**2, rel=0.1)


@pytest.mark.parametrize("size", [(300, 520), (640, 200), (900, 300)])
def test_another_size_in_between_leaves_no_trace_on_the_gradients_arrow(
    view: LandscapeView, bowl: Run, at: At, size: tuple[int, int]
) -> None:
    view.set_view_hint(HINT, [])
    view.set_snapshot(at(bowl, 1))
    view.set_snapshot(at(bowl, 3))
    QCoreApplication.processEvents()
    shown, its_size = view.framing, view.size()
    view.resize(*size)
    QCoreApplication.processEvents()
    assert view.framing.gradient_part != shown.gradient_part
    view.resize(its_size)
    QCoreApplication.processEvents()
    assert view.framing == shown


def test_a_framing_given_back_brings_the_gradients_arrow_of_whatever_way_led_there(
    view: LandscapeView, bowl: Run, at: At
) -> None:
    view.set_view_hint(HINT, [])
    for cursor in (0, 1):
        view.set_snapshot(at(bowl, cursor))
        QCoreApplication.processEvents()
    shown, its_size = view.framing, view.size()
    for cursor in (4, 1):
        view.set_snapshot(at(bowl, cursor))
    assert view.framing.gradient_part != shown.gradient_part
    view.set_framing(shown)
    for size in (QSize(900, 300), its_size):
        view.resize(size)
        QCoreApplication.processEvents()
    assert view.framing == shown
