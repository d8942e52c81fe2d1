"""The program's own text as a tree, and what xgettext finds in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import gdsim

ROOT = Path(gdsim.__file__).parent
KEYWORDS = {"tr": 1, "ntr": 2, "N_": 1, "InputError": 2, "Remark": 2, "refuse": 1, "note": 1}
"""How many texts each function is given, as `gdsim.i18n` tells xgettext."""

LETTERS = re.compile(r"[^\W\d_]{2}")


@cache
def trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
    }


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def calls() -> Iterator[tuple[str, ast.Call]]:
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{file}:{node.lineno}", node


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@cache
def extracted() -> frozenset[str]:
    """Return what xgettext finds."""
    return frozenset(
        argument.value
        for _, call in calls()
        for argument in call.args[: KEYWORDS.get(name_of(call), 0)]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )
