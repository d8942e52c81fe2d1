"""The settings of a rule and a schedule taken together."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.descent.settings import SETTINGS, known_settings, setting_specs, split_settings


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_no_setting_belongs_to_both_rule_and_schedule(rule, schedule) -> None:
    names = [spec.name for spec in setting_specs(rule, schedule)]
    assert len(set(names)) == len(names)
    settings = {spec.name: spec.default for spec in setting_specs(rule, schedule)}
    for_rule, for_schedule = split_settings(rule, schedule, settings)
    assert for_rule == {spec.name: spec.default for spec in RULES[rule].settings}
    assert for_schedule == {spec.name: spec.default for spec in SCHEDULES[schedule].settings}


def test_exchanging_the_rule_keeps_the_settings_that_still_mean_something() -> None:
    settings = {"beta": 0.5, "convention": "average", "warmup": 3, "drop_every": 5}
    assert known_settings("rmsprop", "constant", settings) == {"beta": 0.5, "warmup": 3}


def test_a_word_that_the_new_rule_does_not_know_is_left_behind() -> None:
    settings = {"beta": 0.5, "convention": "lookahead"}
    assert known_settings("nesterov", "constant", settings) == settings
    assert known_settings("momentum", "constant", settings) == {"beta": 0.5}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_setting_of_several_rules_accepts_the_same_whatever_it_is_called(rule, schedule) -> None:
    for spec in setting_specs(rule, schedule):
        own = {name: getattr(spec, name) for name in ("default", "title", "tip", "choices")}
        assert bool(SETTINGS[spec.name].choices) == bool(spec.choices)
        assert replace(SETTINGS[spec.name], **own) == spec
