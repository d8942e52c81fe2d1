"""Sessions as JSON, and back."""

from __future__ import annotations

import msgspec

from gdsim.study.exam.memory.kept_answers import SessionForm
from gdsim.study.exam.sessions.drill import Drill
from gdsim.study.exam.sessions.mock import Mock
from gdsim.study.exam.sessions.queue import Queue

Session = Queue | Drill | Mock

_TYPES: dict[SessionForm, type[Session]] = {
    "warm-up": Queue,
    "due": Queue,
    "drill": Drill,
    "mock": Mock,
}


def state_of(session: Session) -> str:
    """Return a session as JSON."""
    return msgspec.json.encode(session).decode()


def session_of(form: SessionForm, state: str) -> Session | None:
    """Return the session of a form that JSON holds; None for what this version cannot read."""
    if form not in _TYPES:
        return None
    try:
        return msgspec.json.decode(state, type=_TYPES[form])
    except msgspec.ValidationError:
        return None
