"""What is painted by and by is what is painted at once; arrows stay in sight; names read well."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.symbols import symbol
from gdsim.views.landscape.layers.contour_layer import colour_table
from gdsim.views.landscape.layers.legend import SWATCHES, entry, landscape_legend
from gdsim.views.landscape.layers.marks import SHORTEST_GRADIENT, gradient_part
from gdsim.views.landscape.layers.path_layer import PathLayer
from gdsim.views.landscape.layers.trail import Trail
from gdsim.views.plots.frame import Frame, Window
from gdsim.views.style.theme import DARK, LIGHT, Theme

At = Callable[..., Snapshot]
PLOT = Frame(Window((-1.0, 5.0), (-3.0, 3.0)), 300.0, 200.0)


def painted(layer: PathLayer, trail: Trail) -> np.ndarray:
    """Paint the path on an empty image and return its bytes, shape (height, width, 4)."""
    image = QImage(300, 200, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    layer.paint(painter, trail, lambda theta: theta[..., :2], PLOT, LIGHT)
    painter.end()
    return np.array(image.constBits()).reshape(200, 300, 4).astype(int)


@pytest.mark.parametrize("cursors", [range(9), (8, 3), (2, 5, 4), (8, 0)], ids=str)
def test_a_path_painted_by_and_by_looks_as_painted_at_once(
    qtbot: QtBot, bowl: Run, at: At, cursors: tuple[int, ...]
) -> None:
    layer, trail = PathLayer(), Trail()
    for cursor in cursors:
        trail.update(at(bowl, cursor))
        by_and_by = painted(layer, trail)
    at_once = painted(PathLayer(), trail)
    assert at_once.any()
    # Smooth edges that meet are painted twice; the odd pixel may be a shade darker.
    assert (np.abs(by_and_by - at_once) > 60).mean() < 0.002


def test_rows_after_the_cursor_have_another_colour(qtbot: QtBot, bowl: Run, at: At) -> None:
    trail = Trail()
    trail.update(at(bowl, 8))
    whole = painted(PathLayer(), trail)
    trail.update(at(bowl, 1))
    early = painted(PathLayer(), trail)
    x, y = PLOT.pixels((2.88, 0.24)).astype(int)
    assert whole[y - 1 : y + 2, x - 1 : x + 2].any()
    assert early[y - 1 : y + 2, x - 1 : x + 2].any()
    assert (whole[y, x] != early[y, x]).any()


@pytest.mark.parametrize("tail", [(150.0, 100.0), (20.0, 30.0), (295.0, 195.0)])
@pytest.mark.parametrize("reach", [5.0, 90.0, 1e4, 1e200])
def test_a_gradient_arrow_is_shortened_by_a_round_part_until_it_is_in_sight(
    tail: tuple[float, float], reach: float
) -> None:
    start = np.array(tail)
    part = gradient_part(start, start + reach * np.array([0.8, 0.6]), (300.0, 200.0))
    tip = start + part * reach * np.array([0.8, 0.6])
    inside = ((tip > 0) & (tip < (300, 200))).all()
    assert inside or part * reach <= SHORTEST_GRADIENT
    assert f"{part:e}"[0] in "125"
    assert part == 1.0 or part * reach > SHORTEST_GRADIENT / 5


@pytest.mark.parametrize("now", [0.0, 0.5])
def test_of_an_infinite_gradient_no_arrow_is_drawn(now: float) -> None:
    start = np.array((150.0, 100.0))
    assert gradient_part(start, np.array((np.inf, 100.0)), (300.0, 200.0), now) == 0.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_contour_colours_run_monotonically_from_low_to_high(theme: Theme) -> None:
    table = colour_table(theme)
    channels = [(table >> shift) & 0xFF for shift in (16, 8, 0)]
    lightness = np.dot([0.3, 0.6, 0.1], channels)
    assert (table >> 24 == 0xFF).all()
    assert len(set(np.sign(np.round(np.diff(lightness[::16]), 3)))) == 1


@pytest.mark.parametrize(
    ("name", "written"),
    [("w1", "w₁"), ("w", "w"), ("theta_12", "θ₁₂"), ("Gamma", "Γ"), ("bias", "bias")],
)
def test_a_name_is_written_as_in_print(name: str, written: str) -> None:
    assert symbol(name) == written


def test_the_legend_draws_every_mark(qtbot: QtBot) -> None:
    legend = landscape_legend()
    qtbot.addWidget(legend)
    legend.resize(900, 24)
    blank = legend.grab().toImage()
    legend.set_entries([entry(name, name) for name in SWATCHES])
    assert legend.grab().toImage() != blank
    assert all(name in legend.accessibleDescription() for name in SWATCHES)
