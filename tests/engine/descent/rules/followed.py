"""A rule followed by hand, without a run."""

from __future__ import annotations

import numpy as np


def follow(rule, theta, gradients, rates):
    """Return theta after each update, shape (number of updates, *theta.shape)."""
    state = rule.init(theta)
    after = []
    for t, (g, eta) in enumerate(zip(gradients, rates, strict=True)):
        delta, state = rule.update(g, state, t, eta, theta)
        theta = theta + delta
        after.append(theta)
    return np.array(after)
