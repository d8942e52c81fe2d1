"""Every action of the window with its name, shortcut and icon, in one table."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gdsim.app.preferences import SCALES
from gdsim.i18n import tr
from gdsim.texts import N_
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import Theme


class ActionSpec(Struct, frozen=True):
    """One action: its key in the table, texts, shortcuts and icon ("" for none)."""

    name: str
    menu: str
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""


SEPARATOR = "-"


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
SUBMENUS: dict[str, tuple[str, str]] = {"scale": ("view", N_("Si&ze of text and pictures"))}
"""Menus in menus, by key: the menu that each is in, and its text."""

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "file", N_("&Open scenario…"), ("Ctrl+O",), "open"),
    ActionSpec("save", "file", N_("&Save as scenario…"), ("Ctrl+S",), "save"),
    ActionSpec("open_data", "file", N_("&Data and loss…"), ("Ctrl+D",), "open"),
    ActionSpec(SEPARATOR, "file", ""),
    ActionSpec("export", "file", N_("&Export table…"), ("Ctrl+E",), "export"),
    ActionSpec("export_working", "file", N_("Export &working…"), ("Ctrl+Shift+E",), "export"),
    ActionSpec(SEPARATOR, "file", ""),
    ActionSpec("quit", "file", N_("&Quit"), ("Ctrl+Q",)),
    ActionSpec("undo", "edit", N_("&Undo change"), ("Ctrl+Z",)),
    ActionSpec("redo", "edit", N_("&Redo change"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec(SEPARATOR, "edit", ""),
    ActionSpec("copy_all", "edit", N_("&Copy whole table"), ("Ctrl+Shift+C",), "copy"),
    ActionSpec("paste_data", "edit", N_("&Paste data…"), ("Ctrl+Shift+V",)),
    ActionSpec("check", "edit", N_("Check the table that was copied"), ("Ctrl+K",), "right"),
    ActionSpec("first", "run", N_("&First iteration"), ("Home",), "first"),
    ActionSpec("back", "run", N_("Step &back"), ("Left",), "back"),
    ActionSpec("step", "run", N_("&Step"), ("Right", "Ctrl+Return"), "step"),
    ActionSpec("next_stage", "run", N_("&Next stage of the update"), ("PgDown", ".")),
    ActionSpec("previous_stage", "run", N_("Stage &before"), ("PgUp", ",")),
    ActionSpec("previous_epoch", "run", N_("&Previous epoch"), ("Shift+Left",)),
    ActionSpec("next_epoch", "run", N_("&Next epoch"), ("Shift+Right",), "epoch"),
    ActionSpec("to_the_end", "run", N_("To the &end"), ("End",), "end"),
    ActionSpec("play", "run", N_("&Play or pause"), ("Space",), "play"),
    ActionSpec("predict", "run", N_("P&redict what comes next"), ("Ctrl+R",), "predict"),
    ActionSpec("keep", "run", N_("&Keep this run to compare"), ("Ctrl+B",), "add"),
    ActionSpec(SEPARATOR, "run", ""),
    ActionSpec("side_by_side", "run", N_("&Batch, stochastic, mini-batch…"), ("Ctrl+Shift+B",)),
    ActionSpec("sweep", "run", N_("Sweep &learning rates…"), ("Ctrl+L",)),
    ActionSpec("start_map", "run", N_("&Map of starts…"), ("Ctrl+Shift+M",)),
    ActionSpec(SEPARATOR, "run", ""),
    ActionSpec("cancel", "run", N_("&Cancel"), ("Escape",)),
    ActionSpec("theme_system", "view", N_("Theme of the s&ystem")),
    ActionSpec("theme_light", "view", N_("&Light theme")),
    ActionSpec("theme_dark", "view", N_("&Dark theme")),
    *(ActionSpec(scale_action(scale), "scale", f"{scale:.0%}") for scale in SCALES),
    ActionSpec(SEPARATOR, "view", ""),
    ActionSpec("working", "view", N_("&Turn the page below the loss plot"), ("Ctrl+W",)),
    ActionSpec("fit", "view", N_("&Fit the plot to the run"), ("Ctrl+0",), "fit"),
    ActionSpec(
        "full_gradient", "view", N_("Show the full &gradient beside the batch's"), ("Ctrl+G",)
    ),
    ActionSpec("batch_contours", "view", N_("Show the &batch's own contours"), ("Ctrl+Shift+G",)),
    ActionSpec("step_cloud", "view", N_("Show every step a batch c&ould lead to"), ("Ctrl+J",)),
    ActionSpec("curvature", "view", N_("Show the &curvature at the point"), ("Ctrl+H",)),
    ActionSpec("toggle_stages", "view", N_("Show the s&tages of the algorithm"), ("F8",)),
    ActionSpec("toggle_setup", "view", N_("Show the &set-up panel"), ("F9",)),
    ActionSpec("keys", "help", N_("&Keyboard shortcuts"), ("F1",), "help"),
    ActionSpec("about", "help", N_("&About gdsim")),
)

REPEATING = frozenset(
    {"back", "step", "previous_epoch", "next_epoch", "next_stage", "previous_stage"}
)
CHECKABLE = frozenset(
    {
        "theme_system",
        "theme_light",
        "theme_dark",
        *map(scale_action, SCALES),
        "toggle_setup",
        "toggle_stages",
        "batch_contours",
        "step_cloud",
        "curvature",
        "full_gradient",
    }
)


class Actions:
    """The window's actions by name, hung into its menu bar.

    Parameters
    ----------
    window
        Owner of the actions; their shortcuts work anywhere in it.
    menu_bar
        Where the menus are added.
    handlers
        What to call for each action, by name; one for every entry of `ACTIONS`.
    """

    def __init__(
        self, window: QWidget, menu_bar: QMenuBar, handlers: dict[str, Callable[[], object]]
    ) -> None:
        menus = self._menus = {key: menu_bar.addMenu(tr(title)) for key, title in MENUS}
        for menu in menus.values():
            menu.aboutToShow.connect(self._draw_icons)
        self._theme: Theme | None = None
        self._drawn_in: Theme | None = None
        self._by_name: dict[str, QAction] = {}
        for spec in ACTIONS:
            if spec.name == SEPARATOR:
                menus[spec.menu].addSeparator()
                continue
            if spec.menu not in menus:
                parent, title = SUBMENUS[spec.menu]
                menus[spec.menu] = menus[parent].addMenu(tr(title))
            action = QAction(tr(spec.text), window)
            action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
            action.setAutoRepeat(spec.name in REPEATING)
            action.setCheckable(spec.name in CHECKABLE)
            action.triggered.connect(_without_arguments(handlers[spec.name]))
            menus[spec.menu].addAction(action)
            self._by_name[spec.name] = action

    def submenu(self, key: str) -> QMenu:
        """Return a menu by its key in `MENUS` or `SUBMENUS`."""
        return self._menus[key]

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

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
                action.text().replace("&", "").rstrip("…"),
                ", ".join(
                    keys.toString(QKeySequence.SequenceFormat.NativeText)
                    for keys in action.shortcuts()
                ),
            )
            for action in self._by_name.values()
            if action.shortcuts()
        ]


def _without_arguments(handler: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        handler()

    return call
