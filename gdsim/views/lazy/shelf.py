"""Widgets by key, each built when it is first looked at and given what the others were given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from PySide6.QtWidgets import QWidget

from gdsim.views.lazy.holder import Lazy

W = TypeVar("W", bound=QWidget)


class Shelf(Generic[W]):
    """Keeps the holders, and what was given last, so that no widget needs an introduction."""

    def __init__(self) -> None:
        self._holders: dict[str, Lazy[QWidget]] = {}
        self._given: dict[str, Callable[[W], object]] = {}

    def add(self, key: str, make: Callable[[], W]) -> Lazy[QWidget]:
        """Add a widget to be built by `make`; return what stands for it."""
        holder = self._holders[key] = Lazy(make)
        holder.built.connect(self._introduce)
        return holder

    def _introduce(self, widget: W) -> None:
        for give in self._given.values():
            give(widget)

    def holder(self, key: str) -> Lazy[QWidget]:
        """Return what stands for a widget."""
        return self._holders[key]

    def key_of(self, holder: QWidget | None) -> str:
        """Return the key of what `holder` stands for."""
        return next(key for key, one in self._holders.items() if one is holder)

    def get(self, key: str) -> W | None:
        """Return a widget, or None as long as nobody looked at it."""
        return cast("W | None", self._holders[key].held)

    def build(self, key: str) -> W:
        """Return a widget, built if need be."""
        return cast(W, self._holders[key].build())

    def built(self) -> list[W]:
        """Return the widgets that somebody has looked at, in order."""
        return [cast(W, one.held) for one in self._holders.values() if one.held is not None]

    def when_built(self, key: str, do: Callable[[W], object]) -> None:
        """Call `do` with a widget once it is built: now, where it is."""
        widget = self.get(key)
        if widget is None:
            self._holders[key].built.connect(do)
        else:
            do(widget)

    def give(self, what: str, give: Callable[[W], object]) -> None:
        """Call `give` with every widget: now, or as soon as it is built.

        Parameters
        ----------
        what
            A word for what is given; it replaces what was given under that word before.
        """
        self._given[what] = give
        for widget in self.built():
            give(widget)
