"""The names that people know rules, schedules, methods and their settings by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gdsim.engine.descent.methods import LAST_BATCHES, METHODS, ORDERS
from gdsim.engine.descent.rules import RULES, STATES, rule_spec
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.descent.settings import SETTINGS
from gdsim.engine.option import Option
from gdsim.i18n import ntr, tr
from gdsim.texts import N_

_OPTIONS: Mapping[str, Mapping[Any, Option]] = {
    "rule": RULES,
    "schedule": SCHEDULES,
    "method": METHODS,
    "order": ORDERS,
    "last_batch": LAST_BATCHES,
}
"""What can be chosen, by the field of an experiment that holds it."""

_NUMBERS = {
    "learning_rate": (N_("Learning rate η"), "η"),
    "batch_size": (N_("Batch size B"), "B"),
}
"""Title and sign of fields of an experiment that can be swept as settings can."""


def title_of(field: str, value: str) -> str:
    """Return how the value of a field of an experiment is called where it stands alone."""
    return tr(_OPTIONS[field][value].title)


def word_of(field: str, value: str) -> str:
    """Return how the value of a field is called in the middle of a sentence.

    A text that is no choice, such as ``3 decimals``, is called as it is.
    """
    if field not in _OPTIONS:
        return value
    option = _OPTIONS[field][value]
    return tr(option.phrase or option.title)


def setting_sign(name: str) -> str:
    """Return a setting of a rule or a schedule as in print: β₁ for ``beta1``, else its name."""
    return SETTINGS[name].sign or name.replace("_", " ")


def state_name(state: str) -> str:
    """Return the name of a rule's state, such as ``first_moment``, in the middle of a sentence."""
    return tr(STATES[state].title)


def axis_title(name: str, rule: str) -> str:
    """Return what can be swept of runs with `rule` by its title, with its sign where it has one."""
    if name in _NUMBERS:
        return tr(_NUMBERS[name][0])
    own = (spec for spec in rule_spec(rule).settings if spec.name == name)
    spec = next(own, SETTINGS[name])
    return tr(spec.full_title or spec.title)


def axis_sign(name: str) -> str:
    """Return what stands for it in an equation or a pair: its sign, or else its title."""
    if name in _NUMBERS:
        return _NUMBERS[name][1]
    spec = SETTINGS[name]
    return spec.sign or tr(spec.full_title or spec.title)


def updates_text(count: int) -> str:
    """Return how many updates: 1 update, 1,000 updates."""
    return ntr("1 update", "{count} updates", count).format(count=f"{count:,}")


def limit_text(name: str, value: int) -> str:
    """Return what is said of a limit, one of `LIMITS`, where it is used."""
    if name == "epochs":
        return ntr("at most {value} epoch", "at most {value} epochs", value).format(value=value)
    words = ntr("at most {value} iteration", "at most {value} iterations", value)
    return words.format(value=value)
