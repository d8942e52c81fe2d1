"""Rules, schedules and their settings by the names and signs that people know."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.symbols import symbol

RULE_NAMES = {
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

SCHEDULE_NAMES = {
    "constant": "Constant",
    "step": "Step by step",
    "exponential": "Exponential",
    "inverse-time": "Inverse time",
    "cosine": "Cosine",
}


def rule_name(rule: str) -> str:
    """Return what people call an update rule."""
    return tr(RULE_NAMES.get(rule, rule))


def schedule_name(schedule: str) -> str:
    """Return what people call a schedule."""
    return tr(SCHEDULE_NAMES.get(schedule, schedule))


def setting_sign(name: str) -> str:
    """Return the sign of a rule's or a schedule's setting, such as β₁; its words where none is."""
    return "ε" if name == "eps" else symbol(name) if "_" not in name else tr(name.replace("_", " "))
