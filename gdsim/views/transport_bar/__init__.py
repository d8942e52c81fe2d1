"""The bar with which a person moves through a run."""

from gdsim.views.transport_bar.bar import TransportBar

__all__ = ["TransportBar"]
