"""The nodes of a syntax tree, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

LARGEST_EXACT = 1e15
"""Whole numbers below are kept exact."""


class Number(Struct, frozen=True):
    """A literal; `text` is as typed."""

    text: str
    position: int


class Name(Struct, frozen=True):
    """A parameter or a column."""

    name: str
    position: int


class Constant(Struct, frozen=True):
    """One of `CONSTANTS`."""

    name: str
    position: int


class Negative(Struct, frozen=True):
    """A minus in front."""

    operand: Node
    position: int


class Binary(Struct, frozen=True):
    """One of ``+ - * / ^`` between two operands."""

    operator: str
    left: Node
    right: Node
    position: int


class Call(Struct, frozen=True):
    """A function of `reading.functions` (by its meaning) applied to its arguments."""

    function: str
    arguments: tuple[Node, ...]
    position: int


Node = Number | Name | Constant | Negative | Binary | Call


def number_text(value: float) -> str:
    """Return a finite number as the shortest text of a formula that reads back as it."""
    is_whole = value.is_integer() and abs(value) < LARGEST_EXACT
    return f"{value:.0f}" if is_whole else repr(value)


def names_of(node: Node) -> tuple[str, ...]:
    """Return every name in `node` once, by first appearance in the text."""
    backwards = list(_names_backwards(node))
    return tuple(dict.fromkeys(reversed(backwards)))


def _names_backwards(node: Node) -> Iterator[str]:
    """Yield the names in `node` from its end, where a long chain shows its newest operand."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Name(name):
                yield name
            case Negative(operand):
                waiting.append(operand)
            case Binary(_, left, right):
                waiting += left, right
            case Call(_, arguments):
                waiting += arguments


def functions_of(node: Node) -> set[str]:
    """Return the functions that are applied in `node`."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Negative(operand):
                waiting.append(operand)
            case Binary(_, left, right):
                waiting += left, right
            case Call(function, arguments):
                found.add(function)
                waiting += arguments
    return found
