"""Iso-loss lines in pixels, and where their numbers go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import contourpy
import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Mask

CANDIDATE_STEP = 9.0
"""Pixels along a line between the places tried for its label."""

STRAIGHT_ENOUGH = 0.96
"""Least length of the chord under a label, as a part of the label's width."""

SMALLEST_PIECE = 12.0
"""Pixels that a piece of a line is wide or high at least, to be drawn."""

SHORTEST_LABELLED = 60.0
"""Pixels that a piece is longer than its label at least, to get one."""

EDGE_GAP, LABEL_GAP, LINE_GAP = 6.0, 14.0, 9.0
"""Pixels from a label to the edge, to another label, and from its middle to a neighbouring line."""

IN_THE_WAY = 0.5
"""Cost of a place level with or above a minimum, where the paths of most runs go."""

NOWHERE = np.full((1, 2), -1e6)
"""A pixel far from all others."""


class IsoLine(Struct, frozen=True, eq=False):
    """The line of one loss: connected pieces in pixels, each of shape (n, 2)."""

    level: float
    pieces: tuple[Array, ...]


class Label(Struct, frozen=True):
    """A number on its line: centre in pixels, width, and clockwise degrees within -90 .. 90."""

    level: float
    text: str
    x: float
    y: float
    width: float
    angle: float


def iso_lines(values: Array, width: float, height: float, levels: Sequence[float]) -> list[IsoLine]:
    """Return the lines of `levels` over a grid (ny, nx), first row at the bottom of the picture.

    Cells with a corner that is not finite stay without a line. Specks are left out: a valley
    narrower than the grid would else break into a row of dashes.
    """
    ny, nx = values.shape
    x, y = np.meshgrid(np.linspace(0.0, width, nx), np.linspace(height, 0.0, ny))
    # The class rather than contourpy.contour_generator, which loads numpy.ma for its mask.
    generator = contourpy.SerialContourGenerator(
        x,
        y,
        np.ascontiguousarray(values),
        ~np.isfinite(values),
        corner_mask=True,
        line_type=contourpy.LineType.Separate,
        fill_type=contourpy.FillType.OuterCode,
        quad_as_tri=False,
        z_interp=contourpy.ZInterp.Linear,
    )
    return [IsoLine(level, _pieces(generator, level)) for level in levels]


def _pieces(generator: contourpy.ContourGenerator, level: float) -> tuple[Array, ...]:
    # The line type `Separate` gives a list of arrays; contourpy's types cover every line type.
    pieces = cast(list[Array], generator.lines(level))
    return tuple(piece for piece in pieces if np.ptp(piece, axis=0).max() >= SMALLEST_PIECE)


def place_labels(
    lines: Sequence[IsoLine],
    text_of: Callable[[float], str],
    width_of: Callable[[str], float],
    width: float,
    height: float,
    minima: Array = NOWHERE,
) -> list[Label]:
    """Return labels that lie along straight stretches of their lines and keep apart.

    They keep off the vertical and the horizontal through `minima`, pixels (n, 2), where they can.

    Each piece long enough for it gets one number, the long pieces first, near the number placed
    before it where there is a choice: a reader then climbs the numbers like a scale.
    """
    placed: list[Label] = []
    # Every fifth point is enough to tell where a neighbouring line comes close.
    thin = [np.concatenate([NOWHERE, *(piece[::5] for piece in line.pieces)]) for line in lines]
    for i, line in enumerate(lines):
        close = np.concatenate([NOWHERE, *thin[max(i - 1, 0) : i], *thin[i + 1 : i + 2]])
        text = text_of(line.level)
        text_width = width_of(text)
        for piece in sorted(line.pieces, key=len, reverse=True)[:3]:
            label = _best_place(piece, text_width, placed, close, minima, (width, height))
            if label is not None:
                x, y, angle = label
                placed.append(Label(line.level, text, x, y, text_width, angle))
    return placed


def _best_place(
    piece: Array,
    text_width: float,
    placed: Sequence[Label],
    close: Array,
    minima: Array,
    size: tuple[float, float],
) -> tuple[float, float, float] | None:
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(piece, axis=0).T))))
    half = text_width / 2 + 3
    if along[-1] < SHORTEST_LABELLED + 2 * half:
        return None
    centres = np.arange(half, along[-1] - half, CANDIDATE_STEP)
    x, y = _at(piece, along, centres)
    x1, y1 = _at(piece, along, centres - half)
    x2, y2 = _at(piece, along, centres + half)
    chord = np.hypot(x2 - x1, y2 - y1) / (2 * half)
    # Folded to -90 .. 90 degrees so that no number stands on its head.
    angle = (np.degrees(np.arctan2(y2 - y1, x2 - x1)) + 90) % 180 - 90
    free = chord > STRAIGHT_ENOUGH
    for side, most in zip((x1, x2, y1, y2), np.repeat(size, 2), strict=True):
        free &= (side > EDGE_GAP) & (side < most - EDGE_GAP)
    for other in placed:
        apart = (text_width + other.width) / 2 + LABEL_GAP
        free &= (x - other.x) ** 2 + (y - other.y) ** 2 > apart**2
    away = np.hypot(x[:, None] - close[:, 0], y[:, None] - close[:, 1]).min(axis=1)
    free &= away > LINE_GAP
    if not free.any():
        return None
    cost = (1 - chord) * 20 + np.abs(angle) / 90
    cost += IN_THE_WAY * (_on(x, x1, x2, minima[:, 0]) | _on(y, y1, y2, minima[:, 1]))
    if placed:
        cost += np.hypot(x - placed[-1].x, y - placed[-1].y) / max(size)
    best = int(np.argmin(np.where(free, cost, np.inf)))
    return float(x[best]), float(y[best]), float(angle[best])


def _on(middle: Array, one: Array, other: Array, lines: Array) -> Mask:
    """Whether a label from `one` to `other`, each (n,), stands on one of `lines`, (k,)."""
    half = np.abs(other - one) / 2 + LINE_GAP
    is_on: Mask = np.any(np.abs(middle - lines[:, np.newaxis]) < half, axis=0)
    return is_on


def _at(piece: Array, along: Array, places: Array) -> tuple[Array, Array]:
    return np.interp(places, along, piece[:, 0]), np.interp(places, along, piece[:, 1])
