"""The keys of every command of the window, and how texts tell them."""

from __future__ import annotations

SHORTCUTS: dict[str, tuple[str, ...]] = {
    "new": ("Ctrl+N",),
    "open": ("Ctrl+O",),
    "save": ("Ctrl+S",),
    "save_as": ("Ctrl+Shift+S",),
    "open_data": ("Ctrl+D",),
    "export": ("Ctrl+E",),
    "export_working": ("Ctrl+Shift+E",),
    "quit": ("Ctrl+Q",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "copy_all": ("Ctrl+Shift+C",),
    "paste_data": ("Ctrl+Shift+V",),
    "check": ("Ctrl+K",),
    "first": ("Home",),
    "back": ("Left",),
    "step": ("Right", "Ctrl+Return"),
    "next_stage": ("PgDown", "."),
    "previous_stage": ("PgUp", ","),
    "previous_epoch": ("Shift+Left",),
    "next_epoch": ("Shift+Right",),
    "to_the_end": ("End",),
    "play": ("Space",),
    "restart": ("F5",),
    "lock_start": ("Ctrl+Shift+L",),
    "predict": ("Ctrl+R",),
    "keep": ("Ctrl+B",),
    "side_by_side": ("Ctrl+Shift+B",),
    "sweep": ("Ctrl+L",),
    "start_map": ("Ctrl+Shift+M",),
    "cancel": ("Escape",),
    "turn_page": ("Ctrl+W",),
    "fit": ("Ctrl+0",),
    "full_gradient": ("Ctrl+G",),
    "batch_contours": ("Ctrl+Shift+G",),
    "step_cloud": ("Ctrl+J",),
    "curvature": ("Ctrl+H",),
    "toggle_stages": ("F8",),
    "toggle_setup": ("F9",),
    "explore": ("Ctrl+1",),
    "practice": ("Ctrl+2",),
    "notes": ("Ctrl+3", "F2"),
    "go_back": ("Alt+Left",),
    "keys": ("F1",),
}
"""The keys of each command that has any, by the name of its action, as Qt spells them."""


def keys_of(command: str, which: int = 0) -> str:
    """Return a key of a command as texts tell it: the first, or another where it has several."""
    return SHORTCUTS[command][which].replace("Return", "Enter")
