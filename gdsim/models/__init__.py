"""QtCore objects over the engine: they own signals, not pixels."""

from gdsim.models.overrides import see_to_overrides

# Before any class of Qt objects is created.
see_to_overrides()
