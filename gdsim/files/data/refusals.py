"""What to say about a column that cannot be taken for numbers."""

from __future__ import annotations

from typing import Any

from gdsim.engine.errors import InputError
from gdsim.files.data.cells import Column
from gdsim.files.data.column_names import accepted_name
from gdsim.files.data.labels import MOST_CLASSES
from gdsim.files.data.spelling import LARGEST_NUMBER, is_either, is_gap
from gdsim.files.shortened import shortened
from gdsim.texts import N_

MOST_SHOWN = 3
"""Texts of a column that are shown."""


def refusal(column: Column) -> InputError:
    """Return what to say about a column with cells that are no numbers."""
    if column.codes:
        return _flawed_cell(column, _no_code(column))
    if not column.is_numeric or len(column.units) == 1:
        return _no_numbers(column)
    return _flawed_cell(column, _template(column.text(int(column.bad[0]))))


def _flawed_cell(column: Column, template: str) -> InputError:
    table, row = column.table, int(column.bad[0])
    return InputError(
        template,
        path=table.title,
        where=table.where(table.places([row])),
        value=repr(shortened(column.text(row))),
        name=shortened(column.name),
    )


def _template(found: str) -> str:
    if not found:
        return N_(
            "{path}, {where}: column {name} has no value there; give a number such as 1.5, or leave"
            " such rows out"
        )
    if is_gap(found):
        return N_(
            "{path}, {where}: column {name} has no value there ({value}); give a number such as"
            " 1.5, or leave such rows out"
        )
    if is_either(found):
        return N_(
            "{path}, {where}: the comma in the value {value} of column {name} may be a decimal"
            " comma or stand between thousands; say which (thousands: none or comma)"
        )
    if _is_large(found):
        return N_(
            "{path}, {where}: the value {value} of column {name} is too large; give a number from"
            " -1e150 to 1e150, or leave such rows out"
        )
    if "," in found:
        return N_(
            "{path}, {where}: the value {value} of column {name} has a comma, and others have a"
            " decimal point; write all of them in one way, as 1.5"
        )
    return N_(
        "{path}, {where}: the value {value} of column {name} is not a finite number; give a"
        " number such as 1.5, or leave such rows out"
    )


def _no_code(column: Column) -> str:
    if is_gap(column.text(int(column.bad[0]))):
        return N_(
            "{path}, {where}: column {name} has no value there; give one of its classes, or leave"
            " such rows out"
        )
    return N_(
        "{path}, {where}: the class {value} of column {name} has no number; give it one, or one to"
        " the rest, as in yes=1, rest=0"
    )


def _is_large(text: str) -> bool:
    try:
        return abs(float(text)) > LARGEST_NUMBER and "inf" not in text.lower()
    except ValueError:
        return False


def _no_numbers(column: Column) -> InputError:
    """Return what to say about a column without any number."""
    some = column.cells.drop_nulls()
    given: dict[str, Any] = {"path": column.table.title, "name": shortened(column.name)}
    if not len(some):
        return InputError(
            "{path}: column {name} is empty; give numbers in it, or choose another column", **given
        )
    first = column.text(int(column.bad[0])) if column.is_numeric else str(some[0])
    row = int(column.cells.is_not_null().arg_max() or 0)
    given["where"] = column.table.where(column.table.places([row]))
    given["value"] = repr(shortened(first))
    given["called"] = accepted_name(column.name)
    given["units"] = ", ".join(column.units[:MOST_SHOWN])
    shown = some.unique(maintain_order=True).head(MOST_SHOWN)
    given["shown"] = ", ".join(repr(str(text)[:40]) for text in shown)
    given["most"] = MOST_CLASSES
    template = _template_of_texts(column, first)
    return InputError(template, **given)


def _template_of_texts(column: Column, first: str) -> str:
    """Return what to say about texts, the first of which is given."""
    if column.is_dates:
        return N_(
            "{path}: column {name} holds dates ({value}); write each as a number, such as the days"
            " since the first, or choose another column"
        )
    if len(column.units) > 1:
        return N_(
            "{path}: the numbers of column {name} have different units ({units}); write all in one"
        )
    if column.units:
        return N_(
            "{path}: the numbers of column {name} have a unit ({value}); say that it is to be left"
            " out (units: {called})"
        )
    if is_either(first) or _is_large(first):
        return _template(first)
    return N_(
        "{path}: column {name} holds texts ({shown}), and not from 2 to {most} classes; choose"
        " another column"
    )
