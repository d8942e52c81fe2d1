"""Numbers in formulas: a number format's text as LaTeX, and given numbers written in full."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.objective import Objective
from gdsim.i18n import tr
from gdsim.numbers import FLOAT_NOISE, NumberFormat

EXACT = NumberFormat.exact()

_UNARY = re.compile(
    r"(?P<before>^|[=(\[{,|:]|\\(?:cdot|times|leftarrow|approx|quad|left\|))(?P<space>\s*)-\s*"
    r"(?P<number>(?:\d[\d.]*)?)"
)


def number_latex(value: float, number_format: NumberFormat = EXACT) -> str:
    r"""Return a number as LaTeX, a power of ten as ``3.2 \cdot 10^{8}``."""
    if math.isnan(value):
        return rf"\text{{{tr('undefined')}}}"
    mantissa, e, exponent = number_format.brief(value).partition("e")
    mantissa = mantissa.replace("∞", r"\infty")
    if not e:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


def constant_texts(objective: Objective) -> dict[str, str]:
    """Return the constants of an objective in full, by their names in a formula."""
    numbers = objective.expression.constants
    return {latex_of_name(name): number_latex(value) for name, value in numbers.items()}


def constants_latex(numbers: Mapping[str, float]) -> str:
    """Return what stands beside a formula to say what its constants are; empty without any."""
    shown = (f"{latex_of_name(name)} = {number_latex(value)}" for name, value in numbers.items())
    return "".join(rf", \quad {one}" for one in shown)


def is_in_full(value: float, text: str) -> bool:
    """Return whether a number's text is all of it, up to the last bits of a float64."""
    return not math.isfinite(value) or math.isclose(float(text), value, rel_tol=FLOAT_NOISE)


def tight_minus(latex: str) -> str:
    """Return a formula for typesetters that space every minus as if something stood before it.

    TeX tells a sign from a subtraction by itself; others do so only at the start of a group.
    """
    return _UNARY.sub(_grouped, latex)


def _grouped(match: re.Match[str]) -> str:
    sign = f"{{-{match['number']}}}" if match["number"] else "{-}"
    return f"{match['before']}{match['space']}{sign}"
