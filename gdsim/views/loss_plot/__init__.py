"""The loss of a run, iteration by iteration."""

from gdsim.views.loss_plot.plot import LossPlot

__all__ = ["LossPlot"]
