"""The commands: each a file with its options and what it does."""

from collections.abc import Mapping

from gdsim.texts import N_

COMMANDS: Mapping[str, str] = {
    "run": N_("run without a window and write the iteration table"),
    "compare": N_("run several scenarios and write one table"),
    "sweep": N_("run a scenario for many values of a setting"),
    "map": N_("run a scenario from many starts"),
    "verdict": N_("say what a run is doing, as the window does"),
    "check": N_("mark a table made by hand"),
    "exam": N_("ask questions for revising, and tell what is kept of the answers"),
    "variants": N_("tell what batch, stochastic and mini-batch descent cost"),
    "scenarios": N_("list the built-in scenarios"),
    "working": N_("write the worked solution of an update"),
    "screenshot": N_("draw the window without a screen and save it"),
}
"""What each command does, by its name, which is its file's, too; those that write tables first."""
