"""The curve of a loss of one parameter on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape import LandscapeView
from gdsim.views.landscape.curve_plot import CurvePlot
from gdsim.views.landscape.run_plot import RunPlot

At = Callable[..., Snapshot]
RunOf = Callable[..., Run]
ViewportPixel = Callable[[RunPlot, tuple[float, float]], QPoint]

# Qt's platform without a screen says that it has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton


def test_one_parameter_has_a_curve_with_its_tangent(
    view: LandscapeView, run_of: RunOf, at: At
) -> None:
    run = run_of("w^4 - 3*w^2 + w", (2.0,), 3, 0.02)
    view.set_snapshot(at(run))
    plot = view.plot
    assert isinstance(plot, CurvePlot)
    w = float(run.theta[0])
    slope = 4 * w**3 - 6 * w + 1
    ends = plot.tangent(plot.frame.pixels(plot.places(run.theta)))
    rise = (ends[1] - ends[0]) / plot.frame.scale
    assert rise[1] / rise[0] == pytest.approx(slope)
    assert plot.places(run.theta)[1] == pytest.approx(w**4 - 3 * w**2 + w, abs=0.01)
    view.grab()


def test_a_click_on_the_curve_asks_for_a_start(
    view: LandscapeView, run_of: RunOf, at: At, qtbot: QtBot, viewport_pixel: ViewportPixel
) -> None:
    view.set_snapshot(at(run_of("w^2", (2.0,), 3)))
    place = (-0.5, view.plot.frame.window.centre[1])
    with qtbot.waitSignal(view.startRequested) as asked:
        qtbot.mouseClick(view.plot.viewport(), LEFT, pos=viewport_pixel(view.plot, place))
    assert asked.args[0] == pytest.approx((-0.5,), abs=0.02)
