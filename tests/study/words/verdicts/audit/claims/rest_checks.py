"""Whether a printed gradient is that of the point, and a run that has converged stays.

A check returns what is wrong, nothing where the claim is true.
"""

from __future__ import annotations

import numpy as np

from tests.study.words.verdicts.audit.cases import Array, Case, fits
from tests.study.words.verdicts.audit.directions import Directions


def gradient_fits(case: Case, told: str) -> str:
    """Tell whether a printed norm is that of the gradient, up to rounding."""
    norm = float(np.hypot.reduce(case.gradients(case.theta[np.newaxis])[0]))
    steepest = float(np.linalg.norm(case.gradients(case.past), axis=1).max())
    room = 1e-14 * steepest
    if case.hessian is not None:
        steep = np.abs(Directions(case).values).max() * np.linalg.norm(case.theta)
        room += 1e-14 * (steep + np.linalg.norm(case.slope))
    return "" if fits(told, norm, room) else f"the gradient is {norm}"


def stays(case: Case, share: float = 1e-3) -> str:
    """Tell whether a run that has converged stays where it is, by its loss."""
    losses = case.losses(case.future)
    if np.isnan(losses).any():
        return "the run leaves"
    first = float(case.losses(case.past[:1])[0])
    room = share * abs(first - losses[0]) + 1e-12 * abs(losses[0])
    if case.hessian is not None:
        found = Directions(case)
        steep = np.abs(found.values).max()
        room += 1e-13 * (steep * float((case.theta**2).sum()) + np.linalg.norm(case.slope))
        room += float((np.abs(found.values) * found.rounding(case.future[:1])[0] ** 2).sum())
    away: Array = np.abs(losses - losses[0])
    return "" if away.max() <= room else f"the loss moves by {away.max()}, {room} are nothing"
