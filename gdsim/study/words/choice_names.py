"""The names that people know rules, schedules and methods by."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.i18n import tr

RULE_TITLES: Mapping[str, str] = {
    "gd": "Gradient descent",
    "momentum": "Momentum",
    "nesterov": "Nesterov momentum",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adadelta": "AdaDelta",
    "adam": "Adam",
    "amsgrad": "AMSGrad",
    "adamw": "AdamW",
    "nadam": "Nadam",
}

SCHEDULE_TITLES: Mapping[str, str] = {
    "constant": "Constant",
    "step": "Step by step",
    "exponential": "Exponential",
    "inverse-time": "Inverse time",
    "cosine": "Cosine",
}

METHOD_TITLES: Mapping[str, str] = {
    "batch": "Batch",
    "stochastic": "Stochastic",
    "mini-batch": "Mini-batch",
}

ORDER_TITLES: Mapping[str, str] = {
    "shuffle": "Shuffled each epoch",
    "fixed": "As in the file",
    "reshuffle": "Shuffled each update",
    "replacement": "Drawn with replacement",
}

LAST_TITLES: Mapping[str, str] = {"keep": "Kept, though smaller", "drop": "Dropped"}

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
