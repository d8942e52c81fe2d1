"""Going from another place to the simulator, and back to where one came from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gdsim.app.places.table import EXPLORE
from gdsim.shortcuts import keys_of
from gdsim.views.back_bar import BackBar
from gdsim.views.places.place import Place
from gdsim.views.places.places import Places, PlaceSpec


class Visits(QObject):
    """Knows from which place what the simulator shows was asked for.

    Parameters
    ----------
    bar
        Stands in the simulator, and leads back.

    Signals
    -------
    changed(bool)
        There is a way back now, or none.
    """

    changed = Signal(bool)

    def __init__(self, places: Places, bar: BackBar) -> None:
        super().__init__(places)
        self._places, self._bar = places, bar
        self._origin: PlaceSpec[Place] | None = None
        bar.backRequested.connect(self.go_back)
        bar.closeRequested.connect(self.end)
        places.turned.connect(self._follow)

    def begin(self, origin: PlaceSpec[Place], back: str, words: str) -> None:
        """Go to the simulator from `origin`.

        Parameters
        ----------
        back
            What the button that leads back says.
        words
            A sentence on what is shown.
        """
        self._places.turn_to(EXPLORE)
        self._origin = origin
        self._bar.set_way(back, words, keys_of("go_back"))
        self.changed.emit(True)

    def go_back(self) -> None:
        """Go back to where one came from."""
        if self._origin is not None:
            self._places.turn_to(self._origin)

    def end(self) -> None:
        """Forget where one came from."""
        if self._origin is not None:
            self._origin = None
            self._bar.set_way("", "")
            self.changed.emit(False)

    def _follow(self, place: str) -> None:
        if self._origin is not None and place == self._origin.key:
            self.end()
