"""What the command line needs the window for; all other commands do without it, and without Qt."""

from __future__ import annotations

import builtins
import ctypes
import gc
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gdsim.engine.run.run import Run
    from gdsim.files.scenario.scenario import Scenario
    from gdsim.study.working.blocks import Sheet

_LOADED_BEFORE = (
    "numpy",
    *(f"PySide6.{name}" for name in ("QtWidgets", "QtSvg", "QtOpenGLWidgets")),
)
"""What pyqtgraph has loaded of libraries, beside code of Python's alone."""


def open_window(file: str | None) -> int:
    """Open the window on a scenario; return the exit status once it is closed."""
    prepare_start()
    from gdsim.app import launch

    return launch.open_window(file)


def prepare_start() -> None:
    """Do what makes the start of a window quick."""
    # A start makes much and drops little: looking for what was dropped takes a tenth of it.
    gc.disable()
    _import_qt()
    _load_symengine_beside()


def _import_qt() -> None:
    """Import Qt, and leave Python's import as it is.

    PySide6 puts its own in the place of that. It reads the source of each module that is imported
    from then on, in search of a switch for other names of Qt's functions, which gdsim does not use.
    """
    plain_import = builtins.__import__
    import_module("PySide6.QtCore")
    builtins.__import__ = plain_import


def _load_symengine_beside() -> None:
    """Have SymEngine's library, the largest of all, loaded in a thread of its own.

    A system loads one library at a time, so that this one would be waited for with the next: it
    begins where none comes for a while.
    """
    for name in _LOADED_BEFORE:
        with suppress(ImportError):
            import_module(name)
    spec = find_spec("symengine")
    for folder in (spec and spec.submodule_search_locations) or ():
        for library in Path(folder, "lib").glob("symengine_wrapper*.so"):
            Thread(target=_load, args=(library,)).start()


def _load(library: Path) -> None:
    # Where that fails, importing it says why.
    with suppress(OSError):
        ctypes.CDLL(str(library))


def say_in_dialog(sentence: str) -> None:
    """Say in a dialog why there is no window, where nobody reads standard error."""
    from gdsim.app import launch

    launch.say_in_dialog(sentence)


def log_fault() -> bool:
    """Write the error that is being handled to the log file; return whether that could be done."""
    import traceback

    from gdsim.app.faults.log import system_line, write_log

    return write_log(f"{system_line()}\n{traceback.format_exc().rstrip()}")


def self_test(names: Sequence[str], write: Callable[[str], object]) -> bool:
    """Try the parts of these names here, or without any all parts; return whether they work."""
    from gdsim.app.self_test import running

    if names:
        running.test_parts(names, write)
        return True
    return running.test_all(write)


def save_screenshot(
    scenario: Scenario,
    run: Run,
    target: Path,
    size: tuple[int, int],
    theme: Literal["light", "dark"],
    place: str,
) -> None:
    """Draw a place of the window as it stands at the end of a run, and save the picture."""
    _import_qt()
    from gdsim.app import launch

    launch.save_screenshot(scenario, run, target, size, theme, place)


def write_pdf(sheet: Sheet, target: Path) -> None:
    """Write a sheet as a PDF."""
    _import_qt()
    from gdsim.app.exports import working_pdf
    from gdsim.app.launch import begin_without_screen

    begin_without_screen()
    working_pdf.write_pdf(sheet, target)
