"""A run that is rounded as by hand, held against the exact one."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import ROUNDING, Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import FLOAT_NOISE, NumberFormat
from gdsim.symbols import symbol

MOST_EXACT_UPDATES = 100_000
"""Updates of the exact run that are made for a sentence."""

MOST_NAMED_PARAMETERS = 3
"""Parameters that the sentence names."""

_exact_runs: WeakKeyDictionary[Run, Run] = WeakKeyDictionary()


def exact_theta(run: Run, t: int) -> Array | None:
    """Return theta (d,) before update `t` of the same run without rounding.

    None where that run ends before.

    Raises
    ------
    InputError
        If there is no memory for that run.
    """
    exact = _exact_runs.get(run)
    if exact is None:
        exact = Run(_unrounded(run.segments[0].experiment), run.objective)
    for segment in run.segments[len(exact.segments) :]:
        if segment.first > t:
            break
        exact.advance(segment.first - exact.length)
        if exact.length < segment.first:
            return None
        exact = exact.branch(segment.first, **_unrounded(segment.experiment).changeable_fields())
    _exact_runs[run] = exact
    exact.advance(t - exact.length)
    return exact.row(t).theta if exact.length >= t else None


def _unrounded(experiment: Experiment) -> Experiment:
    return experiment.with_(**dict.fromkeys(ROUNDING, ""))


def is_rounded(run: Run, t: int) -> bool:
    """Return whether any update before `t`, or update `t`, is rounded."""
    return any(segment.is_rounded for segment in run.segments if segment.first <= t)


def exact_sentence(run: Run, t: int, number_format: NumberFormat) -> str:
    """Return how far the exact run is before update `t`; empty where nothing is rounded."""
    if not is_rounded(run, t):
        return ""
    if t > MOST_EXACT_UPDATES:
        return tr("Each step is rounded.")
    try:
        exact = exact_theta(run, t)
    except InputError:
        return tr("Each step is rounded.")
    if exact is None:
        return tr("Each step is rounded. The exact run has ended before this update.")
    here = run.row(t).theta
    if np.allclose(exact, here, rtol=FLOAT_NOISE, atol=0):
        return tr("Each step is rounded. The exact run is at the same numbers up to here.")
    shown = [
        tr("{name} = {exact} (here {rounded})").format(
            name=symbol(name),
            exact=number_format.brief(float(exact[k])),
            rounded=number_format.brief(float(here[k])),
        )
        for k, name in enumerate(run.objective.parameters[:MOST_NAMED_PARAMETERS])
    ]
    if len(here) > MOST_NAMED_PARAMETERS:
        shown.append("…")
    return tr("Each step is rounded. The exact run is at {values} by now.").format(
        values=", ".join(shown)
    )
