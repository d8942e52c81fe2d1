"""What sentences about the last updates and the loss around claim, held against own losses.

A check returns what is wrong, nothing where the claim is true.
"""

from __future__ import annotations

import numpy as np

from tests.study.words.verdicts.audit.cases import Array, Case, fits, number, unit
from tests.study.words.verdicts.audit.claims.rest_checks import gradient_fits
from tests.study.words.verdicts.audit.directions import Directions
from tests.study.words.verdicts.audit.settings import convention, setting
from tests.study.words.verdicts.audit.updates import by_hand


def own_hessian(case: Case, theta: Array, least: float = 1e-2) -> Array:
    """Return the Hessian of the loss of all rows at theta, by central differences."""
    d = len(theta)
    step = 1e-5 * np.maximum(least, np.abs(theta))
    # On a kink, and along it, there is nothing to differentiate.
    step = np.where(step == 0, 1e-300, step)
    there = np.concatenate([theta + np.diag(step), theta - np.diag(step)])
    gradients = case.gradients(there)
    found = (gradients[:d] - gradients[d:]) / (2 * step[:, np.newaxis])
    return (found + found.T) / 2


def is_noise(case: Case) -> bool:
    """Whether the gradient is what rounding leaves of one that is 0, another in each program."""
    slopes = np.abs(case.gradients(case.theta[np.newaxis]))
    return case.hessian is not None and slopes.max() <= 10 * Directions(case).noise


def now(case: Case) -> float:
    """The loss of all rows at the verdict."""
    return float(case.losses(case.theta[np.newaxis])[0])


def start(case: Case) -> float:
    """That at the start of the run."""
    return float(case.losses(case.past[:1])[0])


def window(case: Case, count: str) -> Array:
    """The losses before each of the last updates, and now."""
    return case.losses(case.past[-1 - int(count) :])


def loss_is(case: Case, told: str, value: float) -> str:
    """Tell whether a printed loss is that, up to what rounding does to a loss."""
    room = 1e-9 * abs(value)
    if case.hessian is not None:
        steep = np.abs(case.hessian).sum() * float((case.theta**2).max())
        room += 1e-14 * (steep + np.abs(case.slope).sum() * np.abs(case.theta).max())
    room += 1e-15
    return "" if fits(told, value, room) else f"the loss is {value}, not {told}"


def _from_to(case: Case, count: str, before: str, after: str) -> str:
    losses = window(case, count)
    wrong = loss_is(case, before, losses[0]) or loss_is(case, after, losses[-1])
    if before == after:
        return wrong or "from a to a"
    return wrong or ("" if losses[-1] < losses[0] else "it did not fall")


def falling(case: Case, count: str, before: str, after: str) -> str:
    losses = window(case, count)
    is_lowest = losses[-1] <= losses.min() + 1e-12 * abs(losses[-1]) + 1e-15
    return _from_to(case, count, before, after) or ("" if is_lowest else "it was lower before")


def slow_claim(case: Case, count: str, before: str, after: str, first: str) -> str:
    losses = window(case, count)
    fallen, gained = losses[0] - losses[-1], start(case) - losses[-1]
    moved = np.abs(np.diff(case.past[-1 - int(count) :], axis=0)).sum()
    hardly = moved <= 1e-2 * max(1.0, np.linalg.norm(case.theta))
    wrong = _from_to(case, count, before, after) or loss_is(case, first, start(case))
    return wrong or ("" if fallen <= 0.15 * abs(gained) or hardly else "that is not slow")


def stayed(case: Case, count: str, told: str) -> str:
    losses = window(case, count)
    away = np.abs(losses - losses[-1]).max()
    room = 2 * unit(losses[-1]) + 1e-14
    return loss_is(case, told, losses[-1]) or ("" if away <= room else f"it moved by {away}")


def moves_on_at(case: Case, count: str, told: str) -> str:
    moves = (case.future[1] != case.theta).any() or is_noise(case)
    return stayed(case, count, told) or ("" if moves else "the next update moves nothing")


def fell_by(case: Case, count: str, change: str, after: str) -> str:
    losses = window(case, count)
    fallen = losses[0] - losses[-1]
    room = 1e-15 * np.abs(losses).max() * 20
    if case.hessian is not None:
        room += 1e-15 * float(np.abs(case.hessian).sum() * (case.theta**2).max())
    wrong = loss_is(case, after, losses[-1])
    return wrong or ("" if fits(change, fallen, room, 2) else f"it fell by {fallen}")


def between(case: Case, count: str, low: str, high: str, told: str) -> str:
    losses = window(case, count)
    return (
        loss_is(case, low, losses.min())
        or loss_is(case, high, losses.max())
        or loss_is(case, told, losses[-1])
        or ("between a and a" if low == high else "")
    )


def went(case: Case, before: str, after: str) -> str:
    losses = window(case, "1")
    return loss_is(case, before, losses[0]) or loss_is(case, after, losses[1])


def rose(case: Case, count: str, before: str, after: str) -> str:
    losses = window(case, count)
    if not (np.diff(losses) > 0).all() or before == after:
        return "it did not rise every time"
    return loss_is(case, before, losses[0]) or loss_is(case, after, losses[-1])


def rose_by(case: Case, count: str, change: str) -> str:
    losses = window(case, count)
    room = 1e-14 * abs(losses[-1])
    if not (np.diff(losses) > -room).all():
        return "it did not rise every time"
    return "" if fits(change, losses[-1] - losses[0], room, 2) else "it rose by something else"


def _turning(case: Case, percent: str, count: str) -> str:
    past = case.past[-1 - int(count) :]
    if convention(case.experiment) == "lookahead":
        # Its gradient is that of where the last step alone would lead on.
        steps = np.diff(case.past[-2 - int(count) :], axis=0)
        past = (
            past + setting(case.experiment, "beta") * np.vstack([past[:1] * 0, steps])[-len(past) :]
        )
    gradients = by_hand([case] * len(past), "round_gradient", case.gradients(past))
    products = (gradients[1:] * gradients[:-1]).sum(axis=1)
    # Of gradients that rounding left, each program has its own.
    noise = 0.0 if case.hessian is None else 30 * Directions(case).noise
    doubtful = np.abs(products) <= noise * np.linalg.norm(gradients, axis=1)[1:]
    share, room = 100 * (products < 0).mean(), 100 * doubtful.mean()
    return "" if abs(share - float(percent)) <= 0.51 + room else f"{share} %"


def _straight_on(case: Case, count: str) -> float:
    steps = np.diff(case.past[-1 - int(count) :], axis=0)
    way = np.linalg.norm(steps, axis=1).sum()
    return float(np.linalg.norm(steps.sum(axis=0)) / way) if way else 0.0


def zigzag(case: Case, percent: str, count: str) -> str:
    moves_on = _straight_on(case, count) >= 0.19 and len(case.theta) > 1
    return _turning(case, percent, count) or ("" if moves_on else "the run does not move on")


def oscillating(case: Case, percent: str, count: str, straight: str) -> str:
    share = 100 * _straight_on(case, count)
    wrong = "" if abs(share - float(straight)) <= 0.51 else f"{share} % lead straight on"
    return _turning(case, percent, count) or wrong


def plateau(case: Case, gradient: str, radius: str, told: str) -> str:
    rng = np.random.default_rng(0)
    directions = rng.normal(size=(400, len(case.theta)))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    around = case.theta + directions * rng.uniform(0, number(radius) * 0.99, (400, 1))
    losses, own = case.losses(around), now(case)
    if not (np.abs(losses - own) <= 0.0101 * abs(own)).all():
        return f"it changes by {np.abs(losses / own - 1).max()}"
    return loss_is(case, told, own) or gradient_fits(case, gradient)


def saddle(case: Case, gradient: str, eigenvalue: str) -> str:
    smallest = float(np.linalg.eigvalsh(own_hessian(case, case.theta))[0])
    if not number(eigenvalue) < 0 or not fits(eigenvalue, smallest, 1e-3 * abs(smallest)):
        return f"the smallest eigenvalue is {smallest}"
    soon = case.losses(case.future[:2])
    gained = abs(start(case) - soon[0])
    moves = abs(soon[1] - soon[0]) > 0.05 * gained + 1e-12
    return gradient_fits(case, gradient) or ("it is not stuck" if moves else "")


def maximum(case: Case, gradient: str, eigenvalue: str) -> str:
    largest = float(np.linalg.eigvalsh(own_hessian(case, case.theta))[-1])
    is_right = largest < 0 and fits(eigenvalue, largest, 1e-3 * abs(largest))
    wrong = "" if is_right else f"the largest is {largest}"
    return gradient_fits(case, gradient) or wrong


def bowl(case: Case, told: str, *, is_average: bool) -> str:
    if np.isnan(case.future).any():
        return "the run leaves"
    end = case.future[-1]
    far = np.linalg.norm(case.future - end, axis=1)
    size = number(told)
    seen = np.flatnonzero(far > max(1e-9, 1e-12 * np.linalg.norm(end)))
    before, after = np.linalg.norm(case.gradients(case.future[[0, -1]]), axis=1)
    if after > max(1e-4, 10 * size ** len(case.future)) * before + 1e-9:
        return "it does not end where there is no slope"
    if len(seen) < 20:
        return ""
    last = seen[-1]
    # Momentum may just be passing the bottom: what counts is how far it goes.
    factor = (far[last] / far[:10].max()) ** (1 / last)
    if factor > size + 0.15 * (1 - size) + 0.05:
        return f"on average {factor} is left"
    return "" if not is_average or factor > size - 0.2 else f"{factor} is far less"


def _is_beyond(loss: float, first: float) -> bool:
    return abs(loss) > 1e9 * max(1.0, abs(first))


def broken_off(case: Case, first: str, told: str) -> str:
    own, before = now(case), start(case)
    if not case.has_stopped:
        return "it was not broken off"
    wrong = loss_is(case, first, before) or loss_is(case, told, own)
    # With batches it is beyond the loss of the first one.
    limits = case.batch_loss[0] if case.is_noisy else before
    return wrong or ("" if _is_beyond(own, limits) else "that is no bound")


def back(case: Case, reached: str, told: str) -> str:
    beyond = float(case.losses(case.past[-2:-1])[0])
    if not case.has_stopped or case.is_noisy:
        return "it was not broken off, or there are batches"
    is_so = _is_beyond(beyond, start(case)) and not _is_beyond(now(case), start(case))
    wrong = loss_is(case, reached, beyond) or loss_is(case, told, now(case))
    return wrong or ("" if is_so else "that is no bound, or it is not back")


def back_with_batches(case: Case, reached: str, told: str) -> str:
    first, beyond = case.batch_loss[[0, -1]]
    if not case.has_stopped or not case.is_noisy:
        return "it was not broken off, or there are no batches"
    is_so = _is_beyond(beyond, first) and not _is_beyond(now(case), first)
    wrong = loss_is(case, reached, beyond) or loss_is(case, told, now(case))
    return wrong or ("" if is_so else "that is no bound, or it is not back")


def not_finite(case: Case, told: str) -> str:
    here, before = now(case), float(case.losses(case.past[-2:-1])[0])
    slope = np.isfinite(case.gradients(case.theta[np.newaxis])).all()
    if np.isfinite(here) and slope:
        return "the loss is finite"
    return loss_is(case, told, before)


def undefined(case: Case) -> str:
    is_finite = np.isfinite([now(case), *case.gradients(case.theta[np.newaxis])[0]]).all()
    return "the loss is finite" if is_finite or case.updates else ""


def endless(case: Case, told: str) -> str:
    if case.updates or (np.isfinite(case.future[1]).all() and not is_noise(case)):
        return "the first update leads to a finite point"
    return loss_is(case, told, now(case))


def endless_now(case: Case, told: str) -> str:
    if not case.updates or not case.has_stopped or np.isfinite(case.future[1]).all():
        return "the next update leads to a finite point"
    return loss_is(case, told, now(case))


def soon_gone(case: Case, told: str, within: str) -> str:
    losses = case.losses(case.future[: int(within) + 1])
    if not (~np.isfinite(losses) | (np.abs(losses) > 1e9 * max(1.0, abs(start(case))))).any():
        return "it does not leave"
    return loss_is(case, told, now(case))


def no_update(case: Case, told: str) -> str:
    if case.updates:
        return "updates have been made"
    return loss_is(case, told, now(case))


def none_with_these(case: Case, told: str) -> str:
    if case.settings_first < case.updates or not case.updates:
        return "updates have been made with these settings, or none at all"
    return loss_is(case, told, now(case))
