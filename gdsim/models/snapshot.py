"""What the window shows at one moment: the value that travels from the models to every view."""

from __future__ import annotations

from msgspec import Struct

from gdsim.engine.descent.stopping import Stop
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage


class Snapshot(Struct, frozen=True, eq=False):
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
    stage
        The stage of update `cursor` that is looked at; None for the update as a whole.
    is_veiled
        Whether what comes next is hidden, to be predicted: then `length` is `cursor`, whatever the
        run has made already.
    """

    run: Run
    generation: int
    length: int
    cursor: int
    row: Row
    stop: Stop | None
    stage: Stage | None = None
    is_veiled: bool = False

    @property
    def is_pending(self) -> bool:
        """Whether the row at the cursor is worked out but not made yet."""
        return self.cursor == self.length

    @property
    def shows_gradient(self) -> bool:
        """Whether the gradient of row `cursor` is to be seen."""
        return not self.is_veiled and (self.stage is None or self.stage >= Stage.GRADIENT)

    @property
    def shows_step(self) -> bool:
        """Whether the step to the new parameters is to be seen."""
        return not self.is_veiled and (self.stage is None or self.stage >= Stage.UPDATE)
