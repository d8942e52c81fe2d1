"""What columns are called, in a file and in an objective."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gdsim.engine.errors import InputError
from gdsim.files.shortened import shortened
from gdsim.texts import N_

if TYPE_CHECKING:
    from gdsim.files.data.table import RawTable

MOST_CHARACTERS_OF_NAMES = 500
"""The most characters of a list of columns in a message."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def is_column_name(name: str) -> bool:
    """Return whether a column of this name can be data of an objective."""
    return _NAME.fullmatch(name) is not None


def accepted_name(name: str) -> str:
    """Return what a column is called in an objective: its own name where that is accepted.

    ``Body mass (g)`` is ``Body_mass_g``, ``Größe`` is ``Grosse`` and ``2nd`` is ``x2nd``.
    """
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    spelled = re.sub(r"[^A-Za-z0-9_]+", "_", plain.decode()).strip("_")
    if not spelled[:1].isalpha():
        spelled = f"x{spelled}"
    return spelled


def called(name: str) -> str:
    """Return what a column is called that is named so here, or so in the file."""
    return name if is_column_name(name) else accepted_name(name)


def all_names(table: RawTable) -> tuple[str, ...]:
    """Return every name that leads to a column, or to several."""
    both = [*table.names, *map(accepted_name, filter(None, table.names))]
    return tuple(dict.fromkeys(filter(is_column_name, both)))


def reached(table: RawTable) -> dict[str, int]:
    """Return the columns that a name leads to, by the names they have in an objective.

    A name that stands in the header comes before one that is made of another, and one that several
    columns have leads to none of them; neither does one lead to a column without a name.
    """
    indices: dict[str, int | None] = {}
    for spell in (str, accepted_name):
        found: dict[str, int | None] = {}
        for index, name in enumerate(table.names):
            called = spell(name)
            if name and is_column_name(called):
                found[called] = None if called in found else index
        indices = {**found, **indices}
    return {name: index for name, index in indices.items() if index is not None}


def index_of(table: RawTable, name: str) -> int:
    """Return the index of the column of this name.

    The name is one of the header, or what `accepted_name` makes of one.

    Raises
    ------
    InputError
        For a name that is missing, stands twice or is not accepted.
    """
    found = [k for k, one in enumerate(table.names) if one == name and name]
    found = found or [k for k, one in enumerate(table.names) if one and accepted_name(one) == name]
    if not found:
        place = reached(table)
        by_place = sorted(place, key=lambda one: place[one])
        raise InputError(
            "{path} has no column {name}; its columns are {accepted}",
            path=table.title,
            name=shortened(name),
            accepted=shortened(", ".join(by_place), MOST_CHARACTERS_OF_NAMES),
        )
    if not is_column_name(name):
        raise InputError(
            "{path}, {where}: the column name {name} is not accepted; a name is a letter"
            " followed by letters, digits or _",
            path=table.title,
            where=table.header,
            name=repr(shortened(name)),
        )
    if len(found) > 1:
        raise _several(table, name, found)
    return found[0]


def _several(table: RawTable, name: str, found: Sequence[int]) -> InputError:
    """Return what to say about a name that several columns have."""
    shown = {table.names[k] for k in found}
    given: dict[str, Any] = {"path": table.title, "where": table.header, "name": shortened(name)}
    if len(shown) == 1:
        template = N_("{path}, {where}: the column name {name} stands twice; names must differ")
        return InputError(template, **given)
    return InputError(
        "{path}, {where}: the columns {names} are all called {name} in a formula; rename them so"
        " that their letters and digits differ",
        names=shortened(", ".join(table.names[k] for k in found)),
        **given,
    )


def require_different(names: Sequence[str]) -> None:
    """Raise InputError where no column is named, or one twice."""
    if not names:
        raise InputError("no column is chosen; choose at least one")
    for name in names:
        if list(names).count(name) > 1:
            raise InputError("column {name} is chosen twice; choose it once", name=name)
