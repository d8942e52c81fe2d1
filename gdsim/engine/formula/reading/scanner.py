"""What a text is taken apart into, and who does so."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import NoReturn

from msgspec import Struct

from gdsim.engine.errors import Remark
from gdsim.engine.formula.reading.vocabulary.characters import refuse

MOST_QUOTED = 40
"""Characters of the text that are told in what is said of it."""


class Token(Struct, frozen=True):
    """A piece of text: ``number``, ``name``, ``operator``, ``root``, ``frac`` or the ``end``.

    Attributes
    ----------
    text
        In the plain spelling; of a root the number that it is of.
    position, end
        Where it stands in the text.
    typed
        As it stands in the text.
    is_loose
        Whether a name has its index in a spelling that a parameter or a column may have otherwise:
        x₁ may be x1 and x_1.
    """

    kind: str
    text: str
    position: int
    typed: str = ""
    end: int = 0
    is_loose: bool = False


class SumBounds(Struct, frozen=True):
    """What a sum that is written out counts, and its first and last number.

    Attributes
    ----------
    constant
        The name that the last number was given by; empty for none.
    """

    index: str
    first: int
    last: int
    constant: str = ""


class Scanner(ABC):
    """Takes a text apart, from its beginning to its end.

    How it does is in `gdsim.engine.formula.reading.tokens`.

    Attributes
    ----------
    remarks
        What was taken for what, each told once.
    taken
        Columns that a text was taken for, by that text.
    sums
        The bounds of the sums that are written out, by where their signs stand.
    is_latex
        Whether the text is LaTeX, in which an index is one letter or number unless it is in braces.
    """

    def __init__(
        self,
        text: str,
        columns: Collection[str],
        n_rows: int | None,
        constants: Mapping[str, float],
    ) -> None:
        self.text = text
        self.columns = columns
        self.n_rows = n_rows
        self.constants = constants
        self.tokens: list[Token] = []
        self.remarks: dict[str, Remark] = {}
        self.taken: dict[str, str] = {}
        self.sums: dict[int, SumBounds] = {}
        self.depth = 0
        self.is_latex = bool(re.search(r"\\[a-zA-Z]|[_^]\{", text))

    @abstractmethod
    def scan(self, i: int, end: int) -> None:
        """Take the part of the text from `i` to `end` apart."""

    @abstractmethod
    def named(self, name: str, start: int, i: int, end: int) -> int:
        """Add a name that goes up to `i`, with the index that follows; return where that ends."""

    def add(self, kind: str, text: str, start: int, end: int, is_loose: bool = False) -> None:
        """Add a token for what stands from `start` to `end`."""
        self.tokens.append(Token(kind, text, start, self.text[start:end], end, is_loose))

    def note(self, template: str, **values: object) -> None:
        """Remember what is to be said of the text."""
        remark = Remark(template, "", **values)
        self.remarks.setdefault(str(remark), remark)

    def note_column(self, typed: str, name: str) -> None:
        """Remember which column a text was taken for."""
        self.taken[typed] = name

    def all_remarks(self) -> tuple[Remark, ...]:
        """Return what is to be said of the text, all columns in one sentence."""
        texts, names = ", ".join(self.taken), ", ".join(dict.fromkeys(self.taken.values()))
        if len(self.taken) > 1:
            self.note("{texts} were taken as the columns {names}", texts=texts, names=names)
        elif self.taken:
            self.note("{text} was taken as the column {name}", text=texts, name=names)
        return tuple(self.remarks.values())

    def note_vector(self, text: str) -> None:
        """Tell that a letter in bold print, or with an arrow, is one number."""
        self.note("{name} was taken as one number, not a vector", name=text)

    def quoted(self, start: int, end: int) -> str:
        """Return a piece of the text as it is told, cut off where it is long."""
        text = re.sub(r"\s+", " ", self.text[start:end]).strip()
        return text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1] + "…"


def refuse_request(word: str, position: int) -> NoReturn:
    """Refuse min, argmin and the like where they ask for what is done anyway."""
    refuse("{word} is no part of a formula; leave it out", position, word=word)


def refuse_character(text: str, i: int) -> NoReturn:
    """Refuse a sign that no formula has, with what to write instead where that is known."""
    comparison = "comparisons are not accepted; min, max, abs, sign and relu are"
    hints = {
        "<": comparison,
        ">": comparison,
        "≤": comparison,
        "≥": comparison,
        "!": "factorials are not; write the number",
        "%": "the remainder is not, and a share is written as 0.36",
        "~": "the loss itself is, such as (w*x + b - y)^2",
        "∂": "a derivative is worked out by itself; give what is derived",
        "∇": "a derivative is worked out by itself; give what is derived",
        "∫": "integrals are not",
        "∞": "finite numbers are",
        "±": "write two objectives",
        "'": "transposes and derivatives are not; write them out",
        "′": "transposes and derivatives are not; write them out",
        "$": "signs for mathematics stand around a whole formula",
    }
    default = "numbers, names, + - * / ^ and round brackets are"
    refuse(
        "the character {character} is not accepted; {hint}",
        i,
        character=text[i],
        hint=hints.get(text[i], default),
    )
