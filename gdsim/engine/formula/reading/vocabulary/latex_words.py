"""LaTeX's words that a formula may have, by what they stand for."""

from __future__ import annotations

from gdsim.engine.formula.parameter_names import GREEK

NAMES: dict[str, str] = {name: name for name in GREEK} | {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varphi": "phi",
    "varrho": "rho",
    "varsigma": "sigma",
    "varpi": "pi",
    "ell": "ell",
    "top": "T",
    "intercal": "T",
}
"""Commands for letters, and the name of each."""

FUNCTION_NAMES: dict[str, str] = {
    name: name
    for name in (
        "sin cos tan arcsin arccos arctan sinh cosh tanh exp log ln max min sgn sign erf"
        " argmax argmin"
    ).split()
}
"""Commands for functions."""

OPERATORS: dict[str, str] = {
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "bullet": "*",
    "div": "/",
    "lbrace": "(",
    "rbrace": ")",
    "lbrack": "[",
    "rbrack": "]",
    "vert": "|",
    "mid": "|",
    "lvert": "|<",
    "rvert": ">|",
    "Vert": "‖",
    "lVert": "‖<",
    "rVert": ">‖",
    "coloneqq": "=",
    "coloneq": "=",
    "equiv": "=",
    "triangleq": "=",
    "doteq": "=",
    "mapsto": "→",
    "to": "→",
    "rightarrow": "→",
    "leftarrow": "=",
    "gets": "=",
}

SIZES = frozenset(
    f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
) | {"left", "right"}
"""Commands that set the size of the bracket after them."""

FONTS = frozenset(
    "mathrm text textrm textit textbf textsf mathit mathsf mathtt mathcal mathscr mathfrak mathbb"
    " operatorname rm mathbf boldsymbol bm mathnormal mbox".split()
)

BOLD = frozenset({"mathbf", "boldsymbol", "bm", "vec", "textbf"})
"""Commands that print has for vectors."""

ACCENT_OF = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "bar",
    "overline": "bar",
    "tilde": "tilde",
    "widetilde": "tilde",
    "vec": "",
}

ENVIRONMENTS = frozenset(
    "equation align aligned gather gathered math displaymath split multline eqnarray".split()
)

SKIPPED = frozenset(
    "quad qquad displaystyle textstyle scriptstyle limits nolimits nonumber notag thinspace"
    " medspace thickspace enspace enskip space negthinspace hfill strut mathstrut null".split()
)

SKIPPED_WITH_ARGUMENT = frozenset({"label", "tag", "hspace", "vspace", "phantom", "color"})
