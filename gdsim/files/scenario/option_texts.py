"""Keys of a scenario file whose value is written as the option of that name has it.

``bounds = "x=0:"`` is ``bounds = { x = "0:" }``, and where an option may be given again and again a
key may have a list of such texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gdsim.engine.errors import InputError
from gdsim.engine.named_values import named_texts
from gdsim.files.data.steps import labels_of
from gdsim.files.scenario.places import table_of, within

Read = Callable[[str], Any]


def _named(example: str) -> Read:
    return lambda text: named_texts(text, example)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _labels(text: str) -> dict[str, dict[str, float]]:
    name, codes = labels_of(text)
    return {name: dict(codes)}


TABLES: Mapping[str, Read] = {
    "let": _named("a=1"),
    "initial": _named("velocity_w=0.2"),
    "set": _named("beta=0.9"),
    "bounds": _named("x=0:"),
    "penalty": _named("l2=0.1"),
    "labels": _labels,
}
"""What reads an option's text where a table is wanted."""

LISTS: Mapping[str, Read] = {"parameters": _names, "features": _names, "units": _names}
"""What reads an option's text where a list is wanted."""


def with_option_texts(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a file with the texts read that are written as options have them.

    Raises
    ------
    InputError
        With the key, for a text that its option refuses.
    """
    found = dict(content)
    for key, value in content.items():
        try:
            found[key] = _read(key, value)
        except InputError as error:
            if table_of(error) is not None:
                raise
            raise InputError("{key}: {sentence}", key=key, sentence=error) from error
    return found


def _table(key: str, number: int, table: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return with_option_texts(table)
    except InputError as error:
        raise within(error, key, number) from error


def _read(key: str, value: Any) -> Any:
    if key in LISTS and isinstance(value, str):
        return LISTS[key](value)
    if key in TABLES and isinstance(value, str):
        return TABLES[key](value)
    if key in TABLES and isinstance(value, list) and all(isinstance(one, str) for one in value):
        # As with options, what is given later counts.
        return {name: part for one in value for name, part in TABLES[key](one).items()}
    if key == "start" and isinstance(value, int | float) and not isinstance(value, bool):
        return [value]
    if key in ("change", "compare") and isinstance(value, list):
        return [
            _table(key, k, one) if isinstance(one, dict) else one for k, one in enumerate(value)
        ]
    return value
