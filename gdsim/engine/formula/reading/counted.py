"""Sums that are written out, term by term, and the names that their indices stand in."""

from __future__ import annotations

import re

from gdsim.engine.formula.nodes import Binary, Name, Node, Number
from gdsim.engine.formula.reading.cursor import Cursor
from gdsim.engine.formula.reading.scanner import Scanner, SumBounds, Token
from gdsim.engine.formula.reading.vocabulary.characters import refuse

MOST_WRITTEN = 1500
"""Tokens up to which the sums of a text are written out."""

_ONE_INDEX = re.compile(r"(.+)_([a-z])([+-][0-9]+)?")
_TWO_INDICES = re.compile(r"(.+)_([a-z])_?([a-z])")


class Counted(Cursor):
    """Reads them."""

    def __init__(self, scanner: Scanner) -> None:
        super().__init__(scanner)
        self._numbers: dict[str, int] = {}
        self._terms_read = 0
        self._used: set[str] = set()

    def _written_out(self, token: Token, bounds: SumBounds) -> Node:
        """Read the product after the sign of a sum once for each number that its index takes."""
        start, outer = self._i, self._numbers
        self._enter()
        self._used.discard(bounds.index)
        total: Node | None = None
        for k in range(bounds.first, bounds.last + 1):
            self._i, self._numbers = start, {**outer, bounds.index: k}
            term = self._product()
            self._require_index(token, bounds)
            self._terms_read += self._i - start
            if self._terms_read > MOST_WRITTEN:
                refuse("this sum is too long to be written out; give fewer terms", token.position)
            total = Binary("+", total, term, token.position) if total else term
        self._depth -= 1
        self._numbers = outer
        self.note(
            "The sum over {index} from {first} to {last} was written out",
            index=bounds.index,
            first=bounds.first,
            last=bounds.last,
        )
        return total or Number("0", token.position)

    def _require_index(self, token: Token, bounds: SumBounds) -> None:
        """Refuse a sum beside data in which nothing is counted: it is meant to go over the rows."""
        if self._columns and bounds.index not in self._used:
            refuse(
                "this sum goes from {first} to {last}, and the data has N = {rows}; a sum goes over"
                " all rows",
                token.position,
                first=bounds.first,
                last=bounds.last,
                rows=self._scanner.n_rows,
            )

    def _counted_name(self, token: Token) -> Node | None:
        """Return the number of an index, or x_2 for x_i; None for any other name."""
        if token.text in self._numbers:
            return Number(str(self._number_of(token.text)), token.position)
        if match := _TWO_INDICES.fullmatch(token.text):
            return self._of_two(token, match)
        match = _ONE_INDEX.fullmatch(token.text)
        if match is None:
            return None
        if match[2] in self._numbers:
            number = self._number_of(match[2]) + int(match[3] or 0)
            return self._indexed(token, match[1], f"{number}")
        if match[3]:
            refuse(
                "{name} has an index that no sum counts; give a number",
                token.position,
                name=token.typed,
            )
        return None

    def _of_two(self, token: Token, match: re.Match[str]) -> Node | None:
        """Return a_12 for a_ij, and x_2 for x_ij where i counts the rows of the data."""
        stem, first, second = match.groups()
        if first in self._numbers and second in self._numbers:
            return self._indexed(token, stem, f"{self._number_of(first)}_{self._number_of(second)}")
        counted = next((one for one in (first, second) if one in self._numbers), None)
        if counted is None or not self._columns:
            return None
        return self._indexed(token, stem, f"{self._number_of(counted)}")

    def _number_of(self, index: str) -> int:
        self._used.add(index)
        return self._numbers[index]

    def _indexed(self, token: Token, stem: str, number: str) -> Name:
        """Return the name with a number as its index, in the spelling that is known."""
        if number.startswith("-"):
            refuse(
                "{stem} would have the index {number} here; give other bounds",
                token.position,
                stem=stem,
                number=number,
            )
        spellings = f"{stem}_{number}", f"{stem}{number}"
        known = (*self._columns, *self._scanner.constants)
        return Name(next((one for one in spellings if one in known), spellings[0]), token.position)
