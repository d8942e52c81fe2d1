"""The runs side by side."""

from gdsim.views.runs_page.page import RunsPage
from gdsim.views.runs_page.table import RunLine

__all__ = ["RunLine", "RunsPage"]
