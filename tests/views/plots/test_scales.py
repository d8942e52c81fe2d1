"""Colours that stand for numbers or kinds."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QColor

from gdsim.views.plots.scales import KINDS, image_of, rgba, shades


def lightness(colours: np.ndarray) -> np.ndarray:
    """Return CIE L* of sRGB colours, shape (..., 3) of 0 to 255."""
    part = colours / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    return 116 * np.cbrt(luminance) - 16


def test_scale_is_cividis() -> None:
    at = np.linspace(0, 1, 50)
    theirs = pg.colormap.get("cividis").map(at)[:, :3]
    assert np.abs(shades(at)[:, :3].astype(int) - theirs).max() <= 8


def test_scale_grows_lighter_evenly() -> None:
    steps = np.diff(lightness(shades(np.linspace(0, 1, 21))[:, :3].astype(float)))
    assert steps.min() > 0
    assert steps.max() < 2.5 * steps.min()


def test_what_has_no_number_is_transparent_and_the_rest_is_held_in_range() -> None:
    pixels = shades(np.array([np.nan, np.inf, -1.0, 2.0]))
    assert pixels[:, 3].tolist() == [0, 0, 255, 255]
    assert (pixels[2:] == shades(np.array([0.0, 1.0]))).all()


def test_image_has_its_second_axis_upwards() -> None:
    pixels = np.zeros((3, 2, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    pixels[2, 0] = (255, 0, 0, 255)
    image = image_of(pixels)
    assert (image.width(), image.height()) == (3, 2)
    assert QColor(image.pixel(2, 1)).name() == "#ff0000"


@pytest.mark.parametrize(
    "matrix",
    [
        # Vienot, Brettel and Mollon 1999: what protanopes and deuteranopes see, in linear sRGB.
        [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
        [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    ],
)
def test_kinds_differ_to_colour_blind_people(matrix: list[list[float]]) -> None:
    colours = np.array([rgba(QColor(kind))[:3] for kind in KINDS]) / 255
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.array(matrix).T, 0, 1) ** (1 / 2.4)
    gaps = np.abs(seen[:, np.newaxis] - seen).max(axis=-1)
    assert gaps[~np.eye(len(KINDS), dtype=bool)].min() > 0.05
