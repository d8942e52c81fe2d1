"""What sentences about runs that hardly move claim, held against own losses and steps.

A check returns what is wrong, nothing where the claim is true.
"""

from __future__ import annotations

import numpy as np

from tests.study.words.verdicts.audit.cases import Case, fits, number
from tests.study.words.verdicts.audit.claims.rest_checks import gradient_fits, stays
from tests.study.words.verdicts.audit.claims.row_checks import now
from tests.study.words.verdicts.audit.directions import Directions
from tests.study.words.verdicts.audit.settings import SEARCHED

ROUNDED_SLOPE = 1e-15
"""A slope that may come out as 0, in parts of the loss or of 1."""


def shrunk(case: Case, gradient: str) -> str:
    first = np.linalg.norm(case.gradients(case.past[:1])[0])
    last = np.linalg.norm(case.gradients(case.theta[np.newaxis])[0])
    noise = 0.0 if case.hessian is None else 10 * Directions(case).noise
    wrong = "" if last < first + noise else f"it has not shrunk: {first} {last}"
    return gradient_fits(case, gradient) or wrong or stays(case)


def no_way(case: Case) -> str:
    if case.hessian is not None:
        # It is 0 in the order in which the program adds; in ours it may be what rounding leaves.
        slopes = np.abs(case.gradients(case.theta[np.newaxis]))
        return "" if slopes.max() <= 10 * Directions(case).noise else "the gradient is not 0"
    slopes = np.abs(case.gradients(case.theta[np.newaxis]))
    if slopes.max() > ROUNDED_SLOPE * max(1.0, abs(now(case))):
        return "the gradient is not 0"
    return "" if (case.future == case.theta).all() else "it moves"


def there_claim(case: Case, gradient: str) -> str:
    return gradient_fits(case, gradient) or stays(case)


def resting_until_they_grow(case: Case, gradient: str, step: str) -> str:
    """Tell whether it rests, with a rule whose divisors may shrink."""
    if case.experiment.rule == "adagrad":
        return "what it divides by never shrinks"
    return resting(case, gradient, step)


def resting(case: Case, gradient: str, step: str) -> str:
    moves = float(np.hypot.reduce(case.future[1] - case.theta))
    told = number(step)
    room = 1e-15 * float(np.linalg.norm(case.theta))
    is_small = told <= 2e-6 * max(np.linalg.norm(case.theta), np.ptp(case.past, axis=0).max())
    is_right = case.is_noisy or fits(step, moves, 1e-2 * moves + room, 2)
    return gradient_fits(case, gradient) or ("" if is_right and is_small else f"it moves {moves}")


def resting_with_own_rates(case: Case, gradient: str, step: str) -> str:
    """Tell whether it rests, with a rule whose divisors never shrink."""
    if case.experiment.rule != "adagrad":
        return "its steps may grow by themselves"
    return resting(case, gradient, step)


def standing_claim(case: Case, gradient: str, rate: str) -> str:
    wrong = gradient_fits(case, gradient)
    if _is_lost(case):
        return wrong
    moves = (case.future[1] != case.theta).any()
    if moves and np.abs(case.future[1] - case.theta).max() > 1e-15 * np.abs(case.theta).max():
        return "it moves"
    own = case.rates[0]
    return wrong or ("" if fits(rate, own, figures=6) else f"the rate is {own}")


def _is_lost(case: Case) -> bool:
    """Whether a search cannot find out a lower loss: rounding changes it by more."""
    slope = case.gradients(case.theta[np.newaxis])[0]
    fall = case.experiment.learning_rate * float(slope @ slope)
    terms = abs(now(case)) + float(np.abs(slope) @ np.abs(case.theta))
    if case.hessian is not None:
        terms += float(np.abs(case.hessian).sum() * (case.theta**2).max())
        terms += float(np.abs(case.slope) @ np.abs(case.theta))
    return case.experiment.schedule in SEARCHED and fall <= 1e-13 * terms


def nearly_standing(case: Case, gradient: str, rate: str) -> str:
    moves, own = np.abs(case.future[1] - case.theta).max(), case.rates[0]
    if not fits(rate, own, figures=6):
        return f"the rate is {own}"
    limit = 1e-13 * np.linalg.norm(case.theta)
    return gradient_fits(case, gradient) or ("" if moves <= limit else f"it moves by {moves}")
