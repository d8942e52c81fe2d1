"""Lines of a working before it is settled with how many digits their numbers are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field

from gdsim.engine.run.stages import Stage
from gdsim.study.working.blocks import DOTS, Block, Formula, Section, Table, Text
from gdsim.study.working.equations import symbols_in, with_numbers
from gdsim.study.working.shown import Shown


class Pending(Protocol):
    """A block that is written once its digits are settled."""

    def written(self) -> Block:
        """Return the block."""


Drafted = Block | Pending


class Entry(Struct, frozen=True):
    """One of the numbers that are shown together."""

    shown: Shown
    place: int = 0

    @property
    def value(self) -> float:
        """The number itself."""
        return self.shown.values[self.place]

    @property
    def latex(self) -> str:
        """What is shown of it."""
        return self.shown.latex(self.place)

    @property
    def is_full(self) -> bool:
        """Whether that is all of it."""
        return self.shown.is_full(self.place)


class Given(Struct, frozen=True):
    """A number that is given rather than worked out, after its name."""

    name: str
    entry: Entry

    def written(self) -> Formula:
        """Return the formula, whose sign says whether the number is shown in full."""
        sign = "=" if self.entry.is_full else r"\approx"
        return Formula(f"{self.name} {sign} {self.entry.latex}", self.entry.value, given=True)


class Line(Struct, frozen=True):
    """A formula with numbers put in, and what it is worth.

    Attributes
    ----------
    left
        What stands before the numbers, with its sign: ``L =``.
    right
        The expression, with its symbols.
    inputs, texts
        What its symbols stand for: numbers of the working, and numbers in full as LaTeX.
    results
        What it is worth; where that was rounded as by hand, before and after it.
    """

    left: str
    right: str
    inputs: Mapping[str, Entry]
    results: Sequence[Entry]
    texts: Mapping[str, str] = field(default_factory=dict)

    def written(self) -> Formula:
        """Return the formula."""
        used = self.inputs.keys() & set(symbols_in(self.right))
        is_full = all(self.inputs[symbol].is_full for symbol in used)
        shown = {symbol: entry.latex for symbol, entry in self.inputs.items()}
        put_in = with_numbers(self.right, {**shown, **self.texts})
        worth = equals(is_full, self.results)
        return Formula(f"{self.left} {put_in} {worth}", self.results[-1].value)


def equals(is_full: bool, results: Sequence[Entry]) -> str:
    r"""Return results after their signs: ``=`` where every number so far is shown in full.

    Otherwise the sign is ``\approx``: the numbers shown lead to the result once it is rounded.
    """
    first = results[0]
    parts = ["=" if is_full and first.is_full else r"\approx", first.latex]
    for entry in results[1:]:
        if entry.latex != first.latex:
            parts += [r"\approx", entry.latex]
    return " ".join(parts)


class Columns(Struct, frozen=True):
    """A table of numbers, each column with its own digits.

    Attributes
    ----------
    header, left_out
        As in `Table`.
    names
        What stands at the start of each row.
    given, results
        Columns that are given, and that are worked out.
    gap
        After how many rows others are left out, if any are.
    """

    header: tuple[str, ...]
    names: Sequence[str]
    given: Sequence[Shown]
    results: Sequence[Shown]
    gap: int
    left_out: int

    def written(self) -> Table:
        """Return the table."""
        columns = (column.texts for column in (*self.given, *self.results))
        rows = list(zip(self.names, *columns, strict=True))
        if self.left_out:
            rows.insert(self.gap, (DOTS,) * len(self.header))
        return Table(self.header, tuple(rows), len(self.results), self.left_out)


class Told(Struct, frozen=True):
    """A sentence with numbers of the working."""

    write: Callable[[], Text]

    def written(self) -> Text:
        """Return the sentence."""
        return self.write()


class DraftSection(Struct, frozen=True):
    """A section of a working before its digits are settled."""

    title: str
    blocks: Sequence[Drafted]
    stage: Stage | None = None

    def written(self) -> Section:
        """Return the section."""
        return Section(self.title, tuple(_written(self.blocks)), self.stage)


def _written(blocks: Sequence[Drafted]) -> Iterator[Block]:
    for block in blocks:
        yield block if isinstance(block, Formula | Table | Text) else block.written()
