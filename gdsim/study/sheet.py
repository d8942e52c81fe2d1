"""Workings as text to take away: Markdown, LaTeX, HTML or plain, with answers or with blanks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, get_args

from gdsim.engine.latex import GREEK
from gdsim.engine.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.batch_working import MOST_ROWS
from gdsim.study.blocks import Block, Formula, Section, Table, Text, Working
from gdsim.study.number_latex import tight_minus
from gdsim.study.plain import BLANK, plain_formula
from gdsim.study.rule_working import given_section
from gdsim.study.working import working
from gdsim.symbols import symbol

Form = Literal["md", "tex", "html", "txt"]
FORMS: tuple[Form, ...] = get_args(Form)

MOST_UPDATES = 1000
"""Updates on one sheet; more would be a book."""

CELL = "________"
"""What stands in a table's cell that is to be filled in."""

MOST_ROWS_TO_FILL = 50
"""Rows of the longest batch that a sheet with blanks shows whole."""


def sheet_workings(
    run: Run, first: int, last: int, number_format: NumberFormat, blanks: bool = False
) -> list[Working]:
    """Return the workings of updates `first` .. `last`.

    Parameters
    ----------
    blanks
        Leave a blank for every result that is not given, and give them all at the end.

    Raises
    ------
    IndexError
        If the run has no such rows.
    """
    # Whoever is to work out the mean needs every row.
    most_rows = MOST_ROWS_TO_FILL if blanks else MOST_ROWS
    workings = [working(run, t, number_format, most_rows) for t in range(first, last + 1)]
    if not blanks:
        return workings
    questions = [_question(run, one, first, number_format) for one in workings]
    first_answers, *others = map(_answers, workings)
    # Apart from the questions, so that a sheet can be handed out without them.
    return [*questions, replace(first_answers, on_new_page=True), *others]


def blank_working(run: Run, t: int, number_format: NumberFormat) -> Working:
    """Return the working of update `t` with a blank for every result."""
    return sheet_workings(run, t, t, number_format, blanks=True)[0]


def sheet_text(
    run: Run,
    first: int,
    last: int,
    form: Form,
    number_format: NumberFormat,
    blanks: bool = False,
) -> str:
    """Return the workings of updates `first` .. `last` as one text; see `sheet_workings`."""
    return _WRITERS[form](sheet_workings(run, first, last, number_format, blanks))


def _question(run: Run, one: Working, first: int, number_format: NumberFormat) -> Working:
    """Return a working with a blank for every result; what it starts from is given but once."""
    t = one.iteration
    sections = [
        replace(section, blocks=tuple(map(_blanked, section.blocks))) for section in one.sections
    ]
    is_changed = t == first or run.segment_of(t) is not run.segment_of(t - 1)
    if is_changed and (given := given_section(run, run.row(t), number_format)):
        sections.insert(1, given)
    if t > first:
        found = Text(tr("As you found them in update {t}.").format(t=t - 1))
        sections[0] = replace(one.sections[0], blocks=(found,))
    return Working(t, tuple(sections))


def _is_asked(block: Block) -> bool:
    match block:
        case Formula():
            return block.value is not None and not block.given
        case Table():
            return block.results > 0
        case Text():
            return bool(block.question)


def _blanked(block: Block) -> Block:
    """Return a block with nothing left of a result but its name."""
    if not _is_asked(block):
        return block
    match block:
        case Formula():
            name, sign = re.split(r" (=|\\leftarrow) ", block.latex, maxsplit=1)[:2]
            return Formula(f"{name} {sign} {BLANK}")
        case Table():
            given = len(block.header) - block.results
            rows = (
                row[:given] + tuple(cell and CELL for cell in row[given:]) for row in block.rows
            )
            return replace(block, rows=tuple(rows))
        case Text():
            return Text(block.question)


def _answers(one: Working) -> Working:
    sections = []
    for section in one.sections:
        blocks = tuple(filter(_is_asked, section.blocks))
        if blocks:
            sections.append(Section(section.title, blocks))
    return Working(one.iteration, tuple(sections), is_answer=True)


def _write(
    workings: Sequence[Working],
    heading: Callable[[int, str], str],
    block_text: Callable[[Block], str],
    new_page: str,
) -> str:
    parts = []
    for one in workings:
        if one.on_new_page:
            parts.append(new_page)
        parts.append(heading(1, one.title))
        for section in one.sections:
            parts.append(heading(2, section.title))
            parts += [block_text(block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def _markdown(workings: Sequence[Working]) -> str:
    def block_text(block: Block) -> str:
        match block:
            case Formula():
                return f"$${block.latex}$$"
            case Table():
                lines = ["| " + " | ".join(row) + " |" for row in (block.header, *block.rows)]
                return "\n".join([lines[0], "|" + " ---: |" * len(block.header), *lines[1:]])
            case Text():
                return block.text

    return _write(workings, lambda level, title: f"{'#' * (level + 1)} {title}", block_text, "---")


_TEX_SIGNS = {"ᵢ": r"$_i$", "∂": r"$\partial$", "…": r"\dots{}", "∞": r"$\infty$"}
_TEX_SIGNS |= {sign: rf"\{sign}" for sign in "%_&#$"}
_TEX_SIGNS |= {digit: rf"$_{n}$" for n, digit in enumerate("₀₁₂₃₄₅₆₇₈₉")}
_TEX_SIGNS |= {letter: rf"$\{name}$" for name in GREEK if len(letter := symbol(name)) == 1}


def _tex_text(text: str) -> str:
    if re.fullmatch(r"-?[\d.]+(e-?\d+)?", text):
        mantissa, e, exponent = text.partition("e")
        power = rf" \cdot 10^{{{exponent}}}" if e else ""
        return f"${mantissa}{power}$"
    return "".join(_TEX_SIGNS.get(sign, sign) for sign in text)


def _latex(workings: Sequence[Working]) -> str:
    def block_text(block: Block) -> str:
        match block:
            case Formula():
                return rf"\[ {block.latex} \]"
            case Table():
                rows = [
                    " & ".join(map(_tex_text, row)) + r" \\" for row in (block.header, *block.rows)
                ]
                body = "\n".join([rows[0], r"\hline", *rows[1:]])
                columns = "r" * len(block.header)
                return f"\\begin{{tabular}}{{{columns}}}\n{body}\n\\end{{tabular}}"
            case Text():
                return _tex_text(block.text)

    def heading(level: int, title: str) -> str:
        return rf"\{'section' if level == 1 else 'subsection'}*{{{_tex_text(title)}}}"

    body = _write(workings, heading, block_text, r"\newpage")
    return (
        "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n\n"
        f"{body}\n\\end{{document}}\n"
    )


def _html(workings: Sequence[Working]) -> str:
    def block_text(block: Block) -> str:
        match block:
            case Formula():
                return f"<p>{_mathml(block.latex)}</p>"
            case Table():
                head = "".join(f"<th>{html.escape(cell)}</th>" for cell in block.header)
                rows = "".join(
                    "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
                    for row in block.rows
                )
                return f"<table><tr>{head}</tr>{rows}</table>"
            case Text():
                return f"<p>{html.escape(block.text)}</p>"

    def heading(level: int, title: str) -> str:
        return f"<h{level}>{html.escape(title)}</h{level}>"

    body = _write(workings, heading, block_text, "<hr style='break-after:page'>")
    return (
        "<!doctype html>\n<html><head><meta charset='utf-8'><title>gdsim</title><style>"
        "body{font-family:sans-serif;max-width:48em;margin:2em auto;padding:0 1em}"
        "table{border-collapse:collapse}td,th{padding:.2em .7em;text-align:right;"
        "border-bottom:1px solid #ccc}h2{margin-top:1.4em;font-size:1.05em}"
        f"</style></head><body>\n{body}</body></html>\n"
    )


def _mathml(latex: str) -> str:
    """Return a formula as MathML, which browsers draw by themselves."""
    from latex2mathml.converter import convert  # ziamath's own reader of LaTeX

    return str(convert(tight_minus(latex).replace(BLANK, r"\text{__________}"), display="block"))


def _plain(workings: Sequence[Working]) -> str:
    def block_text(block: Block) -> str:
        match block:
            case Formula():
                return "    " + plain_formula(block.latex)
            case Table():
                table = [block.header, *block.rows]
                widths = [max(len(row[k]) for row in table) for k in range(len(block.header))]
                return "\n".join(
                    "    " + "  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True))
                    for row in table
                )
            case Text():
                return block.text

    def heading(level: int, title: str) -> str:
        return title.upper() if level == 1 else title

    return _write(workings, heading, block_text, "\f" + "-" * 60)


_WRITERS: Mapping[Form, Callable[[Sequence[Working]], str]] = {
    "md": _markdown,
    "tex": _latex,
    "html": _html,
    "txt": _plain,
}
