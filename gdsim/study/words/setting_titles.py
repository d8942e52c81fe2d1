"""What the settings of rules and schedules are called, and what they are for."""

from __future__ import annotations

from gdsim.symbols import symbol

TITLES = {
    "beta": ("Momentum β", "The share of the old velocity that is kept, from 0 to below 1."),
    "beta1": ("β₁", "The share of the first moment that is kept."),
    "beta2": ("β₂", "The share of the second moment that is kept."),
    "rho": ("Decay ρ", "The share of the running averages that is kept."),
    "eps": ("ε", "A small number that keeps the division from becoming one by zero."),
    "weight_decay": ("Weight decay", "How strongly the weights are pulled towards zero."),
    "momentum_decay": ("Momentum decay", "How fast Nadam's momentum changes over time."),
    "convention": (
        "Convention",
        "accumulate: v ← βv + g; average: v ← βv + (1 − β)g. Courses differ.",
    ),
    "drop_factor": ("Drop factor", "What the learning rate is multiplied by at each drop."),
    "drop_every": ("Drop every", "Updates between two drops."),
    "decay_factor": ("Decay factor", "What the learning rate is multiplied by at each update."),
    "decay_rate": ("Decay rate", "k in η / (1 + k t)."),
    "cosine_updates": ("Updates", "Updates until the cosine has come down."),
    "final_fraction": ("Final fraction", "The share of the learning rate that is left at the end."),
    "warmup": ("Warm-up", "Updates during which the learning rate rises linearly."),
}
"""Title and explanation of each setting, as templates to be translated."""


def setting_sign(name: str) -> str:
    """Return a setting of a rule or a schedule as in print: β₁ for ``beta1``."""
    return "ε" if name == "eps" else symbol(name).replace("_", " ")
