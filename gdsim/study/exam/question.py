"""A question: what is told, what is asked, which slips are usual, and how it is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.runs import run_of
from gdsim.study.notes.note import Show
from gdsim.study.working.blocks import Formula, Section, Table, Text


class Curves(Struct, frozen=True):
    """Curves to look at, such as losses against updates, each with as many x as y.

    Attributes
    ----------
    curves
        By name, the points (x, y).
    is_log
        Whether y has a logarithmic axis.
    """

    title: str
    x_title: str
    y_title: str
    curves: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]
    is_log: bool = False


class Grid(Struct, frozen=True):
    """Fields in the cells of a table; a cell holds a text, or the name of a field."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


StemBlock = Text | Formula | Table | Curves | Grid


class Draft(Struct, frozen=True, eq=False, kw_only=True):
    """A question as its kind makes it, before it has a seed.

    Attributes
    ----------
    stem
        What is told and asked, with every convention that the answer depends on. A `Grid` holds
        fields; those in none stand below the stem.
    facts
        Every number and convention that the stem states, by name: numbers, texts, and lists of
        them.
    fields
        What is asked, in the order in which it is worked out.
    slips
        Usual slips, the likeliest first; those of an update's numbers are among them.
    solve
        Works the question out, from the program's own run where there is one.
    seconds
        How long a practised person takes.
    experiment
        The run that it stands on, to be opened in the simulator; None where there is none.
    at
        The update before which the simulator then stands.
    show
        A built-in scenario that proves or refutes what is judged; None where there is none.
    shown
        Numbers of updates that the stem tells, as in the cells of a table that are no blanks: from
        these the answers go on.
    """

    stem: tuple[StemBlock, ...]
    facts: Mapping[str, Any]
    fields: tuple[Field, ...]
    solve: Callable[[], tuple[Section, ...]]
    seconds: int
    slips: tuple[NamedSlip, ...] = ()
    experiment: Experiment | None = None
    at: int = 0
    show: Show | None = None
    shown: tuple[Field, ...] = ()


class Question(Draft, frozen=True, eq=False, kw_only=True, dict=True):
    """A question of a kind; the same for its seed and level on every system.

    Attributes
    ----------
    kind, version, seed, level
        What it was made from; versions of a kind may differ in their questions.
    """

    kind: str
    version: int
    seed: int
    level: int

    @property
    def marks(self) -> int:
        """The most marks to get."""
        return sum(one.marks for one in self.fields)

    @cached_property
    def solution(self) -> tuple[Section, ...]:
        """The worked solution."""
        return self.solve()

    @cached_property
    def run(self) -> Run | None:
        """The run that the question stands on, made as far as is asked; None where there is none.

        It has the updates before the last one that a field asks for.
        """
        if self.experiment is None:
            return None
        run = run_of(self.experiment)
        asked = [one.update[0] for one in self.fields if one.update is not None]
        run.advance(max([self.at, *asked]))
        return run

    def field(self, name: str) -> Field:
        """Return the field called `name`; raise KeyError if there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)
