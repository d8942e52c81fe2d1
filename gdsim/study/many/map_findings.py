"""What a map of starts shows: which points were reached from how many starts, in words."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from gdsim.engine.many.resting_points import DIVERGED, MOST_STATIONARY_POINTS, NOT_ARRIVED
from gdsim.engine.many.start_map import StartMapResult
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat, few
from gdsim.study.words.names import updates_text
from gdsim.symbols import symbol

MOST_TOLD = 8
"""Points that are told apart by a colour of their own."""

OTHER, STRANDED, GONE, UNKNOWN = MOST_TOLD, MOST_TOLD + 1, MOST_TOLD + 2, MOST_TOLD + 3
"""Kinds of a start besides 0 .. 7, its point: another point, none, diverged, not worked out."""


class Kind(Struct, frozen=True):
    """What became of some of the starts.

    Attributes
    ----------
    code
        0 .. `MOST_TOLD` - 1 for a point, or `OTHER`, `STRANDED` or `GONE`.
    text
        What it is, with the coordinates of a point.
    share
        Part of the starts worked out, 0 to 1.
    point
        The parameters there, or None.
    """

    code: int
    text: str
    share: float
    point: tuple[float, ...] | None = None


class MapFindings(Struct, frozen=True, eq=False):
    """A map of starts with what was made of it.

    Attributes
    ----------
    updates
        How many every run was to make at most.
    code
        For each start what became of it; see `Kind`, and `UNKNOWN`.
    kinds
        Those that occur, points first.
    """

    result: StartMapResult
    updates: int
    code: np.ndarray
    kinds: tuple[Kind, ...]


def map_findings(result: StartMapResult, parameters: tuple[str, ...], updates: int) -> MapFindings:
    """Return what a map of starts shows; the points with most starts are told apart."""
    rests = (result.label == NOT_ARRIVED) & (result.converged_at >= 0)
    # Runs that were broken off on their way could still have arrived.
    is_broken_off = (result.label == NOT_ARRIVED) & (result.updates < updates) & ~rests
    begun = result.is_begun & ~is_broken_off
    counts = np.bincount(
        result.label[begun & (result.label >= 0)], minlength=len(result.points)
    ).astype(np.int64)
    most = np.sort(np.argsort(-counts, kind="stable")[:MOST_TOLD])
    points = [int(k) for k in most if counts[k]]
    code = np.full(result.label.shape, OTHER, dtype=np.int8)
    for place, k in enumerate(points):
        code[result.label == k] = place
    code[result.label == NOT_ARRIVED] = STRANDED
    is_full = len(result.points) >= MOST_STATIONARY_POINTS
    if is_full:
        # In a valley there is a point for each start: more than are told apart.
        code[rests] = OTHER
    code[result.label == DIVERGED] = GONE
    code[~begun] = UNKNOWN
    total = max(1, int(begun.sum()))
    kinds = [
        _point_kind(place, result, k, parameters, float(counts[k] / total))
        for place, k in enumerate(points)
    ]
    for other, text in _other_texts(updates, has_rests=bool(rests.any()) and not is_full).items():
        count = int((code == other).sum())
        if count:
            kinds.append(Kind(other, text, count / total))
    return MapFindings(result, updates, code, tuple(kinds))


def _other_texts(updates: int, *, has_rests: bool) -> dict[int, str]:
    """Return what is said of starts that lead to no point of their own colour, by their kind."""
    stranded = tr("not there after {updates}")
    if has_rests:
        stranded = tr("not there after {updates}, or on a plateau")
    return {
        OTHER: tr("other points"),
        STRANDED: stranded.format(updates=updates_text(updates)),
        GONE: tr("diverged"),
    }


def _point_kind(
    code: int, result: StartMapResult, k: int, parameters: tuple[str, ...], share: float
) -> Kind:
    """Return the kind of the starts that lead to point `k`."""
    values = ", ".join(
        f"{symbol(name)}\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{coordinate(float(x))}"
        for name, x in zip(parameters, result.points[k], strict=True)
    )
    is_there = bool(result.is_minimum[k])
    if result.maximises:
        template = tr("maximum at {values}") if is_there else tr("saddle or minimum at {values}")
    else:
        template = tr("minimum at {values}") if is_there else tr("saddle or maximum at {values}")
    if result.is_flat[k]:
        template = tr("flat place at {values}")
    place = tuple(float(x) for x in result.points[k])
    return Kind(code, template.format(values=values), share, place)


def coordinate(x: float) -> str:
    """Return a coordinate of a point that was reached; one that is 0 but for rounding as 0."""
    return few(x) if abs(x) >= 5e-6 else "0"


def percent(share: float) -> str:
    """Return a share in percent; one above 0 is never written as 0 %."""
    return "<0.1 %" if 0 < share < 0.0005 else f"{NumberFormat.decimals(1).text(100 * share)} %"
