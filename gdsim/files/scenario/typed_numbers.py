"""Texts in a scenario file where a number is wanted: ``learning-rate = "1/4"``."""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec import inspect

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_number
from gdsim.files.scenario.places import within


def with_numbers(content: Any, kind: type | inspect.Type, key: str = "") -> Any:
    """Return what TOML holds with the texts read that stand where only a number may.

    Raises
    ------
    InputError
        With the key, for a text there that is no number.
    """
    wanted = kind if isinstance(kind, inspect.Type) else _info(kind)
    options = wanted.types if isinstance(wanted, inspect.UnionType) else (wanted,)
    if isinstance(content, str):
        return _number(content, options, key)
    for option in options:
        if isinstance(content, dict) and isinstance(option, inspect.StructType):
            fields = {field.encode_name: field.type for field in option.fields}
            return {
                name: with_numbers(value, fields[name], name) if name in fields else value
                for name, value in content.items()
            }
        if isinstance(content, dict) and isinstance(option, inspect.DictType):
            return {
                name: with_numbers(value, option.value_type, f"{key}.{name}")
                for name, value in content.items()
            }
        if isinstance(content, list) and isinstance(option, inspect.ListType):
            return [_item(value, option.item_type, key, k) for k, value in enumerate(content)]
        if isinstance(content, list) and isinstance(option, inspect.TupleType):
            kinds = [*option.item_types, *[inspect.AnyType()] * len(content)]
            return [with_numbers(value, k, key) for value, k in zip(content, kinds, strict=False)]
    return content


def _item(content: Any, kind: inspect.Type, key: str, number: int) -> Any:
    """Return an item of a list; what is refused in a table says in which one."""
    try:
        return with_numbers(content, kind, key)
    except InputError as error:
        raise (within(error, key, number) if isinstance(content, dict) else error) from error


@cache
def _info(kind: type) -> inspect.Type:
    """Return what a kind of table holds; to find it out takes longer than to read the table."""
    return inspect.type_info(kind)


def _number(text: str, options: tuple[inspect.Type, ...], key: str) -> object:
    """Return the number that a text says where one is wanted, and no text is."""
    if any(isinstance(one, inspect.StrType) for one in options):
        return text
    if any(isinstance(one, inspect.LiteralType) and text in one.values for one in options):
        return text
    is_whole = any(isinstance(one, inspect.IntType) for one in options)
    if not is_whole and not any(isinstance(one, inspect.FloatType) for one in options):
        return text
    try:
        number = read_number(text, integer=is_whole)
    except InputError as error:
        raise InputError("{key}: {sentence}", key=key, sentence=error) from error
    return int(number) if is_whole else number
