"""Comparing runs: those that are kept, in every view, and the list of what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from gdsim.app.origin import Origin
from gdsim.app.pages import RUNS
from gdsim.app.preferences import Preferences
from gdsim.app.runs.judging import Judging
from gdsim.app.runs.keeping import Keeping
from gdsim.engine.run.target import TargetTimes
from gdsim.files.scenario.run import known_minima
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRun, KeptRuns, is_same_loss
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.views.landscape import LandscapeView
from gdsim.views.loss_plot import LossPlot
from gdsim.views.pages.tabs import PageTabs
from gdsim.views.plots.legend import LookLegend
from gdsim.views.plots.run_looks import PRESENT

if TYPE_CHECKING:
    from gdsim.views.pages.runs import RunsPage

SHARE_LEFT = 0.01
"""Share of the loss to be gained that is left at the target where nothing else is asked for."""


class Comparing(QObject):
    """Shows the kept runs in the views, and lists them once the present one is judged.

    Parameters
    ----------
    keeping
        Tells which runs compare with the present one.
    judging
        Tells when there is time to list them.
    """

    def __init__(
        self,
        landscape: LandscapeView,
        loss_plot: LossPlot,
        legend: LookLegend,
        pages: PageTabs,
        session: Session,
        origin: Origin,
        kept: KeptRuns,
        keeping: Keeping,
        judging: Judging,
        preferences: Preferences,
    ) -> None:
        super().__init__(pages)
        self._landscape, self._loss_plot, self._legend = landscape, loss_plot, legend
        self._pages, self._session, self._origin = pages, session, origin
        self._kept, self._keeping, self._judging = kept, keeping, judging
        self._preferences = preferences
        self._times = TargetTimes()
        self._target: float | None = None
        kept.changed.connect(self._show)
        session.changed.connect(self._follow)
        judging.judged.connect(self._list)
        loss_plot.across.valueRequested.connect(lambda _unit: self._follow(session.snapshot()))
        pages.when_built(RUNS, self._connect_page)
        pages.currentChanged.connect(lambda _index: self._list())

    def _connect_page(self, page: RunsPage) -> None:
        page.targetRequested.connect(self._set_target)
        self._judging.judge_soon()

    def _follow(self, snapshot: Snapshot) -> None:
        self._kept.follow(snapshot.run, snapshot.cursor, self._loss_plot.unit)
        self._judging.judge_soon()

    def _show(self, runs: tuple[KeptRun, ...]) -> None:
        """Show the runs that descend the present loss; losses of others could not be compared."""
        if self._session.snapshot().is_veiled:
            runs = ()
        runs = tuple(kept for kept in runs if is_same_loss(kept.run, self._session.run))
        self._landscape.set_kept_runs(runs)
        self._loss_plot.set_kept_runs(runs)
        self._pages.set_kept_runs(runs)
        entries = [(one.look, one.name) for one in runs if one.is_shown]
        if entries:
            entries.insert(0, (PRESENT, tr("this run")))
        self._legend.set_looks(entries)
        self._judging.judge_soon()

    def _list(self) -> None:
        """List the runs as they are now, where that is looked at and nothing is to be guessed."""
        page = self._pages.page(RUNS)
        if page is None or not page.isVisible() or self._session.snapshot().is_veiled:
            return
        from gdsim.app.runs.run_lines import run_lines

        target = self._target_loss()
        origin = self._target_origin() if self._target is None else ""
        page.set_target(NumberFormat.significant(4).text(target), origin)
        page.set_removed("" if self._kept.removed is None else self._kept.removed.name)
        comparable = self._keeping.comparable()
        page.set_others(len(self._kept.runs) - len(comparable))
        runs = [(kept.run, kept) for kept in comparable]
        page.set_lines(
            run_lines(
                [(self._session.run, None), *runs],
                self._session.snapshot().row,
                self._origin.scenario,
                self._preferences.number_format,
                lambda run: self._times.updates_to(run, target),
            )
        )

    def _set_target(self, target: float | None) -> None:
        self._target = target
        self._judging.judge_soon()

    def _target_origin(self) -> str:
        """Return what the loss to which updates are counted is, where nobody typed it."""
        if self._known_minima():
            return tr("1 % of what can be gained is left")
        return tr("1 % of what these runs gain is left; how low the loss can be is not known")

    def _known_minima(self) -> tuple[tuple[float, ...], ...]:
        run = self._session.run
        return known_minima(run.objective, self._origin.scenario, run.experiment)

    def _target_loss(self) -> float:
        """Return the loss to which updates are counted: the typed one, or one near the least.

        The least is that at a known minimum, or else what the best of the runs came to.
        """
        if self._target is not None:
            return self._target
        run, runs = self._session.run, [kept.run for kept in self._keeping.comparable()]
        minima = self._known_minima()
        ends = [np.array(point) for point in minima] or [one.theta for one in (run, *runs)]
        found = [run.objective.whole(theta)[0] for theta in ends]
        first, _ = run.objective.whole(run.row(0).theta)
        if run.experiment.maximise:
            most = max((loss for loss in found if np.isfinite(loss)), default=0.0)
            return most - SHARE_LEFT * abs(most - first)
        least = min((loss for loss in found if np.isfinite(loss)), default=0.0)
        return least + SHARE_LEFT * abs(first - least)
