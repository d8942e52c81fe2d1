"""What the numbers are called that a rule keeps from one update to the next."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.texts import N_

NAMES = {
    "velocity": N_("velocity"),
    "square_sum": N_("square sum"),
    "square_average": N_("square average"),
    "step_average": N_("step average"),
    "first_moment": N_("first moment"),
    "second_moment": N_("second moment"),
    "largest_second_moment": N_("largest second moment"),
    "momentum_product": N_("momentum product"),
}


def state_name(state: str) -> str:
    """Return the name of a rule's state, such as ``first_moment``, in the middle of a sentence."""
    return tr(NAMES[state]) if state in NAMES else state.replace("_", " ")
