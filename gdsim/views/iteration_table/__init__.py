"""The iteration table: every update of a run as a row of numbers."""

from gdsim.views.iteration_table.table import IterationTable

__all__ = ["IterationTable"]
