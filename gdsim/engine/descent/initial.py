"""What a rule remembers before the first update, where something else than usual is given.

A part of it is called as in tables: ``velocity_w`` is the velocity of the parameter w.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import STATES, Rule, State
from gdsim.engine.errors import InputError


def first_state(
    rule: Rule, theta: Array, given: Mapping[str, float], parameters: Sequence[str]
) -> State:
    """Return the state before the first update at theta (..., d), with what is given of it.

    What is given for another rule is left alone: it counts again once that rule is chosen.

    Raises
    ------
    InputError
        If a name is that of no rule's state and parameter, or a value is not accepted.
    """
    parts = {name: part_of(name, parameters) for name in given}
    state = tuple(array.copy() for array in rule.init(theta))
    for name, (kind, parameter) in parts.items():
        _check(name, kind, given[name])
        if kind in rule.state_names:
            j = parameters.index(parameter)
            state[rule.state_names.index(kind)][..., j] = given[name]
    return state


def part_of(name: str, parameters: Sequence[str]) -> tuple[str, str]:
    """Return the state and the parameter that a name such as ``velocity_w`` stands for."""
    for kind in sorted(STATES, key=len, reverse=True):
        rest = name.removeprefix(f"{kind}_")
        if rest != name and rest in parameters:
            return kind, rest
    raise InputError(
        "{name} is nothing that a rule remembers; give its name, _ and a parameter, as {example}",
        name=name,
        example=f"velocity_{parameters[0]}",
    )


def _check(name: str, kind: str, value: float) -> None:
    if not math.isfinite(value):
        raise InputError("{name} is {value} at first; give a finite number", name=name, value=value)
    if value < 0 and not STATES[kind].is_odd:
        raise InputError(
            "{name} is {value} at first; give a number of at least 0", name=name, value=value
        )


def refuse_other_rules(rule: Rule, given: Mapping[str, float], parameters: Sequence[str]) -> None:
    """Raise InputError for a part that is given and that `rule` does not have."""
    for name in given:
        kind, _ = part_of(name, parameters)
        if kind not in rule.state_names and not rule.state_names:
            raise InputError(
                "the rule {rule} remembers nothing, so that it has no {name} at first; leave it out"
                " or choose another rule",
                rule=rule.name,
                name=name,
            )
        if kind not in rule.state_names:
            raise InputError(
                "the rule {rule} has no {name}; what it remembers of each parameter is {accepted}",
                rule=rule.name,
                name=name,
                accepted=", ".join(rule.state_names),
            )


def mirrored(experiment: Experiment, parameters: Sequence[str]) -> dict[str, float]:
    """Return what is given for gradients that have the other sign."""
    return {
        name: -value if STATES[part_of(name, parameters)[0]].is_odd else value
        for name, value in experiment.initial.items()
    }
