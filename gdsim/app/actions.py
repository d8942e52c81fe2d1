"""Every action of the window with its name, shortcut and icon, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gdsim.app.preferences import SCALES, ThemeChoice
from gdsim.i18n import tr
from gdsim.shortcuts import SHORTCUTS
from gdsim.texts import N_
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import Theme


class ActionSpec(Struct, frozen=True):
    """One row of a menu: an action, a separator, or a menu within the menu.

    Attributes
    ----------
    name
        Of the action, by which `gdsim.shortcuts` knows its keys; or of the menu within the menu.
    menu
        The name of the menu that it stands in.
    icon
        "" for none.
    repeats
        Whether it is done again and again while its key is held.
    place
        Key of the place where alone it can be chosen, "" for everywhere; see `PLACES_OF_MENUS`.
    """

    name: str
    menu: str
    text: str = ""
    icon: str = ""
    is_checkable: bool = False
    repeats: bool = False
    is_submenu: bool = False
    place: str = ""

    @property
    def home(self) -> str:
        """Key of the place where alone it can be chosen; "" for everywhere."""
        return self.place or PLACES_OF_MENUS.get(self.menu, "")

    @property
    def is_action(self) -> bool:
        """Whether it does something when it is chosen."""
        return not self.is_submenu and self.name != SEPARATOR


SEPARATOR = "-"


def theme_action(choice: ThemeChoice) -> str:
    """Return the name of the action that takes the theme of `choice`."""
    return f"theme_{choice}"


def scale_action(scale: float) -> str:
    """Return the name of the action that draws everything `scale` times as large."""
    return f"scale_{scale:g}"


MENUS: tuple[tuple[str, str], ...] = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("run", N_("&Run")),
    ("view", N_("&View")),
    ("help", N_("&Help")),
)

PLACES_OF_MENUS = {"edit": "explore", "run": "explore"}
"""The place that all of a menu belongs to, where it does."""

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new", "file", N_("&New")),
    ActionSpec("open", "file", N_("&Open…"), "open"),
    ActionSpec("recent", "file", N_("Open &recent"), is_submenu=True),
    ActionSpec("opens_last", "file", N_("Open the &last document at the start"), is_checkable=True),
    ActionSpec("save", "file", N_("&Save"), "save"),
    ActionSpec("save_as", "file", N_("Save &as…")),
    ActionSpec("save_scenario", "file", N_("Save as s&cenario…"), place="explore"),
    ActionSpec("texts", "file", N_("&Title and description…"), place="explore"),
    ActionSpec(SEPARATOR, "file"),
    ActionSpec("open_data", "file", N_("&Data and loss…"), "open", place="explore"),
    ActionSpec(SEPARATOR, "file"),
    ActionSpec("export", "file", N_("&Export table…"), "export", place="explore"),
    ActionSpec("export_working", "file", N_("Export &working…"), "export", place="explore"),
    ActionSpec(SEPARATOR, "file"),
    ActionSpec("quit", "file", N_("&Quit")),
    ActionSpec("undo", "edit", N_("&Undo")),
    ActionSpec("redo", "edit", N_("&Redo")),
    ActionSpec(SEPARATOR, "edit"),
    ActionSpec("copy_all", "edit", N_("&Copy whole table"), "copy"),
    ActionSpec("paste_data", "edit", N_("&Paste data…")),
    ActionSpec("check", "edit", N_("Check the table that was copied"), "right"),
    ActionSpec("first", "run", N_("&First iteration"), "first"),
    ActionSpec("restart", "run", N_("Start &again with these settings"), "reset"),
    ActionSpec("back", "run", N_("Step &back"), "back", repeats=True),
    ActionSpec("step", "run", N_("&Step"), "step", repeats=True),
    ActionSpec("next_stage", "run", N_("&Next stage of the update"), repeats=True),
    ActionSpec("previous_stage", "run", N_("Stage &before"), repeats=True),
    ActionSpec("previous_epoch", "run", N_("&Previous epoch"), repeats=True),
    ActionSpec("next_epoch", "run", N_("&Next epoch"), "epoch", repeats=True),
    ActionSpec("to_the_end", "run", N_("To the &end"), "end"),
    ActionSpec("play", "run", N_("&Play or pause"), "play"),
    ActionSpec("predict", "run", N_("P&redict what comes next"), "predict"),
    ActionSpec("lock_start", "run", N_("L&ock the start"), "lock", is_checkable=True),
    ActionSpec("keep", "run", N_("&Keep this run to compare"), "add"),
    ActionSpec(SEPARATOR, "run"),
    ActionSpec("side_by_side", "run", N_("&Batch, stochastic, mini-batch…")),
    ActionSpec("sweep", "run", N_("Sweep &learning rates…")),
    ActionSpec("start_map", "run", N_("&Map of starts…")),
    ActionSpec(SEPARATOR, "run"),
    ActionSpec("cancel", "run", N_("&Cancel")),
    ActionSpec("explore", "view", N_("E&xplore"), "explore"),
    ActionSpec("practice", "view", N_("&Practice"), "practice"),
    ActionSpec("notes", "view", N_("&Notes"), "notes"),
    ActionSpec("go_back", "view", N_("Go &back to where this was shown from"), "arrow-left"),
    ActionSpec(SEPARATOR, "view"),
    ActionSpec(theme_action("system"), "view", N_("Theme of the s&ystem"), is_checkable=True),
    ActionSpec(theme_action("light"), "view", N_("&Light theme"), is_checkable=True),
    ActionSpec(theme_action("dark"), "view", N_("&Dark theme"), is_checkable=True),
    ActionSpec("scale", "view", N_("Si&ze of text and pictures"), is_submenu=True),
    *(
        ActionSpec(scale_action(scale), "scale", f"{scale:.0%}", is_checkable=True)
        for scale in SCALES
    ),
    ActionSpec(SEPARATOR, "view"),
    ActionSpec("turn_page", "view", N_("&Turn the page below the loss plot"), place="explore"),
    ActionSpec("fit", "view", N_("&Fit the plot to the run"), "fit", place="explore"),
    ActionSpec(
        "full_gradient",
        "view",
        N_("Show the full &gradient beside the batch's"),
        is_checkable=True,
        place="explore",
    ),
    ActionSpec(
        "batch_contours",
        "view",
        N_("Show the &batch's own contours"),
        is_checkable=True,
        place="explore",
    ),
    ActionSpec(
        "step_cloud",
        "view",
        N_("Show steps a batch c&ould lead to"),
        is_checkable=True,
        place="explore",
    ),
    ActionSpec(
        "curvature",
        "view",
        N_("Show the &curvature at the point"),
        is_checkable=True,
        place="explore",
    ),
    ActionSpec(
        "toggle_stages",
        "view",
        N_("Show the s&tages of the algorithm"),
        is_checkable=True,
        place="explore",
    ),
    ActionSpec(
        "toggle_setup", "view", N_("Show the &set-up panel"), is_checkable=True, place="explore"
    ),
    ActionSpec("keys", "help", N_("&Keyboard shortcuts"), "help"),
    ActionSpec("about", "help", N_("&About gdsim")),
)

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
