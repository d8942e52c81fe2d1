"""The settings of a rule and a schedule taken together, as one set of names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from gdsim.engine.descent.experiment import Experiment, Setting, Settings
from gdsim.engine.descent.parameter_bounds import Bounds
from gdsim.engine.descent.rules import RULES, Rule, make_rule, rule_spec
from gdsim.engine.descent.rules.directed import directed
from gdsim.engine.descent.schedules import SCHEDULES, schedule_spec
from gdsim.engine.descent.spec import SettingSpec, refuse_unknown
from gdsim.engine.errors import InputError


def setting_specs(rule: str, schedule: str) -> tuple[SettingSpec, ...]:
    """Return what can be set with a rule and a schedule; raise InputError if one is unknown."""
    return (*rule_spec(rule).settings, *schedule_spec(schedule).settings)


SETTINGS: Mapping[str, SettingSpec] = {
    spec.name: spec
    for rule in RULES
    for schedule in SCHEDULES
    for spec in setting_specs(rule, schedule)
}
"""Every setting by its name.

Those of one name accept the same, but for words, and have the same sign; default, title and tip
may differ.
"""


def known_settings(rule: str, schedule: str, settings: Settings) -> dict[str, Setting]:
    """Return those settings that belong to the rule or the schedule, as when one is exchanged.

    A word that this rule or schedule does not know is left behind, too.
    """
    specs = {spec.name: spec for spec in setting_specs(rule, schedule)}
    return {
        name: value
        for name, value in settings.items()
        if name in specs and (not specs[name].choices or value in specs[name].choices)
    }


def rule_of(experiment: Experiment) -> Rule:
    """Return the rule of an experiment with all its settings made.

    Raises
    ------
    InputError
        If the rule, the schedule or a setting is unknown, or a value not accepted.
    """
    for_rule, _ = split_settings(experiment.rule, experiment.schedule, experiment.settings)
    rule = make_rule(experiment.rule, for_rule)
    most = experiment.clip_norm
    if most is not None and not 0 < most < math.inf:
        raise InputError(
            "the longest gradient after clipping is {value}; give a number above 0", value=most
        )
    return directed(rule, maximise=experiment.maximise, clip_norm=most)


def bounds_of(experiment: Experiment, parameters: Sequence[str]) -> Bounds | None:
    """Return the bounds of `parameters`; None without any, InputError where they are refused."""
    return Bounds.of(experiment.bounds, parameters, uphill=experiment.maximise)


def split_settings(rule: str, schedule: str, settings: Settings) -> tuple[Settings, Settings]:
    """Return the settings of the rule and those of the schedule, by the names of both.

    Raises
    ------
    InputError
        If the rule or the schedule is unknown, or a setting belongs to neither.
    """
    for_rule = [spec.name for spec in rule_spec(rule).settings]
    for_schedule = [spec.name for spec in schedule_spec(schedule).settings]
    refuse_unknown(settings, for_rule + for_schedule)
    return (
        {name: value for name, value in settings.items() if name in for_rule},
        {name: value for name, value in settings.items() if name in for_schedule},
    )
