"""What the windows of many runs have in common: work in slices, a file, a run opened."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from gdsim.app.file_asking import AskSave
from gdsim.app.guarded import alone
from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import CRITERIA, FIELDS, STOPPING, Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.long_work import LongWork
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment
from gdsim.i18n import tr
from gdsim.models.job import Job
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.views.style.plain_text import plain
from gdsim.views.tools.tool_window import ToolWindow

if TYPE_CHECKING:
    from gdsim.files.frames.column_frame import Frame

Window = TypeVar("Window", bound=ToolWindow)
Result = TypeVar("Result")


class _Abstract(ABCMeta, type(QObject)):  # type: ignore[misc]  # Qt's class of classes has no stub
    """Refuses to make what lacks a method: Qt's own way of making objects does not ask."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls.__abstractmethods__:
            raise TypeError(f"{cls.__name__} lacks {', '.join(sorted(cls.__abstractmethods__))}")
        return super().__call__(*args, **kwargs)


class ManyRuns(QObject, Generic[Window, Result], metaclass=_Abstract):
    """Keeps a tool window in step with the session, and does its work in slices.

    Attributes
    ----------
    window
        Asks for the runs and shows them.
    present, objective
        The experiment as it is set up now, with the start of the run, and its objective.
    made_with
        The experiment and the objective of the runs shown; None before there are any.
    result
        What is known of the runs shown; None before there are any.

    Signals
    -------
    runOpened()
        One of the runs is now the session's.
    """

    runOpened = Signal()

    def __init__(self, window: Window, session: Session, ask_save: AskSave) -> None:
        super().__init__(window)
        self.window, self.session = window, session
        self.present, self.objective = _set_up(session.snapshot())
        self.made_with: tuple[Experiment, Objective] | None = None
        self.result: Result | None = None
        self._work: LongWork[Result] | None = None
        self._varied: frozenset[str] = frozenset()
        self._ask_save = ask_save
        self._seen: tuple[Segment, Experiment] | None = None
        self._job = Job(self)
        self._job.progressed.connect(window.set_progress)
        self._job.ended.connect(self._end)
        window.cancelRequested.connect(self._job.cancel)
        window.exportRequested.connect(self.export)
        session.changed.connect(self.follow)

    @abstractmethod
    def follow(self, snapshot: Snapshot) -> None:
        """Show what can be asked for now."""

    @abstractmethod
    def show_result(self, result: Result) -> None:
        """Show what is done."""

    @abstractmethod
    def export(self) -> None:
        """Ask for a file and write what is shown."""

    def take_over(self, snapshot: Snapshot) -> bool:
        """Take over the set-up of `snapshot`; return whether it is new."""
        key = snapshot.run.segments[0], snapshot.run.experiment_at(snapshot.cursor)
        if self._seen is not None and all(a is b for a, b in zip(key, self._seen, strict=True)):
            return False
        self._seen = key
        self.present, self.objective = _set_up(snapshot)
        self._show_age()
        return True

    def _show_age(self) -> None:
        made = self.made_with
        is_stale = made is not None and not _is_same(made[0], self.present, self._varied)
        self.window.set_stale(is_stale)

    def begin(self, work: LongWork[Result], varied: Iterable[str]) -> None:
        """Do `work` for the set-up of now; `varied` is what differs from run to run.

        That is fields of `Experiment` and settings of its rule or schedule.
        """
        self.made_with, self._work = (self.present, self.objective), work
        self._varied = frozenset(varied)
        self._show_age()
        self.window.set_progress(0.0)
        self._job.start(self._careful(work))

    def _careful(self, work: LongWork[Result]) -> Iterator[float]:
        """Do `work`; where there is no memory for all of it, what was done is shown."""
        try:
            yield from work.work()
        except InputError as error:
            self.refuse(error)

    def _end(self) -> None:
        self.window.set_progress(None)
        if self._work is not None:
            self.result = self._work.result()
            self.show_result(self.result)

    def open_run(self, experiment: Experiment, objective: Objective, updates: int) -> None:
        """Let the session show the run of `experiment`, and make its `updates` in slices."""
        wanted = as_made(experiment, objective.n_rows, updates)
        self.session.begin(Run(wanted, objective))
        self.session.reach(updates)
        self.runOpened.emit()

    def refuse(self, error: InputError) -> None:
        """Say why the runs cannot be made."""
        self.window.set_refusal(alone(error))

    def write(self, frame: Frame, title: str, added: str) -> None:
        """Ask for a file and write `frame`, or say why not."""
        from gdsim.files.tables import write_frame

        path = self._ask_save(self.window, title, added)
        if path is None:
            return
        try:
            write_frame(frame, path, "csv")
        except InputError as error:
            QMessageBox.warning(self.window, tr("gdsim"), plain(alone(error)))


def _set_up(snapshot: Snapshot) -> tuple[Experiment, Objective]:
    """Return the experiment at the cursor, from the start of the run, and its objective."""
    run = snapshot.run
    start = tuple(float(x) for x in run.row(0).theta)
    experiment = run.experiment_at(snapshot.cursor)
    return (
        experiment.with_(start=start, parameters=run.objective.parameters),
        run.objective,
    )


def _is_same(one: Experiment, other: Experiment, varied: frozenset[str]) -> bool:
    """Tell whether two experiments make the same updates but for what is `varied`."""

    def rest(experiment: Experiment) -> Experiment:
        plain = Experiment(objective=experiment.objective)
        fields = {name: getattr(plain, name) for name in varied if name in FIELDS}
        kept = {k: v for k, v in experiment.settings.items() if k not in varied}
        return experiment.with_(**dict.fromkeys(STOPPING), settings=kept, **fields)

    return rest(one) == rest(other)


def as_made(experiment: Experiment, n_rows: int, updates: int) -> Experiment:
    """Return `experiment` so that a run of it makes `updates` updates, as many runs at once do.

    A limit that would end it before gives way, and so do the criteria that look at gradient and
    loss, which were not used.
    """
    changes: dict[str, Any] = dict.fromkeys(CRITERIA)
    if experiment.iterations is not None:
        changes["iterations"] = max(experiment.iterations, updates)
    if experiment.epochs is not None:
        per_epoch = Batching.of(experiment, n_rows).updates_per_epoch
        if experiment.epochs * per_epoch < updates:
            changes |= {"epochs": None, "iterations": changes.get("iterations", updates)}
    return experiment.with_(**changes)
