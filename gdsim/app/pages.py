"""What the pages below the loss plot are connected to once they are built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gdsim.models.session import Session

if TYPE_CHECKING:
    from gdsim.app.main_window import MainWindow
    from gdsim.views.check_page import CheckPage
    from gdsim.views.predict_page import PredictPage


def connect_pages(
    window: MainWindow, session: Session, ask_table: Callable[[], Path | None]
) -> None:
    """Connect each page to the session when it is first looked at."""

    def begin_predicting(page: PredictPage) -> None:
        from gdsim.app.predicting import Predicting

        Predicting(page, session)

    def begin_checking(page: CheckPage) -> None:
        from gdsim.app.checking import Checking

        Checking(page, session, ask_table)

    for lazy in (window.working, window.steps, window.data):
        lazy.built.connect(lambda page: page.set_snapshot(session.snapshot()))
    window.data.built.connect(lambda page: page.rowRequested.connect(session.reach))
    window.predict.built.connect(begin_predicting)
    window.check.built.connect(begin_checking)
