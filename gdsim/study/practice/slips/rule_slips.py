"""Slips with what a rule remembers: its state, its corrections and its conventions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from msgspec.structs import replace

from gdsim.engine.arrays import Array
from gdsim.engine.descent.rules import RULES, Rule
from gdsim.engine.descent.rules.basic import AVERAGE, has_rate_inside
from gdsim.engine.descent.rules.directed import clipped, like
from gdsim.study.practice.update_task import Solution, UpdateTask
from gdsim.study.working.equations import evaluate
from gdsim.study.working.rule_symbols import (
    NEXT,
    UPDATE,
    own_symbols,
    setting_symbols,
    state_symbols,
    symbol_ahead,
)

Solutions = Iterator[Solution]

CONVENTION = "convention"
"""Name of the setting that says how momentum's velocity is made."""


def without_state(task: UpdateTask, right: Solution) -> Solutions:
    """Make the update as if it were the first."""
    if task.state:
        fresh = task.rule.init(task.theta)
        yield task.solve(gradient=right.gradient, state=fresh)


def bias_left_out(task: UpdateTask, right: Solution) -> Solutions:
    """Leave out the corrections of the moments: all, then each alone."""
    yield from _with_corrections(task, right, lambda over, _under: over)


def bias_multiplied(task: UpdateTask, right: Solution) -> Solutions:
    """Multiply by what a moment is divided by: all, then each alone."""
    yield from _with_corrections(task, right, lambda over, under: f"{over} ({under})")


def count_off(task: UpdateTask, right: Solution) -> Solutions:
    """Take t one too small or too large where a bias is corrected."""
    if any(_correction(latex) for latex, _ in task.rule.equations):
        for t in (task.t - 1, task.t + 1):
            if t >= 0:
                theta = _by_equations(task, right, t=t)
                yield task.ending_at(theta, right.gradient, right.new_state)


def other_convention(task: UpdateTask, right: Solution) -> Solutions:
    """Make the update by each other convention of momentum, and with the rate inside or twice."""
    if CONVENTION not in task.rule.settings:
        return
    for rule in _other_rules(task.rule):
        share = _size(rule, task.learning_rate) / _size(task.rule, task.learning_rate)
        for state in (task.state, tuple(array * share for array in task.state)):
            yield replace(task, rule=rule, state=state).solve()
    rate, sign = task.learning_rate, 1 if task.rule.maximises else -1
    if has_rate_inside(task.rule.settings):
        yield task.ending_at(task.theta + sign * rate * right.new_state[0], right.gradient)
        return
    velocity = right.new_state[0] - right.gradient + rate * right.gradient
    for step in (velocity, rate * velocity):
        yield task.ending_at(task.theta + sign * step, right.gradient, (velocity,))


def _size(rule: Rule, rate: float) -> float:
    """Return how large the velocity of the same gradients is, next to their sum with powers of β.

    With weights 1 - beta it is 1 - beta as large.
    """
    if has_rate_inside(rule.settings):
        return rate or 1.0
    return 1 - float(rule.settings["beta"]) if rule.settings[CONVENTION] == AVERAGE else 1.0


def _other_rules(rule: Rule) -> list[Rule]:
    """Return the same rule by its other conventions."""
    specs = {spec.name: spec for spec in RULES[rule.name].settings}
    others = [word for word in specs[CONVENTION].choices if word != rule.settings[CONVENTION]]
    return [like(rule, {**rule.settings, CONVENTION: word}) for word in others]


def _with_corrections(
    task: UpdateTask, right: Solution, wrong: Callable[[str, str], str]
) -> Solutions:
    r"""Take every correction ``\frac{m}{1 - beta^t}`` for something else: all, then each alone."""
    keys = [key for latex, key in task.rule.equations if _correction(latex)]
    for changed in [keys, *([key] for key in keys)] if len(keys) > 1 else [keys]:
        if changed:
            theta = _by_equations(task, right, changed, wrong)
            yield task.ending_at(theta, right.gradient, right.new_state)


def _correction(latex: str) -> tuple[str, str] | None:
    """Return numerator and denominator of an equation that corrects a bias."""
    name, right = latex.split(" = ", 1)
    if not name.startswith(r"\hat") or not right.startswith(r"\frac{"):
        return None
    over, _, rest = right.removeprefix(r"\frac{").partition("}{")
    return over, rest.removesuffix("}")


def _by_equations(
    task: UpdateTask,
    solution: Solution,
    changed: Collection[str] = (),
    wrong: Callable[[str, str], str] | None = None,
    t: int | None = None,
) -> Array:
    """Work the new parameters out from the rule's equations, some corrections or t changed.

    What is remembered of the gradients, and rounded where the run rounds, stays as it is.
    """
    rule, own = task.rule, own_symbols(task.rule.equations)
    after = {
        symbol + NEXT: array
        for symbol, array in zip(state_symbols(rule.equations), solution.new_state, strict=True)
        if symbol + NEXT in own
    }
    number = float(task.t if t is None else t)
    fixed = {**setting_symbols(rule), r"\eta": task.learning_rate}
    theta = task.theta.copy()
    gradient = solution.gradient
    if rule.clip_norm is not None:
        gradient = clipped(gradient, rule.clip_norm)
    for k in range(len(theta)):
        values = {r"\theta_t": float(task.theta[k]), "g_t": float(gradient[k])}
        states = zip(state_symbols(rule.equations), task.state, strict=True)
        values |= {f"{name}_t": float(array[k]) for name, array in states}
        values |= {name: float(array[k]) for name, array in after.items()}
        for latex, key in rule.equations:
            name, right = latex.split(" = ", 1)
            if name in after:
                continue
            parts = _correction(latex)
            if key in changed and parts is not None and wrong is not None:
                right = wrong(*parts)
            values[name] = evaluate(right, {**values, **fixed, "t": number})
            if ahead := symbol_ahead(name, rule.equations):
                values[ahead] = evaluate(right, {**values, **fixed, "t": number + 1})
        theta[k] = values[UPDATE]
    return theta
