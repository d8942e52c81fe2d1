"""Taking back: one stack of states, each as it was before a person changed something.

Nothing needs to know how its own work is undone: whatever leads from one state to another is a
step, and its name is told from the two. The states share the rows of their runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from gdsim.app.document.state import State, is_changed
from gdsim.app.origin import Origin
from gdsim.models.kept_runs import KeptRun, KeptRuns
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot

if TYPE_CHECKING:
    from gdsim.files.document.document import View

MOST_STEPS = 200
"""Steps that can be taken back."""


class History(QObject):
    """Watches what the window works on, and brings earlier states of it back.

    It is to hear of a change before whoever acts on it: it is built before them.

    Signals
    -------
    changed()
        Something was changed, taken back or done again.

    Attributes
    ----------
    show
        Called once another state is there.
    view, show_view
        Tells what the plots show, and has them show it again.
    """

    changed = Signal()

    def __init__(self, session: Session, origin: Origin, kept: KeptRuns) -> None:
        super().__init__(session)
        self._session, self._origin, self._kept = session, origin, kept
        self._undo: list[tuple[State, str]] = []
        self._redo: list[tuple[State, str]] = []
        self._is_held = self._waits_for_run = False
        self._held: dict[int, KeptRun] = {}
        self._now = self._state()
        self.show: Callable[[], object] = lambda: None
        self.view: Callable[[], View | None] = lambda: None
        self.show_view: Callable[[View], object] = lambda _view: None
        session.leftBehind.connect(self._wait_for_run)
        session.changed.connect(self._follow)
        kept.changed.connect(lambda _runs: self.look())

    @property
    def now(self) -> State:
        """What is there now."""
        return self._now

    @property
    def undo_name(self) -> str:
        """What would be taken back; empty where there is nothing."""
        return self._undo[-1][1] if self._undo else ""

    @property
    def redo_name(self) -> str:
        """What would be done again; empty where there is nothing."""
        return self._redo[-1][1] if self._redo else ""

    def left_behind(self) -> list[State]:
        """Return the last of every other scenario that undo or redo brings back, the next first.

        One that was opened and left as it was is none: there is no work in it.
        """
        ahead = [state for state, _ in reversed(self._redo)]
        stretches: list[list[State]] = []
        for state in (*(state for state, _ in self._undo), self._now, *ahead):
            if not stretches or state.took_place_of(stretches[-1][-1]):
                stretches.append([])
            stretches[-1].append(state)
        here = next(k for k, states in enumerate(stretches) if self._now in states)
        # Of the first nobody knows how it was opened.
        worked_on = [k for k, states in enumerate(stretches) if k == 0 or len(states) > 1]
        before = [k for k in reversed(worked_on) if k < here]
        after = [k for k in worked_on if k > here]
        return [stretches[k][-1] for k in (*before, *after)]

    def has_left(self, state: State) -> bool:
        """Return whether another scenario took the place of what followed `state`."""
        after = self._now
        for before, _ in reversed(self._undo):
            if not after.is_changed_from(state):
                return False
            if after.took_place_of(before):
                return True
            after = before
        return False

    def _state(self) -> State:
        self._held = {one.key: self._still(one) for one in self._kept.runs}
        run, kept = self._session.run.twin(), tuple(self._held.values())
        return State(self._origin.opened, run, self._session.cursor, kept)

    def _still(self, one: KeptRun) -> KeptRun:
        """Return a kept run that nobody takes further: the one before, where it is as it was."""
        held = self._held.get(one.key)
        if held is None or held.run.length != one.run.length or is_changed(one, held):
            return replace(one, run=one.run.twin())
        return held

    def _wait_for_run(self) -> None:
        # A run that is left behind is kept, and the change follows: that is one step.
        self._waits_for_run = True

    def _follow(self, _snapshot: Snapshot) -> None:
        self._waits_for_run = False
        self.look()

    def look(self) -> None:
        """See what is there now; where a person changed something, that was a step."""
        if self._is_held or self._waits_for_run:
            return
        # The plots hear of a change later: they still show what was there before.
        self._see(self.view)

    def _see(self, view_before: Callable[[], View | None]) -> None:
        before, self._now = self._now, self._state()
        if self._now.is_changed_from(before):
            from gdsim.app.document.step_names import step_name

            left = replace(before, view=view_before())
            self._undo.append((left, step_name(before, self._now)))
            del self._undo[:-MOST_STEPS]
            self._redo.clear()
            self.changed.emit()

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """Take all that is changed within for one step."""
        is_outermost, self._is_held = not self._is_held, True
        view = self.view()
        try:
            yield
        finally:
            if is_outermost:
                self._is_held = False
                if not self._waits_for_run:
                    self._see(lambda: view)

    @contextmanager
    def unnoticed(self) -> Iterator[None]:
        """Take nothing that is changed within for a step: it only completes what is there."""
        was_held, self._is_held = self._is_held, True
        try:
            yield
        finally:
            self._is_held = was_held
            self._waits_for_run = False
            self._now = self._state()
            self.changed.emit()

    def undo(self) -> None:
        """Bring back what was there before the newest step."""
        self._swap(self._undo, self._redo)

    def redo(self) -> None:
        """Do the step again that was taken back."""
        self._swap(self._redo, self._undo)

    def _swap(self, source: list[tuple[State, str]], target: list[tuple[State, str]]) -> None:
        if source:
            state, name = source.pop()
            target.append((replace(self._now, view=self.view()), name))
            self._bring(state)
            self.changed.emit()

    def begin(self, state: State) -> None:
        """Show a state with which all begins; nothing before it can be brought back."""
        self._bring(state)
        self.forget()

    def forget(self) -> None:
        """Begin with what is there now; nothing before it can be brought back."""
        self._undo.clear()
        self._redo.clear()
        self._now = self._state()
        self.changed.emit()

    def _bring(self, state: State) -> None:
        self._is_held = True
        is_another = state.run.segments is not self._session.run.segments
        try:
            self._origin.open(state.opened)
            if is_another:
                self._session.begin(state.run, state.cursor)
            self._origin.follow(self._session.run.objective)
            # Of twins, since kept runs go further, and other states hold the same ones.
            self._kept.restore(tuple(replace(one, run=one.run.twin()) for one in state.kept))
            self.show()
            if is_another and state.view is not None:
                self.show_view(state.view)
        finally:
            self._is_held = self._waits_for_run = False
        self._now = self._state()
