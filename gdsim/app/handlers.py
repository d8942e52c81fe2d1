"""Which command of the menus leads to which part of the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from gdsim.app.data.data_commands import DataCommands
from gdsim.app.document.documents import Documents
from gdsim.app.document.history import History
from gdsim.app.exports.exporting import Exporting
from gdsim.app.main_window import MainWindow
from gdsim.app.many.tool_windows import ToolWindows
from gdsim.app.menus.action_table import scale_action, theme_action
from gdsim.app.pages import TABLE
from gdsim.app.places.table import PLACES
from gdsim.app.practice.practising import Practising
from gdsim.app.preferences import SCALES, THEME_CHOICES, ThemeChoice
from gdsim.app.runs.keeping import Keeping
from gdsim.app.runs.making import Making
from gdsim.app.ways.visits import Visits
from gdsim.models.session import Session

Handlers = dict[str, Callable[[], object]]
"""What to call for each action, by name."""


class Parts(Struct, frozen=True, kw_only=True):
    """What commands lead to.

    Attributes
    ----------
    before
        Makes of a command one that asks first while a field holds something else than is in force.
    writing
        The same for a command that writes a file: that another was saved is no longer said then.
    """

    window: MainWindow
    session: Session
    history: History
    documents: Documents
    data: DataCommands
    exporting: Exporting
    practising: Practising
    keeping: Keeping
    making: Making
    tools: ToolWindows
    visits: Visits
    before: Callable[[Callable[..., object]], Callable[..., None]]
    writing: Callable[[Callable[..., object]], Callable[..., None]]
    set_theme: Callable[[ThemeChoice], object]
    set_scale: Callable[[float], object]


def handlers(parts: Parts) -> Handlers:
    """Return what to call for the actions of the menus, but for those that can be checked."""
    return {
        **_file_handlers(parts),
        **_run_handlers(parts),
        **_view_handlers(parts),
        "about": partial(_show_about, parts),
    }


def _show_about(parts: Parts) -> None:
    from gdsim.app.help.about import show_about

    show_about(parts.window)


def _file_handlers(parts: Parts) -> Handlers:
    documents, exporting, writing = parts.documents, parts.exporting, parts.writing
    return {
        "new": documents.new,
        "open": documents.open,
        "save": writing(documents.save),
        "save_as": writing(documents.save_as),
        "save_scenario": writing(exporting.save_scenario),
        "texts": documents.edit_texts,
        "open_data": parts.data.open,
        "paste_data": parts.data.paste,
        "export": writing(exporting.export_table),
        "export_working": writing(exporting.export_working),
        "quit": parts.window.close,
        "copy_all": parts.before(lambda: parts.window.pages.build(TABLE).copy_all()),
        "check": parts.practising.check,
    }


def _run_handlers(parts: Parts) -> Handlers:
    session, tools, before = parts.session, parts.tools, parts.before
    play = before(session.play)
    return {
        "undo": parts.history.undo,
        "redo": parts.history.redo,
        "first": session.first,
        "restart": before(session.restart),
        "back": session.back,
        "step": before(session.step),
        "next_stage": before(session.next_stage),
        "previous_stage": session.previous_stage,
        "previous_epoch": session.previous_epoch,
        "next_epoch": before(session.next_epoch),
        "to_the_end": before(session.to_the_end),
        "play": lambda: session.pause() if session.is_busy else play(),
        "predict": parts.practising.predict,
        "keep": before(parts.keeping.keep_present),
        "side_by_side": before(tools.open_methods),
        "sweep": before(tools.open_sweep),
        "start_map": before(tools.open_start_map),
        "cancel": partial(_cancel, parts),
    }


def _cancel(parts: Parts) -> None:
    """Stop playing, and whatever is being made."""
    parts.session.pause()
    parts.making.stop()


def _view_handlers(parts: Parts) -> Handlers:
    window = parts.window
    return {
        **{spec.key: partial(window.places.turn_to, spec) for spec in PLACES},
        "go_back": parts.visits.go_back,
        **{theme_action(one): partial(parts.set_theme, one) for one in THEME_CHOICES},
        **{scale_action(one): partial(parts.set_scale, one) for one in SCALES},
        "turn_page": window.pages.turn,
        "fit": window.landscape.fit,
    }
