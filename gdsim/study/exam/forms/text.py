"""A question as plain text or Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat
from gdsim.study.exam.fields import Field
from gdsim.study.exam.marking.sentences import digits_text
from gdsim.study.exam.question import Curves, Grid, Question, StemBlock
from gdsim.study.working.blocks import Block, Formula, Section, Table
from gdsim.study.working.sheets.writers import FORMS, TextForm
from gdsim.symbols import symbol

_EXACT = NumberFormat.exact()


def question_text(question: Question, form: str) -> str:
    """Return what is told and asked; `form` is ``txt`` or ``md``."""
    writer = writer_of(form)
    blanks = _blanks(question)
    parts = stem_parts(question.stem, writer, blanks)
    parts += [_asked(one, blanks.get(one.name, "")) for one in question.fields]
    return "\n\n".join(parts) + "\n"


def solution_text(sections: Sequence[Section], form: str) -> str:
    """Return a worked solution; `form` is ``txt`` or ``md``."""
    writer = writer_of(form)
    parts: list[str] = []
    for section in sections:
        parts.append(writer.heading(2, section.title))
        parts += map(writer.block, section.blocks)
    return "\n\n".join(parts) + "\n"


def writer_of(form: str) -> TextForm:
    """Return what writes in a format; plain text has Greek letters, as the sentences have."""
    writer = FORMS[form]
    return replace(writer, block=_plain_block) if form == "txt" else writer


def _plain_block(block: Block) -> str:
    text = FORMS["txt"].block(block)
    if not isinstance(block, Formula):
        return text
    return re.sub("[a-zA-Z]+", lambda word: symbol(word[0]), text).replace("nabla ", "∇")


def stem_parts(
    stem: Sequence[StemBlock], writer: TextForm, blanks: Mapping[str, str] | None = None
) -> list[str]:
    """Return the blocks written one by one; curves as the table of their points.

    In cells of a grid stand the names of fields, or what `blanks` has for them.
    """
    parts = []
    for block in stem:
        match block:
            case Curves():
                parts += [f"{block.title}:", writer.block(table_of(block))]
            case Grid():
                rows = tuple(
                    tuple((blanks or {}).get(cell, cell) for cell in row) for row in block.rows
                )
                parts.append(writer.block(Table(block.header, rows)))
            case _:
                parts.append(writer.block(block))
    return parts


def table_of(curves: Curves) -> Table:
    """Return the points of curves as a table: a column a curve, a row an x."""
    xs = sorted({x for points, _ in curves.curves.values() for x in points})
    columns = [dict(zip(*points, strict=True)) for points in curves.curves.values()]
    rows = tuple(
        (_EXACT.text(x), *(_EXACT.text(column[x]) if x in column else "" for column in columns))
        for x in xs
    )
    return Table((curves.x_title, *curves.curves), rows)


def _blanks(question: Question) -> dict[str, str]:
    """Return what stands in the cells of a grid in the place of fields: (1), (2) ..."""
    grids = (block for block in question.stem if isinstance(block, Grid))
    cells = {cell for grid in grids for row in grid.rows for cell in row}
    inside = [one.name for one in question.fields if one.name in cells]
    return {name: f"({k})" for k, name in enumerate(inside, start=1)}


def _asked(field: Field, blank: str) -> str:
    marks = ntr("{n} mark", "{n} marks", field.marks).format(n=field.marks)
    head = tr("{label} ({marks}; {how})").format(label=field.label, marks=marks, how=how(field))
    options = [f"   {one.key})  {one.text or one.latex}" for one in field.options]
    return "\n".join([f"* {blank} {head}" if blank else f"* {head}", *options])


def how(field: Field) -> str:
    """Return in what form an answer is given, in the middle of a sentence."""
    match field.type:
        case "choice":
            return tr("choose one")
        case "select":
            return tr("choose all that hold")
        case "order":
            return tr("give all in their order")
        case "formula":
            return tr("a formula in {names}").format(names=", ".join(field.symbols))
        case "points":
            return tr("write it down, then tick what you said")
        case "percent":
            return tr("in percent; {digits}").format(digits=digits_text(field))
    return digits_text(field)
