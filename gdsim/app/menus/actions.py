"""The actions of the window, hung into its menus: chosen, checked, and let be chosen or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gdsim.app.menus.action_table import ACTIONS, MENUS, ActionSpec
from gdsim.i18n import tr
from gdsim.shortcuts import SHORTCUTS
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import Theme

_SPECS = {spec.name: spec for spec in ACTIONS if spec.is_action}


class Actions:
    """The window's actions by name, hung into its menu bar.

    Parameters
    ----------
    window
        Owner of the actions; their shortcuts work anywhere in it.
    menu_bar
        Where the menus are added.
    handlers
        What to call for each action, by name.

    Raises
    ------
    ValueError
        If an action has no handler, or a handler no action.
    """

    def __init__(
        self, window: QWidget, menu_bar: QMenuBar, handlers: Mapping[str, Callable[[], object]]
    ) -> None:
        _require_same(set(_SPECS), set(handlers))
        self._menus = {name: QMenu(tr(title), menu_bar) for name, title in MENUS}
        for menu in self._menus.values():
            menu_bar.addMenu(menu)
            menu.aboutToShow.connect(self._draw_icons)
        self._theme: Theme | None = None
        self._drawn_in: Theme | None = None
        self._by_name: dict[str, QAction] = {}
        self._place = ""
        self._is_barred: set[str] = set()
        for spec in ACTIONS:
            menu = self._menus[spec.menu]
            if spec.is_action:
                action = self._by_name[spec.name] = _make(spec, window, handlers[spec.name])
                menu.addAction(action)
            elif spec.is_submenu:
                inner = self._menus[spec.name] = QMenu(tr(spec.text), menu)
                menu.addMenu(inner)
            else:
                menu.addSeparator()

    def menu(self, name: str) -> QMenu:
        """Return a menu, or one within another, by its name."""
        return self._menus[name]

    def trigger(self, name: str) -> None:
        """Do what the person who chooses this action gets."""
        self._by_name[name].trigger()

    def is_checked(self, name: str) -> bool:
        """Return whether an action that can be checked is."""
        return self._by_name[name].isChecked()

    def set_checked(self, name: str, is_checked: bool) -> None:
        """Show an action as checked or not; nothing is done."""
        self._by_name[name].setChecked(is_checked)

    def set_place(self, place: str) -> None:
        """Let what belongs to another place not be chosen, nor its keys be taken, here."""
        self._place = place
        for spec in ACTIONS:
            if spec.is_action and spec.home:
                self._enable(spec)

    def is_enabled(self, name: str) -> bool:
        """Return whether an action can be chosen."""
        return self._by_name[name].isEnabled()

    def set_enabled(self, name: str, is_enabled: bool) -> None:
        """Let an action be chosen, or not."""
        (self._is_barred.discard if is_enabled else self._is_barred.add)(name)
        self._enable(_SPECS[name])

    def _enable(self, spec: ActionSpec) -> None:
        is_here = spec.home in ("", self._place)
        self._by_name[spec.name].setEnabled(is_here and spec.name not in self._is_barred)

    def set_text(self, name: str, text: str) -> None:
        """Call an action otherwise in its menu."""
        self._by_name[name].setText(text)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`, once a menu is opened."""
        self._theme = theme

    def _draw_icons(self) -> None:
        if self._theme is None or self._drawn_in is self._theme:
            return
        self._drawn_in = self._theme
        for spec in ACTIONS:
            if spec.icon:
                self._by_name[spec.name].setIcon(icon(spec.icon, self._theme))

    def shortcut_table(self) -> list[tuple[str, str]]:
        """Return the name and keys of every action that has a shortcut, for the help page."""
        return [
            (
                tr(spec.text).replace("&", "").rstrip("…"),
                ", ".join(
                    keys.toString(QKeySequence.SequenceFormat.NativeText)
                    for keys in self._by_name[spec.name].shortcuts()
                ),
            )
            for spec in ACTIONS
            if spec.is_action and self._by_name[spec.name].shortcuts()
        ]


def _require_same(actions: set[str], handled: set[str]) -> None:
    if actions != handled:
        raise ValueError(
            f"actions without a handler: {sorted(actions - handled)}; "
            f"handlers without an action: {sorted(handled - actions)}"
        )


def _make(spec: ActionSpec, window: QWidget, handler: Callable[[], object]) -> QAction:
    action = QAction(tr(spec.text), window)
    action.setShortcuts([QKeySequence(keys) for keys in SHORTCUTS.get(spec.name, ())])
    action.setAutoRepeat(spec.repeats)
    action.setCheckable(spec.is_checkable)
    # Without the argument that Qt gives, whether the action is checked now.
    action.triggered.connect(lambda _checked=False: handler())
    return action
