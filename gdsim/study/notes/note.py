"""What a note is made of, whoever draws it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from gdsim.study.working.blocks import Formula, Table, Text


class Show(Struct, frozen=True):
    """A run that proves a statement.

    Attributes
    ----------
    scenario
        Name of the built-in scenario.
    at
        The update to stand before.
    changes
        Fields of its experiment that are other than in the scenario.
    """

    scenario: str
    at: int = 0
    changes: Mapping[str, object] = field(default_factory=dict)


class Statement(Struct, frozen=True):
    """A sentence to remember; its `key` is unique in its note."""

    key: str
    text: str
    show: Show


class Box(Struct, frozen=True):
    """A box of a flowchart in a row and a column, both from 0; a column may lie between two."""

    key: str
    text: str
    row: int
    column: float = 0


class Arrow(Struct, frozen=True):
    """An arrow from box to box, with a word beside it or none.

    One that leads back up, to a row above, goes round the boxes.
    """

    start: str
    end: str
    word: str = ""


class Flowchart(Struct, frozen=True):
    """Boxes and arrows; `title` says what they show."""

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


NoteBlock = Text | Formula | Table | Flowchart | Statement


class Note(Struct, frozen=True):
    """What there is to know of one topic; its `key` is unique."""

    key: str
    title: str
    blocks: tuple[NoteBlock, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its statements, from the top."""
        return tuple(block for block in self.blocks if isinstance(block, Statement))
