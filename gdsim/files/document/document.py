"""What a document holds."""

from __future__ import annotations

from dataclasses import dataclass

from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class KeptPart:
    """A run that is kept beside the present one.

    Attributes
    ----------
    look
        Which of the looks it is drawn in, >= 0.
    is_prepared
        Whether it came with the scenario.
    """

    name: str
    run: Run
    look: int
    is_shown: bool = True
    is_prepared: bool = False


@dataclass(frozen=True, eq=False)
class Document:
    """A run and all that belongs to it.

    Attributes
    ----------
    scenario
        What the run came from: its title, ranges and minima hold for its own objective.
    run
        The present run. Neither it nor a kept one may go on as long as the document is used; see
        `gdsim.engine.run.run.Run.twin`.
    cursor
        The row to stand at, 0 .. length of the run.
    page
        Key of the page that is shown; empty for the first.
    kept
        In order.
    """

    scenario: Scenario
    run: Run
    cursor: int = 0
    page: str = ""
    kept: tuple[KeptPart, ...] = ()
