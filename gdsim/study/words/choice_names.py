"""The names that people know rules, schedules and methods by."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.i18n import tr
from gdsim.texts import N_

RULE_TITLES: Mapping[str, str] = {
    "gd": N_("Gradient descent"),
    "momentum": N_("Momentum"),
    "nesterov": N_("Nesterov momentum"),
    "adagrad": N_("AdaGrad"),
    "rmsprop": N_("RMSProp"),
    "adadelta": N_("AdaDelta"),
    "adam": N_("Adam"),
    "amsgrad": N_("AMSGrad"),
    "adamw": N_("AdamW"),
    "nadam": N_("Nadam"),
}

SCHEDULE_TITLES: Mapping[str, str] = {
    "constant": N_("Constant"),
    "step": N_("Step by step"),
    "exponential": N_("Exponential"),
    "inverse-time": N_("Inverse time"),
    "cosine": N_("Cosine"),
}

METHOD_TITLES: Mapping[str, str] = {
    "batch": N_("Batch"),
    "stochastic": N_("Stochastic"),
    "mini-batch": N_("Mini-batch"),
}

ORDER_TITLES: Mapping[str, str] = {
    "shuffle": N_("Shuffled each epoch"),
    "fixed": N_("As in the file"),
    "reshuffle": N_("Shuffled each update"),
    "replacement": N_("Drawn with replacement"),
}

LAST_TITLES: Mapping[str, str] = {"keep": N_("Kept, though smaller"), "drop": N_("Dropped")}

_TITLES: Mapping[str, Mapping[str, str]] = {
    "rule": RULE_TITLES,
    "schedule": SCHEDULE_TITLES,
    "method": METHOD_TITLES,
    "order": ORDER_TITLES,
    "last_batch": LAST_TITLES,
}


def title_of(field: str, value: str) -> str:
    """Return how the value of a field of an experiment is called where it stands alone."""
    return tr(_TITLES[field].get(value, value))


def rule_name(rule: str) -> str:
    """Return a rule's name in the middle of a sentence: only what is a name has capitals."""
    title = title_of("rule", rule)
    return title.lower() if rule in ("gd", "momentum") else title


def word_of(field: str, value: str) -> str:
    """Return how the value of a field is called in the middle of a sentence."""
    if field == "rule":
        return rule_name(value)
    return title_of(field, value).lower() if field in _TITLES else value
