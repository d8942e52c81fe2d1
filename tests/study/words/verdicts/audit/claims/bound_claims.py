"""What sentences about runs at their bounds claim, held against own slopes and steps."""

from __future__ import annotations

import re

import numpy as np

from tests.study.words.verdicts.audit.cases import Array, Case, fits
from tests.study.words.verdicts.audit.claims.patterns import NUMBER, Claim
from tests.study.words.verdicts.audit.claims.rest_checks import stays
from tests.study.words.verdicts.audit.updates import box

_HELD = r"([\w, ]+)"
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def _blocked(case: Case) -> Array:
    """Return which parameters are at a bound that a step down the slope leads out of."""
    slope = case.gradients(case.theta[np.newaxis])[0]
    low, high = box(case)
    return ((case.theta <= low) & (slope > 0)) | ((case.theta >= high) & (slope < 0))


def _are_held(case: Case, told: str) -> str:
    blocked = _blocked(case)
    names = [
        name for name, is_held in zip(case.experiment.parameters, blocked, strict=True) if is_held
    ]
    found = told.translate(_LOWERED).split(", ")
    return "" if found == names else f"the slope leads out of the bounds of {names}"


def _rest_fits(case: Case, told: str) -> str:
    """Tell whether a printed norm is that of the slopes that no bound holds back."""
    slopes = case.gradients(case.theta[np.newaxis])[0]
    norm = float(np.hypot.reduce(np.where(_blocked(case), 0.0, slopes)))
    steepest = float(np.linalg.norm(case.gradients(case.past), axis=1).max())
    room = 1e-14 * steepest
    if case.hessian is not None:
        room += 1e-13 * float(np.abs(case.hessian).max() * np.linalg.norm(case.theta))
    return "" if fits(told, norm, room) else f"the gradient is {norm}"


def _arrived(case: Case, held: str, gradient: str) -> str:
    return _are_held(case, held) or _rest_fits(case, gradient) or stays(case)


def _resting(case: Case, held: str, gradient: str, step: str) -> str:
    moves = float(np.hypot.reduce(case.future[1] - case.theta))
    is_right = case.is_noisy or fits(step, moves, 1e-2 * moves, 2)
    wrong = "" if is_right else f"the next step is {moves} long"
    return _are_held(case, held) or _rest_fits(case, gradient) or wrong


def _standing(case: Case, held: str) -> str:
    moves = np.abs(case.future[1] - case.theta).max() > 1e-15 * np.abs(case.theta).max()
    return _are_held(case, held) or ("it moves" if moves else "")


BOUNDS: list[Claim] = [
    (
        re.compile(
            rf"Converged, as it seems here: the slope leads out of the bounds of {_HELD}; but for"
            rf" that the gradient is {NUMBER}\."
        ),
        _arrived,
    ),
    (
        re.compile(
            rf"At rest for now: the slope leads out of the bounds of {_HELD}; but for that the"
            rf" gradient is {NUMBER}, and the next step is {NUMBER} long\."
        ),
        _resting,
    ),
    (
        re.compile(
            rf"Standing still at the bounds of {_HELD}: the next update changes no parameter,"
            r" though a lower loss may be near\."
        ),
        _standing,
    ),
]
