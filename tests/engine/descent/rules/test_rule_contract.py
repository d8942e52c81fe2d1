"""The contract of a rule: what each promises, what is said of it, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.descent.rules import RULES, STATES, make_rule
from gdsim.engine.errors import InputError
from tests.engine.descent.rules.followed import follow

# --- what every rule promises ------------------------------------------------------------------


@pytest.mark.parametrize("name", RULES)
def test_several_runs_at_once_are_the_runs_one_after_another(name) -> None:
    rng = np.random.default_rng(0)
    starts, rates = rng.normal(size=(3, 2)), np.array([[0.001], [0.1], [0.7]])
    gradients = rng.normal(size=(40, 3, 2))
    gradients[5, 1] = 0.0
    rule = make_rule(name, {})
    together = follow(rule, starts, gradients, [rates] * 40)
    for r in range(3):
        alone = follow(rule, starts[r], gradients[:, r], [float(rates[r, 0])] * 40)
        np.testing.assert_allclose(together[:, r], alone, rtol=1e-14)


@pytest.mark.parametrize("name", RULES)
def test_update_changes_none_of_its_arguments_and_repeats_exactly(name) -> None:
    rule = make_rule(name, {})
    theta, g = np.array([4.0, 2.0]), np.array([0.5, -8.0])
    state = rule.update(g, rule.init(theta), 0, 0.1, theta)[1]
    before = [array.copy() for array in (theta, g, *state)]
    for array in (theta, g, *state):
        array.setflags(write=False)
    once, twice = rule.update(g, state, 1, 0.1, theta), rule.update(g, state, 1, 0.1, theta)
    for array, copy in zip((theta, g, *state), before, strict=True):
        np.testing.assert_array_equal(array, copy)
    np.testing.assert_array_equal(once[0], twice[0])
    np.testing.assert_array_equal(once[1], twice[1])


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("shape", [(1,), (2,), (5, 3)])
def test_state_is_one_float64_array_of_thetas_shape_for_each_name(name, shape) -> None:
    rule = make_rule(name, {})
    theta = np.ones(shape)
    initial = rule.init(theta)
    delta, after = rule.update(theta, initial, 0, 0.1, theta)
    assert delta.shape == shape
    for state in (initial, after):
        assert len(state) == len(rule.state_names) == len(set(rule.state_names))
        assert all(array.shape == shape and array.dtype == np.float64 for array in state)
    for array, state_name in zip(initial, rule.state_names, strict=True):
        # A product starts at 1, everything that is summed at 0.
        assert (array == (1.0 if state_name == "momentum_product" else 0.0)).all()


@pytest.mark.parametrize("name", RULES)
def test_states_of_one_name_are_the_same_in_every_rule(name) -> None:
    assert {state: STATES[state] for state in RULES[name].states} == RULES[name].states


@pytest.mark.parametrize("name", RULES)
@given(
    start=st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=4),
    eta=st.floats(1e-6, 10),
    scale=st.floats(1e-3, 1e3),
)
def test_first_update_goes_against_the_gradient(name, start, eta, scale) -> None:
    theta = np.array(start)
    g = scale * np.cos(np.arange(len(start)) + 1.0)
    rule = make_rule(name, {"weight_decay": 0} if name == "adamw" else {})
    delta, _ = rule.update(g, rule.init(theta), 0, eta, theta)
    assert np.isfinite(delta).all()
    assert (np.sign(delta) == -np.sign(g)).all()


@pytest.mark.parametrize("name", RULES)
def test_equations_have_different_keys_and_end_in_the_update(name) -> None:
    keys = [key for _, key in make_rule(name, {}).equations]
    assert keys[-1] == "Update"
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", RULES)
def test_what_is_said_of_a_rules_steps_has_the_symbols_of_its_equations(name) -> None:
    text, update = RULES[name].step_meaning, make_rule(name, {}).equations[-1][0]
    for sign, latex in (("√s", "sqrt{s"), ("√v", r"sqrt{\hat{v}"), ("√u", r"sqrt{\hat{u}")):
        assert (sign in text) == (latex in update), (text, update)
    assert ("first moment" in text) == (r"\hat{m}" in update or r"\tilde{m}" in update)


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_equations_are_those_of_the_convention(name) -> None:
    accumulated = make_rule(name, {}).equations[0]
    averaged = make_rule(name, {"convention": "average"}).equations[0]
    assert accumulated == (r"v_{t+1} = \beta v_t + g_t", "Velocity")
    assert averaged == (r"v_{t+1} = \beta v_t + (1 - \beta) g_t", "Velocity")


def test_adamw_without_theta_is_an_error() -> None:
    rule = make_rule("adamw", {})
    with pytest.raises(ValueError, match="theta"):
        rule.update(np.ones(2), rule.init(np.ones(2)), 0, 0.1)


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        (name, setting.name, value)
        for name, spec in RULES.items()
        for setting in spec.settings
        for value in (["mean", 0.9, ""] if setting.choices else [-0.1, "x", math.nan, math.inf])
    ],
)
def test_bad_value_is_refused_with_its_name_and_what_is_accepted(name, setting, value) -> None:
    with pytest.raises(InputError) as caught:
        make_rule(name, {setting: value})
    message = str(caught.value)
    assert message.startswith(f"{setting} is {value};")
    words = ("accumulate, average", "outside, inside", f"0 <= {setting}")
    assert any(word in message for word in words)


def test_decay_of_one_is_refused() -> None:
    with pytest.raises(InputError, match="0 <= beta < 1"):
        make_rule("momentum", {"beta": 1})


def test_unknown_rule_and_setting_name_the_accepted_ones() -> None:
    with pytest.raises(InputError, match=r"rule lbfgs is unknown.*gd, momentum, nesterov"):
        make_rule("lbfgs", {})
    with pytest.raises(InputError, match=r"setting beta1 is unknown.*beta, convention"):
        make_rule("momentum", {"beta1": 0.9})


def test_settings_may_be_text() -> None:
    rule = make_rule("adam", {"beta1": "0.8", "eps": "1e-6"})
    assert rule.settings == {"beta1": 0.8, "beta2": 0.999, "eps": 1e-6, "eps_place": "outside"}
