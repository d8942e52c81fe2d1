"""Settings of a run, with the defaults that its rule has, and the rates of its schedule."""

from __future__ import annotations

import numpy as np

from gdsim.engine.descent.experiment import Experiment

Array = np.ndarray

DEFAULTS = {
    "momentum": {"beta": 0.9},
    "nesterov": {"beta": 0.9},
    "rmsprop": {"beta": 0.99},
    "adadelta": {"rho": 0.9},
    "adam": {"beta1": 0.9, "beta2": 0.999},
    "amsgrad": {"beta1": 0.9, "beta2": 0.999},
    "adamw": {"beta1": 0.9, "beta2": 0.999, "weight_decay": 0.01},
    "nadam": {"beta1": 0.9, "beta2": 0.999, "momentum_decay": 0.004},
}


def rates_of(experiment: Experiment, t: Array) -> Array:
    """Return the learning rates of updates t."""
    given = experiment.settings
    warmup = int(given.get("warmup", 0))
    s = np.maximum(t - warmup, 0).astype(float)
    match experiment.schedule:
        case "exponential":
            share = given.get("decay_factor", 0.99) ** s
        case "step":
            share = given.get("drop_factor", 0.5) ** (s // given.get("drop_every", 20))
        case "inverse-time":
            share = 1 / (1 + given.get("decay_rate", 0.05) * s)
        case "cosine":
            done = np.minimum(s / given.get("cosine_updates", 100), 1)
            final = given.get("final_fraction", 0.0)
            share = final + (1 - final) * (1 + np.cos(np.pi * done)) / 2
        case _:
            share = np.ones(len(t))
    return experiment.learning_rate * np.where(t < warmup, (t + 1) / (warmup + 1), share)


def setting(experiment: Experiment, name: str) -> float:
    """Return a setting of the rule, or its default."""
    return float(experiment.settings.get(name, DEFAULTS[experiment.rule][name]))
