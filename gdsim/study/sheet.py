"""Workings as text to take away: Markdown, LaTeX, HTML or plain, with answers or with blanks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from gdsim.engine.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.blocks import Block, Formula, Section, Table, Text, Working
from gdsim.study.working import working

Form = Literal["md", "tex", "html", "txt"]
FORMS: tuple[Form, ...] = get_args(Form)

MOST_UPDATES = 1000
"""Updates on one sheet; more would be a book."""

BLANK = r"\underline{\qquad\qquad}"


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
    workings = [working(run, t, number_format) for t in range(first, last + 1)]
    if not blanks:
        return workings
    return [*map(_with_blanks, workings), *map(_answers, workings)]


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


def _with_blanks(one: Working) -> Working:
    sections = tuple(
        Section(section.title, tuple(_blanked(block) for block in section.blocks))
        for section in one.sections[1:]
    )
    return Working(one.iteration, (one.sections[0], *sections))


GIVEN = r"\eta ="
"""How formulas begin whose number is given rather than asked for."""


def _is_asked(block: Block) -> bool:
    return (
        isinstance(block, Formula) and block.value is not None and not block.latex.startswith(GIVEN)
    )


def _blanked(block: Block) -> Block:
    """Return a block with nothing left of a result but its name."""
    if isinstance(block, Formula) and _is_asked(block):
        name = re.split(r" = | \\leftarrow ", block.latex, maxsplit=1)[0]
        return Formula(f"{name} = {BLANK}")
    if isinstance(block, Text) and "%" in block.text:
        return Text(tr("By how many percent does the loss change?"))
    return block


def _answers(one: Working) -> Working:
    sections = []
    for section in one.sections[1:]:
        blocks = tuple(
            block
            for block in section.blocks
            if _is_asked(block) or (isinstance(block, Text) and "%" in block.text)
        )
        if not blocks:
            continue
        title = tr("Answer, {step}").format(step=section.title.lower())
        sections.append(Section(title, blocks))
    return Working(one.iteration, tuple(sections))


def _write(
    workings: Sequence[Working],
    heading: Callable[[int, str], str],
    block_text: Callable[[Block], str],
) -> str:
    parts = []
    for one in workings:
        parts.append(heading(1, tr("Update {t}").format(t=one.iteration)))
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

    return _write(workings, lambda level, title: f"{'#' * (level + 1)} {title}", block_text)


_TEX_SIGNS = {"ᵢ": r"$_i$", "∂": r"$\partial$", "…": r"\dots{}", "%": r"\%", "_": r"\_", "&": r"\&"}
_TEX_SIGNS |= {digit: rf"$_{n}$" for n, digit in enumerate("₀₁₂₃₄₅₆₇₈₉")}


def _latex(workings: Sequence[Working]) -> str:
    def plain(text: str) -> str:
        return "".join(_TEX_SIGNS.get(sign, sign) for sign in text)

    def block_text(block: Block) -> str:
        match block:
            case Formula():
                return rf"\[ {block.latex} \]"
            case Table():
                rows = [" & ".join(map(plain, row)) + r" \\" for row in (block.header, *block.rows)]
                body = "\n".join([rows[0], r"\hline", *rows[1:]])
                columns = "r" * len(block.header)
                return f"\\begin{{tabular}}{{{columns}}}\n{body}\n\\end{{tabular}}"
            case Text():
                return plain(block.text)

    def heading(level: int, title: str) -> str:
        return rf"\{'section' if level == 1 else 'subsection'}*{{{plain(title)}}}"

    body = _write(workings, heading, block_text)
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

    body = _write(
        workings, lambda level, title: f"<h{level}>{html.escape(title)}</h{level}>", block_text
    )
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

    return str(convert(latex.replace(BLANK, r"\text{__________}"), display="block"))


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

    return _write(workings, lambda level, title: title.upper() if level == 1 else title, block_text)


_PLAIN: tuple[tuple[str, str], ...] = (
    (re.escape(BLANK), "__________"),
    (r"\\left\||\\right\|", "|"),
    (r"\\leftarrow", "<-"),
    (r"\\left|\\right|\\quad|\\,", ""),
    (r"\\cdot", "*"),
    (r"\\partial ", "d"),
    (r"\\(?:mathrm|operatorname|text)\{([^{}]*)\}", r"\1"),
    (r"_\{([^{}]*)\}", r"_\1"),
    (r"\\(?:hat|tilde)\{(\w)\}", r"\1^"),
    (r"\^\{([^{}]*)\}", r"^(\1)"),
    (r"\\sqrt\s*\{([^{}]*)\}", r"sqrt(\1)"),
    (r"\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"(\1)/(\2)"),
)


def plain_formula(latex: str) -> str:
    """Return a formula as one line of plain text."""
    before = ""
    while before != latex:
        before = latex
        for pattern, shown in _PLAIN:
            latex = re.sub(pattern, shown, latex)
    latex = re.sub(r"\(([\w.]+)\)(?=[/^]|$)|(?<=[/^])\(([\w.]+)\)", r"\1\2", latex)
    return re.sub(r"\s+", " ", latex.replace("\\", "")).strip()


_WRITERS: Mapping[Form, Callable[[Sequence[Working]], str]] = {
    "md": _markdown,
    "tex": _latex,
    "html": _html,
    "txt": _plain,
}
