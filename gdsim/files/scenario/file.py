"""The keys of a scenario file: typed, checked, and refused in one sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import reduce
from typing import Any, Literal

import msgspec
import msgspec.inspect
import msgspec.structs

from gdsim.engine.descent.experiment import STOPPING
from gdsim.engine.descent.methods import LastBatch, Method, Order
from gdsim.engine.descent.rules import rule_spec
from gdsim.engine.descent.schedules import schedule_spec
from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_number
from gdsim.files.data.spelling import Header, Thousands
from gdsim.files.scenario.places import Table, at_line, table_of
from gdsim.files.shortened import shortened

Off = Literal["off"]
"""What a change sets a stopping criterion, rounding or clipping to that is not used any more."""


MOST_PARTS_OF_KEY = 200
"""The most points in a key: what reads TOML takes the square of their number in time."""

NOT_USED: Mapping[str, str | None] = dict.fromkeys(STOPPING) | {
    "round_gradient": "",
    "round_parameters": "",
    "clip_norm": None,
}
"""Fields of an experiment that can be off, with their value then."""


class Settings(msgspec.Struct, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """What may be set for a whole run, and changed in the middle of it; None means not given."""

    learning_rate: float | None = None
    schedule: str | None = None
    rule: str | None = None
    set: dict[str, float | str] | None = None
    clip_norm: float | Off | None = None
    method: Method | None = None
    batch_size: int | None = None
    order: Order | None = None
    last_batch: LastBatch | None = None
    seed: int | None = None
    round_gradient: str | None = None
    round_parameters: str | None = None
    iterations: int | Off | None = None
    epochs: int | Off | None = None
    stop_gradient_norm: float | Off | None = None
    stop_loss_change: float | Off | None = None
    stop_loss: float | Off | None = None
    stop_step: float | Off | None = None

    def fields(self) -> dict[str, Any]:
        """Return the given settings as fields of an `Experiment`."""
        given = {
            name: value
            for name in Settings.__struct_fields__
            if (value := getattr(self, name)) is not None
        }
        given |= {name: NOT_USED[name] for name in NOT_USED if given.get(name) == "off"}
        if "set" in given:
            given["settings"] = given.pop("set")
        for name, spec in (("rule", rule_spec), ("schedule", schedule_spec)):
            if name in given:
                given[name] = spec(given[name]).name
        return given


class ChangeTable(Settings, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """A ``[[change]]`` table: settings that are new from an update on."""

    at: int


class CompareTable(Settings, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """A ``[[compare]]`` table: another run to begin with, by the settings that differ."""

    name: str


class ScenarioFile(Settings, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """The keys of a scenario file."""

    objective: str = ""
    loss: str | None = None
    target: str | None = None
    features: list[str] = []
    convention: str | None = None
    penalty: dict[str, float] = {}
    title: str = ""
    description: str = ""
    group: str = ""
    position: int = 1000
    data: str | None = None
    skip_bad_rows: bool = False
    labels: dict[str, dict[str, float]] = {}
    units: list[str] = []
    thousands: Thousands | None = None
    header: Header | None = None
    parameters: list[str] = []
    start: dict[str, float] | list[float] | str = []
    let: dict[str, float] = {}
    maximise: bool = False
    bounds: dict[str, str] = {}
    initial: dict[str, float] = {}
    view: dict[str, tuple[float, float]] = {}
    minimum: list[list[float]] = []
    change: list[ChangeTable] = []
    compare: list[CompareTable] = []

    def reading_steps(self) -> list[str]:
        """Return how the file of `data` is to be read, as steps of a data source."""
        if not (self.skip_bad_rows or self.labels or self.units or self.thousands or self.header):
            return []
        from gdsim.files.data.steps import labels_text, reading_steps

        return reading_steps(
            skip_bad_rows=self.skip_bad_rows,
            labels=[labels_text(name, tuple(codes.items())) for name, codes in self.labels.items()],
            units=self.units,
            thousands=self.thousands,
            header=self.header,
        )


def decode(text: str) -> ScenarioFile:
    """Return the keys of a scenario file; raise InputError with the line or key."""
    content = _toml(text)
    _refuse_unknown_keys(content, ScenarioFile, text)
    for key, kind in (("change", ChangeTable), ("compare", CompareTable)):
        tables = content.get(key)
        for number, table in enumerate(tables if isinstance(tables, list) else []):
            if isinstance(table, dict):
                _refuse_unknown_keys(table, kind, text, (key, number))
    with suppress(msgspec.ValidationError):
        return msgspec.convert(content, ScenarioFile)
    # Seldom is a number given as a text, and what it takes to find that out takes long.
    from gdsim.files.scenario.option_texts import with_option_texts
    from gdsim.files.scenario.typed_numbers import with_numbers

    try:
        content = with_numbers(with_option_texts(content), ScenarioFile)
    except InputError as error:
        key, table = str(error.values["key"]).split(".")[0], table_of(error)
        raise at_line(key, text, error, table) from error
    try:
        return msgspec.convert(content, ScenarioFile)
    except msgspec.ValidationError as error:
        raise _validation_refusal(error, text) from error


def _toml(text: str) -> dict[str, Any]:
    for number, line in enumerate(text.splitlines(), start=1):
        keys = [line] if line.lstrip().startswith("[") else line.split("=")[:-1]
        if any(key.count(".") > MOST_PARTS_OF_KEY for key in keys):
            raise InputError(
                "line {line}: a key has more than {most} parts", line=number, most=MOST_PARTS_OF_KEY
            )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("not valid TOML: {reason}", reason=shortened(error)) from error
    except RecursionError as error:
        raise InputError("not valid TOML: nested too deeply") from error
    except ValueError as error:
        raise InputError("a whole number has too many digits; give up to 18") from error


def _refuse_unknown_keys(
    content: Mapping[str, Any], kind: type[Settings], text: str, table: Table | None = None
) -> None:
    accepted = kind.__struct_encode_fields__
    for key in content:
        if key not in accepted:
            raise at_line(key, text, _unknown_key(key, accepted), table)


def _unknown_key(key: str, accepted: Sequence[str]) -> InputError:
    import difflib

    near = difflib.get_close_matches(key, accepted, 1)
    shown, known = repr(shortened(key)), ", ".join(accepted)
    if not near:
        return InputError(
            "the key {key} is unknown; accepted are {accepted}", key=shown, accepted=known
        )
    return InputError(
        "the key {key} is unknown (did you mean {near}?); accepted are {accepted}",
        key=shown,
        near=near[0],
        accepted=known,
    )


def _validation_refusal(error: msgspec.ValidationError, text: str) -> InputError:
    """Return what msgspec found, with the key and the line that it is about, if any."""
    what, _, where = str(error).replace("`", "").partition(" - at $.")
    key = next(reversed(re.findall(r"[a-z][a-z-]*", where)), "")
    sentence = _in_plain_words(what, key)
    if not key:
        return sentence
    named = re.match(r"(change|compare)\[(\d+)\]", where)
    table = (named[1], int(named[2])) if named else None
    return at_line(key, text, InputError("{key}: {sentence}", key=key, sentence=sentence), table)


_KINDS = {
    "str": InputError("a text"),
    "int": InputError("a whole number"),
    "float": InputError("a number"),
    "bool": InputError("true or false"),
    "array": InputError("a list"),
    "object": InputError("a table of names and values"),
    **dict.fromkeys(("date", "datetime", "time"), InputError("a date or a time")),
}
"""What msgspec calls the kinds of values, and what people do."""


def _in_plain_words(what: str, key: str) -> InputError:
    """Return what msgspec found, in words for people, with what would be accepted."""
    if missing := re.fullmatch(r"Object missing required field (.+)", what):
        return InputError("missing key {key}", key=missing[1])
    if what == "Number out of range":
        return InputError("a number is too large; numbers go up to 1.8e308")
    if odd := re.fullmatch(r"Invalid enum value '(.*)'", what, re.DOTALL):
        return InputError(
            "{value} is unknown; give one of {accepted}",
            value=shortened(odd[1]),
            accepted=", ".join(_choices(key)),
        )
    if kinds := re.fullmatch(r"Expected (.+), got (\w+)", what):
        wanted = [_KINDS[one] for one in kinds[1].split(" | ") if one in _KINDS]
        if wanted and kinds[2] in _KINDS:
            return InputError(
                "{given} is not accepted here; give {wanted}",
                given=_KINDS[kinds[2]],
                wanted=reduce(_or, wanted),
            )
    return InputError("{sentence}", sentence=what.replace("Expected", "expected"))


def _or(one: InputError, other: InputError) -> InputError:
    return InputError("{one} or {other}", one=one, other=other)


def _choices(key: str) -> list[str]:
    """Return the words that a key may have, where it may have but a few."""
    for field in msgspec.structs.fields(ScenarioFile):
        kind = msgspec.inspect.type_info(field.type)
        if field.encode_name == key and isinstance(kind, msgspec.inspect.UnionType):
            literals = (one for one in kind.types if isinstance(one, msgspec.inspect.LiteralType))
            return [str(value) for one in literals for value in one.values]
    return []


def keys_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of an experiment under the keys of a file; what is not used is ``"off"``."""
    keys: dict[str, Any] = {}
    for name, value in fields.items():
        key = "set" if name == "settings" else name.replace("_", "-")
        plain = dict(value) if isinstance(value, Mapping) else value
        keys[key] = "off" if plain is None else plain
    return keys


def ranges_of(texts: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Return the bounds of parameters that a file gives; raise InputError where it gives none."""
    return {name: _range_of(name, text) for name, text in texts.items()}


def _range_of(name: str, text: str) -> tuple[float, float]:
    from gdsim.engine.named_values import range_of

    try:
        return range_of(text, read_number)
    except InputError as error:
        raise InputError(
            "bounds: {name} = {text} is not accepted; give LOW:HIGH, one of which may be left out,"
            " as 0: or -1:1",
            name=name,
            text=repr(shortened(text)),
        ) from error


def texts_of(ranges: Mapping[str, tuple[float, float]]) -> dict[str, str]:
    """Return bounds of parameters as a file gives them."""
    from gdsim.engine.named_values import range_text

    return {name: range_text(low, high) for name, (low, high) in ranges.items()}
