"""The iteration table: every update of a run as a row of numbers."""

from gdsim.views.pages.table.iteration_table import IterationTable

__all__ = ["IterationTable"]
