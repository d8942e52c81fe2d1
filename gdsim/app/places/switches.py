"""What the menus switch on and off: parts of the window, overlays of the landscape, habits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import astuple
from PySide6.QtWidgets import QWidget

from gdsim.app.menus.actions import Actions
from gdsim.app.preferences import Preferences
from gdsim.views.landscape import LandscapeView
from gdsim.views.landscape.overlays import Overlays

OVERLAYS = ("full_gradient", "batch_contours", "step_cloud", "curvature")
"""The actions that show the overlays of the landscape, in the order of `Overlays`."""


class Switches:
    """Does what each action that can be checked says, and keeps its check mark true.

    `begin` comes before anything is switched: the actions are made from the handlers.
    """

    def __init__(
        self, landscape: LandscapeView, setup: QWidget, stages: QWidget, preferences: Preferences
    ) -> None:
        self._landscape, self._preferences = landscape, preferences
        self._parts: Mapping[str, QWidget] = {"toggle_setup": setup, "toggle_stages": stages}
        self._actions: Actions

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what to call for each of the actions, by name."""
        return {
            "opens_last": self._set_opens_last,
            "lock_start": self._lock_start,
            **dict.fromkeys(OVERLAYS, self._show_overlays),
            **{name: partial(self._toggle, name) for name in self._parts},
        }

    def begin(self, actions: Actions) -> None:
        """Check the actions as the window and what was remembered have it."""
        self._actions = actions
        for name in self._parts:
            actions.set_checked(name, True)
        actions.set_checked("opens_last", self._preferences.opens_last)
        actions.set_checked("lock_start", self._preferences.start_is_locked)
        self._landscape.set_locked(self._preferences.start_is_locked)

    def take_overlays(self, overlays: Overlays) -> None:
        """Show these overlays, and check their actions."""
        for name, is_shown in zip(OVERLAYS, astuple(overlays), strict=True):
            self._actions.set_checked(name, is_shown)
        self._landscape.set_overlays(overlays)

    def _show_overlays(self) -> None:
        are_shown = (self._actions.is_checked(name) for name in OVERLAYS)
        self._landscape.set_overlays(Overlays(*are_shown))

    def _lock_start(self) -> None:
        is_locked = self._actions.is_checked("lock_start")
        self._landscape.set_locked(is_locked)
        self._preferences.start_is_locked = is_locked

    def _set_opens_last(self) -> None:
        self._preferences.opens_last = self._actions.is_checked("opens_last")

    def _toggle(self, name: str) -> None:
        part = self._parts[name]
        is_shown = not part.isVisible()
        part.setVisible(is_shown)
        self._actions.set_checked(name, is_shown)
