"""What leads from one place of the window to another, and what that means for the commands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from gdsim.app.actions import Actions
from gdsim.app.data.scenarios import Scenarios
from gdsim.app.places.table import EXPLORE, NOTES
from gdsim.app.places.visits import Visits
from gdsim.i18n import tr
from gdsim.models.session import Session
from gdsim.shortcuts import keys_of
from gdsim.study.notes.blocks import Show
from gdsim.views.places.places import Places


class Ways(QObject):
    """Moves what one place asks for to the place that has it."""

    def __init__(
        self,
        places: Places,
        visits: Visits,
        actions: Actions,
        session: Session,
        scenarios: Scenarios,
    ) -> None:
        super().__init__(places)
        self._places, self._visits, self._actions = places, visits, actions
        self._session, self._scenarios = session, scenarios
        visits.changed.connect(partial(actions.set_enabled, "go_back"))
        actions.set_enabled("go_back", False)
        places.turned.connect(self._follow)
        actions.set_place(places.current)
        scenarios.opened.connect(self._show_opened)
        places.when_built(NOTES, lambda place: place.showRequested.connect(self._show_proof))

    def show_note(self, topic: str) -> None:
        """Show the note of that key."""
        self._places.turn_to(NOTES)
        self._places.build(NOTES).show_topic(topic)

    def _follow(self, place: str) -> None:
        self._actions.set_place(place)
        if place != EXPLORE.key:
            self._session.pause()

    def _show_opened(self) -> None:
        self._visits.end()
        self._places.turn_to(EXPLORE)

    def _show_proof(self, show: Show) -> None:
        if self._scenarios.show_proof(show):
            words = tr("Shown from the notes; {keys} brings your own run back.")
            self._visits.begin(NOTES, tr("Back to the notes"), words.format(keys=keys_of("undo")))
