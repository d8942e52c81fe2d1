"""Settings of a run, with the defaults that its rule has, and the rates of its schedule."""

from __future__ import annotations

import numpy as np

from gdsim.engine.descent.experiment import Experiment

Array = np.ndarray

MOMENTS = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
DEFAULTS = {
    "momentum": {"beta": 0.9},
    "nesterov": {"beta": 0.9},
    "adagrad": {"eps": 1e-10},
    "rmsprop": {"beta": 0.99, "eps": 1e-8},
    "adadelta": {"rho": 0.9, "eps": 1e-6},
    "adam": MOMENTS,
    "amsgrad": MOMENTS,
    "adamw": {**MOMENTS, "weight_decay": 0.01},
    "nadam": {**MOMENTS, "momentum_decay": 0.004},
}

SEARCHED = ("exact", "backtracking")
"""Schedules that search for the rate of each update."""


def rates_of(experiment: Experiment, t: Array) -> Array:
    """Return the learning rates of updates t."""
    given = experiment.settings
    if given.get("per") == "epoch":
        t = t // updates_per_epoch(experiment)
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
        case "linear":
            done = np.minimum(s / given.get("linear_updates", 100), 1)
            share = 1 - (1 - given.get("final_fraction", 0.0)) * done
        case "inverse-sqrt":
            share = 1 / np.sqrt(s + 1)
        case "cyclic":
            half, lowest = given.get("half_cycle", 10), given.get("lowest_fraction", 0.1)
            place = s % (2 * half)
            share = lowest + (1 - lowest) * np.minimum(place, 2 * half - place) / half
        case _:
            share = np.ones(len(t))
    return experiment.learning_rate * np.where(t < warmup, (t + 1) / (warmup + 1), share)


def updates_per_epoch(experiment: Experiment) -> int:
    """Return how many batches the rows make."""
    if experiment.dataset is None or experiment.method == "batch":
        return 1
    return -(-len(experiment.dataset.values) // experiment.batch_size)


def convention(experiment: Experiment) -> str:
    """Return the word of what the velocity is."""
    return str(experiment.settings.get("convention", "accumulate"))


def setting(experiment: Experiment, name: str) -> float:
    """Return a setting of the rule, or its default."""
    return float(experiment.settings.get(name, DEFAULTS[experiment.rule][name]))
