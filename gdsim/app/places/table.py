"""The places of the window, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gdsim.texts import N_
from gdsim.views.places.place import Place
from gdsim.views.places.places import PlaceSpec

if TYPE_CHECKING:
    from gdsim.app.places.explore import Explore
    from gdsim.views.notes.place import NotesPlace
    from gdsim.views.practice.place import PracticePlace


def _explore() -> Explore:
    from gdsim.app.places.explore import Explore

    return Explore()


def _practice() -> PracticePlace:
    from gdsim.views.practice.place import PracticePlace

    return PracticePlace()


def _notes() -> NotesPlace:
    from gdsim.views.notes.place import NotesPlace

    return NotesPlace()


EXPLORE = PlaceSpec(
    "explore",
    N_("Explore"),
    N_("Step through gradient descent, one update at a time ({keys})"),
    "explore",
    _explore,
)
PRACTICE = PlaceSpec(
    "practice",
    N_("Practice"),
    N_("Questions that never end, and what is remembered of your answers ({keys})"),
    "practice",
    _practice,
)
NOTES = PlaceSpec(
    "notes",
    N_("Notes"),
    N_("What there is to know, each statement with the run that shows it ({keys})"),
    "notes",
    _notes,
)

PLACES: tuple[PlaceSpec[Place], ...] = (EXPLORE, PRACTICE, NOTES)
"""In the order of the rail."""
