"""What sentences about runs whose batches differ claim, held against the future of such runs."""

from __future__ import annotations

import math
import re

import numpy as np

from tests.study.words.verdicts.audit.cases import Case, fits, number
from tests.study.words.verdicts.audit.claims.patterns import (
    FACTOR,
    NUMBER,
    Claim,
    pattern,
)
from tests.study.words.verdicts.audit.claims.rest_checks import gradient_fits
from tests.study.words.verdicts.audit.claims.row_checks import loss_is, now, start


def quarters(case: Case, count: str) -> list[tuple[float, float]]:
    """Return the mean losses of the third and last quarter: of batches, and where known of all."""
    n = int(count.replace(",", ""))
    third, last = slice(-n + n // 2, -n + 3 * n // 4), slice(-n + 3 * n // 4, None)
    found = []
    for losses in (case.batch_loss, case.full_loss):
        parts = [losses[part][~np.isnan(losses[part])] for part in (third, last)]
        if all(len(part) for part in parts):
            found.append((float(parts[0].mean()), float(parts[1].mean())))
    return found


def _means(case: Case, count: str, before: str, after: str) -> str:
    right = any(
        fits(before, one, 1e-12) and fits(after, other, 1e-12)
        for one, other in quarters(case, count)
    )
    return "" if right else f"the means are {quarters(case, count)}"


def _fell(case: Case, count: str, before: str, after: str) -> str:
    wrong = _means(case, count, before, after)
    return wrong or ("" if number(after) < number(before) else "it did not fall")


def _went(case: Case, count: str, before: str, after: str, first: str) -> str:
    return _means(case, count, before, after) or loss_is(case, first, start(case))


def _stayed(case: Case, count: str, told: str) -> str:
    return _means(case, count, told, told)


def _slow(case: Case, count: str, before: str, after: str, left: str) -> str:
    wrong = _means(case, count, before, after)
    lowest = _minimum(case)
    above = now(case) - lowest
    if not fits(left, above, 1e-6 * abs(lowest) + 1e-9):
        return f"it is {above} above the minimum"
    slow = number(before) - number(after) <= 0.15 * above
    return wrong or ("" if slow else "that is not slow")


def _minimum(case: Case) -> float:
    """The least loss of all rows of a quadratic, by Newton steps with own differences."""
    theta = case.theta
    for _ in range(3):
        d = len(theta)
        steps = np.eye(d)
        gradient = case.gradients(theta[np.newaxis])[0]
        hessian = np.array([case.gradients((theta + s)[np.newaxis])[0] - gradient for s in steps])
        theta = theta - np.linalg.lstsq(hessian, gradient, rcond=1e-10)[0]
    return float(case.losses(theta[np.newaxis])[0])


def _floor(case: Case, gradient: str, scatter: str) -> str:
    losses = case.losses(case.future)
    if np.isnan(losses).any():
        return "the run leaves"
    recent = case.losses(case.past[-max(8, case.updates // 4) :])
    lowest = _least(case)
    # So few updates may be higher by chance than most that come, but hardly than all of these.
    count = min(len(recent), (len(losses) - 1) // 4)
    windows = losses[1 : 1 + (len(losses) - 1) // count * count].reshape(-1, count)
    later = windows.mean(axis=1) - lowest
    level = float(recent.mean())
    quarter, half = len(later) // 4, len(later) // 2
    # A single burst among the first is no fall, nor is one from a height that came after.
    is_lower = np.median(later[half:]) < 0.6 * np.median(later[:half])
    is_lower = is_lower and later[-quarter:].mean() < level - lowest
    if not level - lowest <= max(1.2 * later.max(), later.mean() + 4 * later.std()):
        return f"{level - lowest} above the least before, at most {later.max()} later"
    if is_lower and later[-quarter:].mean() < 0.5 * later[:quarter].mean():
        return f"it still falls: {later}"
    if not case.settings_first and start(case) < level:
        return "the floor is above the start"
    wrong = gradient_fits(case, gradient)
    return wrong or ("" if number(scatter) > 0 else "nothing scatters")


def _least(case: Case) -> float:
    """The least loss near, by gradient descent with all rows from the mean of the future."""
    theta = case.future[len(case.future) // 2 :].mean(axis=0)
    best = float(case.losses(theta[np.newaxis])[0])
    rate = 1.0
    for _ in range(2000):
        new = theta - rate * case.gradients(theta[np.newaxis])[0]
        loss = float(case.losses(new[np.newaxis])[0])
        if loss < best:
            theta, best, rate = new, loss, rate * 1.3
        else:
            rate /= 2
    return best


def _grown(case: Case, first: str, told: str) -> str:
    wrong = loss_is(case, first, start(case)) or loss_is(case, told, now(case))
    norms = np.linalg.norm(case.gradients(case.past[[0, -1]]), axis=1)
    return wrong or ("" if norms[1] > norms[0] and now(case) > start(case) else "it has not grown")


def _grown_by_quarters(case: Case, first: str, late: str, count: str, before: str) -> str:
    return _means(case, count, before, late) or loss_is(case, first, start(case))


def _early_fall(case: Case, first: str, told: str) -> str:
    wrong = loss_is(case, first, start(case)) or loss_is(case, told, now(case))
    return wrong or ("" if now(case) < start(case) else "it has not fallen")


def _early(case: Case, told: str) -> str:
    return loss_is(case, told, now(case))


def _whole_factor(case: Case, told: str) -> str:
    """Tell whether a run whose rows curve alike diverges, with the factor of all rows."""
    own = case.gradients(case.theta + np.eye(len(case.theta)))
    hessian = own - case.gradients(case.theta[np.newaxis])
    factors = 1 - case.rates[0] * np.linalg.eigvalsh((hessian + hessian.T) / 2)
    if case.experiment.rule == "gd" and not any(fits(told, f, 1e-9) for f in factors):
        return f"the factors are {factors}"
    if abs(number(told)) <= 1:
        return "it does not grow"
    far = np.abs(case.future - case.theta).max(axis=1)
    grows = len(far) * math.log(abs(number(told))) > math.log(1e12)
    return "" if not grows or np.isnan(far).any() or far[-1] > 100 else "it does not leave"


NOISE: list[Claim] = [
    (
        pattern(
            "Falling: from the third to the last quarter of {c} updates the mean loss fell from"
            " {n} to {n}."
        ),
        _fell,
    ),
    (
        pattern(
            "Slow: from the third to the last quarter of {c} updates the mean loss fell from {n}"
            " to {n}; over all rows it is {n} above its minimum."
        ),
        _slow,
    ),
    (
        pattern(
            "Slow: from the third to the last quarter of {c} updates the mean loss stayed at {n},"
            " to four figures; over all rows it is {n} above its minimum."
        ),
        lambda case, count, told, left: _slow(case, count, told, told, left),
    ),
    (
        pattern(
            "Unsettled: from the third to the last quarter of {c} updates the mean loss went from"
            " {n} to {n}; at the start it was {n}."
        ),
        _went,
    ),
    (
        re.compile(
            r"(?:Unsettled|Falling, but by little): in the third and the last quarter of ([\d,]+)"
            rf" updates the mean loss is {NUMBER}, to four figures(?:; whether it falls further"
            r" cannot be told from that)?\."
        ),
        _stayed,
    ),
    (
        pattern(
            "At its noisy floor: the gradient of all rows is {n} here, and that of a batch is"
            " off it by {n} (root mean square). A smaller η or larger batches lower the floor."
        ),
        _floor,
    ),
    (
        pattern(
            "Rising: over all rows the loss has grown from {n} at the start to {n}, and the"
            " gradient is longer than at the start."
        ),
        _grown,
    ),
    (
        pattern(
            "Rising: the loss has grown from {n} at the start to {n}, the mean of the last quarter"
            " of {c} updates; that of the third is {n}."
        ),
        _grown_by_quarters,
    ),
    (
        pattern(
            "Over all rows the loss has fallen from {n} to {n}; it is too early to tell progress"
            " from chance, which picks the rows of each batch."
        ),
        _early_fall,
    ),
    (
        pattern(
            "Too early to tell progress from chance, which picks the rows of each batch; over all"
            " rows the loss is {n}."
        ),
        _early,
    ),
    (
        re.compile(
            "Diverging: even with all rows in every update, each would (?:in the long run )?"
            rf"multiply the distance to the (?:saddle|minimum) by {FACTOR}(?: in the steepest.*)?\."
        ),
        _whole_factor,
    ),
]
