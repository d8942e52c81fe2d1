"""The usual slips of a hand calculation: what an update comes to when one of them is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum

from msgspec.structs import replace

from gdsim.engine.descent.rounding import DECIMALS, FIGURES, Rounding
from gdsim.engine.descent.rules import make_rule
from gdsim.engine.descent.rules.directed import directed
from gdsim.study.practice.slips.factors import gradients_without_factors
from gdsim.study.practice.slips.rule_slips import (
    bias_left_out,
    bias_multiplied,
    count_off,
    other_convention,
    without_state,
)
from gdsim.study.practice.update_task import Solution, UpdateTask
from gdsim.texts import N_

MOST_EARLY_DECIMALS, MOST_EARLY_FIGURES = 4, 4
"""Digits up to which rounding too early is looked for."""


class Slip(Enum):
    """A usual slip."""

    SIGN = N_("the step was added")
    NO_RATE = N_("the learning rate was left out")
    SCALED = N_("the gradient was multiplied by the learning rate")
    FACTOR = N_("a factor of the derivative was left out")
    OLD_GRADIENT = N_("the gradient of the update before was used")
    SUM = N_("the sum over the batch was not divided by B")
    LOSS_FACTOR = N_("the loss was taken with another factor")
    UPDATED = N_("an updated parameter was used for another")
    OLD_STATE = N_("what the rule remembers was left out")
    OTHER_CONVENTION = N_("another convention of momentum was used")
    BIAS_LEFT_OUT = N_("the bias correction was left out")
    BIAS_MULTIPLIED = N_("the bias correction was multiplied")
    COUNT_OFF = N_("t was off by one in the bias correction")
    OLD_LOSS = N_("the loss before the update was given")
    SHARE_KEPT = N_("the share that is left was given")
    OF_NEW_LOSS = N_("the share was taken of the new loss")
    KEPT = N_("the old value was kept")
    STEP = N_("the step was given, not the new value")
    SWAPPED = N_("two parameters were swapped")
    UNBOUNDED = N_("the bounds were left out")
    UNCLIPPED = N_("the gradient was not clipped")
    CUT_OFF = N_("digits were cut off")
    ROUNDED = N_("rounding came too early")
    ALL_ROWS = N_("all rows were taken, not the batch's alone")


Solutions = Iterator[Solution]


def _sign(task: UpdateTask, right: Solution) -> Solutions:
    uphill = 2 * task.theta - right.new_theta
    yield task.ending_at(uphill, right.gradient, right.new_state)
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


def _loss_factor(task: UpdateTask, right: Solution) -> Solutions:
    """Take half the mean, half the sum, or twice the mean: the other conventions of a loss."""
    if task.objective.columns:
        for factor in (0.5, 2.0, 0.5 * task.batch_size):
            other = task.solve(gradient=right.gradient * factor)
            yield replace(other, losses=(right.loss * factor, other.new_loss * factor))
            yield replace(right, losses=(right.loss * factor, right.new_loss * factor))


def _old_gradient(task: UpdateTask, _right: Solution) -> Solutions:
    if task.old_gradient is not None:
        yield task.solve(gradient=task.old_gradient)


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
        yield task.ending_at(moved, gradient, task.solve(gradient=gradient).new_state)


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


def _share_kept(_task: UpdateTask, right: Solution) -> Solutions:
    yield replace(right, given_fall=100 - right.fall)


def _of_new_loss(_task: UpdateTask, right: Solution) -> Solutions:
    if right.new_loss:
        yield replace(right, given_fall=100 * (right.loss - right.new_loss) / right.new_loss)


def _unclipped(task: UpdateTask, right: Solution) -> Solutions:
    most = task.rule.clip_norm
    if most is not None:
        whole = make_rule(task.rule.name, task.rule.settings)
        rule = directed(whole, maximise=task.rule.maximises, clip_norm=None)
        yield task.solve(gradient=right.gradient, rule=rule)


def _unbounded(task: UpdateTask, right: Solution) -> Solutions:
    if task.bounds is not None:
        yield replace(task, bounds=None).solve(gradient=right.gradient)


def _rounded(task: UpdateTask, right: Solution) -> Solutions:
    roundings = [Rounding(DECIMALS, n) for n in range(MOST_EARLY_DECIMALS + 1)]
    roundings += [Rounding(FIGURES, n) for n in range(1, MOST_EARLY_FIGURES + 1)]
    for rounding in roundings:
        yield task.solve(gradient=rounding(right.gradient))
        delta = rounding(right.new_theta - task.theta)
        yield task.ending_at(task.theta + delta, right.gradient, right.new_state)
        rough = replace(task, theta=rounding(task.theta))
        yield rough.solve()
        yield task.ending_at(rounding(right.new_theta), right.gradient, right.new_state)


FORMS: dict[Slip, Callable[[UpdateTask, Solution], Solutions]] = {
    Slip.SIGN: _sign,
    Slip.NO_RATE: _no_rate,
    Slip.SCALED: _scaled,
    Slip.FACTOR: _factor,
    Slip.OLD_GRADIENT: _old_gradient,
    Slip.SUM: _sum,
    Slip.LOSS_FACTOR: _loss_factor,
    Slip.UPDATED: _updated,
    Slip.OLD_STATE: without_state,
    Slip.OTHER_CONVENTION: other_convention,
    Slip.BIAS_LEFT_OUT: bias_left_out,
    Slip.BIAS_MULTIPLIED: bias_multiplied,
    Slip.COUNT_OFF: count_off,
    Slip.OLD_LOSS: _old_loss,
    Slip.SHARE_KEPT: _share_kept,
    Slip.OF_NEW_LOSS: _of_new_loss,
    Slip.KEPT: _kept,
    Slip.STEP: _step,
    Slip.SWAPPED: _swapped,
    Slip.ROUNDED: _rounded,
    Slip.ALL_ROWS: _all_rows,
    Slip.UNCLIPPED: _unclipped,
    Slip.UNBOUNDED: _unbounded,
}
"""What an update comes to with each slip, from the task and its right solution.

A slip may have several forms, and one that makes no difference gives the right solution.
"""


def likelihood(slip: Slip, task: UpdateTask) -> float:
    """Return how often a slip is made in such an update, as compared with the others."""
    has_powers = any(exponent in task.objective.expression.text for exponent in "^²³")
    match slip:
        case Slip.FACTOR:
            # The 2 of a squared error may be left out by convention as well, which is told first.
            return 3 if not has_powers else 5.5 if task.objective.columns else 8
        case Slip.LOSS_FACTOR:
            return 6
        case Slip.OLD_GRADIENT:
            # Known by heart from the line above, and used again where a table is filled.
            return 7 if task.t < 5 else 5
        case Slip.UPDATED:
            return 6 if len(task.theta) > 1 else 0
        case Slip.OTHER_CONVENTION | Slip.OLD_STATE:
            # Nothing is remembered yet in the first update, so that less can be forgotten.
            return 8 if task.t else 4
        case Slip.BIAS_LEFT_OUT:
            return 8
        case Slip.COUNT_OFF:
            return 6
    return _LIKELIHOODS[slip]


_LIKELIHOODS = {
    Slip.SIGN: 9,
    Slip.NO_RATE: 9,
    Slip.SUM: 7,
    Slip.UNCLIPPED: 8,
    Slip.UNBOUNDED: 9,
    Slip.SHARE_KEPT: 7,
    Slip.OF_NEW_LOSS: 7,
    Slip.OLD_LOSS: 6,
    Slip.SCALED: 5,
    Slip.KEPT: 5,
    Slip.STEP: 5,
    Slip.ALL_ROWS: 4,
    Slip.SWAPPED: 3,
    Slip.BIAS_MULTIPLIED: 2,
    Slip.CUT_OFF: 1,
    Slip.ROUNDED: 1,
}
"""Likelihoods that are the same in every update."""
