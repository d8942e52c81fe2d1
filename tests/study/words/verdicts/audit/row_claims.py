"""What sentences about the last updates and the loss around claim, held against own losses."""

from __future__ import annotations

import re

import numpy as np

from tests.study.words.verdicts.audit.cases import Array, Case, fits, number, unit
from tests.study.words.verdicts.audit.quadratics import Directions
from tests.study.words.verdicts.audit.theory_claims import (
    COUNT,
    FACTOR,
    NUMBER,
    Claim,
    gradient_fits,
    pattern,
    stays,
)


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


def _falling(case: Case, count: str, before: str, after: str) -> str:
    losses = window(case, count)
    is_lowest = losses[-1] <= losses.min() + 1e-12 * abs(losses[-1]) + 1e-15
    return _from_to(case, count, before, after) or ("" if is_lowest else "it was lower before")


def _slow(case: Case, count: str, before: str, after: str, first: str) -> str:
    losses = window(case, count)
    fallen, gained = losses[0] - losses[-1], start(case) - losses[-1]
    moved = np.abs(np.diff(case.past[-1 - int(count) :], axis=0)).sum()
    hardly = moved <= 1e-2 * max(1.0, np.linalg.norm(case.theta))
    wrong = _from_to(case, count, before, after) or loss_is(case, first, start(case))
    return wrong or ("" if fallen <= 0.15 * abs(gained) or hardly else "that is not slow")


def _stayed(case: Case, count: str, told: str) -> str:
    losses = window(case, count)
    away = np.abs(losses - losses[-1]).max()
    room = 2 * unit(losses[-1]) + 1e-14
    return loss_is(case, told, losses[-1]) or ("" if away <= room else f"it moved by {away}")


def _fell_by(case: Case, count: str, change: str, after: str) -> str:
    losses = window(case, count)
    fallen = losses[0] - losses[-1]
    room = 1e-15 * np.abs(losses).max() * 20
    wrong = loss_is(case, after, losses[-1])
    return wrong or ("" if fits(change, fallen, room, 2) else f"it fell by {fallen}")


def _between(case: Case, count: str, low: str, high: str, told: str) -> str:
    losses = window(case, count)
    return (
        loss_is(case, low, losses.min())
        or loss_is(case, high, losses.max())
        or loss_is(case, told, losses[-1])
        or ("between a and a" if low == high else "")
    )


def _went(case: Case, before: str, after: str) -> str:
    losses = window(case, "1")
    return loss_is(case, before, losses[0]) or loss_is(case, after, losses[1])


def _rose(case: Case, count: str, before: str, after: str) -> str:
    losses = window(case, count)
    if not (np.diff(losses) > 0).all() or before == after:
        return "it did not rise every time"
    return loss_is(case, before, losses[0]) or loss_is(case, after, losses[-1])


def _rose_by(case: Case, count: str, change: str) -> str:
    losses = window(case, count)
    room = 1e-14 * abs(losses[-1])
    if not (np.diff(losses) > -room).all():
        return "it did not rise every time"
    return "" if fits(change, losses[-1] - losses[0], room, 2) else "it rose by something else"


def _turning(case: Case, percent: str, count: str) -> str:
    gradients = case.gradients(case.past[-1 - int(count) :])
    products = (gradients[1:] * gradients[:-1]).sum(axis=1)
    share = 100 * (products < 0).mean()
    return "" if abs(share - float(percent)) <= 0.51 + 100 / int(count) * 0.0 else f"{share} %"


def _straight_on(case: Case, count: str) -> float:
    steps = np.diff(case.past[-1 - int(count) :], axis=0)
    way = np.linalg.norm(steps, axis=1).sum()
    return float(np.linalg.norm(steps.sum(axis=0)) / way) if way else 0.0


def _zigzag(case: Case, percent: str, count: str) -> str:
    moves_on = _straight_on(case, count) >= 0.19 and len(case.theta) > 1
    return _turning(case, percent, count) or ("" if moves_on else "the run does not move on")


def _oscillating(case: Case, percent: str, count: str, straight: str) -> str:
    share = 100 * _straight_on(case, count)
    wrong = "" if abs(share - float(straight)) <= 0.51 else f"{share} % lead straight on"
    return _turning(case, percent, count) or wrong


def _plateau(case: Case, gradient: str, radius: str, told: str) -> str:
    rng = np.random.default_rng(0)
    directions = rng.normal(size=(400, len(case.theta)))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    around = case.theta + directions * rng.uniform(0, number(radius) * 0.99, (400, 1))
    losses, own = case.losses(around), now(case)
    if not (np.abs(losses - own) <= 0.0101 * abs(own)).all():
        return f"it changes by {np.abs(losses / own - 1).max()}"
    return loss_is(case, told, own) or gradient_fits(case, gradient)


def _saddle(case: Case, gradient: str, eigenvalue: str) -> str:
    smallest = float(np.linalg.eigvalsh(own_hessian(case, case.theta))[0])
    if not number(eigenvalue) < 0 or not fits(eigenvalue, smallest, 1e-3 * abs(smallest)):
        return f"the smallest eigenvalue is {smallest}"
    soon = case.losses(case.future[:2])
    gained = abs(start(case) - soon[0])
    moves = abs(soon[1] - soon[0]) > 0.05 * gained + 1e-12
    return gradient_fits(case, gradient) or ("it is not stuck" if moves else "")


def _maximum(case: Case, gradient: str, eigenvalue: str) -> str:
    largest = float(np.linalg.eigvalsh(own_hessian(case, case.theta))[-1])
    is_right = largest < 0 and fits(eigenvalue, largest, 1e-3 * abs(largest))
    wrong = "" if is_right else f"the largest is {largest}"
    return gradient_fits(case, gradient) or wrong


def _shrunk(case: Case, gradient: str) -> str:
    first = np.linalg.norm(case.gradients(case.past[:1])[0])
    last = np.linalg.norm(case.gradients(case.theta[np.newaxis])[0])
    wrong = "" if last < first else "it has not shrunk"
    return gradient_fits(case, gradient) or wrong or stays(case)


def _no_way(case: Case) -> str:
    if case.hessian is not None:
        # It is 0 in the order in which the program adds; in ours it may be what rounding leaves.
        slopes = np.abs(case.gradients(case.theta[np.newaxis]))
        return "" if slopes.max() <= 10 * Directions(case).noise else "the gradient is not 0"
    if case.gradients(case.theta[np.newaxis]).any():
        return "the gradient is not 0"
    return "" if (case.future == case.theta).all() else "it moves"


def _there(case: Case, gradient: str) -> str:
    return gradient_fits(case, gradient) or stays(case)


def _resting(case: Case, gradient: str, step: str) -> str:
    moves = float(np.linalg.norm(case.future[1] - case.theta))
    told = number(step)
    room = 1e-15 * float(np.linalg.norm(case.theta))
    is_small = told <= 2e-6 * max(np.linalg.norm(case.theta), np.ptp(case.past, axis=0).max())
    is_right = case.is_noisy or fits(step, moves, 1e-2 * moves + room, 2)
    return gradient_fits(case, gradient) or ("" if is_right and is_small else f"it moves {moves}")


def _standing(case: Case, gradient: str, rate: str) -> str:
    wrong = gradient_fits(case, gradient)
    moves = (case.future[1] != case.theta).any()
    if moves and np.abs(case.future[1] - case.theta).max() > 1e-15 * np.abs(case.theta).max():
        return "it moves"
    own = case.rates[0]
    return wrong or ("" if fits(rate, own, figures=6) else f"the rate is {own}")


def _nearly_standing(case: Case, gradient: str, _rate: str) -> str:
    moves = np.abs(case.future[1] - case.theta).max()
    limit = 1e-13 * np.linalg.norm(case.theta)
    return gradient_fits(case, gradient) or ("" if moves <= limit else f"it moves by {moves}")


def _bowl(case: Case, told: str, *, is_average: bool) -> str:
    if np.isnan(case.future).any():
        return "the run leaves"
    end = case.future[-1]
    far = np.linalg.norm(case.future - end, axis=1)
    size = number(told)
    seen = np.flatnonzero(far > max(1e-9, 1e-12 * np.linalg.norm(end)))
    if (
        np.linalg.norm(case.gradients(end[np.newaxis]))
        > 1e-4 * np.linalg.norm(case.gradients(case.theta[np.newaxis])) + 1e-9
    ):
        return "it does not end where there is no slope"
    if len(seen) < 20:
        return ""
    last = seen[-1]
    factor = (far[last] / far[0]) ** (1 / last)
    if factor > size + 0.15 * (1 - size) + 0.05:
        return f"on average {factor} is left"
    return "" if not is_average or factor > size - 0.2 else f"{factor} is far less"


def _broken_off(case: Case, first: str, told: str) -> str:
    own = now(case)
    if not case.has_stopped:
        return "it was not broken off"
    wrong = loss_is(case, first, start(case)) or loss_is(case, told, own)
    # With batches it is the loss of one that was too large.
    is_beyond = case.is_noisy or abs(own) > 1e9 * max(1.0, abs(start(case)))
    return wrong or ("" if is_beyond else "that is no bound")


def _not_finite(case: Case, told: str) -> str:
    here, before = now(case), float(case.losses(case.past[-2:-1])[0])
    slope = np.isfinite(case.gradients(case.theta[np.newaxis])).all()
    if np.isfinite(here) and slope:
        return "the loss is finite"
    return loss_is(case, told, before)


def _soon_gone(case: Case, told: str, within: str) -> str:
    losses = case.losses(case.future[: int(within) + 3])
    if not (~np.isfinite(losses) | (np.abs(losses) > 1e9 * max(1.0, abs(start(case))))).any():
        return "it does not leave"
    return loss_is(case, told, now(case))


def _here(case: Case, told: str) -> str:
    return loss_is(case, told, now(case))


ROWS: list[Claim] = [
    (
        pattern("Falling: over the last {c} updates the loss fell from {n} to {n}."),
        _falling,
    ),
    (
        pattern("Falling: with the last update the loss fell from {n} to {n}."),
        lambda case, before, after: _falling(case, "1", before, after),
    ),
    (
        re.compile(
            rf"(?:Falling|Slow): over the last {COUNT} updates the loss fell by {NUMBER}, which"
            rf" leaves it at {NUMBER} to four figures\."
        ),
        _fell_by,
    ),
    (
        pattern(
            "Slow: over the last {c} updates the loss fell from {n} to {n}; at the start it was"
            " {n}."
        ),
        _slow,
    ),
    (
        re.compile(
            rf"(?:Slow|Unsettled): over the last {COUNT} updates the loss stayed at {NUMBER}(?:, to"
            r" four figures)?\."
        ),
        _stayed,
    ),
    (
        pattern(
            "Unsettled: over the last {c} updates the loss was between {n} and {n}; it is {n} now."
        ),
        _between,
    ),
    (pattern("Unsettled: with the last update the loss went from {n} to {n}."), _went),
    (
        pattern("Rising: with each of the last {c} updates the loss grew, from {n} to {n}."),
        _rose,
    ),
    (
        pattern("Rising: with the last update the loss grew from {n} to {n}."),
        lambda case, before, after: _rose(case, "1", before, after),
    ),
    (pattern("Rising: the loss grew with each of the last {c} updates, by {n}."), _rose_by),
    (
        pattern(
            "Zigzag: in {n} % of the last {c} updates the gradient points back against the one"
            " before, though the run moves on."
        ),
        _zigzag,
    ),
    (
        pattern(
            "Oscillating: in {n} % of the last {c} updates the gradient points back against the"
            " one before; of the steps, {n} % lead straight on."
        ),
        _oscillating,
    ),
    (
        pattern(
            "On a plateau: the gradient is {n}, and within {n} of here the loss of {n} changes by"
            " less than 1 %."
        ),
        _plateau,
    ),
    (
        pattern(
            "Stuck near a saddle: the gradient is only {n}, but the loss curves downwards in a"
            " direction (eigenvalue {n})."
        ),
        _saddle,
    ),
    (
        pattern(
            "Stuck at a maximum: the gradient is only {n}, and the loss curves downwards to all"
            " sides (largest eigenvalue {n})."
        ),
        _maximum,
    ),
    (
        re.compile(rf"Converged(?:, as it seems here)?: the gradient has shrunk to {NUMBER}\."),
        _shrunk,
    ),
    (
        pattern(
            "The gradient is 0, so no update leads away: at a minimum, or where the loss is flat."
        ),
        _no_way,
    ),
    (
        pattern(
            "At rest for now: the gradient is {n} and the next step {n} long. But this rule divides"
            " by past gradients: as these are forgotten, its steps may grow again."
        ),
        _resting,
    ),
    (
        pattern("At a minimum from the start, to within rounding: the gradient is {n}."),
        _there,
    ),
    (
        pattern(
            "Standing still with a gradient of {n}: the next update, at a learning rate of {n},"
            " changes no parameter."
        ),
        _standing,
    ),
    (
        pattern(
            "Standing still but for rounding: with a gradient of {n} and a learning rate of {n},"
            " the next step is lost in the last digits of the parameters."
        ),
        _nearly_standing,
    ),
    (
        pattern(
            "Converging: around here the loss is nearly a quadratic bowl, and each update"
            " multiplies the distance to its bottom by about {f} or less."
        ),
        lambda case, told: _bowl(case, told, is_average=False),
    ),
    (
        re.compile(
            "Converging: around here the loss is nearly a quadratic bowl, and in the long run each"
            rf" update multiplies the distance to its bottom by about {FACTOR}\."
        ),
        lambda case, told: _bowl(case, told, is_average=True),
    ),
    (
        pattern(
            "Diverging: the last update leads to where the loss is not a finite number; before it,"
            " the loss was {n}."
        ),
        _not_finite,
    ),
    (
        re.compile(
            rf"Diverging: the loss has (?:grown|fallen) from {NUMBER} at the start to {NUMBER}\."
        ),
        _broken_off,
    ),
    (
        pattern(
            "Diverging: by now the loss is {n}, and within {c} more updates it leaves all bounds."
        ),
        _soon_gone,
    ),
    (pattern("No update has been made yet; the loss is {n}."), _here),
    (pattern("No update has been made yet; over all rows the loss is {n}."), _here),
]
