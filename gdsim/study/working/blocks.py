"""What a worked solution is made of, however it is drawn."""

from __future__ import annotations

from msgspec import Struct

from gdsim.engine.run.stages import Stage
from gdsim.i18n import ntr, tr

DOTS = "…"
"""What stands in each cell of a row that stands for others."""


class Text(Struct, frozen=True):
    """A sentence. If it gives a result, a sheet with blanks shows `question` in its place."""

    text: str
    question: str = ""


class Formula(Struct, frozen=True):
    """A formula in LaTeX's math mode.

    Attributes
    ----------
    value
        The number on its right-hand side, or None where there is none.
    given
        Whether that number is given rather than worked out.
    """

    latex: str
    value: float | None = None
    given: bool = False


class Table(Struct, frozen=True):
    """A table of texts already written in the chosen number format.

    Attributes
    ----------
    results
        The number of columns, from the right, that are worked out rather than given.
    left_out
        The number of rows that a row of `DOTS` stands for.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    results: int = 0
    left_out: int = 0

    @property
    def total(self) -> int:
        """The number of rows with those that are left out."""
        return len(self.rows) + self.left_out - bool(self.left_out)

    @property
    def note(self) -> str:
        """The sentence below it: how many rows it leaves out. Empty if none."""
        note = ntr("… stands for {n} more row.", "… stands for {n} more rows.", self.left_out)
        return note.format(n=f"{self.left_out:,}") if self.left_out else ""


Block = Text | Formula | Table


class Section(Struct, frozen=True):
    """One step of the working, under its title; `stage` is the stage of the algorithm it shows."""

    title: str
    blocks: tuple[Block, ...]
    stage: Stage | None = None


class Working(Struct, frozen=True):
    """The worked solution of update `iteration`, or its answers alone.

    Attributes
    ----------
    given
        What a person needs besides the parameters to work it out.
    has_state
        Whether the second section is what the rule remembers, which `given` holds as well.
    on_new_page
        Whether a new page begins with it in print.
    """

    iteration: int
    sections: tuple[Section, ...]
    given: Section | None = None
    has_state: bool = False
    is_answer: bool = False
    on_new_page: bool = False

    @property
    def title(self) -> str:
        """The heading above it."""
        title = tr("Answers to update {t}") if self.is_answer else tr("Update {t}")
        return title.format(t=self.iteration)


class Sheet(Struct, frozen=True):
    """Workings to hand out, below a title and the lines of `gdsim.study.working.sheets.head`."""

    title: str
    about: tuple[Block, ...]
    workings: tuple[Working, ...]
