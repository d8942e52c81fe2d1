"""What schedules multiply the base rate by: functions of s, the updates or epochs before.

Each takes every setting's value and returns the factor of eta for an array of s.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.descent.experiment import Settings

Factor = Callable[[Ints], Array]


def constant(_settings: Settings) -> Factor:
    """Return 1 for every s."""
    return lambda s: np.ones(s.shape)


def step(settings: Settings) -> Factor:
    """`torch.optim.lr_scheduler.StepLR`."""
    every, factor = int(settings["drop_every"]), float(settings["drop_factor"])
    return lambda s: np.power(factor, s // every)


def exponential(settings: Settings) -> Factor:
    """`torch.optim.lr_scheduler.ExponentialLR`, counted in updates."""
    factor = float(settings["decay_factor"])
    return lambda s: np.power(factor, s)


def inverse_time(settings: Settings) -> Factor:
    """Source: H. Robbins, S. Monro, "A stochastic approximation method", 1951."""
    rate = float(settings["decay_rate"])
    return lambda s: 1 / (1 + rate * s)


def cosine(settings: Settings) -> Factor:
    """Source: I. Loshchilov, F. Hutter, "SGDR", 2017, without restarts; the end is then held.

    `torch.optim.lr_scheduler.CosineAnnealingLR` up to there.
    """
    updates, final = int(settings["cosine_updates"]), float(settings["final_fraction"])

    def factor(s: Ints) -> Array:
        return final + (1 - final) * 0.5 * (1 + np.cos(np.pi * np.minimum(s, updates) / updates))

    return factor


def linear(settings: Settings) -> Factor:
    """`torch.optim.lr_scheduler.LinearLR` with start_factor 1; the end is then held."""
    updates, final = int(settings["linear_updates"]), float(settings["final_fraction"])
    return lambda s: 1 - (1 - final) * (np.minimum(s, updates) / updates)


def inverse_sqrt(_settings: Settings) -> Factor:
    """Source: M. Zinkevich, "Online convex programming", 2003, with eta/sqrt(t), t from 1."""
    return lambda s: 1 / np.sqrt(s + 1)


def cyclic(settings: Settings) -> Factor:
    """Up from the lowest fraction to 1 and down again, each in so many updates, and so on.

    Source: L. Smith, "Cyclical learning rates for training neural networks", 2017, its policy
    ``triangular``; `torch.optim.lr_scheduler.CyclicLR`, whose max_lr is eta.
    """
    half, lowest = int(settings["half_cycle"]), float(settings["lowest_fraction"])

    def factor(s: Ints) -> Array:
        # Whole numbers up to here, so that each cycle has the same bits.
        up = half - np.abs(s % (2 * half) - half)
        return lowest + (1 - lowest) * (up / half)

    return factor
