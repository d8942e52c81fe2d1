"""What names of a formula are: Greek letters, and in which order parameters stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)

VARIABLES = ("x", "y", "z")
"""Letters that are a family: x stands before y, however a formula begins.

Side by side they are hardly ever one name.
"""

_NUMBERED = re.compile(r"(.*?)_?(\d+)")


def parameters_in_order(names: Sequence[str]) -> tuple[str, ...]:
    """Return names by first appearance, but the members of one family in their own order.

    A family is x, y, z, or names of one stem with numbers, such as w1, w2, w10: of ``b, y, w2, x,
    w1`` the order is ``b, x, w1, y, w2``.
    """
    families: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        families[_family(name)].append(name)
    members = {family: iter(sorted(some, key=_place)) for family, some in families.items()}
    return tuple(next(members[_family(name)]) for name in names)


def _family(name: str) -> str:
    if name in VARIABLES:
        return "".join(VARIABLES)
    numbered = _NUMBERED.fullmatch(name)
    return f"{numbered[1]}#" if numbered else f"={name}"


def _place(name: str) -> tuple[int, str]:
    numbered = _NUMBERED.fullmatch(name)
    return (int(numbered[2]) if numbered else 0, name)
