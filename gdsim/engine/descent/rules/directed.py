r"""A rule that takes its step uphill, and one whose gradient is clipped before it is used.

Clipping scales a gradient that is longer than c down to that length, all parameters by one factor:

    g <- g * min(1, c / ||g||)

Source: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural
networks", 2013; `torch.nn.utils.clip_grad_norm_`, which divides by ||g|| + 1e-6 instead.

Uphill, whatever a rule takes away from theta is added to it; AdamW's decay alone still pulls
towards zero. What the rule remembers is made of the gradients as they are, as in textbooks;
`torch.optim.SGD(maximize=True)` changes their signs first, and comes to the same theta.
"""

from __future__ import annotations

import re

import numpy as np
from msgspec.structs import replace

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rounding import EXACT, Rounding
from gdsim.engine.descent.rules import rule_spec
from gdsim.engine.descent.rules.rule import (
    Change,
    Equations,
    FromStep,
    LookAhead,
    Rate,
    Rule,
    State,
    Update,
)

CLIPPING = r"g_t \leftarrow g_t \min\left(1, \frac{c}{\left|g_t\right|}\right)"
"""LaTeX of what becomes of a gradient that is clipped, c being the longest that it may be."""

DECAY = "weight_decay"
"""The setting that pulls towards zero, uphill and downhill."""

# The step, but for a decay, is what is taken away.
_STEP = re.compile(r" - (?!\\eta \\lambda)")


def directed(rule: Rule, *, maximise: bool, clip_norm: float | None) -> Rule:
    """Return `rule` going uphill if it is to maximise, its gradients clipped to a length if any."""
    if maximise:
        rule = _uphill(rule)
    return rule if clip_norm is None else _clipping(rule, clip_norm)


def like(rule: Rule, settings: Settings) -> Rule:
    """Return the rule of that name with these settings, directed as `rule` is."""
    plain = rule_spec(rule.name).make(settings)
    return directed(plain, maximise=rule.maximises, clip_norm=rule.clip_norm)


def _uphill(rule: Rule) -> Rule:
    settings = dict(rule.settings)
    if DECAY in settings:
        settings[DECAY] = -float(settings[DECAY])
    downhill = rule_spec(rule.name).build(settings)

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        delta, after = downhill(gradient, state, t, learning_rate, theta, rounding)
        return -delta, after

    return replace(
        rule,
        update=update,
        equations=_uphill_equations(rule.equations),
        look_ahead=None if rule.look_ahead is None else _ahead_uphill(rule.look_ahead),
        from_step=None if rule.from_step is None else _from_uphill(rule.from_step),
        maximises=True,
    )


def _ahead_uphill(look_ahead: LookAhead) -> LookAhead:
    """Return the point on the other side of theta."""

    def point(theta: Array, state: State) -> Array:
        ahead: Array = 2 * theta - look_ahead.point(theta, state)
        return ahead

    return LookAhead(point, _STEP.sub(" + ", look_ahead.latex, count=1))


def _from_uphill(from_step: FromStep) -> FromStep:
    """Return what the rule remembers of a step that was added, not taken away."""
    return lambda step, rate: from_step(-step, rate)


def _uphill_equations(equations: Equations) -> Equations:
    """Return the equations of a rule with the step added, the last one."""
    *others, (latex, key) = equations
    return (*others, (_STEP.sub(" + ", latex, count=1), key))


def _clipping(rule: Rule, most: float) -> Rule:
    inner: Update = rule.update

    def update(
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
        rounding: Rounding = EXACT,
    ) -> Change:
        return inner(clipped(gradient, most), state, t, learning_rate, theta, rounding)

    return replace(rule, update=update, clip_norm=most)


def clipped(gradient: Array, most: float) -> Array:
    """Return gradients (..., d), those that are longer than `most` scaled down to that length."""
    # Unlike a root of squares, hypot neither overflows nor underflows.
    norm = np.hypot.reduce(gradient, axis=-1, keepdims=True)
    factor = np.divide(most, norm, out=np.ones_like(norm), where=~(norm <= most))
    found: Array = gradient * factor
    return found
