"""Licences: complete, and each with its text."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import packages_distributions

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


def test_every_part_has_a_text_that_says_what_is_allowed() -> None:
    for one in licences():
        said = " ".join(one.text.lower().split())
        assert "permi" in said or "redistribution" in said, one.name


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
