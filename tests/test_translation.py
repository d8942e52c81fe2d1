"""Every text that a person sees is one that translators are given, whole and in one piece."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import gdsim
from gdsim import i18n
from gdsim.cli.main import main
from gdsim.engine.descent.rules import RULES
from gdsim.engine.errors import InputError
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.scenario import load_scenario
from gdsim.i18n import ntr, tr_error
from gdsim.study.words.names import state_name

ROOT = Path(gdsim.__file__).parent
KEYWORDS = {"tr": 1, "ntr": 2, "N_": 1, "InputError": 2, "Remark": 2, "refuse": 1, "note": 1}
"""How many texts each function is given, as `gdsim.i18n` tells xgettext."""

TABLE = re.compile(r"(TITLES|TIPS|TEXTS|WORDS)$")
OF_A_TABLE = {"title", "tip", "text", "meaning", "sentence"}
"""Keywords of what stands in a table that are shown to people."""

SHOWN = re.compile(
    r"set(Text|ToolTip|StatusTip|WindowTitle|Title|AccessibleName|AccessibleDescription"
    r"|PlaceholderText|InformativeText)|add(Tab|Item|Action|Menu|Row)|insertTab|showMessage"
    r"|Q(Label|PushButton|CheckBox|RadioButton|Action|GroupBox|Menu)"
)
"""What shows the texts that it is given."""

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


# --- in the source ------------------------------------------------------------------------------


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


# --- as they are looked up ----------------------------------------------------------------------


class Recorder(gettext.NullTranslations):
    """Keeps the texts that were looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def gettext(self, message: str) -> str:
        self.texts.add(message)
        return message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        self.texts |= {singular, plural}
        return singular if n == 1 else plural


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(i18n, "_catalogue", lambda: recorder)
    return recorder


def texts_of_scenarios() -> set[str]:
    scenarios = [load_scenario(name) for name, _ in builtin_scenarios()]
    return {text for one in scenarios for text in (one.title, one.description)}


@pytest.mark.parametrize("options", [("toy-bowl",), ("linear-regression", "--at", "3")])
def test_whatever_the_window_looks_up_is_extracted(options, recorder, qapp, tmp_path) -> None:
    assert main(["screenshot", *options, "-o", str(tmp_path / "window.png")]) == 0
    looked_up = {text for text in recorder.texts - texts_of_scenarios() if LETTERS.search(text)}
    assert len(looked_up) > 200
    assert sorted(looked_up - extracted()) == []


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("scenario", ["toy-bowl", "logistic-regression"])
def test_whatever_a_working_looks_up_is_extracted(rule, scenario, recorder, capsys) -> None:
    options = ["--rule", rule, "--at", "1", "--blanks", "--format", "txt"]
    assert main(["working", scenario, *options]) == 0
    assert recorder.texts
    assert sorted(recorder.texts - texts_of_scenarios() - extracted()) == []


def test_every_state_of_a_rule_has_a_name_to_be_translated(recorder) -> None:
    states = {state for spec in RULES.values() for state in spec.states}
    names = {state_name(state) for state in states}
    assert names == recorder.texts
    assert names <= extracted()


def test_a_plural_form_goes_with_its_count() -> None:
    assert [ntr("one", "{n} of them", n) for n in (0, 1, 2)] == [
        "{n} of them",
        "one",
        "{n} of them",
    ]


def test_a_refusal_within_another_is_translated_too(monkeypatch) -> None:
    german = {
        "{reason} (line {n})": "{reason} (Zeile {n})",
        "{x} is no number": "{x} ist keine Zahl",
    }
    catalogue = Recorder()
    monkeypatch.setattr(catalogue, "gettext", german.__getitem__)
    monkeypatch.setattr(i18n, "_catalogue", lambda: catalogue)
    error = InputError("{reason} (line {n})", reason=InputError("{x} is no number", x="a"), n=3)
    assert tr_error(error) == "a ist keine Zahl (Zeile 3)"
    assert str(error) == "a is no number (line 3)"


@cache
def refusals() -> set[str]:
    """Return the names of the classes of refusals that have no keyword of their own."""
    return {
        node.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "InputError" for base in node.bases)
    }


def test_a_refusal_of_a_kind_of_its_own_is_given_to_translators_too() -> None:
    assert refusals()
    plain = [
        f"{where}: {call.args[0].value}"
        for where, call in calls()
        if name_of(call) in refusals() and call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert plain == []


COUNTED = re.compile(
    r"\{(\w+)(?::,)?\} (values|rows|columns|parameters|cells|times|iterations|updates|epochs|lines"
    r"|numbers|runs|features|classes|steps|batches|options|answers|terms|files)\b"
)
"""A number of things as a refusal or a remark tells it."""

NEVER_ONE = {
    *("most", "found", "wanted", "made", "cells"),
    *(("given", "columns"), ("rows", "rows"), ("n_rows", "rows"), ("runs", "runs")),
    *(("factor", "times"), ("length", "characters")),
}
"""Fields that are never 1 in such a sentence, or with the noun alone."""


def test_a_refusal_that_tells_a_number_of_things_has_a_form_for_one() -> None:
    found = []
    for where, call in calls():
        if name_of(call) not in {"InputError", "Remark"} | refusals() or not call.args:
            continue
        first = call.args[0]
        if isinstance(first, ast.Call) and name_of(first) == "N_":
            first = first.args[0]
        is_single = len(call.args) == 1
        if is_single and isinstance(first, ast.Constant) and isinstance(first.value, str):
            counted = COUNTED.findall(first.value)
            found += [
                f"{where}: {first.value}"
                for name, noun in counted
                if name not in NEVER_ONE and (name, noun) not in NEVER_ONE
            ]
    assert found == []


@pytest.mark.parametrize(("n", "text"), [(1, "1 row"), (0, "0 rows"), (2, "2 rows")])
def test_a_refusal_takes_the_form_of_its_number(n: int, text: str) -> None:
    error = InputError("{n} row", "{n} rows", n=n)
    assert str(error) == tr_error(error) == text
