"""Runs of a scenario that take long: made beside the window, which is open meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from gdsim.app.document.history import History
from gdsim.app.origin import Origin
from gdsim.app.runs.keeping import Keeping
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import Opening
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr, tr_error
from gdsim.models.job import Job
from gdsim.models.kept_runs import MOST_KEPT_RUNS
from gdsim.models.session import Session
from gdsim.views.transport_bar import TransportBar

SECONDS_TO_OPEN = 0.5
"""Of computing, before a window is shown without all its runs."""


def opening_of(scenario: Scenario, given: Run | None = None) -> Opening:
    """Return the runs that a window opens with, as far as there is time for them; see `Opening`."""
    opening = Opening(scenario, MOST_KEPT_RUNS, given)
    opening.work_for(SECONDS_TO_OPEN)
    return opening


class Making(QObject):
    """Goes on with the runs of a scenario that is shown, and shows them once they are made.

    Signals
    -------
    busyChanged(is_busy: bool)
        It begins or ends.
    """

    busyChanged = Signal(bool)

    def __init__(
        self,
        transport: TransportBar,
        session: Session,
        origin: Origin,
        keeping: Keeping,
        history: History,
    ) -> None:
        super().__init__(session)
        self._transport, self._session, self._origin = transport, session, origin
        self._keeping, self._history = keeping, history
        self._opening: Opening | None = None
        self._shown: Run | None = None
        self.settle: Callable[[], object] = lambda: None
        self._job = Job(self)
        self._job.progressed.connect(self._tell)
        self._job.ended.connect(self._end)
        transport.cancelRequested.connect(self._job.cancel)
        history.changed.connect(self._leave)

    def begin(self, opening: Opening) -> None:
        """Keep the other runs of a scenario that is shown, or go on with making them all."""
        self._opening = None
        self._job.cancel()
        count, named = len(opening.others), len(opening.scenario.compare)
        if count < named:
            text = tr("The scenario compares {named} runs; the first {count} are shown.")
            self._transport.set_notice(text.format(named=named, count=count))
        if opening.is_done:
            self._keeping.begin(opening.others)
            return
        self._keeping.begin([])
        self._opening, self._shown = opening, self._session.run
        self._job.start(self._careful(opening))
        self.busyChanged.emit(True)

    def _careful(self, opening: Opening) -> Iterator[float]:
        try:
            yield from opening.work
        except InputError as error:
            self._transport.set_notice(tr_error(error))

    @property
    def is_busy(self) -> bool:
        """Whether runs are being made."""
        return self._job.is_busy

    def complete(self) -> None:
        """Make all at once: for a picture to be saved."""
        if self._opening is not None:
            for _ in self._opening.work:
                pass
            self._job.cancel()

    def stop(self) -> None:
        """Make no more of them; what is made is shown."""
        self._job.cancel()

    def _leave(self) -> None:
        """Stop where another scenario is shown."""
        opening = self._opening
        if opening is not None and self._origin.opened is not opening.scenario:
            self._opening = None
            self._job.cancel()

    def _tell(self, share: float) -> None:
        self._transport.set_progress(share, tr("Making the runs of the scenario …"))

    def _end(self, _is_complete: bool) -> None:
        self._transport.set_progress(None)
        self.busyChanged.emit(False)
        opening, self._opening = self._opening, None
        if opening is None:
            return
        self.settle()
        with self._history.unnoticed():
            run = opening.run
            # Whoever went on meanwhile stays where he is.
            is_untouched = self._session.run is self._shown and self._session.cursor == 0
            if is_untouched and not opening.is_given:
                self._session.begin(run, run.length)
            self._keeping.begin(opening.others)
