"""What sentences about quadratics claim, held against own directions and the future.

A check returns what is wrong, nothing where the claim is true.
"""

from __future__ import annotations

import math

import numpy as np

from tests.study.words.verdicts.audit.cases import Case, fits, number, unit
from tests.study.words.verdicts.audit.claims.rest_checks import gradient_fits
from tests.study.words.verdicts.audit.directions import Directions


def has_factor(found: Directions, told: str, signed: bool) -> str:
    """Tell whether a printed factor is that of the slowest direction the run is off in."""
    sizes = found.size if signed else np.abs(found.size)
    maybe = (found.values != 0) & ~found.surely_there
    fitting = [i for i in np.flatnonzero(maybe) if fits(told, sizes[i], 3e-15)]
    if not fitting:
        return f"no direction has the factor {told}: {sizes}"
    most = max(abs(sizes[i]) for i in fitting)
    slower = np.abs(found.size[found.surely_off]).max(initial=0.0)
    room = unit(slower) if "1 " not in told else 1e-12
    return f"a slower direction has {slower}" if slower > most + room else ""


def leaves_a_tenth(found: Directions, told: str, updates: str) -> str:
    """Tell whether the printed number of updates leaves a tenth, by the printed factor's own."""
    sizes = np.abs(found.size)
    fitting = [x for x in sizes if fits(told, x, 3e-15) and x < 1]
    if updates == "more than a hundred billion":
        is_so = any(math.log(0.1) / math.log(x) > 0.99e11 for x in fitting)
        return "" if is_so or told.startswith("just") else "not so many"
    given = number(updates.removeprefix("about "))
    for x in fitting:
        needed = math.log(0.1) / math.log(x) if x else 1
        rounding = 5e-15 / (1 - x) * needed
        figures = 4 if given < 1e8 else 2
        room = unit(needed, figures) if "about" in updates else 0
        if abs(given - needed) <= 1 + rounding + room:
            return ""
    return f"{updates} updates do not leave a tenth"


def comes_nearer(found: Directions) -> str:
    """Tell whether a run that is said to close in does, as far as its future goes."""
    case = found.case
    far = found.distances(case.future)
    if np.isnan(far).any():
        return "the run leaves"
    # Where nothing shrinks, as at a bound, what rounding adds grows with the root of its number,
    # and what it added when theta was larger is still there.
    late, all_along = (
        found.rounding(part).max(axis=0) for part in (case.future[-1000:], case.future)
    )
    room = np.where(np.abs(found.size) > 0.9999, all_along, late) * math.sqrt(len(far))
    first = np.abs(far[0]) + case.rates[0] * found.drive / (1 - found.beta[0])
    most = np.abs(far[-1000:]).max(axis=0)
    off = found.values != 0
    allowed = first * np.where(found.size < 0, 1.0 + 1e-6, 1.0 + 1e-9) + room
    if found.case.experiment.rule != "gd":
        allowed = 2 * first + room
    if (most > allowed)[off].any():
        return f"comes no nearer: {most / first}"
    leading = np.abs(found.multiplier).max(where=off, initial=0.0)
    updates = len(far) - 1000
    if 0 < leading < 1 and updates * math.log(leading) < math.log(0.1):
        norm = np.linalg.norm(first + room)
        if np.linalg.norm(most) > 0.6 * norm + np.linalg.norm(room):
            return "hardly comes nearer"
    return ""


def diverging(case: Case, told: str, signed: bool = True) -> str:
    found = Directions(case)
    if abs(number(told)) <= 1:
        return "a factor that is not above 1 in size"
    return has_factor(found, told, signed) or leaves(found)


def leaves(found: Directions) -> str:
    """Tell whether a run that is said to diverge does, where so many updates can show it."""
    case = found.case
    off = (found.values != 0) & ~found.surely_there
    growth = np.abs(found.size[off]).max(initial=0.0)
    updates = len(case.future) - 1
    far = np.abs(found.distances(case.future))
    if np.isnan(far).any() or growth <= 1 or updates * math.log(growth) < math.log(1e30):
        return ""
    return "" if far[-1].max() > 10 * far[0].max() else "does not leave"


def downward(case: Case, told: str) -> str:
    found = Directions(case)
    off = (found.values < 0) & ~found.surely_there
    if number(told) <= 1:
        return "no growth"
    if not any(fits(told, x, 3e-15) for x in found.size[off]):
        return f"no downward direction has {told}: {found.size[off]}"
    return leaves(found)


def slides(case: Case) -> str:
    if case.is_noisy:
        return _drifts(case)
    found = Directions(case)
    slopes = found.turn.T @ (case.hessian @ case.theta + case.slope)
    flat, (beta, weight) = found.values == 0, found.beta
    # With momentum a slope makes steps that are longer in the end.
    steps = slopes * weight / (1 - beta)
    if not (np.abs(steps[flat]) > 3 * found.noise).any():
        return "no slope along a direction without curvature"
    moved = found.turn.T @ (case.future[-1] - case.theta)
    expected = case.rates[0] * steps * (len(case.future) - 1)
    is_seen = flat & (np.abs(expected) > 1e-9 * np.linalg.norm(case.theta))
    if np.isnan(moved).any() or not is_seen.any():
        return ""
    share = -moved[is_seen] / expected[is_seen]
    return "" if (share > 0.5).all() else f"it moves by {share} of what the slope gives"


def slides_and_grows(case: Case, _point: str, told: str) -> str:
    """Tell whether there is a slope without end, and a direction that grows from rounding."""
    found = Directions(case)
    slopes = found.turn.T @ (case.hessian @ case.theta + case.slope)
    has_slope = (np.abs(slopes[found.values == 0]) > 3 * found.noise).any()
    return ("" if has_slope else "there is no slope") or _latent(found, told)


def _drifts(case: Case) -> str:
    """Tell whether the loss of a run with batches falls where only a slope is left."""
    slopes = case.gradients(case.theta[np.newaxis])[0]
    if not slopes.any():
        return "there is no slope"
    losses = case.losses(case.future[[0, -1]])
    updates = len(case.future)
    falls = case.rates[0] * updates * float((slopes**2).sum())
    chance = 5 * case.rates[0] * math.sqrt(updates) * np.linalg.norm(slopes) * 2
    return "" if falls < chance or losses[0] - losses[1] > 0 else "it does not fall"


def for_ever(case: Case) -> str:
    found = Directions(case)
    at_bound = (np.abs(found.size + 1) <= 6e-9) & ~found.surely_there
    if not at_bound.any():
        return f"no factor is -1: {found.size}"
    if (found.surely_off & (np.abs(found.size) > 1 + 6e-9)).any():
        return "something grows"
    far = found.distances(case.future)[:, at_bound]
    if np.isnan(far).any():
        return "the run leaves"
    half = len(far) // 2
    room = found.rounding(case.future[-2:])[:, at_bound].max(axis=0) * math.sqrt(len(far))
    early, late = np.abs(far[half : half + 2]), np.abs(far[-2:])
    same = (np.abs(early.max(axis=0) - late.max(axis=0)) <= 1e-3 * early.max(axis=0) + room).all()
    flips = (far[-1] * far[-2] <= 0).all() or (np.abs(far[-1]) <= room).all()
    return "" if same and flips else f"does not stay as far away: {early} {late}"


def swinging(case: Case, swing: str, told: str, updates: str) -> str:
    found = Directions(case)
    maybe = (found.values != 0) & ~found.surely_there
    fitting = [z for z in found.multiplier[maybe] if z.imag and fits(told, abs(z), 3e-15)]
    periods = [2 * np.pi / abs(np.angle(z)) for z in fitting]
    if not any(fits(swing, p, figures=2) for p in periods):
        return f"no swing of {swing} updates: {periods}"
    return closing_by(case, told, updates)


def closing_by(case: Case, told: str, updates: str, signed: bool = False) -> str:
    found = Directions(case)
    if abs(number(told)) > 1:
        return "grows"
    return (
        has_factor(found, told, signed)
        or leaves_a_tenth(found, told, updates)
        or comes_nearer(found)
    )


def keeping(case: Case, told: str, updates: str) -> str:
    return closing_by(case, told, updates, signed=True)


def oscillating(case: Case, point: str, told: str) -> str:
    found = Directions(case)
    if not number(told) < 0 or abs(number(told)) >= 1:
        return "no factor between -1 and 0"
    return has_factor(found, told, True) or _is_point(found, point) or comes_nearer(found)


def swings_across(case: Case, _point: str, told: str) -> str:
    found = Directions(case)
    if abs(number(told)) >= 1:
        return "does not shrink"
    slowest = np.abs(found.size).max(where=found.surely_off, initial=0.0)
    across = found.size[~found.surely_there & (np.abs(found.size) >= slowest - unit(slowest))]
    if not (across < 0).any():
        return "the slowest does not go across"
    return has_factor(found, told, False) or comes_nearer(found)


def zigzag(case: Case, lowest: str, told: str) -> str:
    found = Directions(case)
    maybe = found.size[(found.values != 0) & ~found.surely_there]
    if not any(fits(lowest, x, 3e-15) and x < 0 for x in maybe):
        return f"no direction has {lowest}: {maybe}"
    if number(told) <= 0:
        return "the slowest changes sides, too"
    return has_factor(found, told, True) or comes_nearer(found)


def zigzag_on_average(case: Case, told: str) -> str:
    found = Directions(case)
    maybe = found.size[(found.values != 0) & ~found.surely_there]
    if not ((maybe < 0).any() and (maybe > 0).any()):
        return "nothing goes across, or nothing moves on"
    multiplier = found.multiplier[(found.values != 0) & ~found.surely_there]
    half = np.pi / np.maximum(np.abs(np.angle(multiplier)), 1e-12)
    moves_on = (maybe > 0) & (np.abs(multiplier) ** half < 0.1001)
    if not moves_on.any():
        return f"what is said to move on swings, too: {multiplier}"
    return has_factor(found, told, False) or comes_nearer(found)


def zigzag_across_both(case: Case, swing: str, told: str) -> str:
    found = Directions(case)
    multiplier = found.multiplier[(found.values != 0) & ~found.surely_there]
    periods = [2 * np.pi / abs(np.angle(z)) for z in multiplier if z.imag or z.real < 0]
    if not any(fits(swing, p, figures=2) and p > min(periods) for p in periods):
        return f"no slower swing of {swing} updates: {periods}"
    return has_factor(found, told, False) or comes_nearer(found)


def _is_point(found: Directions, point: str) -> str:
    is_saddle = (found.values < 0).any()
    return "" if (point == "saddle") == is_saddle else f"it is no {point}"


def straight(case: Case, point: str, updates: int) -> str:
    found = Directions(case)
    far = found.distances(case.future)
    room = found.rounding(case.future[updates : updates + 1])[0]
    left = np.abs(far[updates])[found.values != 0]
    limit = 1e-6 * np.linalg.norm(far[0]) + 1e-6 * found.drive.max() * case.rates[0]
    if (left > limit + room[found.values != 0]).any():
        return f"it is still {left} away"
    return _is_point(found, point)


def closing_for_now(case: Case, told: str, _point: str, latent: str) -> str:
    found = Directions(case)
    return has_factor(found, told, False) or _latent(found, latent)


def _latent(found: Directions, latent: str) -> str:
    there = (found.values != 0) & ~found.surely_off
    if abs(number(latent)) <= 1:
        return "it does not grow"
    ok = any(fits(latent, x, 3e-15) for x in found.size[there])
    return "" if ok else f"nothing is multiplied by {latent}: {found.size[there]}"


def at_rest(case: Case, point: str, gradient: str, latent: str) -> str:
    found = Directions(case)
    if found.surely_off.any():
        return "the run is off"
    return gradient_fits(case, gradient) or _is_point(found, point) or _latent(found, latent)


def top(case: Case, gradient: str, eigenvalue: str) -> str:
    found = Directions(case)
    if not number(eigenvalue) < 0 or not fits(eigenvalue, found.values[0], 1e-12):
        return f"the smallest eigenvalue is {found.values[0]}"
    if (found.surely_off & (np.abs(found.drive) > 1e3 * found.noise)).any():
        far = np.abs(found.distances(case.past[[0, -1]])).max(axis=1)
        if far[1] > 2e-6 * far[0]:
            return "the run is off"
    return gradient_fits(case, gradient)
