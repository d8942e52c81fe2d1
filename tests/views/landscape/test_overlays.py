"""The overlays of the landscape: one value says which are shown, on whichever plot is there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape import LandscapeView
from gdsim.views.landscape.contour_plot import ContourPlot
from gdsim.views.landscape.overlays import Overlays

At = Callable[..., Snapshot]

# Qt's platform without a screen says that it has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

ALL = Overlays(full_gradient=True, contours=True, cloud=True, curvature=True)


@pytest.fixture
def noisy() -> Run:
    """A line fitted by mini-batches, four updates in."""
    x = np.linspace(-1.0, 1.0, 20)
    data = Dataset("line", ("x", "y"), np.column_stack((x, 3 * x + np.sin(40 * x))))
    run = Run(
        Experiment(
            objective="(w*x + b - y)^2",
            dataset=data,
            start=(0.0, 0.0),
            method="mini-batch",
            batch_size=5,
            learning_rate=0.05,
        )
    )
    run.advance(4)
    return run


def legend(view: LandscapeView) -> str:
    return view.legend.accessibleDescription()


@pytest.mark.parametrize(
    ("overlays", "words"),
    [
        (Overlays(full_gradient=True), {"full ∇L"}),
        (Overlays(contours=True), {"batch loss"}),
        (Overlays(curvature=True), {"local quadratic"}),
        (ALL, {"full ∇L", "batch loss", "local quadratic"}),
        (Overlays(), set()),
    ],
)
def test_the_legend_names_what_is_shown_and_nothing_else(
    view: LandscapeView, noisy: Run, at: At, overlays: Overlays, words: set[str]
) -> None:
    view.set_snapshot(at(noisy))
    view.set_overlays(ALL)
    view.set_overlays(overlays)
    every = {"full ∇L", "batch loss", "local quadratic"}
    assert {word for word in every if word in legend(view)} == words


def test_each_overlay_changes_the_picture_and_goes_again(qtbot: QtBot, noisy: Run, at: At) -> None:
    plot = ContourPlot()
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.set_snapshot(at(noisy), (0, 1))

    def picture(overlays: Overlays) -> object:
        plot.set_overlays(overlays)
        plot.complete()
        return plot.grab().toImage()

    # The first look gives the plot its size.
    picture(Overlays())
    bare = picture(Overlays())
    for name in ("full_gradient", "contours", "cloud", "curvature"):
        assert picture(Overlays(**{name: True})) != bare, name
        assert picture(Overlays()) == bare, name


def test_overlays_chosen_before_there_is_a_plot_for_them_are_shown_on_it(
    view: LandscapeView, noisy: Run, run_of: Callable[..., Run], at: At
) -> None:
    view.set_snapshot(at(run_of("w^2", (2.0,), 3)))
    view.set_overlays(ALL)
    assert not isinstance(view.plot, ContourPlot)
    assert "∇L" not in legend(view) and not view.noise.isVisible()
    view.set_snapshot(at(noisy, generation=2))
    assert "full ∇L" in legend(view)
    view.complete()
    assert view.plot.cloud is not None
    assert "batches of B = 5 rows" in view.noise.text()
