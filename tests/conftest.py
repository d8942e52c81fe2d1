"""What every test stands on: no screen, no settings of the person's, no widget left behind."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from gdsim.app.faults.screen import do_without_screen
from tests.examples import ALL, SOME

do_without_screen()

# How long an example takes says more about what else the machine does than about the example.
settings.register_profile("full", deadline=None, max_examples=ALL)
settings.register_profile("sample", deadline=None, max_examples=SOME)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for checks of many cases."""
    parser.addoption("--full", action="store_true", help="check every case, not a sample")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples properties are tried with."""
    settings.load_profile("full" if config.getoption("--full") else "sample")


_folders = count()
"""Numbers for the own folders of tests that ask for none."""

PARTS = 20
"""Of a long check: each is a test of its own, so that none seems to hang."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes `fuzz_part` every part of its check, or the first one alone."""
    if "fuzz_part" in metafunc.fixturenames:
        is_full = metafunc.config.getoption("--full")
        metafunc.parametrize("fuzz_part", range(PARTS if is_full else 1))


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether every case is wanted, not a sample."""
    return bool(request.config.getoption("--full"))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Give the whole suite every core, but one process to a part of it, benchmarks above all."""
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return None if is_whole and not config.getoption("benchmark_only", default=False) else 0


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Return the application's class, as the window is opened with it."""
    from gdsim.app.document.file_open import FileOpenApplication

    return FileOpenApplication


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Wait for what must come as long as a busy machine may need, where five seconds are usual."""
    bot = QtBot(request)
    for way in ("waitUntil", "waitSignal", "waitExposed", "waitActive"):
        setattr(bot, way, partial(getattr(bot, way), timeout=60_000))
    return bot


def pytest_collection_finish() -> None:
    """Leave what is there before the first test to itself: collecting looks through all of it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what is opened for several tests away from the settings of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        _keep_within(tmp_path_factory.getbasetemp() / "shared", patch)
        yield


@pytest.fixture(autouse=True)
def _own_settings(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Keep settings and user folders inside the test's own folder, made where it is used."""
    if "tmp_path" in request.fixturenames:
        folder = request.getfixturevalue("tmp_path")
    else:
        folder = tmp_path_factory.getbasetemp() / f"own{next(_folders)}"
    _keep_within(folder, monkeypatch)


def _keep_within(folder: Path, patch: pytest.MonkeyPatch) -> None:
    own = "XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME APPDATA LOCALAPPDATA"
    for name in ("HOME", *own.split()):
        patch.setenv(name, str(folder))
    patch.setenv("GDSIM_DATA_DIR", str(folder / "data"))
    if sys.platform == "win32":
        # There the environment is asked last, and all tests would have the person's folder.
        patch.setattr("platformdirs.windows.get_win_folder", lambda _name: str(folder))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QStandardPaths

        # Where folders are not told by the environment.
        QStandardPaths.setTestModeEnabled(True)
        if sys.platform == "win32":
            # Not even there: Windows is asked, and names one folder for all tests.
            patch.setattr(QStandardPaths, "writableLocation", lambda _place: str(folder))


@pytest.fixture(autouse=True)
def _garbage_collected_here() -> Iterator[None]:
    """Collect between tests: where another thread collects it destroys widgets, and crashes."""
    if "PySide6.QtWidgets" not in sys.modules:
        yield
        return
    from gdsim.app.garbage import collect_due

    gc.disable()
    yield
    collect_due()


@pytest.fixture(autouse=True)
def _as_at_the_start() -> Iterator[None]:
    """Delete the widgets of a test, and leave neither a style sheet nor anything copied behind.

    Under the style sheet of a window before, every widget is polished once more for each parent
    that it gets, which the program never does. The clipboard Qt deletes when Python has gone, and
    crashes, where there is no screen.
    """
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.sendPostedEvents()
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        app.clipboard().clear()
        # One that is shown for all tests of a file keeps its look.
        if not any(window.isVisible() for window in app.topLevelWidgets()):
            app.setStyleSheet("")


@pytest.fixture(autouse=True, scope="module")
def _nothing_left_behind() -> Iterator[None]:
    """Fail the last test of a file that leaves a window shown or a timer of a window's running.

    Once a file: Python's names for what Qt made by itself go stale when Qt deletes it.
    """
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    ticking = [
        timer
        for widget in QApplication.topLevelWidgets()
        for timer in widget.findChildren(QTimer)
        if timer.isActive() and not timer.isSingleShot()
    ]
    for widget in left:
        widget.close()
    assert not left, f"left shown: {left}"
    assert not ticking, f"left running: {ticking}"
