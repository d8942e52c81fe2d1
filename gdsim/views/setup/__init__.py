"""The set-up panel: what is descended, from where, and how."""

from gdsim.views.setup.objective_section import MOST_GRADIENTS
from gdsim.views.setup.panel import SetupPanel

__all__ = ["MOST_GRADIENTS", "SetupPanel"]
