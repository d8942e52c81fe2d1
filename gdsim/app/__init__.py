"""The window: layout, actions and the wiring of views to models."""

from gdsim.models.overrides import see_to_overrides

# Before any class of Qt objects is created.
see_to_overrides()
