"""Workings as text: Markdown, LaTeX, HTML or plain; whole sheets, or parts to paste.

A new format is the functions that write its parts and a row in `FORMS`: the command line, the
window's dialog and the menu that copies are made from these rows. (A PDF is no text: see
`gdsim.files.workings`.)
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import cache

from msgspec import Struct

from gdsim.engine.formula.parameter_names import GREEK
from gdsim.study.working.blocks import Block, Formula, Sheet, Table, Text, Working
from gdsim.study.working.sheets.plain import BLANK, plain_formula
from gdsim.symbols import symbol
from gdsim.texts import N_


class Look(IntEnum):
    """What a file of workings looks like once it is opened; a dialog offers them in this order."""

    PRINTED = 0
    TYPESET = 1
    SOURCE = 2
    PLAIN = 3


class Form(Struct, frozen=True):
    """A format that workings can be written in.

    Attributes
    ----------
    ending
        Of its files, without the dot; also its name on the command line.
    title
        Its name in a list of formats.
    """

    ending: str
    title: str
    look: Look


def _as_it_is(_title: str, body: str) -> str:
    return body


class TextForm(Form, frozen=True):
    """A format that is text, and so can be copied, too.

    Attributes
    ----------
    copy_title
        What copies a working in this format, in a menu.
    heading
        Writes a heading of level 0 (the sheet's) to 2.
    block
        Writes a block.
    new_page
        Stands where a new page begins.
    document
        Makes a document of a title and all that is on the sheet.
    """

    copy_title: str
    heading: Callable[[int, str], str]
    block: Callable[[Block], str]
    new_page: str
    document: Callable[[str, str], str] = _as_it_is

    def parts(self, workings: Sequence[Working]) -> list[str]:
        """Return what is written of workings, one text a heading, block or new page."""
        parts = []
        for one in workings:
            if one.on_new_page:
                parts.append(self.new_page)
            parts.append(self.heading(1, one.title))
            for section in one.sections:
                parts.append(self.heading(2, section.title))
                parts += map(self.block, section.blocks)
        return parts


def sheet_document(sheet: Sheet, form: str) -> str:
    """Return a sheet as a document that stands alone; `form` is one of `FORMS`."""
    writer = FORMS[form]
    about = [writer.heading(0, sheet.title), *map(writer.block, sheet.about)]
    body = "\n\n".join([*about, *writer.parts(sheet.workings)])
    return writer.document(sheet.title, f"{body}\n")


def workings_text(workings: Sequence[Working], form: str) -> str:
    """Return workings as a part to paste into a text of one's own; `form` is one of `FORMS`."""
    return "\n\n".join(FORMS[form].parts(workings)) + "\n"


def _noted(table: str, note: str) -> str:
    return f"{table}\n\n{note}" if note else table


def _markdown_block(block: Block) -> str:
    match block:
        case Formula():
            return f"$${block.latex}$$"
        case Table():
            lines = ["| " + " | ".join(row) + " |" for row in (block.header, *block.rows)]
            table = "\n".join([lines[0], "|" + " ---: |" * len(block.header), *lines[1:]])
            return _noted(table, block.note)
        case Text():
            return block.text


@cache
def _tex_signs() -> Mapping[str, str]:
    """Return the LaTeX of each character that LaTeX's text does not have as it is."""
    signs = {"ᵢ": r"$_i$", "∂": r"$\partial$", "…": r"\dots{}", "∞": r"$\infty$"}
    signs |= {"–": "--", "−": "$-$", "·": r"$\cdot$", "²": "$^2$", "’": "'"}
    signs |= {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}
    signs |= {sign: rf"\{sign}" for sign in "%_&#${}"}
    signs |= {digit: rf"$_{n}$" for n, digit in enumerate("₀₁₂₃₄₅₆₇₈₉")}
    signs |= {letter: rf"$\{name}$" for name in GREEK if len(letter := symbol(name)) == 1}
    return signs


def _tex_text(text: str) -> str:
    if re.fullmatch(r"-?[\d.]+(e-?\d+)?", text):
        mantissa, e, exponent = text.partition("e")
        power = rf" \cdot 10^{{{exponent}}}" if e else ""
        return f"${mantissa}{power}$"
    signs = _tex_signs()
    return "".join(signs.get(sign, sign) for sign in text)


def _tex_block(block: Block) -> str:
    match block:
        case Formula():
            return rf"\[ {block.latex} \]"
        case Table():
            rows = [" & ".join(map(_tex_text, row)) + r" \\" for row in (block.header, *block.rows)]
            body = "\n".join([rows[0], r"\hline", *rows[1:]])
            columns = "r" * len(block.header)
            table = f"\\begin{{tabular}}{{{columns}}}\n{body}\n\\end{{tabular}}"
            return _noted(table, _tex_text(block.note))
        case Text():
            return _tex_text(block.text)


def _tex_heading(level: int, title: str) -> str:
    if not level:
        return rf"{{\noindent\LARGE\bfseries {_tex_text(title)}\par}}"
    return rf"\{'section' if level == 1 else 'subsection'}*{{{_tex_text(title)}}}"


def _tex_document(_title: str, body: str) -> str:
    return (
        "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n\n"
        f"{body}\n\\end{{document}}\n"
    )


def _html_block(block: Block) -> str:
    match block:
        case Formula():
            return f"<p>{_mathml(block.latex)}</p>"
        case Table():
            head = "".join(f"<th>{html.escape(cell)}</th>" for cell in block.header)
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
                for row in block.rows
            )
            note = f"<p>{html.escape(block.note)}</p>" if block.note else ""
            return f"<table><tr>{head}</tr>{rows}</table>{note}"
        case Text():
            return f"<p>{html.escape(block.text)}</p>"


def _html_heading(level: int, title: str) -> str:
    return f"<h{level + 1}>{html.escape(title)}</h{level + 1}>"


def _html_document(title: str, body: str) -> str:
    return (
        f"<!doctype html>\n<html><head><meta charset='utf-8'><title>{html.escape(title)}</title>"
        "<style>body{font-family:sans-serif;max-width:48em;margin:2em auto;padding:0 1em}"
        "table{border-collapse:collapse}td,th{padding:.2em .7em;text-align:right;"
        "border-bottom:1px solid #ccc}h3{margin-top:1.4em;font-size:1.05em}"
        f"</style></head><body>\n{body}</body></html>\n"
    )


def _mathml(latex: str) -> str:
    """Return a formula as MathML, which browsers draw by themselves."""
    from latex2mathml.converter import convert  # ziamath's own reader of LaTeX

    from gdsim.study.working.number_latex import tight_minus

    return str(convert(tight_minus(latex).replace(BLANK, r"\text{__________}"), display="block"))


def _plain_block(block: Block) -> str:
    match block:
        case Formula():
            return "    " + plain_formula(block.latex)
        case Table():
            table = [block.header, *block.rows]
            widths = [max(len(row[k]) for row in table) for k in range(len(block.header))]
            lines = (
                "    " + "  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True))
                for row in table
            )
            return _noted("\n".join(lines), block.note)
        case Text():
            return block.text


def _plain_heading(level: int, title: str) -> str:
    if not level:
        return f"{title}\n{'=' * len(title)}"
    return title.upper() if level == 1 else title


def _markdown_heading(level: int, title: str) -> str:
    return f"{'#' * (level + 1)} {title}"


FORMS: Mapping[str, TextForm] = {
    form.ending: form
    for form in (
        TextForm(
            "md",
            N_("Markdown"),
            Look.SOURCE,
            N_("Copy as Markdown"),
            _markdown_heading,
            _markdown_block,
            new_page="---",
        ),
        TextForm(
            "tex",
            N_("LaTeX"),
            Look.SOURCE,
            N_("Copy as LaTeX"),
            _tex_heading,
            _tex_block,
            new_page=r"\newpage",
            document=_tex_document,
        ),
        TextForm(
            "html",
            N_("HTML"),
            Look.TYPESET,
            N_("Copy as HTML"),
            _html_heading,
            _html_block,
            new_page="<hr style='break-after:page'>",
            document=_html_document,
        ),
        TextForm(
            "txt",
            N_("Plain text"),
            Look.PLAIN,
            N_("Copy as plain text"),
            _plain_heading,
            _plain_block,
            new_page="\f" + "-" * 60,
        ),
    )
}
"""Every format of workings that is text, by its ending."""
