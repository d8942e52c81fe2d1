"""The minus of numbers as in print, in everything that a question tells: −3, not -3."""

from __future__ import annotations

import re

from msgspec.structs import replace

from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.question import Curves, Grid, StemBlock
from gdsim.study.working.blocks import Block, Formula, Section, Table, Text

_HYPHEN = re.compile(r"(?<![\w).\]-])-(?=\.?\d)")
"""A hyphen before a number, and none between two words or numbers, as in a date or ``1e-3``."""


def printed_minus(text: str) -> str:
    """Return a text with a minus sign where a hyphen stands for one before a number."""
    return _HYPHEN.sub("−", text)


def printed_block(block: Block) -> Block:
    """Return a block with the minus of its numbers as in print; a formula is typeset anyway."""
    match block:
        case Text():
            return replace(
                block, text=printed_minus(block.text), question=printed_minus(block.question)
            )
        case Table():
            return replace(block, header=_line(block.header), rows=tuple(map(_line, block.rows)))
        case Formula():
            return block


def printed_stem(block: StemBlock) -> StemBlock:
    """Return a block of a stem with the minus of its numbers as in print."""
    match block:
        case Grid():
            return replace(block, header=_line(block.header), rows=tuple(map(_line, block.rows)))
        case Curves():
            return block
        case _:
            return printed_block(block)


def printed_section(section: Section) -> Section:
    """Return a part of a worked solution with the minus of its numbers as in print."""
    blocks = tuple(map(printed_block, section.blocks))
    return replace(section, title=printed_minus(section.title), blocks=blocks)


def printed_field(field: Field) -> Field:
    """Return a field with the minus of numbers in its label and its options as in print."""
    options = tuple(replace(one, text=printed_minus(one.text)) for one in field.options)
    return replace(field, label=printed_minus(field.label), options=options)


def printed_slip(slip: NamedSlip) -> NamedSlip:
    """Return a slip with the minus of numbers in its sentence as in print."""
    return replace(slip, text=printed_minus(slip.text))


def _line(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(printed_minus, cells))
