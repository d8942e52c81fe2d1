"""Every rule against plain-Python references, PyTorch's own numbers, and steps by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from gdsim.engine.descent.rules import RULES, make_rule
from gdsim.engine.run.compiled_update import compiled_update
from gdsim.engine.run.trace import Trace
from tests.engine.descent.rules.followed import follow

TORCH = json.loads(Path(__file__).with_name("torch_reference.json").read_text(encoding="utf-8"))
UPDATES = 300

MOMENTS = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
DEFAULTS = {
    "gd": {},
    "momentum": {"beta": 0.9, "convention": "accumulate"},
    "nesterov": {"beta": 0.9, "convention": "accumulate"},
    "adagrad": {"eps": 1e-10, "eps_place": "outside"},
    "rmsprop": {"beta": 0.99, "eps": 1e-8, "eps_place": "outside"},
    "adadelta": {"rho": 0.9, "eps": 1e-6},
    "adam": {**MOMENTS, "eps_place": "outside"},
    "amsgrad": {**MOMENTS, "eps_place": "outside"},
    "adamw": {**MOMENTS, "eps_place": "outside", "weight_decay": 0.01},
    "nadam": {**MOMENTS, "eps_place": "outside", "momentum_decay": 0.004},
}

WITH_EPS_PLACE = ("adagrad", "rmsprop", "adam", "amsgrad", "adamw", "nadam")

OTHER_SETTINGS = [
    ("gd", {}),
    ("momentum", {"beta": 0.5}),
    ("momentum", {"convention": "average"}),
    ("nesterov", {"beta": 0.5}),
    ("nesterov", {"beta": 0.8, "convention": "average"}),
    ("adagrad", {"eps": 0.01}),
    ("rmsprop", {"beta": 0.5, "eps": 0.1}),
    ("adadelta", {"rho": 0.5, "eps": 1e-3}),
    ("adam", {"beta1": 0.0, "beta2": 0.5, "eps": 0.1}),
    ("amsgrad", {"beta1": 0.5, "beta2": 0.5, "eps": 0.1}),
    ("adamw", {"beta1": 0.5, "weight_decay": 0.3}),
    ("nadam", {"beta1": 0.5, "beta2": 0.9, "momentum_decay": 0.1}),
    ("momentum", {"beta": 0.8, "convention": "rate-inside"}),
    ("nesterov", {"beta": 0.8, "convention": "rate-inside"}),
    ("nesterov", {"beta": 0.8, "convention": "lookahead"}),
    *((name, {"eps": 0.1, "eps_place": "inside"}) for name in WITH_EPS_PLACE),
]


def gradient(t: int) -> list[float]:
    """Return a dense, a tiny, a fading and a sparse entry, as make_torch_reference.py does."""
    return [
        2 * math.sin(0.3 * t + 1),
        0.001 * math.cos(0.07 * t),
        5 * math.exp(-t / 40) * math.cos(t),
        1.5 if t % 7 == 3 else 0.0,
    ]


def rate(t: int) -> float:
    return 0.05 / (1 + 0.01 * t)


def follow_compiled(rule, theta, gradients, rates):
    """Return the same from the rule as it is compiled: rows of a trace, gradients put in."""
    trace, d = Trace(theta, rule.init(theta)), len(theta)
    block, update = trace.at(0)[0], compiled_update(rule, d).single
    flat = block.reshape(-1)
    for t, (g, eta) in enumerate(zip(gradients, rates, strict=True)):
        block[t, trace.gradient], block[t, trace.learning_rate], block[t, trace.t] = g, eta, t
        update(flat, flat, t * trace.width, (t + 1) * trace.width)
    return block[1 : t + 2, trace.theta]


BOTH_WAYS = pytest.mark.parametrize("follow", [follow, follow_compiled])


# --- one coordinate at a time, step number k from 1, written from the papers ---------------------


def root_of(square, s):
    """Return what is divided by, with epsilon where the settings have it."""
    if s["eps_place"] == "inside":
        return math.sqrt(square + s["eps"])
    return math.sqrt(square) + s["eps"]


def reference(name, settings, start, gradients, rates):
    """Return theta after each update of a single parameter, in plain Python."""
    s = {**DEFAULTS[name], **settings}
    x, out = start, []
    m = v = largest = total = squares = steps = 0.0
    product = 1.0
    for k, (g, eta) in enumerate(zip(gradients, rates, strict=True), start=1):
        if name == "gd":
            x -= eta * g
        elif s.get("convention") in ("rate-inside", "lookahead"):
            v = s["beta"] * v + eta * g
            is_ahead = name == "nesterov" and s["convention"] == "rate-inside"
            x -= s["beta"] * v + eta * g if is_ahead else v
        elif name in ("momentum", "nesterov"):
            part = g if s["convention"] == "accumulate" else (1 - s["beta"]) * g
            v = s["beta"] * v + part
            x -= eta * v if name == "momentum" else eta * (part + s["beta"] * v)
        elif name == "adagrad":
            total += g**2
            x -= eta * g / root_of(total, s)
        elif name == "rmsprop":
            squares = s["beta"] * squares + (1 - s["beta"]) * g**2
            x -= eta * g / root_of(squares, s)
        elif name == "adadelta":
            squares = s["rho"] * squares + (1 - s["rho"]) * g**2
            change = g * math.sqrt(steps + s["eps"]) / math.sqrt(squares + s["eps"])
            steps = s["rho"] * steps + (1 - s["rho"]) * change**2
            x -= eta * change
        else:
            m = s["beta1"] * m + (1 - s["beta1"]) * g
            v = s["beta2"] * v + (1 - s["beta2"]) * g**2
            largest = max(largest, v)
            scale = largest if name == "amsgrad" else v
            m_hat = m / (1 - s["beta1"] ** k)
            root = root_of(scale / (1 - s["beta2"] ** k), s)
            if name == "adamw":
                x *= 1 - eta * s["weight_decay"]
            if name == "nadam":
                mu, following = (
                    s["beta1"] * (1 - 0.96 ** (j * s["momentum_decay"]) / 2) for j in (k, k + 1)
                )
                product *= mu
                m_hat = following * m / (1 - product * following) + (1 - mu) * g / (1 - product)
            x -= eta * m_hat / root
        out.append(x)
    return out


@BOTH_WAYS
@pytest.mark.parametrize(("name", "settings"), [*((n, {}) for n in RULES), *OTHER_SETTINGS])
def test_rule_agrees_with_a_scalar_reference_over_hundreds_of_updates(
    name, settings, follow
) -> None:
    start = [4.0, 2.0, -6.0, 3.0]
    gradients = [gradient(t) for t in range(UPDATES)]
    rates = [rate(t) for t in range(UPDATES)]
    got = follow(make_rule(name, settings), np.array(start), map(np.array, gradients), rates)
    for i, value in enumerate(start):
        expected = reference(name, settings, value, [g[i] for g in gradients], rates)
        np.testing.assert_allclose(got[:, i], expected, rtol=1e-12, atol=1e-15)


@BOTH_WAYS
@pytest.mark.parametrize(
    "case", TORCH["cases"], ids=lambda c: "-".join([c["rule"], *map(str, c["settings"].values())])
)
def test_rule_agrees_with_pytorch(case, follow) -> None:
    rule = make_rule(case["rule"], case["settings"])
    gradients = [np.array(gradient(t)) for t in range(UPDATES)]
    got = follow(rule, np.array(TORCH["start"]), gradients, [case["learning_rate"]] * UPDATES)
    assert len(case["theta_after"]) == 20
    for t, expected in case["theta_after"].items():
        # atol: where theta of order 1 passes through 0, the last bit of its terms remains.
        np.testing.assert_allclose(
            got[int(t)], expected, rtol=1e-12, atol=1e-15, err_msg=f"update {t}"
        )


def test_pytorch_numbers_cover_every_rule() -> None:
    assert {case["rule"] for case in TORCH["cases"]} == set(RULES)


def test_names_and_defaults_are_those_of_the_design() -> None:
    found = {
        name: {setting.name: setting.default for setting in spec.settings}
        for name, spec in RULES.items()
    }
    assert found == DEFAULTS


def test_momentum_by_hand() -> None:
    # theta 1, gradients 1 then 2, eta 0.1, beta 0.5: v = 1, then 0.5 * 1 + 2 = 2.5.
    rule = make_rule("momentum", {"beta": 0.5})
    after = follow(rule, np.array([1.0]), [np.array([1.0]), np.array([2.0])], [0.1, 0.1])
    np.testing.assert_allclose(after[:, 0], [0.9, 0.65], rtol=1e-15)


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_averaged_velocity_is_the_accumulated_one_at_a_smaller_rate(name) -> None:
    gradients = [np.array(gradient(t)) for t in range(50)]
    averaged = make_rule(name, {"beta": 0.75, "convention": "average"})
    accumulated = make_rule(name, {"beta": 0.75})
    start = np.array([4.0, 2.0, -6.0, 3.0])
    np.testing.assert_allclose(
        follow(averaged, start, gradients, [0.2] * 50),
        follow(accumulated, start, gradients, [0.05] * 50),
        rtol=1e-13,
    )


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_rate_inside_the_velocity_is_the_accumulated_one_until_the_rate_changes(name) -> None:
    gradients = [np.array(gradient(t)) for t in range(20)]
    start, rates = np.array([4.0, 2.0, -6.0, 3.0]), [0.2] * 10 + [0.1] * 10
    inside = follow(make_rule(name, {"convention": "rate-inside"}), start, gradients, rates)
    accumulated = follow(make_rule(name, {}), start, gradients, rates)
    np.testing.assert_allclose(inside[:10], accumulated[:10], rtol=1e-13)
    # From then on it goes faster: the steps made before keep their rate of 0.2.
    assert not np.isclose(inside[10:], accumulated[10:], rtol=1e-3).all(axis=1).any()


def test_rate_inside_the_velocity_by_hand() -> None:
    # theta 1, gradients 1 then 2, beta 0.5, eta 0.1 then 0.05: v = 0.1, then 0.05 + 0.1 = 0.15.
    rule = make_rule("momentum", {"beta": 0.5, "convention": "rate-inside"})
    after = follow(rule, np.array([1.0]), [np.array([1.0]), np.array([2.0])], [0.1, 0.05])
    np.testing.assert_allclose(after[:, 0], [0.9, 0.75], rtol=1e-15)


def test_look_ahead_point_is_beta_velocities_on() -> None:
    rule = make_rule("nesterov", {"beta": 0.9, "convention": "lookahead"})
    point = rule.look_ahead.point(np.array([0.8, 1.0]), (np.array([0.2, -1.0]),))
    np.testing.assert_allclose(point, [0.62, 1.9], rtol=1e-15)
    assert rule.look_ahead.equation == r"g_t = \nabla L\left(\theta_t - \beta v_t\right)"


@pytest.mark.parametrize("name", RULES)
def test_only_the_looking_ahead_form_takes_its_gradient_elsewhere(name) -> None:
    settings = {"convention": "rate-inside"} if name in ("momentum", "nesterov") else {}
    assert make_rule(name, settings).look_ahead is None
    assert make_rule(name, {}).look_ahead is None


@pytest.mark.parametrize("name", WITH_EPS_PLACE)
def test_place_of_epsilon_is_told_where_the_step_is_explained(name) -> None:
    inside, outside = (make_rule(name, {"eps_place": place}) for place in ("inside", "outside"))
    assert "√(" in inside.step_meaning
    assert "√(" not in outside.step_meaning
    assert r" + \varepsilon}}" in inside.equations[-1][0]
    assert r"} + \varepsilon}" in outside.equations[-1][0]
