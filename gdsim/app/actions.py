"""Every action of the window with its name, shortcut and icon, in one table."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gdsim.app.preferences import SCALES
from gdsim.i18n import tr
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
    ("file", "&File"),
    ("edit", "&Edit"),
    ("run", "&Run"),
    ("view", "&View"),
    ("help", "&Help"),
)
SUBMENUS: dict[str, tuple[str, str]] = {"scale": ("view", "Si&ze of text and pictures")}
"""Menus in menus, by key: the menu that each is in, and its text."""

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "file", "&Open scenario…", ("Ctrl+O",), "open"),
    ActionSpec("save", "file", "&Save as scenario…", ("Ctrl+S",), "save"),
    ActionSpec("open_data", "file", "&Data and loss…", ("Ctrl+D",), "open"),
    ActionSpec(SEPARATOR, "file", ""),
    ActionSpec("export", "file", "&Export table…", ("Ctrl+E",), "export"),
    ActionSpec("export_working", "file", "Export &working…", ("Ctrl+Shift+E",), "export"),
    ActionSpec(SEPARATOR, "file", ""),
    ActionSpec("quit", "file", "&Quit", ("Ctrl+Q",)),
    ActionSpec("undo", "edit", "&Undo change", ("Ctrl+Z",)),
    ActionSpec("redo", "edit", "&Redo change", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec(SEPARATOR, "edit", ""),
    ActionSpec("copy_all", "edit", "&Copy whole table", ("Ctrl+Shift+C",), "copy"),
    ActionSpec("paste_data", "edit", "&Paste data…", ("Ctrl+Shift+V",)),
    ActionSpec("check", "edit", "Check the table that was copied", ("Ctrl+K",), "right"),
    ActionSpec("first", "run", "&First iteration", ("Home",), "first"),
    ActionSpec("back", "run", "Step &back", ("Left",), "back"),
    ActionSpec("step", "run", "&Step", ("Right", "Ctrl+Return"), "step"),
    ActionSpec("next_stage", "run", "&Next stage of the update", ("PgDown", ".")),
    ActionSpec("previous_stage", "run", "Stage &before", ("PgUp", ",")),
    ActionSpec("previous_epoch", "run", "&Previous epoch", ("Shift+Left",)),
    ActionSpec("next_epoch", "run", "&Next epoch", ("Shift+Right",), "epoch"),
    ActionSpec("to_the_end", "run", "To the &end", ("End",), "end"),
    ActionSpec("play", "run", "&Play or pause", ("Space",), "play"),
    ActionSpec("predict", "run", "P&redict what comes next", ("Ctrl+R",), "predict"),
    ActionSpec("keep", "run", "&Keep this run to compare", ("Ctrl+B",), "add"),
    ActionSpec(SEPARATOR, "run", ""),
    ActionSpec("side_by_side", "run", "&Batch, stochastic, mini-batch…", ("Ctrl+Shift+B",)),
    ActionSpec("sweep", "run", "Sweep &learning rates…", ("Ctrl+L",)),
    ActionSpec("start_map", "run", "&Map of starts…", ("Ctrl+Shift+M",)),
    ActionSpec(SEPARATOR, "run", ""),
    ActionSpec("cancel", "run", "&Cancel", ("Escape",)),
    ActionSpec("theme_system", "view", "Theme of the s&ystem"),
    ActionSpec("theme_light", "view", "&Light theme"),
    ActionSpec("theme_dark", "view", "&Dark theme"),
    *(ActionSpec(scale_action(scale), "scale", f"{scale:.0%}") for scale in SCALES),
    ActionSpec(SEPARATOR, "view", ""),
    ActionSpec("working", "view", "&Turn the page below the loss plot", ("Ctrl+W",)),
    ActionSpec("fit", "view", "&Fit the plot to the run", ("Ctrl+0",), "fit"),
    ActionSpec("full_gradient", "view", "Show the full &gradient beside the batch's", ("Ctrl+G",)),
    ActionSpec("batch_contours", "view", "Show the &batch's own contours", ("Ctrl+Shift+G",)),
    ActionSpec("step_cloud", "view", "Show every step a batch c&ould lead to", ("Ctrl+J",)),
    ActionSpec("curvature", "view", "Show the &curvature at the point", ("Ctrl+H",)),
    ActionSpec("toggle_stages", "view", "Show the s&tages of the algorithm", ("F8",)),
    ActionSpec("toggle_setup", "view", "Show the &set-up panel", ("F9",)),
    ActionSpec("keys", "help", "&Keyboard shortcuts", ("F1",), "help"),
    ActionSpec("about", "help", "&About gdsim"),
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
