"""What a map of starts shows: which points were reached from how many starts, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gdsim.engine.many.start_map import DIVERGED, MOST_POINTS, NOT_ARRIVED, StartMapResult
from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.study.words.counts import updates_text
from gdsim.symbols import symbol

MOST_TOLD = 8
"""Points that are told apart by a colour of their own."""

FEW, MOSTLY = 0.05, 0.5
"""Shares of starts still on their way above which that is said, and which makes others doubtful."""

OTHER, STRANDED, GONE, UNKNOWN = MOST_TOLD, MOST_TOLD + 1, MOST_TOLD + 2, MOST_TOLD + 3
"""Kinds of a start besides 0 .. 7, its point: another point, none, diverged, not worked out."""


@dataclass(frozen=True)
class Kind:
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


@dataclass(frozen=True, eq=False)
class MapFindings:
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
    # Runs that were broken off on their way could still have arrived.
    rests = (result.label == NOT_ARRIVED) & (result.converged_at >= 0)
    is_broken_off = (result.label == NOT_ARRIVED) & (result.updates < updates) & ~rests
    begun = result.is_begun & ~is_broken_off
    counts = np.bincount(
        result.label[begun & (result.label >= 0)], minlength=len(result.points)
    ).astype(np.int64)
    most = np.sort(np.argsort(-counts, kind="stable")[:MOST_TOLD])
    told = [int(k) for k in most if counts[k]]
    code = np.full(result.label.shape, OTHER, dtype=np.int8)
    for place, k in enumerate(told):
        code[result.label == k] = place
    code[result.label == NOT_ARRIVED] = STRANDED
    is_full = len(result.points) >= MOST_POINTS
    if is_full:
        # In a valley there is a point for each start: more than are told apart.
        code[rests] = OTHER
    code[result.label == DIVERGED] = GONE
    code[~begun] = UNKNOWN
    total = max(1, int(begun.sum()))
    kinds = [
        Kind(
            place,
            _point_text(result, k, parameters),
            float(counts[k] / total),
            tuple(float(x) for x in result.points[k]),
        )
        for place, k in enumerate(told)
    ]
    stranded = tr("not there after {updates}")
    if rests.any() and not is_full:
        stranded = tr("not there after {updates}, or on a plateau")
    words = {
        OTHER: tr("other points"),
        STRANDED: stranded.format(updates=updates_text(updates)),
        GONE: tr("diverged"),
    }
    for other, word in words.items():
        count = int((code == other).sum())
        if count:
            kinds.append(Kind(other, word, count / total))
    return MapFindings(result, updates, code, tuple(kinds))


def _point_text(result: StartMapResult, k: int, parameters: tuple[str, ...]) -> str:
    values = ", ".join(
        f"{symbol(name)}\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{coordinate(float(x))}"
        for name, x in zip(parameters, result.points[k], strict=True)
    )
    if result.is_minimum[k]:
        return tr("minimum at {values}").format(values=values)
    return tr("saddle or maximum at {values}").format(values=values)


def coordinate(x: float) -> str:
    """Return a coordinate of a point that was reached; what is all but 0 is written so."""
    return few(x) if abs(x) >= 5e-6 else "0"


def percent(share: float) -> str:
    """Return a share in percent, never 0 % for what there is."""
    return "<0.1 %" if 0 < share < 0.0005 else f"{100 * share:.1f} %"


def map_sentences(found: MapFindings) -> str:
    """Return what was found, in sentences with numbers."""
    told = []
    done, whole = int((found.code != UNKNOWN).sum()), found.code.size
    if done < whole:
        told.append(
            tr("Cancelled: {done} of {all} starts are done.").format(
                done=f"{done:,}", all=f"{whole:,}"
            )
        )
    if done == 0:
        return " ".join(told)
    shares = {kind.code: kind.share for kind in found.kinds}
    if shares.get(GONE) == 1:
        told.append(
            tr(
                "Every run diverged: the learning rate is too large for these starts, or the loss"
                " has no minimum near them."
            )
        )
        return " ".join(told)
    told.append(_arrivals(found, done, shares))
    told += _destinations(found, shares)
    told += _latecomers(found, shares)
    result = found.result
    converged = result.converged_at[(result.converged_at >= 0) & (found.code <= OTHER)]
    if len(converged):
        told.append(
            tr("Half of those that settle need at most {updates}.").format(
                updates=updates_text(int(np.median(converged)))
            )
        )
    return " ".join(told)


def _points(found: MapFindings) -> list[Kind]:
    return [kind for kind in found.kinds if kind.point is not None]


def _arrivals(found: MapFindings, done: int, shares: dict[int, float]) -> str:
    """Return how many starts lead to a point where the gradient is 0, and how near."""
    arrived = sum(kind.share for kind in _points(found)) + shares.get(OTHER, 0.0)
    template = tr("{share} of {starts} starts come within {radius} of where the gradient is 0.")
    if math.isclose(arrived, 1):
        template = tr("All {starts} starts come within {radius} of where the gradient is 0.")
    elif arrived == 0:
        template = tr("None of {starts} starts comes within {radius} of where the gradient is 0.")
    return template.format(
        share=percent(arrived), starts=f"{done:,}", radius=few(found.result.radius, 2)
    )


def _destinations(found: MapFindings, shares: dict[int, float]) -> list[str]:
    """Return which point that is, or which of several most starts reach."""
    points = _points(found)
    if not points:
        return []
    if len(points) == 1:
        return [tr("They reach the same one, the {text}.").format(text=points[0].text)]
    if shares.get(STRANDED, 0.0) > MOSTLY:
        return []
    best = max(points, key=lambda kind: kind.share)
    return [
        tr("Number {number} draws the most starts, {share}: {text}.").format(
            share=percent(best.share), number=best.code + 1, text=best.text
        )
    ]


def _latecomers(found: MapFindings, shares: dict[int, float]) -> list[str]:
    """Return how far from there those are that have not arrived, where they are many."""
    late = shares.get(STRANDED, 0.0)
    if late <= FEW:
        return []
    rests = (found.code == STRANDED) & (found.result.converged_at >= 0)
    template = tr("{share} are still on their way after {updates}")
    if rests.any():
        template = tr("{share} are still on their way, or on a plateau, after {updates}")
    elif late == 1:
        template = tr("All are still on their way after {updates}")
    told = template.format(share=percent(late), updates=updates_text(found.updates))
    points = found.result.points
    if found.result.is_noisy:
        return [told + tr(": updates that see some of the rows only do not settle at a point.")]
    if not len(points):
        return [told + tr("; more updates may bring them there.")]
    ends = found.result.end[found.code == STRANDED]
    nearest = np.min([np.linalg.norm(ends - point, axis=-1) for point in points], axis=0)
    template = tr(", half of them within {distance} of it; more updates may bring them there.")
    if len(points) > 1:
        template = tr(", half of them within {distance} of one; more updates may bring them there.")
    return [told + template.format(distance=few(float(np.median(nearest)), 2))]
