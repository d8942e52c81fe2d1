"""Which widget takes the answer to which type of field."""

from __future__ import annotations

from collections.abc import Callable

from gdsim.study.exam.fields import Field, FieldType
from gdsim.views.practice.answers.choice_editor import ChoiceEditor
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.practice.answers.line_editor import LineEditor
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


def editor_for(field: Field) -> Editor:
    """Return a new widget that takes the answer to a field."""
    return EDITORS[field.type](field)
