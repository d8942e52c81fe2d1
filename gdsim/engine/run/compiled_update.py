"""An update rule compiled to go from one row of a trace to the next.

The rule's own update is called once with symbols in the place of numbers, so there is one
definition of each rule. Compiled or not, an update is the same up to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import symengine as se
from numpy.lib.mixins import NDArrayOperatorsMixin
from symengine import Basic

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.rules import Rule, make_rule
from gdsim.engine.descent.rules.directed import directed
from gdsim.engine.formula.compiled import Compiled

MOST_COMPILED_PARAMETERS = 16
"""With more, NumPy is as fast, and ready at once."""

MOST_NODES_PER_PARAMETER = 100
"""No update rule has a larger expression for one parameter: what compiling costs at most."""

_FUNCTIONS: dict[np.ufunc, Callable[..., Basic]] = {
    np.add: lambda a, b: a + b,
    np.subtract: lambda a, b: a - b,
    np.multiply: lambda a, b: a * b,
    np.divide: lambda a, b: a / b,
    np.power: lambda a, b: a**b,
    np.negative: lambda a: -a,
    np.sqrt: se.sqrt,
    np.maximum: se.Max,
}


class _NotCompiledError(Exception):
    """A rule takes a function that is not in the table."""


class _Traced(NDArrayOperatorsMixin):
    """Stands for an array: NumPy's functions of it give trees."""

    def __init__(self, tree: Basic) -> None:
        self.tree = tree

    def __array_ufunc__(self, function: np.ufunc, method: str, *inputs: Any, **how: Any) -> _Traced:
        if method != "__call__" or how or function not in _FUNCTIONS:
            raise _NotCompiledError
        return _Traced(_FUNCTIONS[function](*map(_tree, inputs)))


def _tree(value: Any) -> Basic:
    return value.tree if isinstance(value, _Traced) else se.sympify(float(value))


def compiled_update(rule: Rule, d: int) -> Compiled | None:
    """Return the update of `d` parameters: from a row of `Trace` to theta and state of the next.

    None for a rule with a function that is not compiled, which NumPy works out.
    """
    if rule.clip_norm is not None:
        raise ValueError("an update with clipping is not compiled: it mixes the parameters")
    try:
        return _compiled_update(rule.name, tuple(rule.settings.items()), rule.maximises, d)
    except _NotCompiledError:
        return None


@lru_cache(maxsize=64)
def _compiled_update(
    name: str, settings: tuple[tuple[str, Setting], ...], maximises: bool, d: int
) -> Compiled:
    rule = directed(make_rule(name, dict(settings)), maximise=maximises, clip_norm=None)
    groups = ["theta", *rule.state_names]
    starts = [[f"{group} {j}" for j in range(d)] for group in groups]
    gradient = [f"gradient {j}" for j in range(d)]
    row = [*chain(*starts), "learning_rate", "t", "full_loss", "loss", *gradient]
    rate, t = _symbols(("learning_rate", "t"))
    after = [
        _updated(rule, slope, theta, state, t, rate)
        for slope, (theta, *state) in zip(
            _symbols(gradient), zip(*map(_symbols, starts), strict=True), strict=True
        )
    ]
    outputs = [parameter[k] for k in range(len(groups)) for parameter in after]
    return Compiled(outputs, row, MOST_NODES_PER_PARAMETER * d)


def _updated(
    rule: Rule, gradient: Any, theta: Any, state: list[Any], t: Any, rate: Any
) -> list[Basic]:
    """Return theta and state of one parameter after an update."""
    delta, new_state = rule.update(gradient, tuple(state), t, rate, theta)
    return [_tree(theta + delta), *map(_tree, new_state)]


def _symbols(names: Iterable[str]) -> list[_Traced]:
    return [_Traced(se.Symbol(name)) for name in names]
