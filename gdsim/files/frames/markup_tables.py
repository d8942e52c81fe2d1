"""Tables for people to read: Markdown and LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from gdsim.files.frames.table_layout import Layout

if TYPE_CHECKING:
    from gdsim.files.frames.column_frame import Column, Frame


def write_markdown(frame: Frame, file: BinaryIO, layout: Layout) -> None:
    """Write a Markdown table, every cell on one line."""
    names = [_markdown_text(name).replace("_", r"\_") for name in frame.columns]
    _write_lines(file, ["| " + " | ".join(names) + " |", "|" + " ---: |" * len(names)])
    for cells in _cells(frame, layout.decimals, _markdown_text):
        _write_lines(file, ["| " + " | ".join(row) + " |" for row in cells])


def _write_lines(file: BinaryIO, lines: Sequence[str]) -> None:
    file.write("".join(f"{line}\n" for line in lines).encode())


def _markdown_text(text: str) -> str:
    """Return a text as it can stand in a cell: on one line, no bar in it."""
    return _on_one_line(text).replace("|", r"\|")


def _on_one_line(text: str) -> str:
    return re.sub(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*", " ", text)


_PLAIN = frozenset(
    "loss full_loss iteration epoch batch batch_size learning_rate run settings iterations"
    " final_loss distance_to_minimum stop_reason verdict diverged iterations_to_target".split()
)
"""Columns whose names are words rather than the names of parameters or settings."""

_LATEX_CHARACTERS = {c: f"\\{c}" for c in "#$%&_{}"} | {
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "\\": r"\textbackslash{}",
}


def write_latex(frame: Frame, file: BinaryIO, layout: Layout) -> None:
    """Write a LaTeX table with the rules of booktabs, headings as formulas."""
    above = [
        r"% needs \usepackage{booktabs}",
        rf"\begin{{tabular}}{{{'r' * len(frame.columns)}}}",
        r"\toprule",
        " & ".join(_latex_header(name) for name in frame.columns) + r" \\",
        r"\midrule",
    ]
    _write_lines(file, above)
    for cells in _cells(frame, layout.decimals, _latex_text):
        _write_lines(file, [" & ".join(row) + r" \\" for row in cells])
    _write_lines(file, [r"\bottomrule", r"\end{tabular}"])


def _latex_header(name: str) -> str:
    from gdsim.engine.formula.latex import latex_of_name  # SymEngine, which a help page can spare

    counts = ("_per_epoch", "_per_gradient", "_batches")
    if name in _PLAIN or name.startswith("state_") or name.endswith(counts):
        return name.replace("_", " ")
    for prefix, shown in (("grad_", r"\partial L / \partial {}"), ("new_", r"\text{{new }} {}")):
        if name.startswith(prefix):
            return f"${shown.format(latex_of_name(name.removeprefix(prefix)))}$"
    return f"${latex_of_name(name)}$"


def _latex_text(text: str) -> str:
    """Return a text with LaTeX's own characters written out."""
    return re.sub(r"[#$%&_{}^~\\]", lambda match: _LATEX_CHARACTERS[match[0]], _on_one_line(text))


def _cells(
    frame: Frame, decimals: int | None, escape: Callable[[str], str]
) -> Iterator[list[tuple[str, ...]]]:
    """Yield the rows, some at once, as texts: empty where there is no value, texts escaped."""

    def texts(column: Column) -> list[str]:
        if column.kind == "O":
            return column.to_list(escape, "")
        if column.kind == "f" and decimals is not None:
            return column.to_list(lambda x: f"{x:.{decimals}f}", "")
        return column.to_list(repr, "")

    from gdsim.files.frames.rounded_frames import (
        ready_to_round,  # NumPy, which a help page can spare
    )

    for part in frame.parts():
        columns = ready_to_round(part, decimals).by_name.values()
        yield list(zip(*map(texts, columns), strict=True))
