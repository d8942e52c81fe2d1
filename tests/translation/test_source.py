"""Every text that a person sees is one that translators are given, whole and in one piece."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.translation.sources import KEYWORDS, LETTERS, calls, is_text, name_of, trees

TABLE = re.compile(r"(TITLES|TIPS|TEXTS|WORDS)$")
OF_A_TABLE = {"title", "tip", "text", "meaning", "sentence"}
"""Keywords of what stands in a table that are shown to people."""

SHOWN = re.compile(
    r"set(Text|ToolTip|StatusTip|WindowTitle|Title|AccessibleName|AccessibleDescription"
    r"|PlaceholderText|InformativeText)|add(Tab|Item|Action|Menu|Row)|insertTab|showMessage"
    r"|Q(Label|PushButton|CheckBox|RadioButton|Action|GroupBox|Menu)"
)
"""What shows the texts that it is given."""

A_PASS = re.compile(
    r"\b(pass(es)?|times?|once) (over|through) (all |the |its )*(data|rows|examples)"
    r"|\b(each|every|all) (the )?(rows?|examples?) (is |are )?(\w+ )?(exactly )?once",
    re.IGNORECASE,
)
"""Says that an epoch takes each row once, which is so in some orders alone."""

WHERE_A_PASS_IS_TRUE = {
    "Shuffling before every update lets the rows of an epoch repeat; shuffling once an epoch takes"
    " each row once.",
}


def test_no_text_beside_a_run_says_that_an_epoch_takes_each_row_once() -> None:
    """Rows are drawn with replacement as well, or put in a new order before every update.

    Questions for the exam say in which order theirs are taken, or ask for the word's meaning.
    """
    told = {
        text
        for where, call in calls()
        if not where.startswith("study/exam")
        for argument in call.args[: KEYWORDS.get(name_of(call), 0)]
        if isinstance(argument, ast.Constant) and isinstance(text := argument.value, str)
        if A_PASS.search(text)
    }
    assert told == WHERE_A_PASS_IS_TRUE


def test_texts_to_be_translated_are_not_put_together() -> None:
    """A name may stand for a text of a table; an f-string, a sum or an alternative may not."""
    glued = (ast.JoinedStr, ast.BinOp, ast.IfExp, ast.Call)
    found = [
        f"{place}: {ast.unparse(call)}"
        for place, call in calls()
        for argument in call.args[: KEYWORDS.get(name_of(call), 0)]
        if isinstance(argument, glued) and not is_looked_up(argument)
    ]
    assert found == []


def is_looked_up(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and name_of(node) == "get"


def test_translated_texts_are_not_added_to_or_put_into_another_case() -> None:
    found = [
        f"{file}:{node.lineno}: {ast.unparse(node)}"
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if is_added_to(node) or is_recased(node)
    ]
    assert found == []


def is_translated(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and name_of(node) in {"tr", "ntr"}


def is_added_to(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return is_translated(node.left) or is_translated(node.right)
    return isinstance(node, ast.AugAssign) and is_translated(node.value)


def is_recased(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr in {"lower", "upper", "capitalize", "title", "casefold"}
        and is_translated(node.value)
    )


def test_texts_in_tables_are_marked() -> None:
    found = [
        f"{file}:{text.lineno}: {text.value}"
        for file, tree in trees().items()
        for text in unmarked(tree)
        if LETTERS.search(text.value) and not text.value.startswith("#")
    ]
    assert found == []


def unmarked(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the bare texts of a module's tables and of what is listed at its top."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and TABLE.search(target.id):
                yield from bare(node.value)
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            for keyword in (k for call in ast.walk(node) for k in getattr(call, "keywords", ())):
                if keyword.arg in OF_A_TABLE:
                    yield from bare(keyword.value)


def bare(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield texts; in a dict they are values, and in a row of a table what comes after its key."""
    if is_text(node):
        yield node
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from bare(value)
    elif isinstance(node, ast.Tuple | ast.List):
        for k, element in enumerate(node.elts):
            is_key = k == 0 and is_text(element) and re.fullmatch(r"[a-z_-]+", element.value)
            if not is_key:
                yield from bare(element)


def test_widgets_are_given_translated_texts() -> None:
    found = []
    for place, call in calls():
        if SHOWN.fullmatch(name_of(call)):
            for argument in call.args:
                pieces = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
                texts = [re.sub("<[^>]*>", "", piece.value) for piece in pieces if is_text(piece)]
                found += [f"{place}: {text}" for text in texts if LETTERS.search(text)]
    assert found == []
