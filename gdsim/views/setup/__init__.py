"""The set-up panel: what is descended, from where, and how."""

from gdsim.views.setup.panel import SetupPanel

__all__ = ["SetupPanel"]
