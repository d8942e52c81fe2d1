"""Every action of the window with its name, text and icon, in one table."""

from __future__ import annotations

from msgspec import Struct

from gdsim.app.preferences import SCALES, ThemeChoice
from gdsim.texts import N_


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
