"""Settings: what is accepted, and how a refusal reads."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.descent.spec import SettingSpec, resolve
from gdsim.engine.errors import InputError

SPECS = [
    (owner.name, setting)
    for registry in (RULES, SCHEDULES)
    for owner in registry.values()
    for setting in owner.settings
]


def setting(name: str, default: float, **limits: object) -> SettingSpec:
    return SettingSpec(name=name, title=name.upper(), tip="", default=default, **limits)


@pytest.mark.parametrize(
    "spec", [spec for _, spec in SPECS], ids=[f"{o}-{s.name}" for o, s in SPECS]
)
def test_default_is_accepted_and_may_be_written_as_text(spec) -> None:
    assert spec.check(spec.default) == spec.default
    assert spec.check(str(spec.default)) == spec.default


@pytest.mark.parametrize(
    ("low_open", "high_open", "text"),
    [
        (False, False, "0 <= x <= 1"),
        (True, False, "0 < x <= 1"),
        (False, True, "0 <= x < 1"),
        (True, True, "0 < x < 1"),
    ],
)
def test_an_end_of_the_range_is_accepted_unless_open(low_open, high_open, text) -> None:
    spec = setting("x", 0.5, low=0, high=1, low_open=low_open, high_open=high_open)
    assert spec.accepted == text
    for end, is_open in ((0, low_open), (1, high_open)):
        if is_open:
            with pytest.raises(InputError, match=f"x is {end}; give a number with {text}"):
                spec.check(end)
        else:
            assert spec.check(end) == end


@given(st.one_of(st.text(), st.floats(), st.integers()))
def test_any_value_gives_a_number_in_range_or_a_refusal(value) -> None:
    spec = setting("x", 0.5, low=0, high=1, high_open=True)
    try:
        number = spec.check(value)
    except InputError:
        return
    assert isinstance(number, float)
    assert 0 <= number < 1


@pytest.mark.parametrize("value", [2.5, "2.5", 0, "ten", math.inf, 10**400, [1]])
def test_whole_number_refuses_what_is_none_or_out_of_range(value) -> None:
    spec = setting("n", 1, low=1, integer=True)
    with pytest.raises(InputError, match="give a whole number with 1 <= n"):
        spec.check(value)


@pytest.mark.parametrize("value", [7, 7.0, "7", " 7 "])
def test_whole_number_is_returned_as_an_int(value) -> None:
    number = setting("n", 1, low=1, integer=True).check(value)
    assert (number, type(number)) == (7, int)


def test_resolving_fills_defaults_and_refuses_unknown_names() -> None:
    specs = (setting("a", 1.0), setting("b", 2.0))
    assert resolve(specs, {"b": "3"}) == {"a": 1.0, "b": 3.0}
    with pytest.raises(InputError, match="the setting c is unknown here; what can be set is a, b"):
        resolve(specs, {"c": 1})
    with pytest.raises(InputError, match="the setting c is unknown; there is nothing to set"):
        resolve((), {"c": 1})
