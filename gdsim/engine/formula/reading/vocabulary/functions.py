"""The functions and constants that a formula may use, under every name that people type."""

from __future__ import annotations

import re

CONSTANTS = frozenset({"pi", "e"})

FUNCTIONS: dict[str, str] = {
    name: name
    for name in (
        "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp log log2 log10 sqrt cbrt"
        " abs sign min max relu sigmoid softplus erf"
    ).split()
} | {
    "ln": "log",
    "log_e": "log",
    "log_2": "log2",
    "log_10": "log10",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "fabs": "abs",
    "absolute": "abs",
    "maximum": "max",
    "minimum": "min",
    "fmax": "max",
    "fmin": "min",
    "sgn": "sign",
    "expit": "sigmoid",
    "logistic": "sigmoid",
}
"""Accepted spellings, and the function that each means."""

WRITTEN_OUT = frozenset({"pow", "power", "square", "exp2", "expm1", "log1p", "hypot"})
"""Functions of programs that are written out in others; see `calls.written_out`."""

PAIRS = frozenset({"pow", "power", "hypot"})
"""Those of them with two arguments."""

MANY_ARGUMENTS = frozenset({"min", "max"})

AGGREGATES = {"sum": "sum", "mean": "mean", "average": "mean", "Sigma": "sum"}
"""What works over all rows of the data, alone or with an index as in ``sum_i``."""

AGGREGATE = re.compile(rf"({'|'.join(AGGREGATES)})(?:_[a-zA-Z])?")

REQUESTS = frozenset({"minimize", "minimise", "maximize", "maximise", "argmin", "argmax"})

MODULES = frozenset(
    "np numpy math cmath torch tf tensorflow keras jnp jax scipy special sp sympy mpmath mp F nn"
    " Math K".split()
)
"""What programs write in front of a function, with a point."""


def function_of(name: str) -> str:
    """Return the function that a name means, in any case of its letters; empty for none."""
    return FUNCTIONS.get(name) or FUNCTIONS.get(name.lower(), "")
