"""Which widget takes the answer to which type of field."""

from __future__ import annotations

from collections.abc import Callable

from gdsim.study.exam.fields import Field, FieldType
from gdsim.views.practice.answers.choice_editor import ChoiceEditor
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.practice.answers.line_editor import LineEditor
from gdsim.views.practice.answers.list_editor import ListEditor
from gdsim.views.practice.answers.order_editor import OrderEditor
from gdsim.views.practice.answers.points_editor import PointsEditor

EDITORS: dict[FieldType, Callable[[Field], Editor]] = {
    "number": LineEditor,
    "count": LineEditor,
    "percent": LineEditor,
    "formula": LineEditor,
    "choice": ChoiceEditor,
    "select": ChoiceEditor,
    "order": OrderEditor,
    "points": PointsEditor,
}
"""By the type of a field."""

CELL_WIDTH = 92
"""Pixels of a number in a table."""


def editor_for(field: Field, in_table: bool = False) -> Editor:
    """Return a new widget that takes the answer to a field; in a table it is a small one."""
    if in_table and field.type == "choice" and all(option.text for option in field.options):
        return ListEditor(field)
    if in_table and field.is_number:
        return LineEditor(field, CELL_WIDTH)
    return EDITORS[field.type](field)
