"""What sentences about the learning rate claim, held against own updates near the bound."""

from __future__ import annotations

import re

import numpy as np

from tests.study.words.verdicts.audit.cases import Array, Case, fits, number
from tests.study.words.verdicts.audit.claims.patterns import NUMBER, Claim, pattern
from tests.study.words.verdicts.audit.claims.row_checks import own_hessian
from tests.study.words.verdicts.audit.directions import multipliers
from tests.study.words.verdicts.audit.settings import setting


def eigenvalues(case: Case) -> Array:
    """Return the eigenvalues here, those that differences or rounding leave of 0 as 0."""
    if case.hessian is not None:
        values = np.linalg.eigvalsh(case.hessian)
        return np.where(np.abs(values) <= 1e-13 * np.abs(values).max(), 0.0, values)
    # Next to a point where the slope bends sharply shorter differences are better.
    is_bent = np.abs(case.theta).min() < 1e-3 and "abs" in case.experiment.objective
    if "max" in case.experiment.objective:
        return np.zeros(len(case.theta))  # It is made of straight pieces.
    hessian = own_hessian(case, case.theta, 0.0 if is_bent else 1e-2)
    hessian[np.abs(hessian) > 1e200] = 0.0
    values = np.linalg.eigvalsh(hessian)
    return np.where(np.abs(values) <= 1e-7 * np.abs(values).max(), 0.0, values)


def _room(case: Case, values: Array) -> float:
    return (1e-13 if case.hessian is not None else 2e-3) * float(np.abs(values).max())


def largest_multiplier(case: Case, rate: float, values: Array) -> float:
    """Return what an update multiplies the distance by at most, over the curved directions."""
    experiment = case.experiment
    beta, weight = 0.0, 1.0
    if experiment.rule != "gd":
        beta = setting(experiment, "beta")
        weight = 1 - beta if experiment.settings.get("convention") == "average" else 1.0
    curved = values[values != 0]
    return max(
        float(np.abs(multipliers(experiment.rule, beta, weight, rate * value)).max())
        for value in curved
    )


def unrounded_bound(case: Case, told: str, rate: str) -> str:
    """Tell whether it is a bound for this run as it is, whose steps are not rounded."""
    is_rounded = not _is_rounded(case)
    return "its steps are rounded" if is_rounded else bound(case, told, rate)


def bound(case: Case, told: str, rate: str) -> str:
    """Tell whether rates below a printed bound are stable, and those above by 1 % are not."""
    values = eigenvalues(case)
    room = 1e-9 if case.hessian is not None else 5e-3
    if largest_multiplier(case, number(told) * (1 - room), values) > 1:
        return "a rate below it is not stable"
    if largest_multiplier(case, number(told) * 1.01, values) < 1:
        return "a rate above it is stable, too"
    return _rate(case, rate) or _order(case, told, rate, values)


def _rate(case: Case, rate: str) -> str:
    own = case.rates[0]
    return "" if fits(rate, own, figures=6) else f"the rate is {own}"


def _order(case: Case, told: str, rate: str, values: Array) -> str:
    if case.hessian is None:
        return ""
    largest = largest_multiplier(case, case.rates[0], values)
    if number(rate) < number(told):
        return "" if largest < 1 + 1e-11 else "told to be below the bound, but not stable"
    return "" if largest > 1 - 1e-11 else "told to be beyond the bound, but stable"


def _with_fastest(case: Case, low: str, high: str, told: str, fastest: str, rate: str) -> str:
    values = eigenvalues(case)
    curved = values[values > 0] if low != "0" else values
    if not fits(low, curved[0], _room(case, values)) or not fits(
        high, values[-1], _room(case, values)
    ):
        return f"the eigenvalues are {values}"
    return _is_fastest(case, fastest) or unrounded_bound(case, told, rate)


def _is_fastest(case: Case, fastest: str) -> str:
    values = eigenvalues(case)
    best = largest_multiplier(case, number(fastest), values)
    others = [largest_multiplier(case, number(fastest) * share, values) for share in (0.99, 1.01)]
    return (
        ""
        if best <= min(others) + 1e-3 * (1 - best) + 1e-9
        else f"another rate is faster: {best} {others}"
    )


def _one_value(case: Case, high: str, told: str, fastest: str, rate: str) -> str:
    return _with_fastest(case, high, high, told, fastest, rate)


def _largest_only(case: Case, high: str, told: str, rate: str) -> str:
    values = eigenvalues(case)
    if not fits(high, values[-1], _room(case, values)):
        return f"the largest eigenvalue is {values[-1]}"
    return unrounded_bound(case, told, rate)


def _between(case: Case, low: str, high: str, told: str, rate: str) -> str:
    values = eigenvalues(case)
    if not fits(low, values[0], _room(case, values)):
        return f"the smallest eigenvalue is {values[0]}"
    return _largest_only(case, high, told, rate)


def _downward(case: Case, told: str) -> str:
    values = eigenvalues(case)
    is_right = number(told) < 0 and fits(told, values[0], _room(case, values))
    return "" if is_right else f"the smallest eigenvalue is {values[0]}"


def _is_rounded(case: Case) -> str:
    given = case.experiment
    return "" if given.round_gradient or given.round_parameters else "nothing is rounded"


def _rounded(case: Case, told: str, high: str, rate: str) -> str:
    values = eigenvalues(case)
    if not fits(high, values[-1], _room(case, values)):
        return f"the largest eigenvalue is {values[-1]}"
    return _is_rounded(case) or bound(case, told, rate)


def _downward_rounded(case: Case, told: str) -> str:
    return _is_rounded(case) or _downward(case, told)


def _flat(case: Case) -> str:
    values = eigenvalues(case)
    return "" if np.abs(values).max() <= 1e-6 else f"it is curved: {values}"


def _at_minimum_above(case: Case, told: str, rate: str) -> str:
    values = eigenvalues(case)
    if largest_multiplier(case, case.rates[0], values) < 1 - 1e-11:
        return "the rate is stable"
    directions = np.linalg.eigh(case.hessian)[1]
    slope = directions[:, -1] @ (case.hessian @ case.theta + case.slope)
    steep = values[-1] * np.linalg.norm(case.theta) + np.linalg.norm(case.slope)
    if abs(slope) > 1e-11 * steep:
        first = case.past[0]
        before = directions[:, -1] @ (case.hessian @ first + case.slope)
        if abs(slope) > 1e-5 * abs(before):
            return f"the run is off along the steepest direction, with a slope of {slope}"
    return unrounded_bound(case, told, rate)


def _driven_away(case: Case, told: str, rate: str) -> str:
    if largest_multiplier(case, case.rates.max(), eigenvalues(case)) < 1:
        return "every rate to come is stable"
    return unrounded_bound(case, told, rate)


RATES: list[Claim] = [
    (
        re.compile(
            rf"With the eigenvalues from {NUMBER} to {NUMBER}, rates below {NUMBER} are"
            rf" stable and {NUMBER} is the fastest in the long run, from most starts; this one is"
            rf" {NUMBER}\."
        ),
        _with_fastest,
    ),
    (
        pattern(
            "With the eigenvalues 0 and {n} to {n}, rates below {n} are stable and {n} is"
            " the fastest in the long run, from most starts; this one is {n}."
        ),
        _with_fastest,
    ),
    (
        pattern(
            "With the eigenvalue {n}, rates below {n} are stable and {n} is the fastest;"
            " this one is {n}."
        ),
        _one_value,
    ),
    (
        pattern(
            "With this rule and the largest eigenvalue {n}, rates below {n} are stable;"
            " this one is {n}."
        ),
        _largest_only,
    ),
    (
        pattern(
            "Were the loss curved everywhere as at this point (eigenvalues {n} to {n}), rates"
            " below {n} would be stable; this one is {n}."
        ),
        _between,
    ),
    (
        pattern(
            "Were the loss curved everywhere as at this point (eigenvalue {n}), rates below"
            " {n} would be stable; this one is {n}."
        ),
        _largest_only,
    ),
    (
        pattern(
            "By the curvature at this point rates below {n} are stable here; this one is {n}: the"
            " least push drives the run away again."
        ),
        _driven_away,
    ),
    (
        pattern(
            "Rates below {n} are stable from every start; this one is {n}, but along the"
            " steepest direction this run is at the minimum, to within rounding."
        ),
        _at_minimum_above,
    ),
    (
        pattern(
            "In some direction the loss curves downwards (eigenvalue {n}): there every learning"
            " rate leads further away from where the slope is 0."
        ),
        _downward,
    ),
    (
        pattern(
            "In some direction the loss curves downwards (eigenvalue {n}): there every learning"
            " rate leads further away from where the slope is 0, unless the step is rounded away."
        ),
        _downward_rounded,
    ),
    (
        pattern(
            "Were nothing rounded, rates below {n} would be stable, by the largest eigenvalue {n};"
            " this one is {n}."
        ),
        _rounded,
    ),
    (
        pattern(
            "Were nothing rounded, and the loss curved everywhere as at this point (largest"
            " eigenvalue {n}), rates below {n} would be stable; this one is {n}."
        ),
        lambda case, high, told, rate: _rounded(case, told, high, rate),
    ),
    (
        re.compile(
            "With all rows in every update and nothing rounded(?:, and were the loss curved"
            rf" everywhere as at this point)?, rates below {NUMBER} would be stable; this one is"
            rf" {NUMBER}\."
        ),
        lambda case, told, rate: _is_rounded(case) or bound(case, told, rate),
    ),
    (
        pattern(
            "In some direction the loss curves downwards at this point (eigenvalue {n}), which"
            " gives no bound for the rate."
        ),
        _downward,
    ),
    (pattern("The loss is not curved, so no learning rate is too large."), _flat),
    (
        pattern(
            "To within rounding, the loss is not curved at this point, which gives no bound for the"
            " rate."
        ),
        _flat,
    ),
    (
        re.compile(
            "With all rows in every update(?:, and were the loss curved everywhere as at this"
            rf" point)?, rates below {NUMBER} would be stable(?: and {NUMBER} the fastest in the"
            rf" long run, from most starts)?; small batches may need less\. This one is {NUMBER}\."
        ),
        lambda case, told, fastest, rate: (
            unrounded_bound(case, told, rate) or (_is_fastest(case, fastest) if fastest else "")
        ),
    ),
]
