"""What the command line needs the window for; all other commands do without it, and without Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gdsim.cli.quick_start import import_qt, prepare_start

if TYPE_CHECKING:
    from gdsim.engine.run.run import Run
    from gdsim.files.scenario.scenario import Scenario
    from gdsim.study.working.blocks import Sheet


def open_window(file: str | None) -> int:
    """Open the window on a scenario; return the exit status once it is closed."""
    prepare_start()
    from gdsim.app import launch

    return launch.open_window(file)


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
    import_qt()
    from gdsim.app import launch

    launch.save_screenshot(scenario, run, target, size, theme, place)


def write_pdf(sheet: Sheet, target: Path) -> None:
    """Write a sheet as a PDF."""
    import_qt()
    from gdsim.app.exports import working_pdf
    from gdsim.app.launch import begin_without_screen

    begin_without_screen()
    working_pdf.write_pdf(sheet, target)
