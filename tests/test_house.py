"""The house keeps its shape: no circles, no crowded folders, and a sign on every door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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

UNIX = {
    *("fcntl", "grp", "pty", "pwd", "resource", "termios"),
    *("os.chown", "os.fork", "os.geteuid", "os.getuid", "os.killpg", "os.mkfifo", "os.mknod"),
    *("os.O_NONBLOCK", "os.setsid", "os.statvfs", "signal.SIGALRM", "signal.SIGKILL"),
}
"""Modules and names that Windows lacks."""


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


def used_at_import(node: ast.AST) -> Iterator[str]:
    """Yield modules and dotted names that importing a module needs, whatever the system is."""
    match node:
        case ast.If() | ast.IfExp() | ast.Try():
            return
        case ast.Import():
            yield from (one.name for one in node.names)
        case ast.ImportFrom():
            yield from (node.module or "", *(f"{node.module}.{one.name}" for one in node.names))
        case ast.Attribute(value=ast.Name()):
            yield ast.unparse(node)
    # What stands in functions is asked for when they are called.
    later: list[ast.AST] = []
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        later = list(node.body) if isinstance(node, ast.FunctionDef) else [node.body]
    for child in ast.iter_child_nodes(node):
        if child not in later:
            yield from used_at_import(child)


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


def test_no_file_needs_unix_to_be_imported() -> None:
    # The names after the dot: few files have any, and only those are looked through.
    words = {name.rpartition(".")[2] for name in UNIX}
    needed: dict[str, set[str]] = {}
    for path in (*HOUSE.rglob("*.py"), *TESTS.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if any(word in text for word in words):
            needed[path.as_posix()] = UNIX & set(used_at_import(ast.parse(text)))
    assert needed
    assert not {name: names for name, names in needed.items() if names}


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("import resource", {"resource"}),
        ("from os import fork", {"os.fork"}),
        ("@mark([os.mkfifo])\ndef test(): ...", {"os.mkfifo"}),
        ("def test():\n    import resource\n    os.mkfifo('a')", set()),
        ("MAKE = lambda path: os.mkfifo(path)", set()),
        ("if sys.platform != 'win32':\n    import resource", set()),
    ],
)
def test_what_an_import_needs_would_be_seen(text: str, needed: set[str]) -> None:
    assert UNIX & set(used_at_import(ast.parse(text))) == needed
