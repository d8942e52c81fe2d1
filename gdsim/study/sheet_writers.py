"""Workings as text: Markdown, LaTeX, HTML or plain."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from gdsim.engine.latex import GREEK
from gdsim.study.blocks import Block, Formula, Table, Text, Working
from gdsim.study.number_latex import tight_minus
from gdsim.study.plain import BLANK, plain_formula
from gdsim.symbols import symbol

Form = Literal["md", "tex", "html", "txt"]
FORMS: tuple[Form, ...] = get_args(Form)


def workings_text(workings: Sequence[Working], form: Form) -> str:
    """Return workings as one text, one below the other."""
    return _WRITERS[form](workings)


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
