"""Which states of a document hold nothing that is not saved."""

from __future__ import annotations

from collections.abc import Iterable

from gdsim.app.document.state import State

MOST_STATES = 100
"""States that are remembered."""


class SavedStates:
    """States that are in the document's file or need not be, and those that are in other files."""

    def __init__(self, now: State) -> None:
        self._here: list[State] = [now]
        self._elsewhere: list[State] = []

    @property
    def newest(self) -> State | None:
        """What is in the document's file; None for a copy, of which nobody knows."""
        return self._here[-1] if self._here else None

    def is_here(self, state: State) -> bool:
        """Return whether a state holds nothing that the document's file does not."""
        return _is_among(state, self._here)

    def is_anywhere(self, state: State) -> bool:
        """Return whether a state holds nothing that no file holds."""
        return _is_among(state, self._here) or _is_among(state, self._elsewhere)

    def set(self, state: State) -> None:
        """Take a state for what is saved now; those before it are not in the file any more."""
        self._here = [state]

    def add(self, state: State) -> None:
        """Take one more state for saved: there was no work in it."""
        self._here = [*self._here, state][-MOST_STATES:]

    def leave_elsewhere(self, states: Iterable[State] = ()) -> None:
        """Take what is saved for another file's from now on, and these states with it."""
        self._elsewhere = [*self._elsewhere, *self._here, *states][-MOST_STATES:]

    def forget(self) -> None:
        """Take nothing for saved."""
        self._here = []


def _is_among(state: State, others: Iterable[State]) -> bool:
    return any(not state.is_changed_from(other) for other in others)
