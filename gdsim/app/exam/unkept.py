"""What is to be kept of a person and could not be written yet: on a full disk, say."""

from __future__ import annotations

from collections.abc import Sequence

from gdsim.files.exam.states import Session
from gdsim.files.exam.store import ExamStore
from gdsim.study.exam.memory.kept_answers import Answer
from gdsim.study.exam.memory.settings import ExamSettings


class Unkept:
    """Waits until a store takes it."""

    def __init__(self) -> None:
        self._answers: list[Answer] = []
        self._sessions: dict[str, tuple[Session, bool]] = {}
        self.settings: ExamSettings | None = None

    def __bool__(self) -> bool:
        return bool(self._answers or self._sessions or self.settings)

    @property
    def sessions(self) -> dict[str, tuple[Session, bool]]:
        """Each session by its name, with whether it has ended, the latest last."""
        return dict(self._sessions)

    def add(self, answers: Sequence[Answer]) -> None:
        """Let answers wait."""
        self._answers += answers

    def keep(self, session: Session, has_ended: bool) -> None:
        """Let a session wait, as it stands now."""
        self._sessions.pop(session.id, None)
        self._sessions[session.id] = session, has_ended

    def write(self, store: ExamStore) -> None:
        """Write it all; raise InputError where that cannot be done: what is left waits on."""
        if self._answers:
            # With the session that the last belongs to, so that neither is there without the other.
            name = self._answers[-1].session
            session, has_ended = self._sessions.get(name, (None, False))
            store.add(self._answers, session)
            self._answers.clear()
            if not has_ended:
                self._sessions.pop(name, None)
        for name, (session, has_ended) in self.sessions.items():
            store.keep(session, has_ended)
            del self._sessions[name]
        if self.settings is not None:
            store.set(self.settings)
            self.settings = None
