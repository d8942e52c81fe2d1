"""Importing what the window stands on, quicker than importing it plainly would be."""

from __future__ import annotations

import builtins
import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from types import ModuleType

_LOADED_BEFORE = (
    "numpy",
    *(f"PySide6.{name}" for name in ("QtWidgets", "QtSvg", "QtOpenGLWidgets")),
)
"""What pyqtgraph has loaded of libraries, beside code of Python's alone."""

_MIRRORED = ("QtCore", "QtGui", "QtWidgets")


def prepare_start() -> None:
    """Do what makes the start of a window quick."""
    # A start makes much and drops little: looking for what was dropped takes a tenth of it.
    gc.disable()
    if sys.platform == "linux":
        Thread(target=_read_libraries).start()
    import_qt()
    _load_symengine_beside()
    _import_pyqtgraph()


def _read_libraries() -> None:
    """Have the system read the largest libraries beside the import of Qt's first one.

    Loading a library asks for its pages here and there, and from a cold disk waits for each. Read
    as a whole, and while Python does something else, they are there sooner.
    """
    # What is not there is told by importing it.
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
        for path in largest_libraries():
            with path.open("rb") as library:
                os.sendfile(nowhere.fileno(), library.fileno(), 0, path.stat().st_size)


def largest_libraries() -> Iterator[Path]:
    """Yield the files that are loaded after Qt's first library, in that order."""
    for folder in _folders("numpy"):
        yield folder / f"_core/_multiarray_umath{EXTENSION_SUFFIXES[0]}"
        yield from (folder.parent / "numpy.libs").glob("*openblas*")
    for folder in _folders("PySide6"):
        for name in ("Gui", "Widgets"):
            yield folder / f"Qt/lib/libQt6{name}.so.6"
            yield folder / f"Qt{name}.abi3.so"
        yield folder / "QtOpenGL.abi3.so"


def _folders(package: str) -> list[Path]:
    """Return where a package stands, which need not be imported; none where it is not there."""
    spec = find_spec(package)
    return [Path(one) for one in (spec and spec.submodule_search_locations) or ()]


def import_qt() -> None:
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
    for folder in _folders("symengine"):
        for library in (folder / "lib").glob("symengine_wrapper*.so"):
            Thread(target=_load, args=(library,)).start()


def _load(library: Path) -> None:
    # Where that fails, importing it says why.
    with suppress(OSError):
        ctypes.CDLL(str(library))


def _import_pyqtgraph() -> None:
    """Import pyqtgraph, and leave to PySide6 which of Qt's classes are made, and when.

    PySide6 makes a class when it is first asked for. pyqtgraph copies every name of three of Qt's
    modules into modules of its own, so that all classes would be made, a twelfth of a start. It
    gets modules that ask for a name when they are asked, and have none to copy.
    """
    qt = import_module("PySide6")
    modules = {name: import_module(f"PySide6.{name}") for name in _MIRRORED}
    try:
        for name, module in modules.items():
            mirror = _Mirror(f"pyqtgraph.Qt.{name}", module)
            sys.modules[mirror.__name__] = mirror
            setattr(qt, name, mirror)
        import_module("pyqtgraph.Qt")
    finally:
        for name, module in modules.items():
            setattr(qt, name, module)


class _Mirror(ModuleType):
    """A module with the names of another one, each looked up when it is first asked for."""

    def __init__(self, name: str, mirrored: ModuleType) -> None:
        super().__init__(name)
        self._mirrored = mirrored

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._mirrored, name)
        setattr(self, name, found)
        return found
