"""What the symbols of the rules' equations stand for, read off the papers' equations."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.rules import make_rule
from gdsim.study.working.rule_symbols import (
    own_symbols,
    setting_symbols,
    state_symbols,
    symbol_ahead,
)


@pytest.mark.parametrize(
    ("rule", "settings", "states"),
    [
        ("gd", {}, []),
        ("momentum", {r"\beta": 0.9}, ["v"]),
        ("adadelta", {r"\rho": 0.9, r"\varepsilon": 1e-6}, ["s", "u"]),
        ("adam", {r"\beta_1": 0.9, r"\beta_2": 0.999, r"\varepsilon": 1e-8}, ["m", "v"]),
    ],
)
def test_settings_and_states_have_the_symbols_of_the_equations(rule, settings, states) -> None:
    made = make_rule(rule, {})
    assert setting_symbols(made) == settings
    assert state_symbols(made.equations) == states


def test_a_setting_is_given_as_it_is_set() -> None:
    assert setting_symbols(make_rule("momentum", {"beta": 0.5})) == {r"\beta": 0.5}


def test_symbols_that_follow_from_a_gradient_differ_from_parameter_to_parameter() -> None:
    own = own_symbols(make_rule("nadam", {}).equations)
    assert {"g_t", "m_{t+1}", "v_t", r"\hat{v}", r"\theta_{t+1}"} <= own
    assert not {r"\mu_t", "p_{t+1}"} & own


def test_only_the_momentum_of_nadam_is_asked_for_one_update_ahead() -> None:
    ahead = {
        symbol
        for rule in ("gd", "momentum", "nesterov", "adagrad", "adadelta", "adam", "nadam")
        for equation, _ in make_rule(rule, {}).equations
        if (symbol := symbol_ahead(equation.split(" = ")[0], make_rule(rule, {}).equations))
    }
    assert ahead == {r"\mu_{t+1}"}
