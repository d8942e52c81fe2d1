"""What is done to data before they are used, as a data source says it; see `reading`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_number, written
from gdsim.engine.problem.scaling import SCALINGS
from gdsim.files.data.column_names import accepted_name, called
from gdsim.files.data.spelling import HEADERS, LARGEST_NUMBER, THOUSANDS, Header, Thousands
from gdsim.files.shortened import shortened

if TYPE_CHECKING:
    from gdsim.study.data import Codes

Word = TypeVar("Word", bound=str)

HEADER, THOUSANDS_WORD, COLUMNS = "header", "thousands", "columns"
UNITS, LABELS, SKIP_BAD_ROWS = "units", "labels", "skip-bad-rows"
STEPS = (COLUMNS, SKIP_BAD_ROWS, LABELS, UNITS, THOUSANDS_WORD, HEADER, *SCALINGS)
"""What may be done to data, by the words that a data source names it with."""

_PLAIN = re.compile(r'[^\s|,="](?:[^|,="]*[^\s|,="])?')


class Treatment(Struct, frozen=True):
    """What is done to data.

    Attributes
    ----------
    header, thousands
        How the table is written; None to tell by what stands in it.
    columns
        Those to take, in this order; None for all.
    units
        Columns whose numbers lose what stands before or after them.
    labels
        The numbers that classes of columns are taken for.
    skip_bad, skip_in
        Whether rows with a cell that is no number are left out, and the columns that count for
        that; none for all that are used.
    scalings
        Ways of scaling, each with its columns (none for all), the first to be done first.
    """

    header: Header | None = None
    thousands: Thousands | None = None
    columns: tuple[str, ...] | None = None
    units: tuple[str, ...] = ()
    labels: Mapping[str, Codes] = field(default_factory=dict)
    skip_bad: bool = False
    skip_in: tuple[str, ...] = ()
    scalings: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def texts(self) -> list[str]:
        """Return the steps, but those of scaling, as a data source has them."""
        found = []
        if self.header is not None:
            found.append(f"{HEADER} {self.header}")
        if self.thousands is not None:
            found.append(f"{THOUSANDS_WORD} {self.thousands}")
        if self.columns is not None:
            found.append(f"{COLUMNS} {', '.join(self.columns)}")
        if self.units:
            found.append(f"{UNITS} {', '.join(self.units)}")
        found += [f"{LABELS} {labels_text(name, codes)}" for name, codes in self.labels.items()]
        if self.skip_bad:
            found.append(f"{SKIP_BAD_ROWS} {', '.join(self.skip_in)}".strip())
        return found


def reading_steps(
    *,
    skip_bad_rows: bool = False,
    labels: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    thousands: Thousands | None = None,
    header: Header | None = None,
) -> list[str]:
    """Return options of the same names as steps of a data source."""
    found = [f"{LABELS} {one}" for one in labels or ()]
    treatment = replace(
        treatment_of(found),
        skip_bad=skip_bad_rows,
        units=tuple(units or ()),
        thousands=thousands,
        header=header,
    )
    return treatment.texts()


def labels_text(name: str, codes: Codes) -> str:
    """Return the codes of a column as ``passed: no=0, yes=1``."""
    pairs = [f"{_quoted(text)}={written(number)}" for text, number in codes]
    return f"{name}: {', '.join(pairs)}"


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def parts_of(source: str) -> list[str]:
    """Return a data source cut at its bars: where data come from, and each step."""
    base, bar, rest = source.partition("|")
    return [base.strip(), *_cut(rest, "|")] if bar else [base.strip()]


def _cut(text: str, mark: str) -> list[str]:
    """Return the parts of a text between marks that stand in no quotes, without spaces around."""
    parts = []
    begin, is_quoted = 0, False
    for at, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == mark and not is_quoted:
            parts.append(text[begin:at])
            begin = at + 1
    return [part.strip() for part in (*parts, text[begin:])]


def treatment_of(steps: Iterable[str]) -> Treatment:
    """Return what steps say; raise InputError for one that is none."""
    whole = Treatment()
    for step in steps:
        whole = _with_step(whole, step)
    return whole


def _with_step(whole: Treatment, step: str) -> Treatment:
    word, _, rest = step.partition(" ")
    names = tuple(name.strip() for name in rest.split(",")) if rest.strip() else ()
    if word in SCALINGS:
        return replace(whole, scalings=(*whole.scalings, (word, tuple(map(called, names)))))
    if word == COLUMNS:
        return replace(whole, columns=tuple(map(called, names)))
    if word == SKIP_BAD_ROWS:
        return replace(whole, skip_bad=True, skip_in=(*whole.skip_in, *map(called, names)))
    if word == UNITS and names:
        return replace(whole, units=(*whole.units, *names))
    if word == LABELS:
        name, codes = labels_of(rest)
        return replace(whole, labels={**whole.labels, name: codes})
    if word == HEADER:
        return replace(whole, header=_one_of(HEADERS, step))
    if word == THOUSANDS_WORD:
        return replace(whole, thousands=_one_of(THOUSANDS, step))
    raise InputError(
        "{step} is not a step that data can take; accepted are {accepted}, as in"
        " points.csv | standardise x",
        step=repr(shortened(step)),
        accepted=", ".join(STEPS),
    )


def _one_of(accepted: tuple[Word, ...], step: str) -> Word:
    """Return the word after that of a step; raise InputError for another than those accepted."""
    word, _, given = step.partition(" ")
    for one in accepted:
        if given.strip() == one:
            return one
    raise InputError(
        "{word} {given} is not accepted; give one of {accepted}",
        word=word,
        given=repr(shortened(given.strip())),
        accepted=", ".join(accepted),
    )


def labels_of(text: str) -> tuple[str, Codes]:
    """Return the column and the codes in a text such as ``passed: no=0, yes=1``.

    A single class without a number is 1, and the rest 0.

    Raises
    ------
    InputError
        If it cannot be read so.
    """
    name, colon, rest = text.partition(":")
    pairs = [_cut(part, "=") for part in _cut(rest, ",")]
    if not (colon and name.strip()) or not all(pair[0] for pair in pairs):
        raise _no_labels(text)
    codes = {_unquoted(pair[0]): _number(pair[1], text) for pair in pairs if len(pair) == 2}
    if pairs == [[pairs[0][0]]]:
        from gdsim.study.data import REST

        codes = {_unquoted(pairs[0][0]): 1.0, REST: 0.0}
    elif len(codes) < len(pairs):
        raise _no_labels(text)
    return accepted_name(name.strip()), tuple(codes.items())


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def _number(text: str, whole: str) -> float:
    try:
        number = read_number(text)
    except InputError:
        raise _no_labels(whole) from None
    if not abs(number) <= LARGEST_NUMBER:
        raise _no_labels(whole)
    return number


def _no_labels(text: str) -> InputError:
    return InputError(
        "the labels {given} cannot be read; give a column and the number of each class once, as in"
        " passed: no=0, yes=1, or of one and the rest, as in species: setosa=1, rest=0",
        given=repr(shortened(text.strip())),
    )


def joined(base: str, steps: Sequence[str]) -> str:
    """Return a data source with its steps."""
    return " | ".join((base, *steps))
