"""Names that people mean as products: ``wx`` beside the column x, ``w1x1``, ``λx``, ``cosx``.

Such a name would become a parameter of its own without a word, and the column that it was meant to
multiply would go unused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.engine.formula.parameter_names import GREEK, VARIABLES
from gdsim.engine.formula.reading.scanner import Token
from gdsim.engine.formula.reading.vocabulary.characters import plain_name
from gdsim.engine.formula.reading.vocabulary.functions import FUNCTIONS

COEFFICIENTS = frozenset("abckmw")
"""Letters that are usually a coefficient before a variable."""

ARGUMENTS = frozenset("xyzwuv")
"""Letters that a function without brackets is written before, as in cosx."""

_SYMBOL = re.compile(rf"(?P<stem>{'|'.join(sorted(GREEK, key=len, reverse=True))}|[A-Za-z])_?\d*")


class _Split(Struct, frozen=True):
    """A way to read a name as a product.

    Attributes
    ----------
    strange
        How many factors are neither known nor Greek letters typed as such.
    """

    factors: tuple[str, ...] = ()
    strange: int = 0
    all_indexed: bool = True
    all_variables: bool = True

    def after(self, factor: str, is_known: bool) -> _Split:
        return replace(
            self,
            factors=(factor, *self.factors),
            strange=self.strange + (not is_known),
            all_indexed=self.all_indexed and factor[-1].isdigit(),
            all_variables=self.all_variables and factor in VARIABLES,
        )

    @property
    def is_meant(self) -> bool:
        """Whether people who write this mean a product."""
        if len(self.factors) < 2:
            return False
        has_known = self.strange < len(self.factors)
        is_sure = (has_known and self.strange <= 1) or self.all_indexed or self.all_variables
        return is_sure or self._is_term

    @property
    def _is_term(self) -> bool:
        """Whether it is a coefficient before a variable, as wx and theta1x."""
        if len(self.factors) != 2:
            return False
        coefficient, variable = map(_stem, self.factors)
        return variable in VARIABLES and (coefficient in COEFFICIENTS or coefficient in GREEK)


def refuse_run_together(
    tokens: Iterable[Token], names: Collection[str], known: Collection[str]
) -> None:
    """Raise InputError for one of `names` that is read as a product of others.

    Parameters
    ----------
    tokens
        Of the formula.
    names
        Its parameters.
    known
        Its other names: what the factors of a product may be, besides the other parameters.
    """
    for token in tokens:
        if token.kind == "name" and token.text in names:
            others = {*names, *known} - {token.text}
            if factors := _factors(token.text, token.typed, others):
                raise InputError(
                    "{name} is read as one name; write {product} for the product, or call it"
                    " otherwise",
                    name=token.typed,
                    product="*".join(factors),
                    position=token.position,
                )
            if function := _function_before(token.text, others):
                raise InputError(
                    "{name} is read as one name; write {function}({argument}) for the function, or"
                    " call it otherwise",
                    name=token.typed,
                    function=function,
                    argument=token.text.removeprefix(function),
                    position=token.position,
                )


def _factors(name: str, typed: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the factors of the product that a name is read as, none where it is a name."""
    symbol = _SYMBOL.fullmatch(name)
    if symbol and len(symbol["stem"]) > 1:
        return ()
    greek = frozenset() if typed.isascii() else GREEK
    is_plain = typed.isascii() or not typed.isidentifier()
    cuts = set(range(len(name) + 1))
    if not is_plain:
        cuts = {len(plain_name(typed[:i], 0)) for i in range(len(typed) + 1)}
    splits = [split for split in _splits(name, cuts, known, greek) if split.is_meant]
    best = min(splits, key=lambda split: (split.strange, len(split.factors)), default=_Split())
    return best.factors


MOST_SPLITS = 200
"""Ways to read a name that are looked at."""


def _splits(
    name: str, cuts: Collection[int], known: Collection[str], greek: Collection[str]
) -> list[_Split]:
    """Return the ways to read a name as factors: known names, and letters with their index.

    Cut only at `cuts`: a Greek letter that was typed as one is spelled out, and stays whole.
    """
    ways: list[list[_Split]] = [[] for _ in range(len(name) + 1)]
    ways[len(name)] = [_Split()]
    for i in reversed(range(len(name))):
        ends = {i + len(one): True for one in known if name.startswith(one, i)}
        for symbol in _symbols_at(name, i):
            ends.setdefault(i + len(symbol), _stem(symbol) in greek)
        for end, is_known in ends.items():
            if i not in cuts or end not in cuts:
                continue
            factor = name[i:end]
            ways[i] += [rest.after(factor, is_known) for rest in ways[end][:MOST_SPLITS]]
        ways[i] = sorted(ways[i], key=lambda split: split.strange)[:MOST_SPLITS]
    return ways[0]


def _symbols_at(name: str, i: int) -> list[str]:
    """Return the letters, with their index, and Greek letters that begin at `i`."""
    found = [match[0]] if (match := _SYMBOL.match(name, i)) else []
    if match and len(match["stem"]) > 1:
        found.append(name[i])
    return found


def _stem(symbol: str) -> str:
    return symbol.rstrip("0123456789").rstrip("_")


def _function_before(name: str, known: Collection[str]) -> str:
    """Return the function that a name begins with, where its argument follows; else nothing."""
    for function in sorted(FUNCTIONS, key=len, reverse=True):
        argument = name.removeprefix(function)
        if argument in ("", name) or name in FUNCTIONS:
            continue
        if argument in known or argument.isdecimal() or _stem(argument) in ARGUMENTS:
            return function
    return ""
