"""Starting the window, and drawing it without a screen."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMessageBox

from gdsim import __version__
from gdsim.app.desk import Desk
from gdsim.app.document.file_open import FileOpenApplication
from gdsim.app.faults.faults import Faults
from gdsim.app.faults.screen import do_without_screen, require_screen
from gdsim.app.garbage import GarbageCollector
from gdsim.app.main_window import MainWindow
from gdsim.app.places.table import PLACES
from gdsim.app.preferences import Preferences
from gdsim.app.runs.making import opening_of
from gdsim.app.settings_file import SettingsFile, settings_path
from gdsim.assets import asset_path
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files.data.report import as_notice
from gdsim.files.endings import DOCUMENT
from gdsim.files.scenario.run import Opening
from gdsim.files.scenario.scenario import Scenario, opening_scenario
from gdsim.i18n import tr_error
from gdsim.models.session import Session
from gdsim.views.style.typesetting import load_typesetter

if TYPE_CHECKING:
    from gdsim.files.document.document import Document

NAME = "gdsim"


def _application(scale: float = 1.0) -> QApplication:
    """Return the application; one that begins now draws everything `scale` times as large."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        if scale != 1.0:
            os.environ.setdefault("QT_SCALE_FACTOR", f"{scale:g}")
        app = FileOpenApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName(NAME)
    app.setApplicationVersion(__version__)
    app.setOrganizationName(NAME)
    app.setDesktopFileName(NAME)
    app.setWindowIcon(QIcon(str(asset_path("icons/gdsim.svg"))))
    return app


def desk_on(
    preferences: Preferences,
    scenario: Scenario,
    run: Run,
    cursor: int = 0,
    opening: Opening | None = None,
) -> Desk:
    """Build a window on a run, not yet shown, and return the desk with all that stands behind it.

    Parameters
    ----------
    scenario
        What the run came from.
    cursor
        The row to stand at.
    opening
        The runs that belong to the scenario, made already or in the making.
    """
    window = MainWindow(preferences)
    session = Session(run, window)
    desk = Desk(window, session, scenario, opening)
    session.go_to(cursor)
    window.restore()
    return desk


def first_desk(file: str | None) -> Desk:
    """Return the desk of a window on a document or scenario, not yet shown.

    Without a file it is on the document that was open last, or else on the elongated bowl.

    Raises
    ------
    InputError
        If the file is refused; nothing is opened then.
    """
    if file is not None and file.lower().endswith(DOCUMENT):
        return _desk_on_document(Path(file), _load(Path(file)))
    trouble = ""
    if file is None:
        try:
            last = _last_document()
        except InputError as error:
            last, trouble = None, tr_error(error)
        if last is not None:
            return _desk_on_document(*last)
    said: list[str] = []
    scenario = opening_scenario(file, said.append)
    opening = opening_of(scenario)
    run = opening.run if opening.is_done else Run(scenario.experiment, opening.run.objective)
    desk = desk_on(_preferences(), scenario, run, run.length, opening)
    if told := trouble or as_notice(said):
        desk.window.transport.set_notice(told)
    return desk


def _load(path: Path) -> Document:
    from gdsim.app.document.data_places import find_file
    from gdsim.files.document.reading import load_document

    # It may ask, and there is no window yet.
    _preferences()
    return load_document(path, find_file)


def _last_document() -> tuple[Path, Document] | None:
    """Return the document that was open last, where there is one and the person wants it.

    Raises
    ------
    InputError
        If it cannot be opened any more.
    """
    preferences = Preferences(SettingsFile(settings_path()))
    if not (preferences.opens_last and preferences.last_document):
        return None
    path = Path(preferences.last_document)
    return path, _load(path)


def _desk_on_document(path: Path, document: Document) -> Desk:
    # The runs that go with the scenario are in the document.
    scenario = replace(document.scenario, compare=())
    desk = desk_on(_preferences(), scenario, document.run, document.cursor)
    desk.documents.show(document, path)
    return desk


def _preferences() -> Preferences:
    """Return what the person chose before; begin the application with it."""
    preferences = Preferences(SettingsFile(settings_path()))
    _application(preferences.scale)
    return preferences


def open_window(file: str | None) -> int:
    """Open the window, see `first_desk`; return the exit status once it is closed."""
    require_screen()
    desk = first_desk(file)
    window = desk.window
    faults = Faults(window)
    faults.begin()
    # Without this, Ctrl-C in the terminal would wait until the window is closed.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window.painted.connect(lambda: _begin_work(desk, faults))
    window.show()
    QTimer.singleShot(0, lambda: _collect_again(window))
    status = QApplication.exec()
    # Where its screen was lost it is shown to the end, and would be hidden as its parts go.
    window.hide()
    return status


def say_in_dialog(sentence: str) -> None:
    """Say in a dialog why there is no window; nothing is said where there is no screen either."""
    try:
        require_screen()
    except InputError:
        return
    _application()
    QMessageBox.critical(None, NAME, sentence)


def _begin_work(desk: Desk, faults: Faults) -> None:
    """Keep unsaved work safe, offer what an earlier start left, and open files of the system."""
    from gdsim.app.document.protection import Protection

    faults.prepare()
    protection = Protection(desk.documents, desk.history, desk.window)

    def save() -> bool:
        desk.session.pause()
        return protection.keep_copy_now()

    faults.save = save
    protection.offer()
    app = QApplication.instance()
    if isinstance(app, FileOpenApplication):
        app.open_files_with(desk.documents.open_file)


def _collect_again(window: MainWindow) -> None:
    """Collect garbage from now on, apart from what the start made, which stays to the end."""
    gc.freeze()
    GarbageCollector(window)


def save_screenshot(
    scenario: Scenario,
    run: Run,
    target: Path,
    size: tuple[int, int],
    theme: Literal["light", "dark"],
    place: str = PLACES[0].key,
) -> None:
    """Draw the window without a screen, at the end of a run, and save it as a PNG file.

    Parameters
    ----------
    size
        Width and height of the window in pixels.
    place
        The key of the place to show.

    Raises
    ------
    InputError
        If the picture cannot be written.
    """
    begin_without_screen()
    window = desk_on(Preferences(None, theme=theme), scenario, run, run.length).window
    window.resize(*size)
    window.show()
    window.places.turn_to(next(one for one in PLACES if one.key == place))
    settle(window)
    picture = window.grab()
    window.close()
    _save(picture, target)


def settle(window: MainWindow) -> None:
    """Let everything that is put off until a shown window is idle be done now."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    load_typesetter()
    window.completeRequested.emit()
    QApplication.processEvents()


def begin_on_screen() -> None:
    """Make the application on the screen that there is."""
    _application()


def begin_without_screen() -> None:
    """Make the application that a PDF takes its fonts from, without a screen."""
    do_without_screen()
    _application()


def _save(picture: QPixmap, target: Path) -> None:
    if target.suffix.lower() != ".png":
        raise InputError("{path} is not the name of a picture; end it in .png", path=target.name)
    from gdsim.files.atomic import write_bytes

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    write_bytes(target, bytes(data.data()))
