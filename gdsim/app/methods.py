"""The methods side by side: the window that asks, the engine that works, the runs that are kept."""

from __future__ import annotations

from gdsim.app.many_runs import ManyRuns
from gdsim.app.tool_windows import AskSave
from gdsim.engine.errors import InputError
from gdsim.engine.gradient_noise import row_deviation
from gdsim.engine.side_by_side import Contender, Contest, as_columns
from gdsim.engine.variants import variants
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRuns
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.study.method_texts import method_name, variant_cells
from gdsim.views.tools.methods_window import MethodsRequest, MethodsWindow

MOST_SIGMA_ROWS = 20_000


class Methods(ManyRuns):
    """Answers the requests of the window of methods."""

    def __init__(
        self, window: MethodsWindow, session: Session, ask_save: AskSave, kept: KeptRuns
    ) -> None:
        super().__init__(window, session, ask_save)
        self._contest: Contest | None = None
        self._found: tuple[Contender, ...] = ()
        self._view, self._kept = window, kept
        window.runRequested.connect(self.run)
        self.follow(session.snapshot())

    def follow(self, snapshot: Snapshot) -> None:
        """Show what the methods cost at the point of now."""
        super().has_changed(snapshot)
        experiment, objective = self.present, self.objective
        size = min(experiment.batch_size, objective.n_rows)
        sigma = None
        if objective.n_rows > 1:
            sigma, _ = row_deviation(objective, snapshot.row.theta, MOST_SIGMA_ROWS)
        found = variants(objective.n_rows, size, experiment.last_batch, objective=objective)
        is_replaced = experiment.order == "replacement"
        rows = [variant_cells(variant, sigma, is_replaced) for variant in found]
        self._view.set_variants(rows, objective.n_rows)

    def run(self, request: MethodsRequest) -> None:
        """Make the runs, or say why not."""
        try:
            contest = Contest(
                self.present,
                request.batch_sizes,
                request.budget,
                request.amount,
                objective=self.objective,
            )
        except InputError as error:
            self.refuse(error)
            return
        self.session.pause()
        self._contest = contest
        self.begin(contest.work())

    def show_result(self) -> None:
        """Show what is done, and keep the runs where that is asked for."""
        if self._contest is None:
            return
        self._found = self._contest.found()
        self._view.set_found(self._found)
        if self._view.keep.isChecked():
            for one, run in zip(self._found, self._contest.runs, strict=True):
                if run.length:
                    self._kept.keep(run, method_name(one.method, one.batch_size))

    def export(self) -> None:
        """Ask for a file and write the table of runs."""
        import polars as pl

        if self._found:
            self.write(pl.DataFrame(as_columns(self._found)), tr("Export the runs"), "methods")
