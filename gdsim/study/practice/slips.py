"""The usual slips of a hand calculation: what an update comes to when one of them is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum

from gdsim.engine.arrays import Array
from gdsim.engine.descent.rounding import DECIMALS, FIGURES, Rounding
from gdsim.study.practice.factors import gradients_without_factors
from gdsim.study.practice.update_task import Solution, UpdateTask
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


def wrong_solutions(task: UpdateTask) -> Iterator[tuple[Slip, Solution]]:
    """Yield what the update comes to with each slip, in the order of `Slip`.

    A slip may have several forms, and one that makes no difference gives the right solution.
    """
    right = task.solve()
    for slip, make in _FORMS.items():
        for solution in make(task, right):
            yield slip, solution


def _sign(task: UpdateTask, right: Solution) -> Solutions:
    yield task.ending_at(2 * task.theta - right.new_theta, right.gradient)
    yield task.solve(gradient=-right.gradient)


def _no_rate(task: UpdateTask, right: Solution) -> Solutions:
    yield task.solve(gradient=right.gradient, learning_rate=1.0)


def _scaled(task: UpdateTask, right: Solution) -> Solutions:
    yield replace(right, gradient=task.learning_rate * right.gradient)


def _factor(task: UpdateTask, _right: Solution) -> Solutions:
    for gradient in gradients_without_factors(task):
        yield task.solve(gradient=gradient)


def _sum(task: UpdateTask, right: Solution) -> Solutions:
    b = task.batch_size
    if b > 1:
        summed = task.solve(gradient=right.gradient * b)
        yield replace(summed, losses=(right.loss * b, right.new_loss * b))


def _all_rows(task: UpdateTask, _right: Solution) -> Solutions:
    if task.rows is not None:
        whole = replace(task, rows=None, batch_size=task.objective.n_rows)
        solution = whole.solve()
        yield replace(solution, losses=(solution.loss, solution.new_loss))


def _updated(task: UpdateTask, right: Solution) -> Solutions:
    """Each parameter in turn, from those that were updated before it; forwards and backwards."""
    d = len(task.theta)
    for order in (range(d), range(d - 1, -1, -1)):
        moved, gradient = task.theta.copy(), right.gradient.copy()
        for k in order:
            gradient[k] = task.gradient_at(moved)[k]
            moved[k] = task.solve(gradient=gradient).new_theta[k]
        yield task.ending_at(moved, gradient)


def _old_state(task: UpdateTask, right: Solution) -> Solutions:
    if task.state:
        fresh = task.rule.init(task.theta)
        yield task.solve(gradient=right.gradient, state=fresh)


def _bias_left_out(task: UpdateTask, right: Solution) -> Solutions:
    yield from _with_corrections(task, right, lambda over, _under: over)


def _bias_multiplied(task: UpdateTask, right: Solution) -> Solutions:
    yield from _with_corrections(task, right, lambda over, under: f"{over} ({under})")


def _with_corrections(
    task: UpdateTask, right: Solution, wrong: Callable[[str, str], str]
) -> Solutions:
    r"""Take every correction ``\frac{m}{1 - beta^t}`` for something else: all, then each alone."""
    keys = [key for latex, key in task.rule.equations if _correction(latex)]
    for changed in [set(keys), *({key} for key in keys)] if len(keys) > 1 else [set(keys)]:
        if changed:
            theta = _by_equations(task, right.gradient, changed, wrong)
            yield task.ending_at(theta, right.gradient)


def _correction(latex: str) -> tuple[str, str] | None:
    """Return numerator and denominator of an equation that corrects a bias."""
    name, right = latex.split(" = ", 1)
    if not name.startswith(r"\hat") or not right.startswith(r"\frac{"):
        return None
    over, _, rest = right.removeprefix(r"\frac{").partition("}{")
    return over, rest.removesuffix("}")


def _by_equations(
    task: UpdateTask, gradient: Array, changed: set[str], wrong: Callable[[str, str], str]
) -> Array:
    """Work the new parameters out from the rule's equations, some of them changed."""
    rule = task.rule
    fixed = {**setting_symbols(rule), r"\eta": task.learning_rate}
    theta = task.theta.copy()
    for k in range(len(theta)):
        values = {r"\theta_t": float(task.theta[k]), "g_t": float(gradient[k])}
        states = zip(state_symbols(rule.equations), task.state, strict=True)
        values |= {f"{name}_t": float(array[k]) for name, array in states}
        for latex, key in rule.equations:
            name, right = latex.split(" = ", 1)
            parts = _correction(latex)
            if key in changed and parts is not None:
                right = wrong(*parts)
            values[name] = evaluate(right, {**values, **fixed, "t": float(task.t)})
            if ahead := symbol_ahead(name, rule.equations):
                values[ahead] = evaluate(right, {**values, **fixed, "t": task.t + 1.0})
        theta[k] = values[UPDATE]
    return theta


def _kept(task: UpdateTask, right: Solution) -> Solutions:
    yield replace(right, new_theta=task.theta)


def _step(task: UpdateTask, right: Solution) -> Solutions:
    yield replace(right, new_theta=task.theta - right.new_theta)
    yield replace(right, new_theta=right.new_theta - task.theta)


def _swapped(task: UpdateTask, right: Solution) -> Solutions:
    if len(task.theta) == 2:
        yield replace(right, new_theta=right.new_theta[::-1], gradient=right.gradient[::-1])


def _old_loss(_task: UpdateTask, right: Solution) -> Solutions:
    yield replace(right, losses=(right.new_loss, right.loss))


def _rounded(task: UpdateTask, right: Solution) -> Solutions:
    roundings = [Rounding(DECIMALS, n) for n in range(MOST_DECIMALS + 1)]
    roundings += [Rounding(FIGURES, n) for n in range(1, MOST_FIGURES + 1)]
    for rounding in roundings:
        yield task.solve(gradient=rounding(right.gradient))
        delta = rounding(right.new_theta - task.theta)
        yield task.ending_at(task.theta + delta, right.gradient)
        rough = replace(task, theta=rounding(task.theta))
        yield rough.solve()
        yield task.ending_at(rounding(right.new_theta), right.gradient)


_FORMS: dict[Slip, Callable[[UpdateTask, Solution], Solutions]] = {
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
