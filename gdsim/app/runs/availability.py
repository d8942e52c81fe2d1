"""Which actions apply to what is shown now; the others are greyed out."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gdsim.app.menus.actions import Actions
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot

BACKWARDS = ("first", "back", "previous_epoch")
FORWARDS = ("step",)
FAR_FORWARDS = ("next_epoch", "to_the_end", "play")
OF_BATCHES = ("full_gradient", "batch_contours", "step_cloud")


class Availability(QObject):
    """Follows the session, and lets those actions be chosen that do something."""

    def __init__(self, session: Session, actions: Actions) -> None:
        super().__init__(session)
        self._session, self._actions = session, actions
        self._is_making = False
        session.changed.connect(self.show)
        session.playingChanged.connect(lambda _on: self._show_busy())
        session.progressChanged.connect(lambda _share: self._show_busy())
        self.show(session.snapshot())
        self._show_busy()

    def show(self, snapshot: Snapshot) -> None:
        """Follow `snapshot`."""
        is_veiled = snapshot.is_veiled
        can_go_on = snapshot.stop is None or not snapshot.is_pending
        self._enable(BACKWARDS, snapshot.cursor > 0)
        self._enable(FORWARDS, can_go_on)
        self._enable(FAR_FORWARDS, can_go_on and not is_veiled)
        self._enable(("next_stage",), not is_veiled)
        has_stage_before = snapshot.cursor > 0 or snapshot.stage is not None
        self._enable(("previous_stage",), has_stage_before and not is_veiled)
        self._enable(("restart",), snapshot.length > 0)
        self._enable(OF_BATCHES, snapshot.run.objective.n_rows > 1)

    def set_making(self, is_making: bool) -> None:
        """Let what makes the runs of a scenario be cancelled, or no more."""
        self._is_making = is_making
        self._show_busy()

    def _show_busy(self) -> None:
        self._enable(("cancel",), self._session.is_busy or self._is_making)

    def _enable(self, names: tuple[str, ...], is_enabled: bool) -> None:
        for name in names:
            self._actions.set_enabled(name, is_enabled)
