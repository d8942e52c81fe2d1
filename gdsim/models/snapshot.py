"""What the window shows at one moment: the value that travels from the models to every view."""

from __future__ import annotations

from dataclasses import dataclass

from gdsim.engine.rows import Row
from gdsim.engine.run import Run
from gdsim.engine.stopping import Stop


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run, and where in it the person stands.

    Attributes
    ----------
    run
        To be read only. Rows below `length` never change while `generation` stays the same, so a
        view may keep what it has drawn of them and add the new ones.
    generation
        A number that is new whenever rows shown earlier may differ: a new run, or a branch.
    length
        Updates made; rows 0 .. length may be read, row `length` being the pending one.
    cursor
        Where the person stands, 0 .. length: at theta before update `cursor`.
    row
        Row `cursor` of the run.
    stop
        Why the run cannot go on, or None; shown where cursor == length.
    """

    run: Run
    generation: int
    length: int
    cursor: int
    row: Row
    stop: Stop | None

    @property
    def is_pending(self) -> bool:
        """Whether the row at the cursor is worked out but not made yet."""
        return self.cursor == self.length
