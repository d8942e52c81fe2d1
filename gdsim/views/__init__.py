"""One widget a file: setters in, requests out."""

from gdsim.models.overrides import see_to_overrides

# Before any class of Qt objects is created.
see_to_overrides()
