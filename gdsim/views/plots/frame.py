"""Which part of a plane a plot shows, and the way from its places to pixels."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike

from gdsim.engine.arrays import Array
from gdsim.views.plots.short_numbers import shortened

Range = tuple[float, float]
"""The lower and the upper end of what an axis shows."""

FARTHEST_PIXEL = 20_000.0
"""Pixels beyond which Qt's painter loses its way."""


class Window(Struct, frozen=True):
    """A rectangle in data units, each range (low, high) with low < high."""

    x: Range
    y: Range

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        return (self.x[0] + self.x[1]) / 2, (self.y[0] + self.y[1]) / 2

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in data units."""
        return self.x[1] - self.x[0], self.y[1] - self.y[0]

    def contains(self, point: ArrayLike, margin: float = 0.0) -> bool:
        """Whether `point` lies inside, at least `margin` (a part of each side) from the edge."""
        (px, py), (w, h) = np.asarray(point, dtype=np.float64), self.size
        inside_x = self.x[0] + margin * w <= px <= self.x[1] - margin * w
        return bool(inside_x and self.y[0] + margin * h <= py <= self.y[1] - margin * h)

    def including(self, point: ArrayLike, margin: float = 0.0) -> Window:
        """Return the smallest window around this one that holds `point` with `margin` to spare."""
        px, py = (float(c) for c in np.asarray(point, dtype=np.float64))
        return Window(_stretched(self.x, px, margin), _stretched(self.y, py, margin))

    def scaled(self, factor: float, about: tuple[float, float] | None = None) -> Window:
        """Return this window enlarged by `factor`, keeping the point `about` (default: centre)."""
        cx, cy = about or self.centre
        low, high = ((s - c) * factor + c for s, c in zip(self.x, (cx, cx), strict=True))
        bottom, top = ((s - c) * factor + c for s, c in zip(self.y, (cy, cy), strict=True))
        return Window((low, high), (bottom, top))

    def moved(self, dx: float, dy: float) -> Window:
        """Return this window shifted by (dx, dy) in data units."""
        return Window((self.x[0] + dx, self.x[1] + dx), (self.y[0] + dy, self.y[1] + dy))

    def with_equal_units(self, width: float, height: float) -> Window:
        """Return the smallest window around this one with square units on width x height pixels."""
        unit = max(self.size[0] / width, self.size[1] / height)
        (cx, cy), half_w, half_h = self.centre, unit * width / 2, unit * height / 2
        return Window((cx - half_w, cx + half_w), (cy - half_h, cy + half_h))


def _stretched(side: Range, value: float, margin: float) -> Range:
    low, high = side
    spare = margin * (max(high, value) - min(low, value))
    return min(low, value - spare), max(high, value + spare)


class Frame(Struct, frozen=True):
    """A window and the width x height pixels that show it, y upwards in data."""

    window: Window
    width: float
    height: float

    @property
    def x(self) -> Range:
        """What is shown across."""
        return self.window.x

    @property
    def y(self) -> Range:
        """What is shown upwards."""
        return self.window.y

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels."""
        return self.width, self.height

    @property
    def scale(self) -> Array:
        """Pixels for one data unit along x and along y (negative: pixels count downwards)."""
        w, h = self.window.size
        return np.array([self.width / w, -self.height / h])

    def across(self, values: ArrayLike) -> Array:
        """Return the pixels of places on the horizontal axis."""
        return np.asarray((np.asarray(values) - self.x[0]) * (self.width / self.window.size[0]))

    def down(self, values: ArrayLike) -> Array:
        """Return the pixels of places on the vertical axis."""
        return np.asarray((self.y[1] - np.asarray(values)) * (self.height / self.window.size[1]))

    def pixels(self, points: ArrayLike) -> Array:
        """Return the pixel positions of data points; shape (..., 2) to (..., 2)."""
        corner = np.array([self.x[0], self.y[1]])
        with np.errstate(over="ignore", invalid="ignore"):
            shifted: Array = (np.asarray(points, dtype=np.float64) - corner) * self.scale
        return shifted

    def place(self, px: float, py: float) -> tuple[float, float]:
        """Return the data point at a pixel."""
        w, h = self.window.size
        return self.x[0] + px * w / self.width, self.y[1] - py * h / self.height

    def short_place(self, px: float, py: float) -> tuple[float, float]:
        """Return the data point at a pixel, rounded as coarsely as a pixel cannot tell."""
        (w, h), (x, y) = self.window.size, self.place(px, py)
        return shortened(x, w / self.width), shortened(y, h / self.height)


def within_reach(points: Array) -> Array:
    """Return pixel positions no further outside than a painter can bear."""
    return np.clip(points, -FARTHEST_PIXEL, FARTHEST_PIXEL)


def clipped_segments(points: Array, width: float, height: float, spare: float = 20.0) -> Array:
    """Return the visible parts of the line through `points` as segments (x1, y1, x2, y2).

    Liang and Barsky's clipping against the plot enlarged by `spare` pixels; a segment with an end
    that is not finite is left out. Painters are slow, and wrong, with coordinates far away.

    Parameters
    ----------
    points
        Pixel positions, shape (n, 2).

    Returns
    -------
    Array
        Shape (m, 4) with m < n.
    """
    a, b = points[:-1], points[1:]
    keep = np.isfinite(a).all(axis=1) & np.isfinite(b).all(axis=1)
    # A step that a pixel cannot show costs time and shows nothing.
    keep &= (np.abs(a - b) > 0.05).any(axis=1)
    a, b = a[keep], b[keep]
    step = b - a
    low, high = np.array([-spare, -spare]), np.array([width + spare, height + spare])
    with np.errstate(divide="ignore", invalid="ignore"):
        entry, leave = (low - a) / step, (high - a) / step
    still = step == 0
    inside = (a >= low) & (a <= high)
    near = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(entry, leave))
    far = np.where(still, np.inf, np.maximum(entry, leave))
    start = np.maximum(near.max(axis=1, initial=0.0), 0.0)
    end = np.minimum(far.min(axis=1, initial=1.0), 1.0)
    seen = start < end
    a, step, start, end = a[seen], step[seen], start[seen, None], end[seen, None]
    return np.hstack((a + start * step, a + end * step))
