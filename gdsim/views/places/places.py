"""The places of the window beside the rail, made from a table of places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, cast

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.shortcuts import keys_of
from gdsim.views.lazy.shelf import Shelf
from gdsim.views.places.place import Place
from gdsim.views.places.rail import PlaceRail, RailItem
from gdsim.views.style.theme import Theme

P = TypeVar("P", bound=Place)
P_co = TypeVar("P_co", bound=Place, covariant=True)


class PlaceSpec(Struct, Generic[P_co], frozen=True):
    """One place.

    Attributes
    ----------
    key
        A name of its own, and that of the command that leads there.
    title, tip
        What its button says, and says when it is pointed at; `{keys}` in the tip stands for the
        key of the command.
    icon
        The drawing on its button.
    make
        Builds it; what it is made of is imported then.
    """

    key: str
    title: str
    tip: str
    icon: str
    make: Callable[[], P_co]


class Places(QWidget):
    """The rail and the place that one is at, each built when one comes there; the first at once.

    A place keeps its state, the focus included, while one is elsewhere.

    Parameters
    ----------
    specs
        The places in the order of the rail.

    Signals
    -------
    turned(str)
        The place of that key is shown now.
    """

    turned = Signal(str)

    def __init__(self, specs: Sequence[PlaceSpec[Place]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf: Shelf[Place] = Shelf()
        self._specs = {spec.key: spec for spec in specs}
        self._focused: dict[str, QWidget | None] = {}
        self._stack = QStackedWidget()
        for spec in specs:
            self._stack.addWidget(self._shelf.add(spec.key, spec.make))
        self.rail = PlaceRail([_rail_item(spec) for spec in specs])
        self.rail.placeRequested.connect(lambda key: self.turn_to(self._specs[key]))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        # The first focus: a field would keep the arrow keys, a button the space bar.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.build(specs[0])

    def place(self, spec: PlaceSpec[P]) -> P | None:
        """Return a place, or None as long as nobody was there."""
        return cast("P | None", self._shelf.get(spec.key))

    def build(self, spec: PlaceSpec[P]) -> P:
        """Return a place, built if need be."""
        return cast(P, self._shelf.build(spec.key))

    def when_built(self, spec: PlaceSpec[P], do: Callable[[P], object]) -> None:
        """Call `do` with a place once it is built: now, where it is."""
        self._shelf.when_built(spec.key, cast("Callable[[Place], object]", do))

    @property
    def current(self) -> str:
        """The key of the place that one is at."""
        return self._shelf.key_of(self._stack.currentWidget())

    def turn_to(self, spec: PlaceSpec[Place]) -> None:
        """Show a place, with the keyboard where it was there."""
        left = self.current
        if left == spec.key:
            return
        focused = self.window().focusWidget()
        at_place = focused is not None and self._stack.isAncestorOf(focused)
        self._focused[left] = focused if at_place else None
        place = self.build(spec)
        is_new = spec.key not in self._focused
        self._stack.setCurrentWidget(self._shelf.holder(spec.key))
        self.rail.set_place(spec.key)
        target = place.first_focus() if is_new else self._focused[spec.key]
        if target is None or not isValid(target) or not target.isVisibleTo(place):
            # What had it may be gone since.
            target = self
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit(spec.key)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Let every place write numbers in this format."""
        self._shelf.give("number format", lambda place: place.set_number_format(number_format))

    def set_theme(self, theme: Theme) -> None:
        """Let the rail and every place use the colours of `theme`."""
        self.rail.set_theme(theme)
        self._shelf.give("theme", lambda place: place.set_theme(theme))

    def complete(self) -> None:
        """Let every place do at once what it puts off until the window is idle."""
        for place in self._shelf.built():
            place.complete()


def _rail_item(spec: PlaceSpec[Place]) -> RailItem:
    tip = tr(spec.tip).format(keys=keys_of(spec.key))
    return RailItem(spec.key, tr(spec.title), spec.icon, tip)
