"""The runs side by side."""

from gdsim.views.pages.runs.page import RunsPage
from gdsim.views.pages.runs.runs_table import RunLine

__all__ = ["RunLine", "RunsPage"]
