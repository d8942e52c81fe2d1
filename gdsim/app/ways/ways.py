"""What leads from one place of the window to another, and what that means for the commands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gdsim.app.data.scenarios import Scenarios
from gdsim.app.exam.remembering import Remembering
from gdsim.app.menus.actions import Actions
from gdsim.app.origin import OWN_NAME
from gdsim.app.pages import WORKING
from gdsim.app.places.table import EXPLORE, NOTES, PRACTICE
from gdsim.app.ways.visits import Visits
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.session import Session
from gdsim.shortcuts import keys_of
from gdsim.views.pages.tabs import PageTabs
from gdsim.views.places.places import Places

if TYPE_CHECKING:
    from gdsim.app.exam.practice import Practice
    from gdsim.app.exam.stepping import Shown
    from gdsim.study.notes.note import Show
    from gdsim.views.practice.place import PracticePlace


class Ways(QObject):
    """Moves what one place asks for to the place that has it.

    Parameters
    ----------
    ask_target
        Asks for a CSV file to write, given a title and a name.

    """

    def __init__(
        self,
        places: Places,
        visits: Visits,
        actions: Actions,
        session: Session,
        scenarios: Scenarios,
        pages: PageTabs,
        remembering: Remembering,
        ask_target: Callable[[str, str], Path | None],
    ) -> None:
        super().__init__(places)
        self._places, self._visits, self._actions = places, visits, actions
        self._remembering, self._ask_target = remembering, ask_target
        self._practice: Practice | None = None
        self._session, self._scenarios, self._pages = session, scenarios, pages
        visits.changed.connect(partial(actions.set_enabled, "go_back"))
        actions.set_enabled("go_back", False)
        places.turned.connect(self._follow)
        actions.set_place(places.current)
        scenarios.opened.connect(self._show_opened)
        places.when_built(PRACTICE, self._begin_practice)
        places.when_built(NOTES, lambda place: place.showRequested.connect(self._show_proof))

    def show_note(self, topic: str) -> None:
        """Show the note of that key."""
        self._places.turn_to(NOTES)
        self._places.build(NOTES).show_topic(topic)

    def _follow(self, place: str) -> None:
        self._actions.set_place(place)
        if place != EXPLORE.key:
            self._session.pause()
        if place == PRACTICE.key and self._practice is not None:
            self._practice.refresh()

    def may_leave(self, window: QWidget) -> bool:
        """Ask before answers are lost that could not be kept; return whether to go on."""
        if self._practice is not None:
            self._practice.keep_drafts()
        return self._remembering.may_close(window)

    def leave(self) -> None:
        """Keep what is typed, and let go of what is open: the window is being closed."""
        if self._practice is not None:
            self._practice.keep()
        self._remembering.close()

    def _show_opened(self) -> None:
        self._visits.end()
        self._places.turn_to(EXPLORE)

    def _begin_practice(self, place: PracticePlace) -> None:
        from gdsim.app.exam.practice import Practice

        self._practice = Practice(place, self._remembering.memory(), self._ask_target)
        self._practice.stepRequested.connect(self._step_through)

    def _step_through(self, shown: Shown) -> None:
        # What is shown is shown whole, also while one predicts.
        self._session.set_veiled(False)
        experiment = shown.run.experiment
        scenario = Scenario(OWN_NAME, shown.title, "", experiment)
        self._scenarios.show_run(scenario, shown.run, shown.at)
        self._pages.turn_to(WORKING)
        if shown.stage is not None:
            self._session.go_to_stage(shown.stage)
        words = tr("The question's own numbers; {keys} brings your own run back.")
        self._visits.begin(PRACTICE, tr("Back to the question"), words.format(keys=keys_of("undo")))

    def _show_proof(self, show: Show) -> None:
        self._session.set_veiled(False)
        if self._scenarios.show_proof(show):
            words = tr("Shown from the notes; {keys} brings your own run back.")
            self._visits.begin(NOTES, tr("Back to the notes"), words.format(keys=keys_of("undo")))
