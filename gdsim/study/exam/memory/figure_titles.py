"""What the figures of progress are called; apart from them, so that naming them costs nothing."""

from __future__ import annotations

from gdsim.texts import N_

FIGURE_TITLES = {
    "topics": N_("Mastery and recall by topic"),
    "cards": N_("Every kind of question that was asked"),
    "slips": N_("Your slips"),
    "days": N_("Minutes a day"),
    "calibration": N_("How sure, and how often right"),
    "mark": N_("Expected mark"),
}
"""Title of each figure by its key."""
