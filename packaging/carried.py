"""What the built program carries: modules left out, files dropped or stripped, licences added.

Used by ``gdsim.spec``; sizes are in the note beside each list.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import files
from pathlib import Path

from elf import MAGIC, needed, write_loaded_parts

EXCLUDED = [
    *("tkinter", "matplotlib", "scipy", "sympy", "pandas", "pyarrow", "IPython", "PIL"),
    *("pytest", "_pytest", "hypothesis", "setuptools", "pkg_resources", "pip", "wheel"),
    # Nothing is asked of a network; what hashes here does without OpenSSL, too.
    *("ssl", "_ssl", "_hashlib"),
    *("numpy.f2py", "numpy.distutils", "pyqtgraph.opengl", "pyqtgraph.examples", "lib2to3"),
    # Not QtOpenGL and QtOpenGLWidgets: pyqtgraph imports them, though it draws nothing by them.
    *("PySide6.QtTest", "PySide6.QtPrintSupport"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets"),
    *("PySide6.QtSql", "PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtUiTools"),
]
"""Modules that some library would bring along and nothing here uses."""

PLUGINS = {
    "platforms": "xcb wayland offscreen windows cocoa",
    "platforminputcontexts": "compose ibus",
    "platformthemes": "xdgdesktopportal",
    "wayland-shell-integration": "xdg-shell",
    "wayland-decoration-client": "adwaita bradient",
    "iconengines": "svgicon",
    "imageformats": "svg",
    "styles": "modernwindowsstyle macstyle",
}
"""Plugins of Qt that are kept, by folder; all others are dropped."""

UNUSED_LIBRARIES = re.compile(
    r"Qt6?(Network|Qml|Quick|Pdf|VirtualKeyboard|EglFS|EglFs|Test|Sql|Wayland"
    r"(Compositor|Egl)|WlShell|ShaderTools)|libgtk-3|libgdk-3|libgssapi|libkrb5|libk5crypto|libcom_err"
    r"|libkeyutils|libcairo|libpango|libatk|libatspi|libgdk_pixbuf|libepoxy|libthai|libdatrie"
    r"|opengl32sw|d3dcompiler"
)
"""Libraries that only what is dropped asked for; opengl32sw alone is 20 MB on Windows."""

FROM_THE_SYSTEM = re.compile(
    r"lib(stdc\+\+|gcc_s|expat|fontconfig|freetype|png16|z|brotli\w*|uuid|glib-2\.0|gthread-2\.0|gio-2\.0"
    r"|gobject-2\.0|gmodule-2\.0|pcre2-8|mount|blkid|selinux|dbus-1|systemd|gcrypt|gpg-error|lz4|cap"
    r"|X11|X11-xcb|xcb|Xau|Xdmcp|bsd|md)\.so"
)
"""Libraries of the system that Linux with a screen has; the README and the package name them. Two
of them would ask for a newer glibc than Qt does, and fonts and their settings are the system's."""

NEVER_CARRIED = re.compile(
    r"(ld-linux-.*|lib(c|m|dl|rt|util|pthread|resolv|GL|EGL|GLX|OpenGL|wayland-\w+|drm|vulkan))\.so"
)
"""Libraries that PyInstaller leaves to the system: they go with its kernel, its screen or its C."""

MOVED = re.compile(r"^[^/]+\.libs/")
"""Libraries that ``strip`` breaks: their sections were moved when the wheels were made."""


def is_kept(name: str) -> bool:
    """Whether a file of the bundle, by its place there, is used."""
    path = name.replace("\\", "/")
    if found := re.search(r"/plugins/([^/]+)/([^/]+)$", path):
        kept = PLUGINS.get(found[1], "").split()
        file = found[2].removeprefix("lib")
        return any(file.startswith(one) or file.removeprefix("q").startswith(one) for one in kept)
    if re.search(r"/(translations|qml|resources)/", path) and "PySide6" in path:
        return False
    if sys.platform == "linux" and FROM_THE_SYSTEM.match(Path(path).name):
        return False
    # On macOS a library is a folder with more than the library in it.
    parts = [part for part in Path(path).parts if part.endswith(".framework")]
    unused = any(UNUSED_LIBRARIES.search(part) for part in (*parts, Path(path).name))
    return not unused and "/tests/" not in path


def lacking(folder: Path) -> dict[str, str]:
    """Return each library that is neither in a built folder nor the system's, and what needs it.

    A system that happens to have one would hide that it is not carried.
    """
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    names = {path.name for path in folder.rglob("*")}
    found: dict[str, str] = {}
    for path in files:
        with path.open("rb") as file:
            begin = file.read(4)
            content = begin + file.read() if begin == MAGIC[:4] else b""
        for name in needed(content):
            if name not in names and not (FROM_THE_SYSTEM.match(name) or NEVER_CARRIED.match(name)):
                found[name] = path.name
    return found


def kept(entries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the entries of PyInstaller that are used: name, source and kind."""
    return [entry for entry in entries if is_kept(entry[0])]


def stripped(entries: list[tuple[str, str, str]], folder: Path) -> list[tuple[str, str, str]]:
    """Return the entries with what debuggers read taken out of libraries, on Linux."""
    strip = shutil.which("strip")
    if sys.platform != "linux" or strip is None:
        return entries
    result = []
    for name, source, kind in entries:
        copy = folder / name
        if kind not in ("BINARY", "EXTENSION"):
            result.append((name, source, kind))
            continue
        write_loaded_parts(Path(source), copy)
        if not MOVED.search(name):
            shutil.copy2(source, copy)
            subprocess.run([strip, "--strip-unneeded", copy], check=True)
        result.append((name, str(copy), kind))
    return result


def built_licences(entries: list[tuple[str, str, str]], folder: Path) -> list[Path]:
    """Write the licences of what is carried besides packages, and return their files.

    That is Python, what PyInstaller starts it with, and libraries of the system as Debian has them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"Python": _python_licence(), "PyInstaller": _pyinstaller_licence()}
    for package in _packages(entries):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            texts[package] = text.read_text(encoding="utf-8", errors="replace")
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in texts]


def _python_licence() -> str:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for path in (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc") / version / "copyright",
    ):
        if path.is_file():
            return path.read_text(encoding="utf-8", errors="replace")
    raise FileNotFoundError("the licence of Python is in none of the usual places")


def _pyinstaller_licence() -> str:
    for file in files("pyinstaller") or ():
        if "COPYING" in file.name:
            return file.read_text(encoding="utf-8")
    raise FileNotFoundError("the licence of PyInstaller is not beside it")


def _packages(entries: list[tuple[str, str, str]]) -> list[str]:
    """Return the packages of Debian that the entries' libraries of the system are of."""
    dpkg = shutil.which("dpkg")
    if dpkg is None:
        return []
    sources = {Path(source).resolve() for _, source, kind in entries if kind == "BINARY"}
    found = {_package(dpkg, source) for source in sources if source.is_relative_to("/usr")}
    return sorted(found - {""})


def _package(dpkg: str, path: Path) -> str:
    """Return the package that a file is of, or nothing."""
    # Debian once had /lib beside /usr/lib, and knows some files by that name.
    for name in (str(path), str(path).removeprefix("/usr")):
        done = subprocess.run([dpkg, "-S", name], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    return ""
