"""The pages below the loss plot, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gdsim.texts import N_
from gdsim.views.pages.page import Page
from gdsim.views.pages.tabs import PageSpec

if TYPE_CHECKING:
    from gdsim.views.pages.check import CheckPage
    from gdsim.views.pages.data.page import DataPage
    from gdsim.views.pages.predict import PredictPage
    from gdsim.views.pages.runs import RunsPage
    from gdsim.views.pages.steps import StepsPage
    from gdsim.views.pages.table import IterationTable
    from gdsim.views.pages.working.page import WorkingPage


def _table() -> IterationTable:
    from gdsim.views.pages.table import IterationTable

    return IterationTable()


def _working() -> WorkingPage:
    from gdsim.views.pages.working.page import WorkingPage

    return WorkingPage()


def _predict() -> PredictPage:
    from gdsim.views.pages.predict import PredictPage

    return PredictPage()


def _check() -> CheckPage:
    from gdsim.views.pages.check import CheckPage

    return CheckPage()


def _runs() -> RunsPage:
    from gdsim.views.pages.runs import RunsPage

    return RunsPage()


def _steps() -> StepsPage:
    from gdsim.views.pages.steps import StepsPage

    return StepsPage()


def _data() -> DataPage:
    from gdsim.views.pages.data.page import DataPage

    return DataPage()


TABLE = PageSpec("table", N_("Table"), "", _table)
WORKING = PageSpec(
    "working",
    N_("Working"),
    N_("How each number of this update comes about ({keys})"),
    _working,
    "turn_page",
)
PREDICT = PageSpec(
    "predict",
    N_("Predict"),
    N_("Work out what comes next, and be told ({keys})"),
    _predict,
    "predict",
)
CHECK = PageSpec(
    "check",
    N_("Check"),
    N_("Have your own table checked cell by cell ({keys})"),
    _check,
    "check",
)
RUNS = PageSpec("runs", N_("Runs"), N_("Runs side by side: {keys} keeps this one"), _runs, "keep")
STEPS = PageSpec("steps", N_("Steps"), N_("How large a step each parameter takes"), _steps)
DATA = PageSpec("data", N_("Data"), N_("The rows, the mini-batch among them, and the fit"), _data)

PAGES: tuple[PageSpec[Page], ...] = (TABLE, WORKING, PREDICT, CHECK, RUNS, STEPS, DATA)
"""In the order of their tabs."""
