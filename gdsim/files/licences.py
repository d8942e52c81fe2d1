"""The licences of all that the program stands on, read from what is installed with it."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from msgspec import Struct

from gdsim.assets import asset_path

PROGRAM = "gdsim"

LGPL = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""The lesser licence refers to the other."""

INSIDE: Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "pyside6-essentials": (("Qt", "LGPL-3.0-only", LGPL),),
    "shiboken6": (("PySide6", "LGPL-3.0-only", LGPL),),
    "symengine": (
        ("GMP or MPIR, MPFR, MPC, FLINT", "LGPL-3.0-or-later", LGPL),
        ("LLVM", "Apache-2.0", ("Apache-2.0.txt",)),
    ),
    "latex2mathml": (("latex2mathml", "MIT", ("MIT-latex2mathml.txt",)),),
    "ziamath": (("STIX Two Math", "OFL-1.1", ("OFL-1.1.txt",)),),
    "ziafont": (("DejaVu Sans", "Bitstream-Vera", ("DejaVu.txt",)),),
}
"""What packages carry within them without its licence: its name, terms, and files of ours."""

TEXT = re.compile(r"(licen[cs]e|copying|notice|copyright)[^/]*$", re.IGNORECASE)

SOLD = re.compile(r"commercial[^/]*$", re.IGNORECASE)
"""What holds for those who bought a package, and not here, where each is under its free licence.
Qt's packages for Windows bring this text alone, those for other systems bring none."""


class Licence(Struct, frozen=True):
    """A part that the program stands on.

    Attributes
    ----------
    terms
        The licence's name, empty where only its text tells.
    text
        The licence itself, or all of them one after the other.
    """

    name: str
    version: str
    terms: str
    text: str


@cache
def licences() -> tuple[Licence, ...]:
    """Return the licences of the program and of all that it stands on, the program's own first."""
    found = [Licence(PROGRAM, "", "MIT", _own())]
    for one in _closure():
        name = one.metadata["Name"]
        text = _text(one)
        if text:
            found.append(Licence(name, one.version, _terms(one), text))
        for inside, terms, files in INSIDE.get(package_key(name), ()):
            texts = (asset_path(f"licences/{file}") for file in files)
            whole = "\n\n".join(path.read_text(encoding="utf-8") for path in texts)
            found.append(Licence(inside, "", terms, whole))
    return (*found, *_carried())


def packages() -> frozenset[str]:
    """Return the names of the packages that `licences` covers, in lower case, ``-`` for ``_``."""
    return frozenset(package_key(one.metadata["Name"]) for one in _closure()) | {PROGRAM}


def _own() -> str:
    beside = _checkout() / "LICENSE"
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    own = _distribution(PROGRAM)
    return _text(own) if own is not None else ""


def _checkout() -> Path:
    """Return the folder above the package, in which a checkout has what the project says."""
    return Path(__file__).parents[2]


@cache
def _closure() -> tuple[Distribution, ...]:
    """Return every package that the program requires and what those require, by name."""
    found: dict[str, Distribution] = {}
    waiting = list(_names(_requirements()))
    while waiting:
        name = waiting.pop()
        if package_key(name) in found:
            continue
        one = _distribution(name)
        # Some are for other systems or Pythons.
        if one is not None:
            found[package_key(name)] = one
            waiting.extend(_names(one.requires or ()))
    return tuple(found[key] for key in sorted(found))


def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _requirements() -> Sequence[str]:
    """Return what the program requires: as its project says in a checkout, else as installed."""
    project = _checkout() / "pyproject.toml"
    if project.is_file():
        content = tomllib.loads(project.read_text(encoding="utf-8"))
        return [str(one) for one in content["project"]["dependencies"]]
    own = _distribution(PROGRAM)
    return (own.requires or ()) if own is not None else ()


def _names(requirements: Sequence[str]) -> Iterator[str]:
    """Yield the names of the packages required, extras left out."""
    for requirement in requirements:
        name = re.match(r"[\w.-]+", requirement)
        if name is not None and "extra ==" not in requirement:
            yield name[0]


def package_key(name: str) -> str:
    """Return the name of a package in the one way of writing it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _terms(one: Distribution) -> str:
    metadata = one.metadata
    for key in ("License-Expression", "License"):
        said = str((metadata.get_all(key) or [""])[0]).strip()
        # Some put the whole licence there.
        if said and "\n" not in said:
            return said
    kinds = metadata.get_all("Classifier") or []
    named = [str(kind).split(" :: ")[-1] for kind in kinds if kind.startswith("License ::")]
    return ", ".join(named)


def _text(one: Distribution) -> str:
    """Return the licences that stand beside what is known of a package."""
    files = [file for file in one.files or () if ".dist-info" in str(file)]
    texts = []
    for file in sorted(files, key=str):
        path, name = Path(str(file.locate())), file.as_posix()
        if TEXT.search(name) and not SOLD.search(name) and path.is_file():
            texts.append(path.read_text(encoding="utf-8", errors="replace").strip())
    return "\n\n".join(dict.fromkeys(texts))


def _carried() -> Iterator[Licence]:
    """Yield what a built program carries besides packages: Python, and the system's libraries."""
    if not getattr(sys, "frozen", False):
        return
    for path in sorted(asset_path("licences/built").glob("*.txt")):
        yield Licence(path.stem, "", "", path.read_text(encoding="utf-8", errors="replace"))
