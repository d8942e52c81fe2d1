"""The section of the rule: the settings of each, and their ranges."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.rules import RULES
from gdsim.views.fields.number_field import NumberField
from gdsim.views.setup import SetupPanel
from tests.typed import type_into
from tests.views.setup.shown_panel import BOWL, Requests, show


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_shows_its_own_settings(panel: SetupPanel, rule: str) -> None:
    requests = Requests(panel)
    show(panel, BOWL.with_(rule=rule))
    fields = panel.rule.form.findChildren(NumberField)
    names = [spec.name for spec in RULES[rule].settings if not spec.choices]
    shown = [field for field in fields if not field.isHidden()]
    assert len(shown) == len(names)
    if shown:
        type_into(shown[0], "0.5")
        assert requests == [{"settings": {names[0]: 0.5}}]


def test_setting_outside_its_range_is_refused(panel: SetupPanel) -> None:
    show(panel, BOWL.with_(rule="momentum"))
    requests = Requests(panel)
    (beta,) = panel.rule.form.findChildren(NumberField)
    type_into(beta, "1.5")
    assert requests == []
    assert beta.fault == "1.5 is outside 0 ≤ Momentum β < 1"
