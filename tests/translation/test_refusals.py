"""Refusals are given to translators as well, in the form of each number."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from gdsim.engine.errors import InputError
from gdsim.i18n import tr_error
from tests.translation.sources import calls, name_of, trees


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
