"""What a map of starts shows, in sentences with numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from gdsim.engine.arrays import norms
from gdsim.engine.many.start_map import StartMapResult
from gdsim.i18n import ntr, tr
from gdsim.numbers import few
from gdsim.study.many.map_findings import (
    GONE,
    OTHER,
    STRANDED,
    UNKNOWN,
    Kind,
    MapFindings,
    coordinate,
    percent,
)
from gdsim.study.words.names import updates_text
from gdsim.study.words.verdicts.factor_texts import bound_text
from gdsim.symbols import symbol
from gdsim.texts import N_

LATE_SAID, LATE_DOUBTFUL = 0.05, 0.5
"""Shares of starts still on their way above which that is said, and above which it is open which
point draws the most."""

_LATE: Mapping[tuple[str, str], str] = {
    ("some", "noisy"): N_(
        "{share} are still on their way after {updates}: updates that see some of the rows only do"
        " not settle at a point."
    ),
    ("some", "bound"): N_(
        "{share} are still on their way after {updates}: the learning rate is not below the bound"
        " of {bound}, so that nothing settles along the steepest direction."
    ),
    ("some", "none"): N_(
        "{share} are still on their way after {updates}; more updates may bring them there."
    ),
    ("some", "one"): N_(
        "{share} are still on their way after {updates}, half of them within {distance} of it;"
        " more updates may bring them there."
    ),
    ("some", "several"): N_(
        "{share} are still on their way after {updates}, half of them within {distance} of one;"
        " more updates may bring them there."
    ),
    ("plateau", "noisy"): N_(
        "{share} are still on their way, or on a plateau, after {updates}: updates that see some"
        " of the rows only do not settle at a point."
    ),
    ("plateau", "bound"): N_(
        "{share} are still on their way, or on a plateau, after {updates}: the learning rate is not"
        " below the bound of {bound}, so that nothing settles along the steepest direction."
    ),
    ("plateau", "none"): N_(
        "{share} are still on their way, or on a plateau, after {updates}; more updates may bring"
        " them there."
    ),
    ("plateau", "one"): N_(
        "{share} are still on their way, or on a plateau, after {updates}, half of them within"
        " {distance} of it; more updates may bring them there."
    ),
    ("plateau", "several"): N_(
        "{share} are still on their way, or on a plateau, after {updates}, half of them within"
        " {distance} of one; more updates may bring them there."
    ),
    ("all", "noisy"): N_(
        "All are still on their way after {updates}: updates that see some of the rows only do not"
        " settle at a point."
    ),
    ("all", "bound"): N_(
        "All are still on their way after {updates}: the learning rate is not below the bound of"
        " {bound}, so that nothing settles along the steepest direction."
    ),
    ("all", "none"): N_(
        "All are still on their way after {updates}; more updates may bring them there."
    ),
    ("all", "one"): N_(
        "All are still on their way after {updates}, half of them within {distance} of it; more"
        " updates may bring them there."
    ),
    ("all", "several"): N_(
        "All are still on their way after {updates}, half of them within {distance} of one; more"
        " updates may bring them there."
    ),
}
"""What is said of starts that have not arrived.

By who they are, ``all``, ``some``, or some of which a part is on a ``plateau``; and by how many
points there are to arrive at, ``none``, ``one`` or ``several``, or ``noisy`` where none can be
settled at, or ``bound`` where the rate keeps them from settling.
"""


LEAST_HALVED = 2
"""Runs that have settled with which anything is said of half of them."""


def point_lines(result: StartMapResult, parameters: Sequence[str]) -> list[str]:
    """Return a line for each point reached, with the number that it has in tables."""
    lines = []
    for k, point in enumerate(result.points):
        values = ", ".join(
            f"{symbol(name)} = {coordinate(float(x))}"
            for name, x in zip(parameters, point, strict=True)
        )
        text = tr("{number}: {values} (minimum)")
        if result.maximises:
            text = tr("{number}: {values} (maximum)")
        if not result.is_minimum[k]:
            text = tr("{number}: {values} (saddle)")
        if result.is_flat[k]:
            text = tr("{number}: {values} (flat as far as can be told)")
        lines.append(text.format(number=k + 1, values=values))
    return lines


def map_sentences(found: MapFindings) -> str:
    """Return what was found, in sentences with numbers."""
    sentences = []
    done, whole = int((found.code != UNKNOWN).sum()), found.code.size
    if done < whole:
        sentences.append(
            ntr(
                "Cancelled: {done} of {all} starts is done.",
                "Cancelled: {done} of {all} starts are done.",
                done,
            ).format(done=f"{done:,}", all=f"{whole:,}")
        )
    if done == 0:
        return " ".join(sentences)
    shares = {kind.code: kind.share for kind in found.kinds}
    if shares.get(GONE) == 1:
        sentences.append(_all_diverged(found))
        return " ".join(sentences)
    sentences.append(_arrivals(found, done, shares))
    sentences += _destinations(found, shares)
    if found.result.is_flat.any():
        sentences.append(_of_flat_places(found.result.maximises))
    sentences += _latecomers(found, shares)
    result = found.result
    converged = result.converged_at[(result.converged_at >= 0) & (found.code <= OTHER)]
    if len(converged) >= LEAST_HALVED:
        sentences.append(
            tr("Half of those that settle need at most {updates}.").format(
                updates=updates_text(int(np.median(converged)))
            )
        )
    return " ".join(sentences)


def _of_flat_places(maximises: bool) -> str:
    if maximises:
        return tr(
            "Where the loss is flat, the gradient is 0 to within rounding: a maximum cannot be told"
            " from a plateau there."
        )
    return tr(
        "Where the loss is flat, the gradient is 0 to within rounding: a minimum cannot be told"
        " from a plateau there."
    )


def _all_diverged(found: MapFindings) -> str:
    if found.result.maximises:
        return tr(
            "Every run diverged: the learning rate is too large for these starts, or the loss has"
            " no maximum near them."
        )
    return tr(
        "Every run diverged: the learning rate is too large for these starts, or the loss has no"
        " minimum near them."
    )


def _points(found: MapFindings) -> list[Kind]:
    return [kind for kind in found.kinds if kind.point is not None]


def _arrivals(found: MapFindings, done: int, shares: dict[int, float]) -> str:
    """Return how many starts lead to a point where the gradient is 0, and how near."""
    arrived = sum(kind.share for kind in _points(found)) + shares.get(OTHER, 0.0)
    if found.result.has_bounds:
        return _arrivals_within_bounds(found, done, arrived)
    template = tr("{share} of {starts} starts come within {radius} of where the gradient is 0.")
    if math.isclose(arrived, 1):
        template = tr("All {starts} starts come within {radius} of where the gradient is 0.")
    elif arrived == 0:
        template = tr(
            "None of {starts} starts has come to rest within {radius} of where the gradient is 0."
        )
    return template.format(
        share=percent(arrived), starts=f"{done:,}", radius=few(found.result.radius, 2)
    )


def _arrivals_within_bounds(found: MapFindings, done: int, arrived: float) -> str:
    template = tr(
        "{share} of {starts} starts come within {radius} of where the gradient is 0, or where"
        " bounds hold a run."
    )
    if math.isclose(arrived, 1):
        template = tr(
            "All {starts} starts come within {radius} of where the gradient is 0, or where bounds"
            " hold a run."
        )
    elif arrived == 0:
        template = tr(
            "None of {starts} starts has come to rest within {radius} of where the gradient is 0,"
            " or where bounds hold a run."
        )
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
    if shares.get(STRANDED, 0.0) > LATE_DOUBTFUL:
        return []
    best = max(points, key=lambda kind: kind.share)
    return [
        tr("Number {number} draws the most starts, {share}: {text}.").format(
            share=percent(best.share), number=best.code + 1, text=best.text
        )
    ]


def _latecomers(found: MapFindings, shares: dict[int, float]) -> list[str]:
    """Return how far off the starts are that have not arrived; nothing where they are few."""
    late = shares.get(STRANDED, 0.0)
    if late <= LATE_SAID:
        return []
    rests = (found.code == STRANDED) & (found.result.converged_at >= 0)
    points, distance = found.result.points, math.nan
    if len(points):
        ends = found.result.end[found.code == STRANDED]
        nearest = np.min([norms(ends - point) for point in points], axis=0)
        distance = float(np.median(nearest))
    who = "plateau" if rests.any() else "all" if late == 1 else "some"
    where = ("none", "one", "several")[min(len(points), 2)]
    if found.result.is_noisy:
        where = "noisy"
    elif found.result.bound is not None:
        where = "bound"
    return [
        tr(_LATE[who, where]).format(
            share=percent(late),
            updates=updates_text(found.updates),
            distance=few(distance, 2),
            bound=bound_text(found.result.bound or 0.0),
        )
    ]
