r"""The LaTeX equations shown beside rules and schedules, worked out as they are written.

`gdsim.study.working.equations` reads the text of each equation; the result has to be what the code
does.
"""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from gdsim.engine.descent.rules import RULES, make_rule
from gdsim.engine.descent.schedule import WARMUP_EQUATION, make_schedule
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.study.working.equations import evaluate


def worked_out(equation: str, symbols: dict[str, float]) -> tuple[str, float]:
    name, right = equation.split(" = ", 1)
    return name, evaluate(right, symbols)


def symbols_of(specs, settings) -> dict[str, float]:
    return {spec.symbol: settings[spec.name] for spec in specs if spec.symbol}


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        (name, dict(zip((word.name for word in words), values, strict=True)))
        for name, spec in RULES.items()
        for words in [[setting for setting in spec.settings if setting.choices]]
        for values in product(*(word.choices for word in words))
    ],
)
def test_equations_of_a_rule_say_what_it_does(name, chosen) -> None:
    rule = make_rule(name, {**chosen, **({"eps": 0.2} if "eps_place" in chosen else {})})
    theta = np.array([1.5])
    state = rule.init(theta)
    fixed = symbols_of(RULES[name].settings, rule.settings) | {r"\eta": 0.1}
    for t in range(25):
        gradient = np.array([math.cos(t) + 0.3])
        known = fixed | {"t": t, r"\theta_t": theta[0], "g_t": gradient[0]}
        names = [e.split("_{t+1} =")[0] for e, _ in rule.equations if "_{t+1} =" in e][:-1]
        known |= {f"{n}_t": array[0] for n, array in zip(names, state, strict=True)}
        for equation, _ in rule.equations:
            symbol, value = worked_out(equation, known)
            known[symbol] = value
            if symbol == r"\mu_t":
                known[r"\mu_{t+1}"] = worked_out(equation, known | {"t": t + 1})[1]
        delta, state = rule.update(gradient, state, t, 0.1, theta)
        theta = theta + delta
        assert known[r"\theta_{t+1}"] == pytest.approx(theta[0], rel=1e-12)
        written = [known[f"{n}_{{t+1}}"] for n in names]
        assert written == pytest.approx([array[0] for array in state], rel=1e-12)


@pytest.mark.parametrize("name", [name for name, spec in SCHEDULES.items() if not spec.search])
def test_equation_of_a_schedule_says_what_it_does(name) -> None:
    settings = {spec.name: spec.default for spec in SCHEDULES[name].settings} | {"warmup": 5}
    schedule = make_schedule(name, 0.4, settings)
    fixed = symbols_of(SCHEDULES[name].settings, settings) | {r"\eta": 0.4}
    for t in range(150):
        equation = SCHEDULES[name].equation if t >= 5 else WARMUP_EQUATION.split(r" \quad")[0]
        symbol, value = worked_out(equation, fixed | {"t": t, "s": t - 5})
        assert symbol == r"\eta_t"
        assert value == pytest.approx(schedule(t), rel=1e-12)


def test_every_numeric_setting_has_a_symbol() -> None:
    for owner in (*RULES.values(), *SCHEDULES.values()):
        symbols = [spec.symbol for spec in owner.settings if not spec.choices]
        assert all(symbols)
        assert len(set(symbols)) == len(symbols)
