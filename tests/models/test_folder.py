"""What the folder of models holds: objects of QtCore, and what item models are made of."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import gdsim.models

PARTS_OF_ITEM_MODELS = {"snapshot", "thinning", "trace_columns"}
MODULES = sorted(set(Path(gdsim.models.__path__[0]).glob("*.py")) - {Path(gdsim.models.__file__)})


def imports_of(module: Path) -> set[str]:
    """Return the modules and packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_what_needs_no_qt_stands_in_the_engine(module: Path) -> None:
    qt = {name for name in imports_of(module) if name.startswith("PySide6")}
    assert qt == (set() if module.stem in PARTS_OF_ITEM_MODELS else {"PySide6.QtCore"})
