"""The methods side by side: the window that asks, the engine that works, the runs that are kept."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.app.file_asking import AskSave
from gdsim.app.many.many_runs import ManyRuns
from gdsim.engine.diagnosis.noise.gradient_noise import SHOWN_SIGMA_ROWS, row_deviation
from gdsim.engine.errors import InputError
from gdsim.engine.many.method_comparison import MethodComparison, MethodRun, as_columns
from gdsim.engine.many.variants import Variant, variants
from gdsim.i18n import tr
from gdsim.models.kept_runs import KeptRuns
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.study.words.methods import method_name, variant_cells
from gdsim.views.tools.methods_window import MethodsRequest, MethodsWindow

_KINDS: Mapping[str, type] = {
    "method": str,
    "batch_size": int,
    "updates": int,
    "epochs": float,
    "rows_seen": int,
    "seconds": float,
    "full_loss": float,
    "stop": str,
}
"""What the columns of the table hold."""


class Methods(ManyRuns[MethodsWindow, tuple[MethodRun, ...]]):
    """Answers the requests of the window of methods."""

    def __init__(
        self, window: MethodsWindow, session: Session, ask_save: AskSave, kept: KeptRuns
    ) -> None:
        super().__init__(window, session, ask_save)
        self._comparison: MethodComparison | None = None
        self._costs_key: object = None
        self._known_costs: tuple[Variant, ...] = ()
        self._kept = kept
        window.sizesChanged.connect(lambda: self.follow(session.snapshot()))
        window.runRequested.connect(self.run)
        self.follow(session.snapshot())

    def follow(self, snapshot: Snapshot) -> None:
        """Show what the methods cost at the point of now."""
        self.take_over(snapshot)
        objective = self.objective
        self.window.set_n_rows(objective.n_rows)
        sigma = None
        if objective.n_rows > 1:
            sigma, _ = row_deviation(objective, snapshot.row.theta, SHOWN_SIGMA_ROWS)
        is_replaced = self.present.order == "replacement"
        self.window.set_variants(
            [variant_cells(variant, sigma, is_replaced) for variant in self._costs()]
        )

    def _costs(self) -> tuple[Variant, ...]:
        """Return what each method costs that would be run now; measured where that is new."""
        experiment, objective = self.present, self.objective
        sizes = self.window.batch_sizes()
        # A batch holds no more rows than there are, whatever was remembered from other data.
        present = min(experiment.batch_size, objective.n_rows)
        is_present = experiment.method == "mini-batch" and present not in sizes
        sizes = [*sizes, *[present] * is_present] or [1]
        key = objective, tuple(sizes), experiment.last_batch, experiment.order
        if key != self._costs_key:
            self._costs_key = key
            found = [
                variants(
                    objective.n_rows,
                    size,
                    experiment.last_batch,
                    order=experiment.order,
                    objective=objective,
                )
                for size in sizes
            ]
            *others, _ = found[0]
            self._known_costs = (*others, *(mini_batch for *_, mini_batch in found))
        return self._known_costs

    def run(self, request: MethodsRequest) -> None:
        """Make the runs, or say why not."""
        try:
            comparison = MethodComparison(
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
        self._comparison = comparison
        self.begin(comparison, ("method", "batch_size"))

    def show_result(self, result: tuple[MethodRun, ...]) -> None:
        """Show what is done, and keep the runs where that is asked for."""
        self.window.set_found(result)
        if self._comparison is not None and self.window.keep.isChecked():
            for one, run in zip(result, self._comparison.runs, strict=True):
                if run.length and not self._kept.has(run):
                    self._kept.keep(run, method_name(one.method, one.batch_size))

    def export(self) -> None:
        """Ask for a file and write the table of runs."""
        from gdsim.files.frames.column_frame import Column, Frame

        if self.result:
            columns = as_columns(self.result).items()
            frame = Frame({name: Column.of(cells, _KINDS[name]) for name, cells in columns})
            self.write(frame, tr("Export the runs"), "methods")
