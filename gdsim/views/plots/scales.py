"""Colours that stand for numbers or kinds, alike to people who are colour-blind and in both themes.

``cividis`` is even in lightness as well as in colour: J. Nuñez, C. Anderton, R. Renslow,
"Optimizing colormaps with consideration for color vision deficiency", 2018. The kinds' colours
follow M. Okabe and K. Ito, "Color universal design", 2008.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from gdsim.engine.arrays import Array
from gdsim.views.style.design import Theme

Pixels = NDArray[np.uint8]

_CIVIDIS = (
    "#00204d #002b68 #05366e #2c416c #404d6b #51586c #60646f #6e6f73 #7c7b78 #8b8779 #9b9477"
    " #aca174 #bcaf6f #cebc67 #e0cb5d #f2da4f #ffea46"
).split()

SHADES = 256

KINDS = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#d55e00", "#5d3a9b")
"""Colours of up to eight kinds."""

_TINTS = ((0, 114, 178), (0, 158, 115), (213, 94, 0))
"""Of the regions too small, just right and too large."""


def shades(values: Array) -> Pixels:
    """Return the colours of values from 0 to 1, shape (..., 4); what is NaN is transparent."""
    known = np.isfinite(values)
    at = np.clip(np.where(known, values, 0.0), 0.0, 1.0)
    pixels = _ramp()[(at * (SHADES - 1) + 0.5).astype(np.uint8)]
    pixels[~known] = 0
    return pixels


@cache
def _ramp() -> Pixels:
    """Return the colours of the scale, shape (`SHADES`, 4)."""
    stops = np.array([rgba(QColor(stop)) for stop in _CIVIDIS], dtype=np.float64)
    at, places = np.linspace(0, 1, SHADES), np.linspace(0, 1, len(stops))
    channels = [np.interp(at, places, stop).round() for stop in stops.T]
    return np.stack(channels, axis=1).astype(np.uint8)


def image_of(pixels: Pixels) -> QImage:
    """Return an image of `pixels` (width, height, 4), the second axis pointing upwards."""
    upright = np.ascontiguousarray(pixels.transpose(1, 0, 2)[::-1])
    height, width = upright.shape[:2]
    image = QImage(upright.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888)
    # A copy: the bytes belong to this function.
    return image.copy()


def rgba(colour: QColor) -> tuple[int, int, int, int]:
    """Return red, green, blue and alpha, 0 to 255."""
    return colour.red(), colour.green(), colour.blue(), colour.alpha()


def tint(region: int, theme: Theme) -> QColor:
    """Return the colour of a region's band: too small, just right, too large."""
    return QColor(*_TINTS[region], 46 if theme.name == "light" else 84)


def quiet(theme: Theme) -> QColor:
    """Return the ground of what came to nothing in particular."""
    return QColor(theme.grid if theme.name == "light" else theme.border)


def beyond() -> QColor:
    """Return the colour of numbers above a scale: unlike any on it, and its neighbour least."""
    return QColor("#aa4499")


def draw_hatching(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Fill `rect` as what diverged: strokes, so that no colour of a scale looks like it."""
    painter.fillRect(rect, QColor(theme.plot_background))
    painter.fillRect(rect, QBrush(QColor(theme.muted), Qt.BrushStyle.BDiagPattern))
