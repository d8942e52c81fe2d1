"""The three methods as questions tell them: what they are called, use, and cost."""

from __future__ import annotations

from gdsim.i18n import tr

METHODS = ("batch", "stochastic", "mini-batch")
"""In the order of the lecture's table."""


def method_titles() -> dict[str, str]:
    """Return what each method is called."""
    return {
        "batch": tr("Batch gradient descent"),
        "stochastic": tr("Stochastic gradient descent"),
        "mini-batch": tr("Mini-batch gradient descent"),
    }


COLUMNS = ("uses", "updates", "memory", "convergence")
"""What the methods are compared by."""


def column_titles() -> dict[str, str]:
    """Return the headings of the comparison."""
    return {
        "uses": tr("A gradient uses"),
        "updates": tr("Updates in an epoch"),
        "memory": tr("Memory"),
        "convergence": tr("Convergence"),
    }


def cells() -> dict[str, dict[str, str]]:
    """Return what stands in each column, by the method."""
    return {
        "uses": {
            "batch": tr("all examples"),
            "stochastic": tr("one example"),
            "mini-batch": tr("a small batch of examples"),
        },
        "updates": {"batch": "1", "stochastic": "N", "mini-batch": tr("N/B, rounded up")},
        "memory": {"batch": tr("high"), "stochastic": tr("low"), "mini-batch": tr("medium")},
        "convergence": {
            "batch": tr("smooth but slow"),
            "stochastic": tr("noisy but fast"),
            "mini-batch": tr("balanced"),
        },
    }
