"""The run that the window shows, and every command on it."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, Signal

from gdsim.engine.descent.experiment import FIXED, STOPPING, Experiment
from gdsim.engine.descent.settings import known_settings
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage, next_place, previous_place, stages_of
from gdsim.models.snapshot import Snapshot
from gdsim.models.worker import Done, Worker

MOST_UPDATES = 1_000_000
"""Updates made by 'to the end' where no criterion stops the run before."""

UNDO_DEPTH = 50


class Session(QObject):
    """Holds a run and a cursor, changes them on command, and tells everybody.

    Every command ends in one `changed` signal with a frozen snapshot, or in `refused`. Before a
    change in the middle of a run, `leftBehind` tells the run whose further rows give way to others;
    `startedOver` tells that a change at the end of a run began it anew.
    """

    changed = Signal(object)
    leftBehind = Signal(object)
    startedOver = Signal()
    refused = Signal(str, object)
    playingChanged = Signal(bool)
    progressChanged = Signal(object)

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._cursor = 0
        self._generation = 0
        self._undo: list[tuple[Run, int]] = []
        self._redo: list[tuple[Run, int]] = []
        self._stage: Stage | None = None
        self._is_veiled = False
        self._goal: int | None = None
        self._goal_from = 0
        self._worker = Worker(self._work, self)
        self._worker.playingChanged.connect(self.playingChanged)
        self._worker.stopped.connect(self._end_work)

    @property
    def run(self) -> Run:
        """The run shown, to be read only."""
        return self._run

    def snapshot(self) -> Snapshot:
        """Return what is to be shown now."""
        is_end = self._cursor == self._run.length
        return Snapshot(
            run=self._run,
            generation=self._generation,
            length=self._cursor if self._is_veiled else self._run.length,
            cursor=self._cursor,
            row=self._run.row(self._cursor),
            stop=self._run.stop if is_end or not self._is_veiled else None,
            stage=self._stage,
            is_veiled=self._is_veiled,
        )

    # Moving

    def step(self) -> None:
        """Move to the next row, making the update if it was not made yet."""
        self._worker.stop()
        self._forward_to(self._cursor + 1)

    def back(self) -> None:
        """Move to the row before."""
        self.go_to(self._cursor - 1)

    def first(self) -> None:
        """Move to row 0."""
        self.go_to(0)

    def go_to(self, t: int) -> None:
        """Move to row `t`, or to the nearest that was worked out."""
        self._worker.stop()
        self._move(min(max(t, 0), self._run.length))

    def next_stage(self) -> None:
        """Move to the next stage of the update, making the update when it comes to that."""
        if self._is_veiled:
            return
        self._worker.stop()
        place = next_place(self._run, self._cursor, self._stage)
        if place == (self._run.length, Stage.UPDATE):
            self._run.advance(1)
            place = place if self._run.length > place[0] else (place[0], Stage.RETURN)
        if place is not None:
            self._move(*place)

    def previous_stage(self) -> None:
        """Move to the stage before."""
        if self._is_veiled:
            return
        self._worker.stop()
        place = previous_place(self._run, self._cursor, self._stage)
        if place is not None:
            self._move(*place)

    def go_to_stage(self, stage: Stage) -> None:
        """Move to a stage of this update, where it has that one."""
        if self._is_veiled or stage not in stages_of(self._run, self._cursor):
            return
        self._worker.stop()
        if stage >= Stage.UPDATE and self._cursor == self._run.length:
            self._run.advance(1)
        if stage in stages_of(self._run, self._cursor):
            self._move(self._cursor, stage)

    def set_veiled(self, is_veiled: bool) -> None:
        """Hide what comes after the cursor, or show it again.

        While it is hidden, an update is revealed by a single step; there is no playing on.
        """
        if is_veiled != self._is_veiled:
            self._worker.stop()
            self._is_veiled = is_veiled
            self._generation += 1
            self._move(self._cursor)

    def reach(self, t: int) -> None:
        """Move to row `t`, making updates as needed."""
        if t > self._run.length:
            self._work_towards(t)
        else:
            self.go_to(t)

    def next_epoch(self) -> None:
        """Move to the first update of the next epoch, making updates as needed."""
        self._work_towards(self._run.next_epoch(self._cursor))

    def previous_epoch(self) -> None:
        """Move to the first update of this epoch, or of the one before."""
        self.go_to(self._run.epoch_start(max(self._cursor - 1, 0)))

    def to_the_end(self) -> None:
        """Make updates until a stopping criterion is met, telling progress; `pause` cancels."""
        limit = self._run.limit
        self._work_towards(self._run.length + MOST_UPDATES if limit is None else limit)

    def _work_towards(self, goal: int) -> None:
        if self._is_veiled:
            return
        self._worker.stop()
        self._goal, self._goal_from = goal, self._cursor
        self._worker.start()

    def _end_work(self) -> None:
        if self._goal is not None:
            self._goal = None
            self.progressChanged.emit(None)

    def play(self) -> None:
        """Move on by itself at the chosen speed."""
        if not self._is_veiled:
            self._worker.play()

    def pause(self) -> None:
        """Stop playing, or cancel long work; what was done is kept."""
        self._worker.stop()

    def toggle_playing(self) -> None:
        """Play, or pause where playing or working."""
        if self._worker.is_busy:
            self.pause()
        else:
            self.play()

    def set_speed(self, updates_per_second: float) -> None:
        """Set the speed of playing; infinity means as fast as can be shown."""
        self._worker.set_speed(updates_per_second)

    def _work(self, most: int) -> Done:
        """Go on by up to `most` updates, for the worker."""
        before, goal = self._cursor, self._goal
        t = before + most if goal is None else min(before + most, goal)
        began = perf_counter()
        self._make(t)
        seconds = perf_counter() - began
        self._move(min(t, self._run.length))
        if goal is not None:
            done = (self._cursor - self._goal_from) / max(1, goal - self._goal_from)
            self.progressChanged.emit(done)
        return Done(self._cursor > before and self._cursor != goal, seconds)

    def _make(self, t: int) -> None:
        """Make updates until row `t` is there, or the run stops."""
        if t > self._run.length:
            self._run.advance(t - self._run.length)

    def _forward_to(self, t: int) -> None:
        self._make(t)
        self._move(min(t, self._run.length))

    def _move(self, t: int, stage: Stage | None = None) -> None:
        if self._is_veiled and t < self._cursor:
            self._generation += 1
        self._cursor, self._stage = t, stage
        self.changed.emit(self.snapshot())

    # Changing

    def begin(self, run: Run, cursor: int = 0) -> None:
        """Show another run, from row `cursor`."""
        self._worker.stop()
        self._undo.append((self._run, self._cursor))
        del self._undo[:-UNDO_DEPTH]
        self._redo.clear()
        self._show(run, cursor)

    def _show(self, run: Run, cursor: int) -> None:
        self._run = run
        self._generation += 1
        self._move(min(cursor, run.length))

    def change(self, changes: Mapping[str, Any]) -> None:
        """Change fields of the experiment: from the cursor on, or for a new run where needed.

        At the end of a run that has stopped no update could follow, so the run starts over with
        the change, unless it is one of a stopping criterion.
        What has that value already is left alone; a batch size that there are too few rows for
        becomes all of them, unless it is what is changed.

        Emits `refused` with the name of a changed field, and changes nothing, where a value is
        refused.
        """
        now = self._run.experiment_at(self._cursor)
        changes = {name: new for name, new in changes.items() if new != getattr(now, name)}
        if not changes:
            return
        try:
            run, cursor = self._changed_run(dict(changes))
        except InputError as error:
            self.refused.emit(next(iter(changes), ""), error)
            return
        if 0 < cursor < self._run.length and run.length == cursor:
            self.leftBehind.emit(self._run)
        is_anew = not changes.keys() & FIXED and cursor < self._cursor
        self.begin(run, cursor)
        if is_anew:
            self.startedOver.emit()

    def _changed_run(self, changes: dict[str, Any]) -> tuple[Run, int]:
        now = self._run.experiment_at(self._cursor)
        if {"rule", "schedule"} & changes.keys():
            settings = {**now.settings, **changes.get("settings", {})}
            rule = changes.get("rule", now.rule)
            schedule = changes.get("schedule", now.schedule)
            changes["settings"] = known_settings(rule, schedule, settings)
        if not changes.keys() & FIXED:
            self._fit_batch_size(changes, now, self._run.objective.n_rows)
            if not changes.keys() - STOPPING:
                return self._run.branch(self._run.length, **changes), self._cursor
            if self._run.stop is not None and 0 < self._cursor == self._run.length:
                return Run(now.with_(**changes), self._run.objective), 0
            return self._run.branch(self._cursor, **changes), self._cursor
        if changes.keys() & FIXED == {"start"}:
            return Run(now.with_(**changes), self._run.objective), 0
        changes.setdefault("parameters", ())
        wanted = now.with_(**changes)
        objective = Objective(wanted.objective, wanted.dataset, wanted.parameters)
        sizes: dict[str, Any] = {}
        self._fit_batch_size(sizes, wanted, objective.n_rows)
        wanted = wanted.with_(**sizes)
        if "start" not in changes:
            wanted = wanted.with_(start=self._start_for(objective))
        return Run(wanted, objective), 0

    def _fit_batch_size(self, changes: dict[str, Any], now: Experiment, n_rows: int) -> None:
        """Add the batch size to `changes` where there are too few rows for the present one."""
        method = changes.get("method", now.method)
        if method == "mini-batch" and "batch_size" not in changes and now.batch_size > n_rows > 1:
            changes["batch_size"] = n_rows

    def _start_for(self, objective: Objective) -> tuple[float, ...]:
        """Return the present start for the parameters that stay, and 1 for new ones."""
        now = dict(zip(self._run.objective.parameters, self._run.row(0).theta, strict=True))
        return tuple(float(now.get(name, 1.0)) for name in objective.parameters)

    def undo(self) -> None:
        """Take the newest change of the experiment back."""
        self._swap(self._undo, self._redo)

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._swap(self._redo, self._undo)

    def _swap(self, source: list[tuple[Run, int]], target: list[tuple[Run, int]]) -> None:
        if source:
            self._worker.stop()
            target.append((self._run, self._cursor))
            self._show(*source.pop())
