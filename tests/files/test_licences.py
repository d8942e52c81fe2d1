"""Licences: complete, and each with its text."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from gdsim.files.licences import INSIDE, licences, package_key, packages

LOADED = """
import sys
sys.argv = ["gdsim", "--self-test"]
from gdsim.app.self_test.parts import groups
from gdsim.app.self_test.running import test_parts
test_parts([part for group in groups() if not group.has_screen for part in group.parts], id)
print(*{name.partition(".")[0] for name in sys.modules})
"""

NAMES = "from gdsim.files.licences import licences; print(*(one.name for one in licences()))"


def test_every_part_has_a_text_that_says_what_is_allowed() -> None:
    for one in licences():
        said = " ".join(one.text.lower().split())
        assert "permi" in said or "redistribution" in said, one.name


def test_terms_for_those_who_bought_a_package_are_not_shown(tmp_path: Path) -> None:
    # As the packages of Qt are on Windows.
    folder = tmp_path / "PySide6_Essentials-6.11.3.dist-info"
    text = folder / "licenses" / "LicenseRef-Qt-Commercial.txt"
    text.parent.mkdir(parents=True)
    text.write_text("Licensees holding valid commercial Qt licenses may use this software.")
    said = "Metadata-Version: 2.4\nName: PySide6_Essentials\nVersion: 6.11.3\n"
    (folder / "METADATA").write_text(said)
    names = [one.relative_to(tmp_path).as_posix() for one in (text, folder / "METADATA")]
    (folder / "RECORD").write_text("".join(f"{name},,\n" for name in names))
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", NAMES],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=True,
    )
    shown = done.stdout.decode().split()
    assert "Qt" in shown
    assert "PySide6_Essentials" not in shown


def test_every_package_that_any_part_of_the_program_imports_is_covered() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, check=True)
    owners = packages_distributions()
    used = {
        package_key(owner)
        for name in done.stdout.decode().split()
        for owner in owners.get(name, ())
    }
    assert {"numpy", "polars", "pyside6-essentials", "ziamath", "xlsxwriter"} <= used
    # Not of the program: what the tests and the environment itself bring along.
    assert used - packages() <= {"setuptools", "pip"}


@pytest.mark.parametrize("package", INSIDE)
def test_what_packages_carry_within_them_has_its_own_licence(package: str) -> None:
    names = {one.name: one for one in licences()}
    for inside, terms, _ in INSIDE[package]:
        found = names[inside]
        assert found.terms == terms
        if terms.startswith("LGPL"):
            assert "GNU LESSER GENERAL PUBLIC LICENSE" in found.text
            assert "GNU GENERAL PUBLIC LICENSE" in found.text
