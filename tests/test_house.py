"""The house keeps its shape: no circles, no crowded folders, and a sign on every door."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

import gdsim

HOUSE = Path(gdsim.__file__).parent
TESTS = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HOUSE.rglob("__init__.py"))
MOST_FILES = 15
"""In one folder, besides the `__init__.py` that says what stands in it."""


MOST_LINES = 320
"""Of a file: about 300, and no more than can be read in one sitting."""

MOST_CODE = 50
"""Lines of a function without its docstring, blank lines and comments: about 40."""

TEXTS = HOUSE / "study" / "notes"
"""Where a function is one text from its first line to its last, and is not parted."""


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE.parent).as_posix()


def code_of(function: ast.FunctionDef, lines: list[str]) -> list[str]:
    """Return the lines of code of a function."""
    first = function.body[0]
    is_told = ast.get_docstring(function, clean=False) is not None
    told = range(first.lineno, (first.end_lineno or 0) + 1) if is_told else ()
    whole = range(function.lineno, (function.end_lineno or 0) + 1)
    code = [lines[number - 1].strip() for number in whole if number not in told]
    return [line for line in code if line and not line.startswith("#")]


def long_functions(text: str) -> list[str]:
    """Return the names of functions with too many lines of code."""
    lines = text.splitlines()
    functions = (one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef))
    return [one.name for one in functions if len(code_of(one, lines)) > MOST_CODE]


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


def test_no_file_is_too_long_to_be_read_in_one_sitting() -> None:
    lengths = {
        path.as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for folder in (HOUSE, TESTS)
        for path in folder.rglob("*.py")
    }
    assert not {name: length for name, length in lengths.items() if length > MOST_LINES}


def test_no_function_says_so_much_that_it_has_to_be_scrolled() -> None:
    found = {
        name_of(path): long_functions(path.read_text(encoding="utf-8"))
        for path in HOUSE.rglob("*.py")
        if TEXTS not in path.parents
    }
    assert not {name: functions for name, functions in found.items() if functions}


def test_a_long_function_would_be_seen_and_a_long_docstring_does_not_count() -> None:
    told = '    """Return nothing.\n' + "\n" * MOST_CODE + '    """\n'
    steps = "    x = 1\n" * MOST_CODE
    assert long_functions(f"def one():\n{told}    return None\n") == []
    assert long_functions(f"def two():\n{told}{steps}") == ["two"]
