"""Rows of the iteration table on their way into a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData

from gdsim.models.trace_table import TraceTable

MOST_HTML_ROWS = 20_000
"""Rows up to which a table with cells goes along; more would only take time and memory."""


def copied(table: TraceTable, rows: Sequence[int]) -> QMimeData:
    """Return `rows` under their titles as text with tabs, and as a table with cells."""
    lines = [table.titles(), *table.lines(rows)]
    result = QMimeData()
    result.setText("\n".join("\t".join(line) for line in lines))
    if len(rows) <= MOST_HTML_ROWS:
        result.setHtml(_html(lines))
    return result


def _html(lines: Sequence[Sequence[str]]) -> str:
    titles, *rows = lines
    body = "".join(_html_row("td", row) for row in rows)
    head = _html_row("th", titles)
    return f'<meta charset="utf-8"><table><thead>{head}</thead><tbody>{body}</tbody></table>'


def _html_row(cell: str, texts: Iterable[str]) -> str:
    from html import escape

    return "<tr>" + "".join(f"<{cell}>{escape(text)}</{cell}>" for text in texts) + "</tr>"
