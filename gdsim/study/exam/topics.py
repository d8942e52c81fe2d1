"""The topics that kinds of questions belong to, as in a lecture."""

from __future__ import annotations

from gdsim.texts import N_

TOPICS = {
    "idea": N_("Idea and rule"),
    "iteration": N_("One iteration"),
    "variants": N_("Batch, stochastic, mini-batch"),
    "epochs": N_("Updates and epochs"),
    "algorithm": N_("The algorithm"),
    "batch-loss": N_("Loss and gradient of a batch"),
    "bowl": N_("The elongated bowl"),
    "rates": N_("Learning rates"),
    "rules": N_("Momentum and adaptive rules"),
}
"""Title of each topic by its key."""
