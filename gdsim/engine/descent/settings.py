"""The settings of a rule and a schedule taken together, as one set of names."""

from __future__ import annotations

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.rules import rule_spec
from gdsim.engine.descent.schedule import Settings, schedule_spec
from gdsim.engine.descent.spec import SettingSpec


def setting_specs(rule: str, schedule: str) -> tuple[SettingSpec, ...]:
    """Return what can be set with a rule and a schedule; raise InputError if one is unknown."""
    return (*rule_spec(rule).settings, *schedule_spec(schedule).settings)


def known_settings(rule: str, schedule: str, settings: Settings) -> dict[str, Setting]:
    """Return those settings that belong to the rule or the schedule, as when one is exchanged."""
    names = {spec.name for spec in setting_specs(rule, schedule)}
    return {name: value for name, value in settings.items() if name in names}
