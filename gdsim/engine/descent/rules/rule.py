"""What an update rule is: a pair of pure functions, in the manner of optax.

``init(theta) -> state`` and ``update(gradient, state, t, learning_rate, theta) -> (delta, state)``:
the new parameters are ``theta + delta``. A state is a value: neither changes its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.spec import SettingSpec, resolve

State = tuple[Array, ...]
Change = tuple[Array, State]
Rate = float | Array
Settings = Mapping[str, Setting]
Equations = tuple[tuple[str, str], ...]

Scale = Callable[[State, Array], Array]
"""Takes the state after n updates, arrays (n, d), and their numbers t, shape (n, 1), counted as for
`Update`; returns what eta is multiplied by for each parameter, (n, d) or a shape that stretches to
it, and NaN where a parameter has had no gradient yet.
"""


class Update(Protocol):
    """One update of a rule."""

    def __call__(
        self,
        gradient: Array,
        state: State,
        t: int,
        learning_rate: Rate,
        theta: Array | None = None,
    ) -> Change:
        """Return the change of theta and the state after update `t`.

        Parameters
        ----------
        gradient
            Gradient at theta, shape (d,), or (R, d) for R runs at once.
        state
            The state before this update, each array of the gradient's shape.
        t
            Number of updates made since `init`, from 0.
        learning_rate
            A number, or one for each run, shape (R, 1).
        theta
            The parameters before the update; `adamw` alone needs them.
        """


@dataclass(frozen=True, eq=False)
class Rule:
    """An update rule with all its settings made.

    Attributes
    ----------
    name, state_names
        The rule's name, and one name for each array of its state.
    settings
        Every setting of the rule with its value.
    equations
        The equations with these settings, each with a short key; see `RuleSpec`.
    init
        Takes theta, (d,) or (R, d); returns the state before the first update.
    update
        See `Update`.
    scale
        See `Scale`; None where the state after an update does not tell it.
    """

    name: str
    state_names: tuple[str, ...]
    settings: Settings
    equations: Equations
    init: Callable[[Array], State]
    update: Update
    scale: Scale | None


@dataclass(frozen=True, kw_only=True, eq=False)
class RuleSpec:
    """An update rule that can be chosen: what it can be set to and how it is built.

    Attributes
    ----------
    name
        Name in the registry.
    equations
        LaTeX equations in the order in which they are worked out, each with a short key. Index t is
        before update t (from 0) and t+1 after it. A key ``velocity, average`` counts only where a
        setting has the value ``average``.
    build
        Takes every setting's value; returns the update.
    scale
        Takes every setting's value; returns the scale, see `Rule`.
    settings
        What can be set.
    states
        Names of the state's arrays with the value that fills each before the first update.
    """

    name: str
    equations: Equations
    build: Callable[[Settings], Update]
    scale: Callable[[Settings], Scale] | None = None
    settings: tuple[SettingSpec, ...] = ()
    states: Mapping[str, float]

    def make(self, given: Settings) -> Rule:
        """Return the rule with the given settings and defaults for the others.

        Raises
        ------
        InputError
            If a setting is unknown or its value not accepted.
        """
        settings = resolve(self.settings, given)
        initial_values = tuple(self.states.values())

        def init(theta: Array) -> State:
            return tuple(np.full(theta.shape, value) for value in initial_values)

        return Rule(
            name=self.name,
            state_names=tuple(self.states),
            settings=settings,
            equations=tuple(
                (latex, key.partition(", ")[0])
                for latex, key in self.equations
                if ", " not in key or key.partition(", ")[2] in settings.values()
            ),
            init=init,
            update=self.build(settings),
            scale=None if self.scale is None else self.scale(settings),
        )


def constant(value: Setting) -> Array:
    """Return a number as an array without axes: NumPy multiplies it in half a float's time."""
    return np.array(value, dtype=np.float64)


def unscaled(settings: Settings) -> Scale:  # noqa: ARG001 - as every rule's
    """Return the scale of a rule that has the same eta for every parameter."""
    return lambda _state, t: np.ones(t.shape)


def fraction(name: str, symbol: str, default: float) -> SettingSpec:
    """Return the spec of a decay rate in [0, 1)."""
    return SettingSpec(name=name, symbol=symbol, default=default, low=0, high=1, high_open=True)


def non_negative(name: str, symbol: str, default: float) -> SettingSpec:
    """Return the spec of a number that is at least 0."""
    return SettingSpec(name=name, symbol=symbol, default=default, low=0)
