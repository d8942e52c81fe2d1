"""What the symbols in a rule's equations stand for."""

from __future__ import annotations

from gdsim.engine.descent.rules import RULES, Rule
from gdsim.engine.descent.rules.rule import Equations
from gdsim.study.working.equations import symbols_in

NEXT = "_{t+1}"
UPDATE = r"\theta" + NEXT


def setting_symbols(rule: Rule) -> dict[str, float]:
    """Return the numeric settings of a rule by their symbols."""
    specs = RULES[rule.name].settings
    return {spec.symbol: float(rule.settings[spec.name]) for spec in specs if spec.symbol}


def state_symbols(equations: Equations) -> list[str]:
    """Return the symbol of each state, in the order of the rule's states."""
    names = (equation.split(" = ", 1)[0] for equation, _ in equations)
    return [name.removesuffix(NEXT) for name in names if name.endswith(NEXT) and name != UPDATE]


def own_symbols(equations: Equations) -> set[str]:
    """Return the symbols whose number differs from parameter to parameter."""
    own = {r"\theta_t", "g_t"}
    for _ in equations:
        for equation, _ in equations:
            name, right = equation.split(" = ", 1)
            if own.intersection(symbols_in(right)):
                own |= {name, name.replace(NEXT, "_t")}
    return own


def symbol_ahead(name: str, equations: Equations) -> str:
    r"""Return the symbol of the next update's number where an equation uses it: Nadam's mu."""
    ahead = name.removesuffix("_t") + NEXT
    others = [equation.split(" = ", 1) for equation, _ in equations]
    is_used = any(ahead in symbols_in(right) for _, right in others)
    return ahead if is_used and ahead not in {left for left, _ in others} else ""
