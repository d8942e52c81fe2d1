"""Every sentence of every built-in scenario's text is true of the scenario's own runs."""

from __future__ import annotations

import pytest

from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.scenario import builtin_scenario
from tests.files.scenario.claims import bowls, classic, data, shapes, why
from tests.files.scenario.claims.claims import CLAIMS, plain_text

NAMES = [name for name, _ in builtin_scenarios()]


def test_every_scenario_has_its_claims_checked() -> None:
    assert all((bowls, classic, data, shapes, why))
    assert sorted(CLAIMS) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_scenario_says_is_true_of_its_runs(name: str) -> None:
    parts = list(CLAIMS[name]())
    assert " ".join(text for text, _ in parts) == plain_text(builtin_scenario(name).description)
    false = [text for text, is_true in parts if is_true is not None and not is_true]
    assert false == []
