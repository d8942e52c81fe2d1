"""The blocks of a text as widgets: sentences, formulas, tables."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gdsim.study.working.blocks import Block, Formula, Table, Text
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import FONT, SPACE, interface_font, number_font, set_variant

LONG = 12
"""Letters above which a cell's text may be broken."""


def block_widget(block: Block) -> QWidget:
    """Return a new widget that shows a block."""
    match block:
        case Formula():
            return formula(block.latex)
        case Table():
            return table_widget(block)
        case Text():
            return sentence(block.text)


def formula(latex: str) -> FormulaLabel:
    """Return a formula in the size of the text around it."""
    label = FormulaLabel(latex)
    # Set on each: with a style sheet in force Qt hands no font on.
    label.setFont(interface_font(FONT.reading))
    return label


def sentence(text: str, role: str = "") -> QLabel:
    """Return a label with text that wraps and can be selected.

    What roles there are stands in `gdsim.views.style.style_sheet`.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        set_variant(label, "role", role)
    else:
        label.setFont(interface_font(FONT.reading))
    return label


def table_widget(table: Table) -> QWidget:
    """Return a table as a grid of labels."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE.l)
    grid.setVerticalSpacing(SPACE.xs)
    for k, title in enumerate(table.header):
        head = QLabel(title)
        head.setWordWrap(len(table.header) > 3)
        set_variant(head, "role", "hint")
        grid.addWidget(head, 0, k)
        for i, row in enumerate(table.rows, start=1):
            cell = QLabel(row[k])
            cell.setTextFormat(Qt.TextFormat.PlainText)
            cell.setFont(number_font(FONT.reading))
            cell.setWordWrap(k > 0 and len(row[k]) > LONG)
            grid.addWidget(cell, i, k)
    grid.setColumnStretch(len(table.header) - 1, 1)
    return holder
