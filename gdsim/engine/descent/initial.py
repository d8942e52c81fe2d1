"""What a rule remembers before the first update, where something else than usual is given.

A part of it is called as in tables: ``velocity_w`` is the velocity of the parameter w. In the place
of a velocity the point before the start may be given, ``previous_w``: the velocity is then the one
whose step leads from there to the start, with the learning rate of the first update.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import STATES, Rule, State
from gdsim.engine.descent.rules.rule import Rate
from gdsim.engine.descent.schedule import make_schedule
from gdsim.engine.descent.settings import rule_of, split_settings
from gdsim.engine.errors import InputError

PREVIOUS = "previous"
"""What stands before a parameter for its value one step before the start."""

VELOCITY = "velocity"
"""The part of a state that a step tells."""


def first_state(
    rule: Rule, theta: Array, given: Mapping[str, float], parameters: Sequence[str], rate: Rate
) -> State:
    """Return the state before the first update at theta (..., d), with what is given of it.

    What is given for another rule is left alone: it counts again once that rule is chosen.

    Parameters
    ----------
    rate
        The learning rate of the first update: a number, or one for each run.

    Raises
    ------
    InputError
        If a name is that of no rule's state and parameter, a value is not accepted, or a previous
        point does not tell what the rule remembers.
    """
    parts = {name: part_of(name, parameters) for name in given}
    state = tuple(array.copy() for array in rule.init(theta))
    for name, (kind, parameter) in parts.items():
        _check(name, kind, given)
        j = parameters.index(parameter)
        if kind in rule.state_names:
            state[rule.state_names.index(kind)][..., j] = given[name]
        elif kind == PREVIOUS and VELOCITY in rule.state_names:
            velocity = state[rule.state_names.index(VELOCITY)]
            own_rate = rate[..., j] if isinstance(rate, np.ndarray) else rate
            velocity[..., j] = _velocity(rule, name, theta[..., j] - given[name], own_rate)
    return state


def _velocity(rule: Rule, name: str, step: Array, rate: Rate) -> Array:
    """Return the velocity whose step (...) this is."""
    if rule.from_step is None:
        raise InputError(
            "{name}: a step of {rule} with this convention is not its velocity alone; choose the"
            " convention lookahead, or give {velocity}",
            name=name,
            rule=rule.name,
            velocity=f"{VELOCITY}{name.removeprefix(PREVIOUS)}",
        )
    with np.errstate(all="ignore"):
        velocity = rule.from_step(step, rate)
    if not np.isfinite(velocity).all():
        raise InputError(
            "{name}: no finite velocity leads from there to the start with the learning rate of the"
            " first update, {rate}",
            name=name,
            rate=f"{float(np.min(rate)):g}",
        )
    return velocity


def part_of(name: str, parameters: Sequence[str]) -> tuple[str, str]:
    """Return the state and the parameter that a name such as ``velocity_w`` stands for."""
    for kind in sorted((*STATES, PREVIOUS), key=len, reverse=True):
        rest = name.removeprefix(f"{kind}_")
        if rest != name and rest in parameters:
            return kind, rest
    raise InputError(
        "{name} is nothing that a rule remembers; give its name, _ and a parameter, as {example}",
        name=name,
        example=f"{VELOCITY}_{parameters[0]}",
    )


def _check(name: str, kind: str, given: Mapping[str, float]) -> None:
    value = given[name]
    if not math.isfinite(value):
        raise InputError("{name} is {value} at first; give a finite number", name=name, value=value)
    if kind == PREVIOUS:
        velocity = f"{VELOCITY}{name.removeprefix(PREVIOUS)}"
        if velocity in given:
            raise InputError(
                "{name} says what {velocity} is; give one of them", name=name, velocity=velocity
            )
    elif value < 0 and not STATES[kind].is_odd:
        raise InputError(
            "{name} is {value} at first; give a number of at least 0", name=name, value=value
        )


def refuse_unfitting(experiment: Experiment, parameters: Sequence[str]) -> None:
    """Raise InputError for a memory that the rule of an experiment has not, or that is refused."""
    rule, given = rule_of(experiment), experiment.initial
    refuse_other_rules([rule], given, parameters)
    theta = np.array(experiment.start or (0.0,) * len(parameters))
    first_state(rule, theta, given, parameters, first_rate(experiment))


def first_rate(experiment: Experiment) -> float:
    """Return the learning rate that the schedule of an experiment has for the first update."""
    _, settings = split_settings(experiment.rule, experiment.schedule, experiment.settings)
    return make_schedule(experiment.schedule, experiment.learning_rate, settings)(0)


def refuse_other_rules(
    rules: Sequence[Rule], given: Mapping[str, float], parameters: Sequence[str]
) -> None:
    """Raise InputError for a part that is given and that none of `rules` has."""
    used = used_memory(rules, given, parameters)
    for name in given:
        if name not in used:
            raise _other_rule(name, part_of(name, parameters)[0], rules[0])


def used_memory(
    rules: Sequence[Rule], given: Mapping[str, float], parameters: Sequence[str]
) -> dict[str, float]:
    """Return the parts that are given and that one of `rules` has."""
    known = {name for rule in rules for name in rule.state_names}
    kinds = {name: part_of(name, parameters)[0] for name in given}
    return {
        name: value
        for name, value in given.items()
        if (VELOCITY if kinds[name] == PREVIOUS else kinds[name]) in known
    }


def _other_rule(name: str, kind: str, rule: Rule) -> InputError:
    accepted = ", ".join(rule.state_names)
    if not rule.state_names:
        return InputError(
            "the rule {rule} remembers nothing, so that it has no {name} at first; leave it out"
            " or choose another rule",
            rule=rule.name,
            name=name,
        )
    if kind == PREVIOUS:
        return InputError(
            "the rule {rule} has no velocity that {name} could tell; what it remembers of each"
            " parameter is {accepted}",
            rule=rule.name,
            name=name,
            accepted=accepted,
        )
    return InputError(
        "the rule {rule} has no {name}; what it remembers of each parameter is {accepted}",
        rule=rule.name,
        name=name,
        accepted=accepted,
    )


def with_given(
    before: Mapping[str, float], given: Mapping[str, float], parameters: Sequence[str]
) -> dict[str, float]:
    """Return a memory with parts given anew: a velocity and a previous point replace each other."""
    others = {VELOCITY: PREVIOUS, PREVIOUS: VELOCITY}
    parts = [part_of(name, parameters) for name in given]
    replaced = {f"{others.get(kind, kind)}_{parameter}" for kind, parameter in parts}
    return {name: value for name, value in before.items() if name not in replaced} | {**given}


def mirrored(experiment: Experiment, parameters: Sequence[str]) -> dict[str, float]:
    """Return what is given for gradients that have the other sign."""
    kinds = {name: part_of(name, parameters)[0] for name in experiment.initial}
    return {
        name: -value if kinds[name] != PREVIOUS and STATES[kinds[name]].is_odd else value
        for name, value in experiment.initial.items()
    }
