"""What is said of a velocity that comes from the point before the start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.initial import PREVIOUS, VELOCITY, first_rate, first_state, part_of
from gdsim.engine.descent.rules.basic import has_rate_inside
from gdsim.engine.descent.settings import rule_of
from gdsim.engine.errors import InputError
from gdsim.i18n import tr
from gdsim.numbers import RELIABLE_FIGURES, NumberFormat
from gdsim.symbols import symbol


def velocities(experiment: Experiment, parameters: Sequence[str]) -> dict[str, float]:
    """Return the velocities that a previous point tells, by parameter; none if it is refused."""
    parts = {name: part_of(name, parameters) for name in experiment.initial}
    told = [parameter for kind, parameter in parts.values() if kind == PREVIOUS]
    rule = rule_of(experiment)
    if not told or VELOCITY not in rule.state_names:
        return {}
    theta = np.array(experiment.start or (0.0,) * len(parameters))
    try:
        state = first_state(rule, theta, experiment.initial, parameters, first_rate(experiment))
    except InputError:
        return {}
    values = state[rule.state_names.index(VELOCITY)]
    return {name: float(values[parameters.index(name)]) for name in told}


def previous_sentences(experiment: Experiment, parameters: Sequence[str]) -> list[str]:
    """Return how each velocity before the first update comes from the point before the start."""
    start = dict(zip(parameters, experiment.start or (0.0,) * len(parameters), strict=True))
    rate = "" if has_rate_inside(experiment.settings) else f" / {_number(first_rate(experiment))}"
    found = []
    for name, velocity in velocities(experiment, parameters).items():
        ends = [start[name], experiment.initial[f"{PREVIOUS}_{name}"]]
        first, second = (f"{_bracketed(x)}" for x in (ends if experiment.maximise else ends[::-1]))
        template = tr(
            "Before the first update the velocity of {name} is {sum} = {value}: the step from the"
            " previous point to the start."
        )
        total = f"({first} − {second}){rate}" if rate else f"{first} − {second}"
        found.append(template.format(name=symbol(name), sum=total, value=_number(velocity)))
    return found


def _number(value: float) -> str:
    return NumberFormat.exact().text(float(f"{value:.{RELIABLE_FIGURES}g}"))


def _bracketed(value: float) -> str:
    return f"({_number(value)})" if value < 0 else _number(value)
