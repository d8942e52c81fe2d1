"""What a session tells, kept as it comes."""

from __future__ import annotations

from gdsim.engine.descent.experiment import Experiment
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1, iterations=40)


class Listener:
    """Keeps what a session tells."""

    def __init__(self, session: Session) -> None:
        self.snapshots: list[Snapshot] = []
        self.refusals: list[tuple[str, Exception]] = []
        session.changed.connect(self.snapshots.append)
        session.refused.connect(lambda field, error: self.refusals.append((field, error)))

    @property
    def last(self) -> Snapshot:
        return self.snapshots[-1]
