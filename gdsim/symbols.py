"""How names of parameters are written in plain text, as in print."""

from __future__ import annotations

import re

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
    "tau upsilon phi chi psi omega"
)
_GREEK = dict(zip(_NAMES.split(), "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_GREEK |= {name.capitalize(): letter.upper() for name, letter in _GREEK.items()}
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def symbol(name: str) -> str:
    """Return `name` as in print: a Greek letter for its name, digits at the end lowered."""
    match = re.fullmatch(r"(.*?)_?(\d*)", name)
    stem, digits = match.groups() if match else (name, "")
    return _GREEK.get(stem, stem) + digits.translate(_SUBSCRIPTS)
