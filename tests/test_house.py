"""The house keeps its shape: no circles, no crowded folders, and a sign on every door."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

import gdsim

HOUSE = Path(gdsim.__file__).parent
FOLDERS = sorted(path.parent for path in HOUSE.rglob("__init__.py"))
MOST_FILES = 15
"""In one folder, besides the `__init__.py` that says what stands in it."""


def name_of(folder: Path) -> str:
    return folder.relative_to(HOUSE.parent).as_posix()


def circle(imports: dict[str, set[str]]) -> list[str]:
    """Return modules that import each other in a circle, the first one again as the last."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("gdsim", cache_dir=None)
    assert len(graph.modules) > 250
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert not circle(imports)


def test_a_circle_would_be_seen() -> None:
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}


def test_every_folder_with_code_is_a_package() -> None:
    assert {path.parent for path in HOUSE.rglob("*.py")} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_no_folder_is_crowded(folder: Path) -> None:
    files = sorted(path.name for path in folder.glob("*.py") if path.name != "__init__.py")
    assert len(files) <= MOST_FILES, files


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_every_folder_says_in_one_line_what_stands_in_it(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert said is not None and said.endswith(".")
    assert "\n" not in said
