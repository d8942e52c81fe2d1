"""Chains of updates made by hand: a right answer is never wrong, and a slip gets its name.

A person types 0 to 6 decimals and keeps as many or more, all of them at most, and makes one slip
at most; what comes after it follows from it.
"""

from __future__ import annotations

import faulthandler
import math
import random
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest

from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import Grade, Mark
from gdsim.study.practice.marking.marking import MarkedUpdate, mark
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.update_task import UpdateTask
from tests.study.practice.marking.hand_chains import (
    KINDS,
    RULES,
    SCALED,
    SLIPS,
    Numbers,
    Problem,
    Work,
    kept,
    rounded,
    slipped,
    update,
)

SOME_CHAINS, ALL_CHAINS = 120, 20_000
"""How many chains are tried, and with `--full`."""

OF_THREE_FIGURES = 0.005
"""Share of a number by which it is off at most where three figures are kept of it."""

OF_STEP = 1.5 * OF_THREE_FIGURES
"""Share of a step that is off where its numerator and what is under its root are off by that."""

DECAYS = {"adagrad": (1.0,), "rmsprop": (0.9,), "adam": (0.9, 0.999)}
"""Share of each number remembered that is kept in an update, and of what it is off by."""

RUNS = 12
"""Runs of each kind and rule."""


@dataclass
class Chain:
    """What one person does, and where it leads.

    Attributes
    ----------
    slip, at
        The slip and in which update of the chain it is made; an empty name for none.
    asks
        Which numbers are typed besides the new parameters.
    """

    problem: Problem
    decimals: int
    kept_decimals: int | None
    first: int
    length: int
    slip: str
    at: int
    asks: tuple[str, ...]

    def fields(self, work: Work, t: int) -> dict[Field, float]:
        found = {Field("new", k): work.theta[k] for k in range(2)}
        if "gradient" in self.asks:
            found |= {Field("gradient", k): work.gradient[k] for k in range(2)}
        if "new_loss" in self.asks:
            found[Field("new_loss")] = self.problem.loss(work.theta, t)
        return found


def chain(rng: random.Random, problem: Problem) -> Chain:
    decimals = rng.randrange(7)
    more = rng.choice([0, 1, 2, 3, None])
    length = rng.choice([2, 3, 4])
    slips = ["", *(slip for slip, can_be_made in SLIPS.items() if can_be_made(problem))]
    return Chain(
        problem,
        decimals,
        None if more is None else decimals + more,
        rng.randrange(4),
        length,
        rng.choice(slips),
        rng.randrange(length),
        tuple(one for one in ("gradient", "new_loss") if rng.random() < 0.4),
    )


def typed(value: float, decimals: int) -> str:
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def work_out(one: Chain, counts: Counter[str]) -> None:
    """Work a chain out by hand, have each update marked, and count what the marks say."""
    problem, keep = one.problem, kept(one.kept_decimals, one.problem.rule)
    theta, state = problem.theta(one.first), problem.state(one.first)
    old = problem.run.row(one.first - 1).gradient.tolist() if one.first else []
    slack = [[OF_THREE_FIGURES * abs(m) for m in one_state] for one_state in state]
    before: MarkedUpdate | None = None
    for step in range(one.length):
        t = one.first + step
        gradient = [keep(g) for g in problem.gradient(theta, t)]
        is_slip = bool(one.slip) and step == one.at
        if is_slip and one.slip == "OLD_GRADIENT" and not old:
            return
        if is_slip:
            work = slipped(one.slip, problem, theta, state, gradient, t, keep, old)
        else:
            work = update(problem, theta, state, gradient, t, keep)
        if any(not abs(value) < 1e6 for value in (*work.theta, *work.gradient)):
            return
        texts = {field: typed(value, one.decimals) for field, value in one.fields(work, t).items()}
        answers = {field: Answer.read(text) for field, text in texts.items()}
        before = mark(UpdateTask.of(problem.run, t), answers, before)
        if is_slip:
            honest = without_slip(one, theta, state, slack, t)
            count_slip(one, before.marks, honest, counts)
        else:
            counts["right"] += len(before.marks)
            counts["right marked wrong"] += sum(m.grade is Grade.WRONG for m in before.marks)
        theta, state, old = work.theta, work.state, work.gradient
        slack = [
            [
                decay * s + OF_THREE_FIGURES * abs(m)
                for decay, s, m in zip(DECAYS.get(problem.rule, ()), *pair, strict=False)
            ]
            for pair in zip(slack, state, strict=True)
        ]
    counts["chains"] += 1


def without_slip(
    one: Chain, theta: Numbers, state: list[Numbers], slack: list[Numbers], t: int
) -> dict[Field, tuple[float, float]]:
    """Return between which ends each number lies without a slip.

    From any parameters that round to the typed ones, or from those of the run, whatever is kept;
    what is remembered may be off by `slack`, since three figures are kept of it in every update.
    """
    problem, half = one.problem, 0.5 * 10.0**-one.decimals
    ends = [
        {a, rounded(a, one.decimals) - half, rounded(a, one.decimals) + half, b}
        for a, b in zip(theta, problem.theta(t), strict=True)
    ]
    memories = [state, problem.state(t)]
    if problem.rule in SCALED:
        memories += [
            [
                [m + way * sign * off for m, off, way in zip(*pair, (1, -1), strict=False)]
                for pair in zip(memory, slack, strict=True)
            ]
            for memory in memories
            for sign in (1, -1)
        ]
    digits = {None, one.decimals, one.decimals + 1, one.kept_decimals}
    found: dict[Field, list[float]] = {}
    for start, memory, decimals in product(product(*ends), memories, digits):
        keep = kept(decimals, problem.rule)
        gradient = [keep(g) for g in problem.gradient(start, t)]
        work = update(problem, start, memory, gradient, t, keep)
        for field, value in one.fields(work, t).items():
            # What is remembered from now on is rounded before the step is made of it.
            is_scaled = field.quantity == "new" and problem.rule in SCALED
            by = OF_STEP * abs(value - start[field.index]) if is_scaled else 0.0
            found.setdefault(field, []).extend((value - by, value + by))
    return {field: (min(values), max(values)) for field, values in found.items()}


def count_slip(
    one: Chain,
    marks: tuple[Mark, ...],
    honest: dict[Field, tuple[float, float]],
    counts: Counter[str],
) -> None:
    """Count what is said of the answers of an update with a slip, where they tell of it."""
    unit = 10.0**-one.decimals
    for m in marks:
        low, high = honest[m.field]
        value = float(m.answer.text)
        if low - 1.01 * unit <= value <= high + 1.01 * unit or m.field.quantity == "new_loss":
            continue
        counts["slips"] += 1
        if m.grade in (Grade.RIGHT, Grade.FOLLOWS):
            counts["wrong marked right"] += not has_wrong_gradient(marks, m.field)
        elif m.grade is Grade.WRONG:
            counts["wrong"] += 1
            counts["named"] += Slip[one.slip] in m.slips


def has_wrong_gradient(marks: tuple[Mark, ...], field: Field) -> bool:
    """Return whether a new parameter may well follow from a gradient that was typed wrong."""
    return any(m.field == Field("gradient", field.index) and m.grade is Grade.WRONG for m in marks)


def counts_of(count: int, rules: tuple[str, ...], seed: int) -> Counter[str]:
    rng = random.Random(seed)  # noqa: S311 - for a repeatable choice, not for secrets
    problems: dict[tuple[str, str, int], Problem] = {}
    counts: Counter[str] = Counter()
    while counts["chains"] < count:
        kind, rule = rng.choice(KINDS), rng.choice(rules)
        key = (kind.__name__, rule, rng.randrange(min(RUNS, 1 + count // 40)))
        if key not in problems:
            problems[key] = kind(rng, rule)
        work_out(chain(rng, problems[key]), counts)
    return counts


@pytest.mark.parametrize("rules", [RULES[:3], RULES[3:]], ids=["unscaled", "scaled"])
def test_chains_by_hand_are_followed_and_their_slips_named(
    full: bool, rules: tuple[str, ...]
) -> None:
    if full:
        # Half an hour is not a hang.
        faulthandler.cancel_dump_traceback_later()
    counts = counts_of((ALL_CHAINS if full else SOME_CHAINS) // 2, rules, seed=1)
    assert counts["right marked wrong"] == 0, counts
    assert counts["wrong marked right"] == 0, counts
    assert counts["slips"] > counts["chains"] / 4
    assert math.isclose(counts["named"], counts["wrong"], rel_tol=0.03), counts
