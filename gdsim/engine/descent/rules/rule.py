"""What an update rule is: a pair of pure functions, in the manner of optax.

``init(theta) -> state`` and ``update(gradient, state, t, learning_rate, theta) -> (delta, state)``:
the new parameters are ``theta + delta``. A state is a value: neither changes its arguments. Whoever
works by hand gives `update` a rounding as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np
from msgspec import Struct, field

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Setting, Settings
from gdsim.engine.descent.rounding import EXACT, Rounding
from gdsim.engine.descent.spec import SettingSpec, resolve
from gdsim.engine.option import Option

State = tuple[Array, ...]
Change = tuple[Array, State]
Rate = float | Array
Equations = tuple[tuple[str, str], ...]

Scale = Callable[[State, Array], Array]
"""Takes the state after n updates, arrays (n, d), and their numbers t, shape (n, 1), counted as for
`Update`; returns what eta is multiplied by for each parameter, (n, d) or a shape that stretches to
it, and NaN where a parameter has had no gradient yet.
"""


Point = Callable[[Array, State], Array]
"""Takes theta and the state before an update, (d,) or (R, d) each; returns a point like it."""


FromStep = Callable[[Array, Rate], Array]
"""Takes the step (..., d) that led to the start and the learning rate; returns the velocity, or
what else the rule remembers of the step, like it.
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
        rounding: Rounding = EXACT,
    ) -> Change:
        """Return the change of theta and the state after update `t`.

        Parameters
        ----------
        gradient
            Gradient at theta, or where the rule looks ahead to, shape (d,), or (R, d) for R runs
            at once.
        state
            The state before this update, each array of the gradient's shape.
        t
            Number of updates made since `init`, from 0.
        learning_rate
            A number, or one for each run, shape (R, 1).
        theta
            The parameters before the update; `adamw` alone needs them.
        rounding
            As by hand: what is remembered of the gradients is rounded before the step is worked
            out from it.
        """


class LookAhead(Struct, frozen=True, eq=False):
    """Where a rule takes the gradient, if not at theta.

    Attributes
    ----------
    point
        See `Point`.
    latex
        The point as the equations have it.
    """

    point: Point
    latex: str

    @property
    def equation(self) -> str:
        """What the gradient is, in LaTeX."""
        return rf"g_t = \nabla L\left({self.latex}\right)"


class Rule(Struct, frozen=True, eq=False):
    """An update rule with all its settings made.

    Attributes
    ----------
    name, state_names
        The rule's name, and one name for each array of its state.
    settings
        Every setting of the rule with its value.
    equations
        The equations that count with these settings, in LaTeX, each with its key; see `Equation`.
    step_meaning
        As in `RuleSpec`, of these settings.
    init
        Takes theta, (d,) or (R, d); returns the state before the first update.
    update
        See `Update`.
    scale
        See `Scale`; None where the state after an update does not tell it.
    look_ahead
        Where the gradient is taken; None for theta.
    from_step
        See `FromStep`; None where a step does not tell what the rule remembers.
    maximises, clip_norm
        Whether the step goes uphill, and how long a gradient is at most when it is used; None for
        any length. See `gdsim.engine.descent.rules.directed`.
    """

    name: str
    state_names: tuple[str, ...]
    settings: Settings
    equations: Equations
    step_meaning: str
    init: Callable[[Array], State]
    update: Update
    scale: Scale | None
    look_ahead: LookAhead | None = None
    from_step: FromStep | None = None
    maximises: bool = False
    clip_norm: float | None = None


class Equation(Struct, frozen=True):
    """An equation of a rule, in LaTeX: index t is before update t (from 0) and t+1 after it.

    Attributes
    ----------
    key
        What it gives, as a heading: English, translated where it is shown.
    only_with
        Values of settings with one of which alone it counts; empty where it always does.
    """

    latex: str
    key: str
    only_with: tuple[str, ...] = ()


class StateSpec(Struct, frozen=True):
    """An array that a rule keeps from one update to the next.

    Attributes
    ----------
    title
        What it is called in the middle of a sentence: English, translated where it is shown.
    first
        What fills it before the first update.
    rounded
        How it is rounded as by hand; None where it comes from settings alone and is not.
    """

    title: str
    first: float = 0.0
    rounded: Callable[[Rounding, Array], Array] | None = Rounding.__call__

    @property
    def is_of_squares(self) -> bool:
        """Whether it is a sum or mean of squares."""
        return self.rounded is Rounding.of_squares

    @property
    def is_odd(self) -> bool:
        """Whether it changes its sign with the gradients'; what does not is never below 0."""
        return self.rounded is not None and not self.is_of_squares


class RuleSpec(Option, frozen=True, eq=False, kw_only=True):
    """An update rule that can be chosen: what it can be set to and how it is built.

    Attributes
    ----------
    name
        Name in the registry.
    step_meaning
        What is multiplied by the rule's effective step size, and what that is: an English sentence,
        translated where it is shown.
    other_meanings
        The same by the values of settings with which it is another one.
    equations
        In the order in which they are worked out.
    build
        Takes every setting's value; returns the update.
    scale
        Takes every setting's value; returns the scale, see `Rule`.
    look_ahead
        Takes every setting's value; returns where the gradient is taken, see `Rule`.
    from_step
        Takes every setting's value; returns what makes of a step the one array that the rule
        remembers, see `Rule`.
    settings
        What can be set.
    states
        The state's arrays, by name.
    corrected
        Those of them that the step is made of divided by 1 - beta^(t+1), which makes up for their
        start at 0, each with the name of its beta.
    """

    name: str
    step_meaning: str
    other_meanings: Mapping[str, str] = field(default_factory=dict)
    equations: tuple[Equation, ...]
    build: Callable[[Settings], Update]
    scale: Callable[[Settings], Scale] | None = None
    look_ahead: Callable[[Settings], LookAhead | None] | None = None
    from_step: Callable[[Settings], FromStep | None] | None = None
    settings: tuple[SettingSpec, ...] = ()
    states: Mapping[str, StateSpec]
    corrected: Mapping[str, str] = field(default_factory=dict)

    def make(self, given: Settings) -> Rule:
        """Return the rule with the given settings and defaults for the others.

        Raises
        ------
        InputError
            If a setting is unknown or its value not accepted.
        """
        settings = resolve(self.settings, given)
        words = [value for value in settings.values() if isinstance(value, str)]
        first = tuple(state.first for state in self.states.values())

        def init(theta: Array) -> State:
            return tuple(np.full(theta.shape, value) for value in first)

        return Rule(
            name=self.name,
            state_names=tuple(self.states),
            settings=settings,
            equations=tuple(
                (equation.latex, equation.key)
                for equation in self.equations
                if not equation.only_with or set(words) & set(equation.only_with)
            ),
            step_meaning=next(
                (self.other_meanings[word] for word in words if word in self.other_meanings),
                self.step_meaning,
            ),
            init=init,
            update=self.build(settings),
            scale=None if self.scale is None else self.scale(settings),
            look_ahead=None if self.look_ahead is None else self.look_ahead(settings),
            from_step=None if self.from_step is None else self.from_step(settings),
        )


def constant(value: Setting) -> Array:
    """Return a number as an array without axes: NumPy multiplies it in half a float's time."""
    return np.array(value, dtype=np.float64)


def unscaled(settings: Settings) -> Scale:  # noqa: ARG001 - as every rule's
    """Return the scale of a rule that has the same eta for every parameter."""
    return lambda _state, t: np.ones(t.shape)


def fraction(
    name: str, symbol: str, default: float, *, title: str, tip: str, sign: str = ""
) -> SettingSpec:
    """Return the spec of a decay rate in [0, 1)."""
    return SettingSpec(
        name=name,
        title=title,
        tip=tip,
        sign=sign,
        symbol=symbol,
        default=default,
        low=0,
        high=1,
        high_open=True,
    )


def non_negative(
    name: str, symbol: str, default: float, *, title: str, tip: str, sign: str = ""
) -> SettingSpec:
    """Return the spec of a number that is at least 0."""
    return SettingSpec(
        name=name, title=title, tip=tip, sign=sign, symbol=symbol, default=default, low=0
    )


def beta_setting(default: float, title: str, tip: str) -> SettingSpec:
    """Return the spec of beta, the share of a sum or mean that is kept in each update."""
    return fraction("beta", r"\beta", default, title=title, tip=tip, sign="β")
