"""The usual slips of a hand calculation: what an update comes to when one of them is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum

from gdsim.engine.arrays import Array
from gdsim.engine.descent.rounding import DECIMALS, FIGURES, Rounding
from gdsim.study.practice.factors import gradients_without_factors
from gdsim.study.practice.situation import Situation, Solution
from gdsim.study.working.equations import evaluate
from gdsim.study.working.rule_symbols import (
    UPDATE,
    setting_symbols,
    state_symbols,
    symbol_ahead,
)

MOST_DECIMALS, MOST_FIGURES = 4, 4
"""Digits up to which rounding too early is looked for."""


class Slip(Enum):
    """A usual slip, those first that are looked for first."""

    SIGN = "the step was added"
    NO_RATE = "the learning rate was left out"
    SCALED = "the gradient was multiplied by the learning rate"
    FACTOR = "a factor of the derivative was left out"
    SUM = "the sum over the batch was not divided by B"
    UPDATED = "an updated parameter was used for another"
    OLD_STATE = "what the rule remembers was left out"
    BIAS_LEFT_OUT = "the bias correction was left out"
    BIAS_MULTIPLIED = "the bias correction was multiplied"
    OLD_LOSS = "the loss before the update was given"
    KEPT = "the old value was kept"
    STEP = "the step was given, not the new value"
    SWAPPED = "two parameters were swapped"
    CUT_OFF = "digits were cut off"
    ROUNDED = "rounding came too early"
    ALL_ROWS = "all rows were taken, not the batch's alone"


Solutions = Iterator[Solution]


def wrong_solutions(situation: Situation) -> Iterator[tuple[Slip, Solution]]:
    """Yield what the update comes to with each slip, in the order of `Slip`.

    A slip may have several forms, and one that makes no difference gives the right solution.
    """
    right = situation.solve()
    for slip, make in _FORMS.items():
        for solution in make(situation, right):
            yield slip, solution


def _sign(situation: Situation, right: Solution) -> Solutions:
    yield situation.ending_at(2 * situation.theta - right.new_theta, right.gradient)
    yield situation.solve(gradient=-right.gradient)


def _no_rate(situation: Situation, right: Solution) -> Solutions:
    yield situation.solve(gradient=right.gradient, learning_rate=1.0)


def _scaled(situation: Situation, right: Solution) -> Solutions:
    yield replace(right, gradient=situation.learning_rate * right.gradient)


def _factor(situation: Situation, _right: Solution) -> Solutions:
    for gradient in gradients_without_factors(situation):
        yield situation.solve(gradient=gradient)


def _sum(situation: Situation, right: Solution) -> Solutions:
    b = situation.batch_size
    if b > 1:
        summed = situation.solve(gradient=right.gradient * b)
        yield replace(summed, losses=(right.loss * b, right.new_loss * b))


def _all_rows(situation: Situation, _right: Solution) -> Solutions:
    if situation.rows is not None:
        whole = replace(situation, rows=None, batch_size=situation.objective.n_rows)
        solution = whole.solve()
        yield replace(solution, losses=(solution.loss, solution.new_loss))


def _updated(situation: Situation, right: Solution) -> Solutions:
    """Each parameter in turn, from those that were updated before it; forwards and backwards."""
    d = len(situation.theta)
    for order in (range(d), range(d - 1, -1, -1)):
        moved, gradient = situation.theta.copy(), right.gradient.copy()
        for k in order:
            gradient[k] = situation.gradient_at(moved)[k]
            moved[k] = situation.solve(gradient=gradient).new_theta[k]
        yield situation.ending_at(moved, gradient)


def _old_state(situation: Situation, right: Solution) -> Solutions:
    if situation.state:
        fresh = situation.rule.init(situation.theta)
        yield situation.solve(gradient=right.gradient, state=fresh)


def _bias_left_out(situation: Situation, right: Solution) -> Solutions:
    yield from _with_corrections(situation, right, lambda over, _under: over)


def _bias_multiplied(situation: Situation, right: Solution) -> Solutions:
    yield from _with_corrections(situation, right, lambda over, under: f"{over} ({under})")


def _with_corrections(
    situation: Situation, right: Solution, wrong: Callable[[str, str], str]
) -> Solutions:
    r"""Take every correction ``\frac{m}{1 - beta^t}`` for something else: all, then each alone."""
    keys = [key for latex, key in situation.rule.equations if _correction(latex)]
    for changed in [set(keys), *({key} for key in keys)] if len(keys) > 1 else [set(keys)]:
        if changed:
            theta = _by_equations(situation, right.gradient, changed, wrong)
            yield situation.ending_at(theta, right.gradient)


def _correction(latex: str) -> tuple[str, str] | None:
    """Return numerator and denominator of an equation that corrects a bias."""
    name, right = latex.split(" = ", 1)
    if not name.startswith(r"\hat") or not right.startswith(r"\frac{"):
        return None
    over, _, rest = right.removeprefix(r"\frac{").partition("}{")
    return over, rest.removesuffix("}")


def _by_equations(
    situation: Situation, gradient: Array, changed: set[str], wrong: Callable[[str, str], str]
) -> Array:
    """Work the new parameters out from the rule's equations, some of them changed."""
    rule = situation.rule
    fixed = {**setting_symbols(rule), r"\eta": situation.learning_rate}
    theta = situation.theta.copy()
    for k in range(len(theta)):
        values = {r"\theta_t": float(situation.theta[k]), "g_t": float(gradient[k])}
        states = zip(state_symbols(rule.equations), situation.state, strict=True)
        values |= {f"{name}_t": float(array[k]) for name, array in states}
        for latex, key in rule.equations:
            name, right = latex.split(" = ", 1)
            parts = _correction(latex)
            if key in changed and parts is not None:
                right = wrong(*parts)
            values[name] = evaluate(right, {**values, **fixed, "t": float(situation.t)})
            if ahead := symbol_ahead(name, rule.equations):
                values[ahead] = evaluate(right, {**values, **fixed, "t": situation.t + 1.0})
        theta[k] = values[UPDATE]
    return theta


def _kept(situation: Situation, right: Solution) -> Solutions:
    yield replace(right, new_theta=situation.theta)


def _step(situation: Situation, right: Solution) -> Solutions:
    yield replace(right, new_theta=situation.theta - right.new_theta)
    yield replace(right, new_theta=right.new_theta - situation.theta)


def _swapped(situation: Situation, right: Solution) -> Solutions:
    if len(situation.theta) == 2:
        yield replace(right, new_theta=right.new_theta[::-1], gradient=right.gradient[::-1])


def _old_loss(_situation: Situation, right: Solution) -> Solutions:
    yield replace(right, losses=(right.new_loss, right.loss))


def _rounded(situation: Situation, right: Solution) -> Solutions:
    roundings = [Rounding(DECIMALS, n) for n in range(MOST_DECIMALS + 1)]
    roundings += [Rounding(FIGURES, n) for n in range(1, MOST_FIGURES + 1)]
    for rounding in roundings:
        yield situation.solve(gradient=rounding(right.gradient))
        delta = rounding(right.new_theta - situation.theta)
        yield situation.ending_at(situation.theta + delta, right.gradient)
        rough = replace(situation, theta=rounding(situation.theta))
        yield rough.solve()
        yield situation.ending_at(rounding(right.new_theta), right.gradient)


_FORMS: dict[Slip, Callable[[Situation, Solution], Solutions]] = {
    Slip.SIGN: _sign,
    Slip.NO_RATE: _no_rate,
    Slip.SCALED: _scaled,
    Slip.FACTOR: _factor,
    Slip.SUM: _sum,
    Slip.UPDATED: _updated,
    Slip.OLD_STATE: _old_state,
    Slip.BIAS_LEFT_OUT: _bias_left_out,
    Slip.BIAS_MULTIPLIED: _bias_multiplied,
    Slip.OLD_LOSS: _old_loss,
    Slip.KEPT: _kept,
    Slip.STEP: _step,
    Slip.SWAPPED: _swapped,
    Slip.ROUNDED: _rounded,
    Slip.ALL_ROWS: _all_rows,
}
