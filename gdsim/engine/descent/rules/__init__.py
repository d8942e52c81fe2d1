"""Update rules, by name; see `gdsim.engine.descent.rules.rule` for what a rule is."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rules.adagrad import ADAPTIVE
from gdsim.engine.descent.rules.adam import ADAM
from gdsim.engine.descent.rules.basic import BASIC
from gdsim.engine.descent.rules.nadam import NADAM
from gdsim.engine.descent.rules.rule import Rule, RuleSpec, State, StateSpec
from gdsim.engine.errors import InputError
from gdsim.engine.option import option_named

__all__ = ["RULES", "STATES", "Rule", "RuleSpec", "State", "make_rule", "rule_spec"]

RULES: Mapping[str, RuleSpec] = {spec.name: spec for spec in (*BASIC, *ADAPTIVE, *ADAM, NADAM)}
"""Every rule, the simplest first."""

STATES: Mapping[str, StateSpec] = {
    name: state for spec in RULES.values() for name, state in spec.states.items()
}
"""Every state of a rule by its name; those of one name are the same."""


def rule_spec(name: str) -> RuleSpec:
    """Return the spec of a rule, by its name or an alias; raise InputError if there is none."""
    spec = option_named(RULES, name)
    if spec is None:
        raise InputError(
            "the rule {name} is unknown; give one of {accepted}",
            name=name,
            accepted=", ".join(RULES),
        )
    return spec


def make_rule(name: str, settings: Settings) -> Rule:
    """Return a rule with the given settings and defaults for the others.

    Raises
    ------
    InputError
        If the rule or a setting is unknown, or a value is not accepted.
    """
    return rule_spec(name).make(settings)
