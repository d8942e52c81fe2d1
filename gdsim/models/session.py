"""The run that the window shows, and every command on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from gdsim.engine.descent.experiment import FIXED
from gdsim.engine.errors import InputError
from gdsim.engine.run.room import NoRoomError
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage, next_place, previous_place, stages_of
from gdsim.models.player import Player
from gdsim.models.snapshot import Snapshot

MOST_UPDATES_TO_THE_END = 1_000_000
"""Where no criterion stops the run before."""

MOST_UPDATES_AT_ONCE = 10_000_000
"""Where a criterion does, but may do so later than there is memory for."""


class Session(QObject):
    """Holds a run and a cursor, changes them on command, and tells everybody.

    Every command ends in one `changed` signal with a frozen snapshot, or in `refused`. Before a
    change in the middle of a run, `leftBehind` tells the run whose further rows give way to others;
    `startedOver` tells that a run began anew: on request, or by a change at its end. Where another
    update is asked for that there is no memory for, `filled` tells so, and nobody moves.
    """

    changed = Signal(object)
    leftBehind = Signal(object)
    startedOver = Signal()
    refused = Signal(str, object)
    filled = Signal()
    playingChanged = Signal(bool)
    progressChanged = Signal(object)

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._cursor = 0
        self._generation = 0
        self._stage: Stage | None = None
        self._is_veiled = False
        self._player = Player(self._go_on, self)
        self._player.advanced.connect(self._show_cursor)
        self._player.playingChanged.connect(self.playingChanged)
        self._player.progressChanged.connect(self.progressChanged)

    @property
    def run(self) -> Run:
        """The run shown, to be read only."""
        return self._run

    @property
    def cursor(self) -> int:
        """The row at which the person stands."""
        return self._cursor

    @property
    def is_busy(self) -> bool:
        """Whether it goes on by itself: played, or worked towards a row."""
        return self._player.is_busy

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
        self._player.stop()
        self._go_on(1)
        self._show_cursor()

    def back(self) -> None:
        """Move to the row before."""
        self.go_to(self._cursor - 1)

    def first(self) -> None:
        """Move to row 0."""
        self.go_to(0)

    def go_to(self, t: int) -> None:
        """Move to row `t`, or to the nearest that was worked out."""
        self._player.stop()
        self._move(min(max(t, 0), self._run.length))

    def next_stage(self) -> None:
        """Move to the next stage of the update, making the update when it comes to that."""
        if self._is_veiled:
            return
        self._player.stop()
        place = next_place(self._run, self._cursor, self._stage)
        if place == (self._run.length, Stage.UPDATE):
            if not self._make(1):
                return
            place = place if self._run.length > place[0] else (place[0], Stage.RETURN)
        if place is not None:
            self._move(*place)

    def previous_stage(self) -> None:
        """Move to the stage before."""
        if self._is_veiled:
            return
        self._player.stop()
        place = previous_place(self._run, self._cursor, self._stage)
        if place is not None:
            self._move(*place)

    def go_to_stage(self, stage: Stage) -> None:
        """Move to a stage of this update, where it has that one."""
        if self._is_veiled or stage not in stages_of(self._run, self._cursor):
            return
        self._player.stop()
        if stage >= Stage.UPDATE and self._cursor == self._run.length:
            self._make(1)
        if stage in stages_of(self._run, self._cursor):
            self._move(self._cursor, stage)

    def set_veiled(self, is_veiled: bool) -> None:
        """Hide what comes after the cursor, or show it again.

        While it is hidden, an update is revealed by a single step; there is no playing on.
        """
        if is_veiled != self._is_veiled:
            self._player.stop()
            self._is_veiled = is_veiled
            self._generation += 1
            self._show_cursor()

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
        limit, length = self._run.limit, self._run.length
        most = length + (MOST_UPDATES_TO_THE_END if limit is None else MOST_UPDATES_AT_ONCE)
        self._work_towards(most if limit is None else min(most, max(limit, length)))

    def _work_towards(self, t: int) -> None:
        if not self._is_veiled:
            self._player.work(t - self._cursor)

    def play(self) -> None:
        """Move on by itself at the chosen speed."""
        if not self._is_veiled:
            self._player.play()

    def pause(self) -> None:
        """Stop playing, or cancel long work; what was done is kept."""
        self._player.stop()

    def set_speed(self, updates_per_second: float) -> None:
        """Set the speed of playing; infinity means as fast as can be shown."""
        self._player.set_speed(updates_per_second)

    def _go_on(self, n: int) -> int:
        """Go on by up to `n` rows, making updates as needed; return by how many. Tells nobody."""
        before, t = self._cursor, self._cursor + n
        if t > self._run.length:
            self._make(t - self._run.length)
        self._cursor = min(t, self._run.length)
        return self._cursor - before

    def _make(self, n: int) -> bool:
        """Make up to `n` updates; return whether there was memory for one, and tell if not."""
        try:
            self._run.advance(n)
        except NoRoomError:
            self.filled.emit()
            return False
        return True

    def _show_cursor(self) -> None:
        self._move(self._cursor)

    def _move(self, t: int, stage: Stage | None = None) -> None:
        if self._is_veiled and t < self._cursor:
            self._generation += 1
        self._cursor, self._stage = t, stage
        self.changed.emit(self.snapshot())

    # Changing

    def begin(self, run: Run, cursor: int = 0) -> None:
        """Show another run, from row `cursor`."""
        self._player.stop()
        self._run = run
        self._generation += 1
        self._move(min(cursor, run.length))

    def restart(self) -> None:
        """Begin anew at the start, with the settings in force at the cursor."""
        if self._run.length:
            self.begin(Run(self._run.experiment_at(self._cursor), self._run.objective))
            self.startedOver.emit()

    def change(self, changes: Mapping[str, Any]) -> None:
        """Change fields of the experiment: from the cursor on, or for a new run where needed.

        See `gdsim.engine.run.changes.changed`. What has that value already is left alone.

        Emits `refused` with the name of a changed field, and changes nothing, where a value is
        refused.
        """
        now = self._run.experiment_at(self._cursor)
        changes = {name: new for name, new in changes.items() if new != getattr(now, name)}
        if not changes:
            return
        try:
            from gdsim.engine.run.changes import changed

            run, cursor = changed(self._run, self._cursor, changes)
        except InputError as error:
            self.refused.emit(next(iter(changes), ""), error)
            return
        if 0 < cursor < self._run.length and run.length == cursor:
            self.leftBehind.emit(self._run)
        is_anew = not changes.keys() & FIXED and cursor < self._cursor
        self.begin(run, cursor)
        if is_anew:
            self.startedOver.emit()
