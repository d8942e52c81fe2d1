"""Numbers in formulas: a number format's text as LaTeX, and given numbers written in full."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from gdsim.engine.formula.latex import latex_of_name
from gdsim.i18n import tr
from gdsim.numbers import FLOAT_NOISE, NumberFormat
from gdsim.study.working.equations import symbols_in

EXACT = NumberFormat.exact()

Writer = Callable[[float, NumberFormat], str]
"""Writes a number as LaTeX."""

SMALL = 1.0
"""Size below which a number of a rule is not left to decimals."""

_POWER_OF_TEN = re.compile(r" \\cdot 10\^\{(-?\d+)\}")
_CLOSE = 5e-4
_UNARY = re.compile(
    r"(?P<before>^|[=(\[{,|:]|\\(?:cdot|times|leftarrow|approx|quad|left\|))(?P<space>\s*)-\s*"
    r"(?P<number>(?:\d[\d.]*)?)"
)
_FEW, _MANY = NumberFormat.significant(4), NumberFormat.significant(6)
_AS_CLOSE = 5e-7


def number_latex(value: float, number_format: NumberFormat) -> str:
    r"""Return a number as LaTeX, a power of ten as ``3.2 \cdot 10^{8}``."""
    if math.isnan(value):
        return rf"\text{{{tr('undefined')}}}"
    mantissa, e, exponent = number_format.brief(value).partition("e")
    mantissa = mantissa.replace("∞", r"\infty")
    if not e:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


def rounded_latex(
    exact: float, rounded: float, number_format: NumberFormat, write: Writer = number_latex
) -> str:
    """Return a result; where rounding as by hand changed it, before and after that."""
    before, after = write(exact, number_format), write(rounded, number_format)
    return after if before == after else rf"{before} \approx {after}"


def is_in_full(value: float, latex: str) -> bool:
    """Return whether a number's LaTeX is all of it, up to the last bits of a float64."""
    text = _POWER_OF_TEN.sub(r"e\1", re.sub(r"^10\^", r"1 \\cdot 10^", latex))
    try:
        return math.isclose(float(text), value, rel_tol=FLOAT_NOISE)
    except ValueError:  # Infinite, or undefined.
        return True


def equals(
    right: str, values: Mapping[str, float], texts: Mapping[str, str], result: tuple[float, str]
) -> str:
    r"""Return the sign between an expression with numbers put in and what it is worth.

    It is ``=`` where every number shown is shown in full, else ``\approx``: whoever works it out
    from the shown ones comes to a result that is a little off.

    Parameters
    ----------
    right
        The expression with its symbols.
    values, texts
        The number that each symbol stands for, and its LaTeX.
    result
        What it is worth, and its LaTeX.
    """
    used = set(symbols_in(right)) & values.keys() & texts.keys()
    shown = [*((values[symbol], texts[symbol]) for symbol in used), result]
    return "=" if all(is_in_full(*one) for one in shown) else r"\approx"


def stated(value: float, number_format: NumberFormat) -> str:
    """Return a number after the sign that says whether it is shown in full."""
    latex = number_latex(value, number_format)
    return f"= {latex}" if is_in_full(value, latex) else rf"\approx {latex}"


def rate_latex(rate: float, number_format: NumberFormat) -> str:
    """Return a rate that was worked out, to at least four figures: 0.0005 is not to read 0.00."""
    text = number_format.text(rate)
    is_close = math.isclose(float(text), rate, rel_tol=_CLOSE)
    return number_latex(rate, number_format if is_close else _FEW)


def state_latex(value: float, number_format: NumberFormat) -> str:
    """Return a number that a rule keeps: what is below 1 to at least six figures.

    Accumulated squares are often so small that decimals would show next to nothing of them, and
    the next line, which may divide by as little, could not be worked out from what is shown.
    """
    if not abs(value) < SMALL:
        return number_latex(value, number_format)
    is_close = math.isclose(float(number_format.text(value)), value, rel_tol=_AS_CLOSE)
    return number_latex(value, number_format if is_close else _MANY)


def name_texts(values: Mapping[str, float], number_format: NumberFormat) -> dict[str, str]:
    """Return the LaTeX of each name's number, by the LaTeX of the name."""
    return {
        latex_of_name(name): number_latex(value, number_format) for name, value in values.items()
    }


def tight_minus(latex: str) -> str:
    """Return a formula for typesetters that space every minus as if something stood before it.

    TeX tells a sign from a subtraction by itself; others do so only at the start of a group.
    """
    return _UNARY.sub(_grouped, latex)


def _grouped(match: re.Match[str]) -> str:
    sign = f"{{-{match['number']}}}" if match["number"] else "{-}"
    return f"{match['before']}{match['space']}{sign}"
