"""What a worked solution is made of, whoever draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A sentence."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula in LaTeX's math mode; `value` is what its right-hand side is worth, if a number."""

    latex: str
    value: float | None = None


@dataclass(frozen=True)
class Table:
    """A table of texts already written in the chosen number format."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Text | Formula | Table


@dataclass(frozen=True)
class Section:
    """One step of the working, under its title."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Working:
    """The worked solution of update `iteration`."""

    iteration: int
    sections: tuple[Section, ...]
