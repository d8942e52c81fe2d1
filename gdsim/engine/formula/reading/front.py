"""What stands in front of a formula and only says what it is called: ``J(θ) =``, ``lambda x:``."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from gdsim.engine.formula.reading.scanner import Scanner, Token
from gdsim.engine.formula.reading.vocabulary.characters import refuse
from gdsim.engine.formula.reading.vocabulary.functions import CONSTANTS, function_of

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_BETWEEN = frozenset({",", ";", "|"})


def without_front(scanner: Scanner) -> list[Token]:
    """Return the tokens of the formula itself; what was left out is told.

    Raises
    ------
    InputError
        For a sign = after anything else than a name, which makes it an equation.
    """
    tokens = scanner.tokens
    equals = [k for k, token in enumerate(tokens) if _is(token, "=")]
    if len(equals) > 1:
        refuse("there is more than one sign =; give one expression", tokens[equals[1]].position)
    first = 0
    if equals:
        first = equals[0] + 1
        _check_left(tokens[: first - 1], tokens[first:], tokens[first - 1], scanner.columns)
    called = first
    first = _after_function(tokens, first)
    if first > (1 if _is(tokens[0], "=") else 0):
        front = scanner.quoted(tokens[0].position, tokens[first - 1].end)
        scanner.note("“{front}” in front was left out", front=front)
    if first:
        _note_others(scanner, tokens[:called] or tokens[:first], tokens[first:])
    return tokens[first:]


def _is(token: Token, *texts: str) -> bool:
    return token.kind == "operator" and token.text in texts


def _check_left(
    left: list[Token], right: list[Token], equals: Token, columns: Collection[str]
) -> None:
    """Refuse what is no name of a function, with its arguments in brackets or without."""
    if not left:
        return
    name, *rest = left
    is_call = bool(rest) and _is(rest[0], *_OPENING) and _arguments_end(rest, 0) == len(rest)
    if name.kind != "name" or (rest and not is_call):
        refuse(
            "an objective is one expression; leave out everything up to the sign =",
            equals.position,
        )
    if name.text in columns and not rest:
        refuse(
            "{name} is a column of the data; write a loss such as (… - {name})^2, without a sign =",
            equals.position,
            name=name.typed,
        )
    for token in right:
        if token.kind == "name" and token.text == name.text:
            refuse(
                "{name} stands on both sides of the sign =; give one expression",
                token.position,
                name=name.typed,
            )


def _arguments_end(tokens: list[Token], k: int) -> int:
    """Return where the names in brackets end that begin at `k`; -1 where there are none."""
    if k >= len(tokens) or not _is(tokens[k], *_OPENING):
        return -1
    for place in range(k + 1, len(tokens)):
        token = tokens[place]
        if _is(token, *_CLOSING):
            return place + 1
        if token.kind not in ("name", "number") and not _is(token, *_BETWEEN):
            return -1
    return -1


def _after_function(tokens: list[Token], k: int) -> int:
    """Return where the body of ``lambda x:``, ``@(x)``, ``x ->`` and the like begins."""
    word = tokens[k].typed if tokens[k].kind == "name" else ""
    if _is(tokens[k], "@") or word == "function":
        end = _arguments_end(tokens, k + 1)
        k = end if end > 0 else k
    elif word == "lambda":
        k = _after_names(tokens, k + 1, ":") or k
    elif word == "def" and tokens[k + 1].kind == "name":
        end = _arguments_end(tokens, k + 2)
        if end > 0 and _is(tokens[end], ":"):
            k = end + 1
    else:
        k = _after_arrow(tokens, k)
    if tokens[k].kind == "name" and tokens[k].typed == "return":
        k += 1
    return k


def _after_names(tokens: list[Token], k: int, sign: str) -> int:
    """Return where names and commas from `k` on end at `sign`, and 0 where they do not."""
    while tokens[k].kind == "name" or _is(tokens[k], ","):
        k += 1
    return k + 1 if _is(tokens[k], sign) else 0


def _after_arrow(tokens: list[Token], k: int) -> int:
    """Return where what follows ``x ->`` or ``f: (x, y) ->`` begins."""
    is_named = tokens[k].kind == "name" and _is(tokens[k + 1], ":")
    start = k + 2 if is_named else k
    end = _arguments_end(tokens, start)
    if end > 0 and _is(tokens[end], "→"):
        return end + 1
    return _after_names(tokens, start, "→") or k


def _note_others(scanner: Scanner, front: list[Token], body: list[Token]) -> None:
    """Tell of parameters that a function named in front is not said to depend on."""
    opening = next((k for k, token in enumerate(front) if _is(token, *_OPENING)), len(front))
    named = [token.text for token in front[opening:] if token.kind == "name"]
    used: list[str] = []
    for token, after in pairwise(body):
        is_call = _is(after, *_OPENING) and function_of(token.text)
        if token.kind == "name" and not is_call and token.text not in CONSTANTS:
            used.append(token.text)
    others = [name for name in dict.fromkeys(used) if name not in (*named, *scanner.columns)]
    if named and others and set(named) <= set(used) and not scanner.columns:
        names, inside = ", ".join(others), ", ".join(named)
        if len(others) > 1:
            scanner.note("{names} are parameters, too, besides {named}", names=names, named=inside)
        else:
            scanner.note("{names} is a parameter, too, besides {named}", names=names, named=inside)
