"""Runs kept beside the present one, to be compared: their names, looks, and where each stands."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from time import process_time

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from gdsim.engine.run.positions import Unit, positions, row_at
from gdsim.engine.run.room import NoRoomError
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run

MOST_KEPT_RUNS = 20

N_LOOKS = MOST_KEPT_RUNS
"""Looks that tell the kept runs apart: one for each."""

MOST_SECONDS_AT_ONCE = 0.1
"""Of computing: a kept run is taken no further at once, so that the window never waits long."""


class KeptRun(Struct, frozen=True, eq=False):
    """A run that is kept.

    Attributes
    ----------
    key
        A number that no other kept run ever had.
    look
        Which of the looks it is drawn in, 0 .. N_LOOKS - 1.
    here
        The row at which it stands, at the same place as the present run's cursor.
    is_prepared
        Whether it came with the scenario, and goes with it.
    """

    key: int
    name: str
    run: Run
    look: int
    here: Row
    is_shown: bool = True
    is_prepared: bool = False

    @property
    def line(self) -> tuple[int, int, int]:
        """What its line in a plot depends on: key, look and length."""
        return self.key, self.look, self.run.length

    @property
    def row(self) -> int:
        """The number of the row at which it stands."""
        return self.here.iteration


class KeptRuns(QObject):
    """Holds the kept runs and takes them along with the cursor.

    Signals
    -------
    changed(tuple of KeptRun)
        Any of them, or their order.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[KeptRun] = []
        self._next = 0
        self._removed: tuple[int, KeptRun] | None = None
        self._cursor: tuple[Run, int, Unit] | None = None

    @property
    def runs(self) -> tuple[KeptRun, ...]:
        """The kept runs in order."""
        return tuple(self._runs)

    def keep(self, run: Run, name: str, *, is_prepared: bool = False) -> int:
        """Keep a run as it is now, whatever becomes of it; return its key.

        The oldest goes where there would be more than `MOST_KEPT_RUNS`.
        """
        self._runs = self._runs[-(MOST_KEPT_RUNS - 1) :]
        # A branch at its end: it shares the rows and goes on by itself.
        own = run.branch(run.length)
        kept = KeptRun(
            key=self.new_key(),
            name=self.free_name(name),
            run=own,
            look=self._free_look(),
            here=own.row(0),
            is_prepared=is_prepared,
        )
        self._runs.append(kept)
        self._emit_changed()
        return kept.key

    def new_key(self) -> int:
        """Return a number that no kept run ever had."""
        self._next += 1
        return self._next - 1

    def restore(self, runs: Sequence[KeptRun]) -> None:
        """Keep these runs instead of those that are kept; their keys and looks are all different.

        They are taken further as the cursor goes.
        """
        self._runs, self._removed = list(runs), None
        self._emit_changed()

    def _free_look(self) -> int:
        used = {kept.look for kept in self._runs}
        return next(look for look in range(N_LOOKS) if look not in used)

    def free_name(self, name: str, key: int = -1) -> str:
        """Return a name, with a number where a kept run other than that of `key` has it."""
        taken = {kept.name for kept in self._runs if kept.key != key}
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        return free

    def has(self, run: Run) -> bool:
        """Return whether a run with the same rows and settings is kept."""
        return any(_is_same(kept.run, run) for kept in self._runs)

    def remove(self, key: int) -> None:
        """Remove a run; the one that was removed last can be brought back."""
        at = self._runs.index(self._of(key))
        self._removed = at, self._runs.pop(at)
        self._emit_changed()

    @property
    def removed(self) -> KeptRun | None:
        """The run that can be brought back; None without one, or where there is no room for it."""
        has_room = len(self._runs) < MOST_KEPT_RUNS
        return self._removed[1] if self._removed is not None and has_room else None

    def bring_back(self) -> None:
        """Keep the run that was removed last again, in its place and, if that is free, its look."""
        if self.removed is None or self._removed is None:
            return
        at, kept = self._removed
        self._removed = None
        used = {other.look for other in self._runs}
        look = kept.look if kept.look not in used else self._free_look()
        again = replace(kept, name=self.free_name(kept.name), look=look)
        self._runs.insert(at, again)
        self._emit_changed()

    def clear(self) -> None:
        """Forget all of them."""
        self.forget([kept.key for kept in self._runs])

    def forget(self, keys: Collection[int]) -> None:
        """Forget runs, and whatever could be brought back."""
        self._runs = [kept for kept in self._runs if kept.key not in keys]
        self._removed = None
        self._emit_changed()

    def duplicate(self, key: int) -> None:
        """Keep a run a second time."""
        kept = self._of(key)
        self.keep(kept.run, kept.name)

    def rename(self, key: int, name: str) -> None:
        """Give a run another name; an empty one is left alone, one that is taken gets a number."""
        plain = " ".join(name.split())
        free = self.free_name(plain, key)
        self._change(key, lambda kept: replace(kept, name=free if plain else kept.name))

    def set_shown(self, key: int, is_shown: bool) -> None:
        """Draw a run, or do not."""
        self._change(key, lambda kept: replace(kept, is_shown=is_shown))

    def move(self, key: int, by: int) -> None:
        """Move a run up (by < 0) or down in the list."""
        at = self._runs.index(self._of(key))
        to = min(max(at + by, 0), len(self._runs) - 1)
        self._runs.insert(to, self._runs.pop(at))
        self._emit_changed()

    def follow(self, run: Run, cursor: int, unit: Unit) -> None:
        """Take every kept run to where the present one is at its cursor, as far as it goes."""
        self._cursor = run, cursor, unit
        if self._runs:
            self._emit_changed()

    def _of(self, key: int) -> KeptRun:
        return next(kept for kept in self._runs if kept.key == key)

    def _change(self, key: int, change: Callable[[KeptRun], KeptRun]) -> None:
        self._runs = [change(kept) if kept.key == key else kept for kept in self._runs]
        self._emit_changed()

    def _emit_changed(self) -> None:
        if self._cursor is not None:
            run, cursor, unit = self._cursor
            position = float(positions(run, np.array([cursor]), unit)[0])
            self._runs = [self._placed(kept, position, unit) for kept in self._runs]
        self.changed.emit(self.runs)

    def _placed(self, kept: KeptRun, position: float, unit: Unit) -> KeptRun:
        run, size, until = kept.run, 1, math.inf
        while run.stop is None and _reached(run, unit) < position:
            # Asking for the time is dear, and most runs have gone far enough already.
            now = process_time()
            until = min(until, now + MOST_SECONDS_AT_ONCE)
            if now >= until:
                break
            missing = position - _reached(run, unit)
            rate = max(_reached(run, unit, 1) - _reached(run, unit), 1e-9)
            if not _make(run, min(max(1, int(missing / rate)), size)):
                break
            size *= 2
        row = row_at(run, run.length, position, unit)
        return kept if row == kept.row else replace(kept, here=run.row(row))


def _reached(run: Run, unit: Unit, further: int = 0) -> float:
    return float(positions(run, np.array([run.length + further]), unit)[0])


def _make(run: Run, n: int) -> int:
    """Make up to `n` updates; return how many were made: none where there is no memory for one."""
    try:
        return run.advance(n)
    except NoRoomError:
        return 0


def _is_same(one: Run, other: Run) -> bool:
    """Return whether two runs of the same objective have the same settings and length."""
    return (
        one.objective is other.objective
        and one.length == other.length
        and one.experiment == other.experiment
        and np.array_equal(one.theta, other.theta)
    )


def is_same_loss(one: Run, other: Run) -> bool:
    """Tell whether two runs descend the same loss, so that their losses and paths compare."""
    a, b = one.objective, other.objective
    return a is b or (
        a.expression.text == b.expression.text
        and a.expression.constants == b.expression.constants
        and a.parameters == b.parameters
        and a.dataset == b.dataset
    )
