"""What is said of each rule's steps, against the rule's own equations."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.rules import RULES, make_rule
from gdsim.study.words.steps import step_meaning


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_told_with_the_symbols_of_its_equations(name: str) -> None:
    rule = make_rule(name, {})
    text, update = step_meaning(rule), rule.equations[-1][0]
    for sign, latex in (("√s", "sqrt{s"), ("√v", r"sqrt{\hat{v}"), ("√u", r"sqrt{\hat{u}")):
        assert (sign in text) == (latex in update), (text, update)
    assert ("first moment" in text) == (r"\hat{m}" in update or r"\tilde{m}" in update)
