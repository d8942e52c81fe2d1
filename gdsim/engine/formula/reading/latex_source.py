r"""LaTeX as it is copied: what each command stands for, as tokens.

An argument is one group in braces, or one letter, digit or command, as TeX takes it: ``\frac12`` is
a half. What only sets the type is left out.
"""

# ruff: noqa: ARG001 - every command has the same signature, whatever it needs

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gdsim.engine.formula.reading.indices import (
    COMMAND,
    group,
    index_after,
    matching,
    skip,
)
from gdsim.engine.formula.reading.scanner import Scanner, refuse_request
from gdsim.engine.formula.reading.sums import sum_sign
from gdsim.engine.formula.reading.vocabulary.characters import refuse
from gdsim.engine.formula.reading.vocabulary.latex_words import (
    ACCENT_OF,
    BOLD,
    ENVIRONMENTS,
    FONTS,
    FUNCTION_NAMES,
    NAMES,
    OPERATORS,
    SIZES,
    SKIPPED,
    SKIPPED_WITH_ARGUMENT,
)

MOST_NESTED = 32
"""Commands that may stand within one another."""


def command(scanner: Scanner, i: int, end: int) -> int:
    """Add what the command at `i` stands for; return where it ends."""
    match = COMMAND.match(scanner.text, i, end)
    if match is None:
        refuse("a \\ stands at the end", i)
    word, sign, after = match[1], match[2], match.end()
    if word is None:
        return _sign(scanner, sign, i, after)
    if word in SKIPPED:
        return after
    if word in SKIPPED_WITH_ARGUMENT:
        return group(scanner, after, end)[1] + 1
    if word in NAMES:
        return scanner.named(NAMES[word], i, after, end)
    if word in OPERATORS:
        scanner.add("operator", OPERATORS[word], i, after)
        return after
    if word in FUNCTION_NAMES:
        return _function(scanner, word, i, after, end)
    handler = _HANDLERS.get(word)
    if handler is None:
        refuse("{text} is not accepted in a formula", i, text=f"\\{word}")
    return handler(scanner, word, i, after, end)


def _sign(scanner: Scanner, sign: str, i: int, after: int) -> int:
    if sign in ",;:! \n":
        return after
    operator = {"{": "(", "}": ")", "|": "‖"}.get(sign)
    if operator is None:
        refuse("{text} is not accepted in a formula of one line", i, text=f"\\{sign}")
    scanner.add("operator", operator, i, after)
    return after


def _function(scanner: Scanner, word: str, start: int, i: int, end: int) -> int:
    place = skip(scanner.text, i, end)
    index = ""
    has_index = scanner.text[place : place + 1] == "_"
    if word in ("argmax", "argmin") or (has_index and word in ("max", "min")):
        refuse_request(word, start)
    if has_index:
        index, i = index_after(scanner, place, end)
    scanner.add("name", FUNCTION_NAMES[word] + index, start, i)
    return i


def _argument(scanner: Scanner, i: int, end: int) -> int:
    """Add one argument as a group of tokens in braces; return where it ends."""
    text = scanner.text
    i = skip(text, i, end)
    if i >= end:
        refuse("an argument in braces {sign} is missing at the end", end, sign="{ }")
    scanner.add("operator", "{", i, i + 1)
    if text[i] == "{":
        inside, close = group(scanner, i, end)
        _nested(scanner, inside, close, i)
        after = close + 1
    elif text[i] == "\\":
        with _deeper(scanner, i):
            after = command(scanner, i, end)
    elif text[i].isdecimal() and text[i].isascii():
        scanner.add("number", text[i], i, i + 1)
        after = i + 1
    elif text[i].isalpha():
        _nested(scanner, i, i + 1, i)
        after = i + 1
    else:
        refuse("{sign} stands where an argument in braces is expected", i, sign=text[i])
    scanner.add("operator", "}", after - 1, after)
    return after


def _nested(scanner: Scanner, start: int, end: int, position: int) -> None:
    with _deeper(scanner, position):
        scanner.scan(start, end)


@contextmanager
def _deeper(scanner: Scanner, position: int) -> Iterator[None]:
    """Count a level of commands within one another; refuse too many."""
    scanner.depth += 1
    if scanner.depth > MOST_NESTED:
        refuse(
            "commands are nested too deeply; up to {most} levels are accepted",
            position,
            most=MOST_NESTED,
        )
    yield
    scanner.depth -= 1


def _fraction(scanner: Scanner, word: str, start: int, i: int, end: int) -> int:
    scanner.add("frac", word, start, i)
    return _argument(scanner, _argument(scanner, i, end), end)


def _root(scanner: Scanner, word: str, start: int, i: int, end: int) -> int:
    i, degree = skip(scanner.text, i, end), "2"
    if scanner.text[i : i + 1] == "[":
        inside, close = matching(scanner, i, end, "[", "]")
        degree, i = scanner.text[inside:close].strip(), close + 1
        if not re.fullmatch("[2-9]|[1-9][0-9]", degree):
            refuse(
                "a root is of a whole number from 2 to 99; write a power such as x^(1/n)", inside
            )
    scanner.add("root", degree, start, i)
    return _argument(scanner, i, end)


def _sized(scanner: Scanner, word: str, start: int, i: int, end: int) -> int:
    r"""Add the bracket after ``\left``, ``\bigr`` and the like."""
    text, i = scanner.text, skip(scanner.text, i, end)
    match = re.compile(r"\\[a-zA-Z]+|\\[{}|]|[()\[\]|‖./]").match(text, i, end)
    names = {r"\{": "(", r"\}": ")", r"\|": "‖"}
    names |= {rf"\{name}": OPERATORS[name].strip("<>") for name in _BARS}
    sign = match and names.get(match[0], match[0])
    if not match or sign not in tuple("()[]|‖"):
        refuse("a bracket or a bar is expected after {text}", start, text=f"\\{word}")
    if sign in "|‖":
        sign = f"{sign}<" if word[-1] == "l" or word == "left" else f">{sign}"
    scanner.add("operator", str(sign), start, match.end())
    return match.end()


_BARS = ("vert", "lvert", "rvert", "Vert", "lVert", "rVert", "mid")


def _font(scanner: Scanner, word: str, start: int, i: int, end: int) -> int:
    """Add a name in a font of its own; what is in bold, or under an arrow, is told."""
    text, i = scanner.text, skip(scanner.text, i, end)
    is_group = text[i : i + 1] == "{"
    inside, close = group(scanner, i, end) if is_group else (i, i + 1)
    words = text[inside:close].strip()
    if word == "operatorname" and re.sub(r"\W|\\,", "", words) in ("argmin", "argmax"):
        refuse_request("argmin", start)
    if word in BOLD:
        scanner.note_vector(words)
    if word not in ACCENT_OF and re.fullmatch(r"[a-zA-Z]\w*(?:[ -]+\w+)+", words):
        # A text of several words may be a column's name.
        return scanner.named(re.sub("[ -]+", "_", words), start, close + is_group, end)
    known = len(scanner.tokens)
    if is_group:
        _nested(scanner, inside, close, i)
        after = close + 1
    else:
        after = _argument(scanner, i, end)
        del scanner.tokens[-1], scanner.tokens[known]
    made = scanner.tokens[known:]
    if len(made) == 1 and made[0].kind == "name":
        del scanner.tokens[known:]
        accent = ACCENT_OF.get(word, "")
        name = f"{made[0].text}_{accent}" if accent else made[0].text
        return scanner.named(name, start, after, end)
    if word in ACCENT_OF or not made:
        refuse("{text} stands over one name alone", start, text=f"\\{word}")
    return after


def _environment(scanner: Scanner, word: str, start: int, i: int, end: int) -> int:
    inside, close = group(scanner, i, end)
    name = scanner.text[inside:close].rstrip("*")
    if name not in ENVIRONMENTS:
        refuse(
            "{name} is not accepted; a formula is one expression of numbers, so write vectors,"
            " matrices and cases out",
            start,
            name=scanner.quoted(start, close + 1),
        )
    return close + 1


def _sum(scanner: Scanner, word: str, start: int, i: int, end: int) -> int:
    return sum_sign(scanner, start, i, end)


_HANDLERS: dict[str, Callable[[Scanner, str, int, int, int], int]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(SIZES, _sized),
    **dict.fromkeys((*FONTS, *ACCENT_OF), _font),
    **dict.fromkeys(("begin", "end"), _environment),
    "sqrt": _root,
    "sum": _sum,
}
