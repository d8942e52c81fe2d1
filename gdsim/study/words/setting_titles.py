"""What the settings of rules and schedules are called, and what they are for."""

from __future__ import annotations

from gdsim.symbols import symbol
from gdsim.texts import N_

TITLES = {
    "beta": (
        N_("Momentum β"),
        N_("The share of the old velocity that is kept, from 0 to below 1."),
    ),
    "beta1": (N_("β₁"), N_("The share of the first moment that is kept.")),
    "beta2": (N_("β₂"), N_("The share of the second moment that is kept.")),
    "rho": (N_("Decay ρ"), N_("The share of the running averages that is kept.")),
    "eps": (N_("ε"), N_("A small number that keeps the division from becoming one by zero.")),
    "weight_decay": (N_("Weight decay"), N_("How strongly the weights are pulled towards zero.")),
    "momentum_decay": (N_("Momentum decay"), N_("How fast Nadam's momentum changes over time.")),
    "convention": (
        N_("Convention"),
        N_("accumulate: v ← βv + g; average: v ← βv + (1 − β)g. Courses differ."),
    ),
    "drop_factor": (N_("Drop factor"), N_("What the learning rate is multiplied by at each drop.")),
    "drop_every": (N_("Drop every"), N_("Updates between two drops.")),
    "decay_factor": (
        N_("Decay factor"),
        N_("What the learning rate is multiplied by at each update."),
    ),
    "decay_rate": (N_("Decay rate"), N_("k in η / (1 + k t).")),
    "cosine_updates": (N_("Updates"), N_("Updates until the cosine has come down.")),
    "final_fraction": (
        N_("Final fraction"),
        N_("The share of the learning rate that is left at the end."),
    ),
    "warmup": (N_("Warm-up"), N_("Updates during which the learning rate rises linearly.")),
}
"""Title and explanation of each setting, as templates to be translated."""


def setting_sign(name: str) -> str:
    """Return a setting of a rule or a schedule as in print: β₁ for ``beta1``."""
    return "ε" if name == "eps" else symbol(name).replace("_", " ")
