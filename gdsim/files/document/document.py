"""What a document holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.positions import Unit
from gdsim.engine.run.run import Run
from gdsim.files.document.references import Reference
from gdsim.files.scenario.scenario import Scenario

Range = tuple[float, float]


class KeptPart(Struct, frozen=True, eq=False):
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


class View(Struct, frozen=True):
    """What the plots show of the runs.

    Attributes
    ----------
    axes
        The indices of the parameters that are across and upwards; a single 0 for one parameter.
    x, y
        What the landscape shows of them at least.
    is_by_hand
        Whether the person moved the landscape there, so that it stays.
    is_square
        Whether its two axes have units of the same length.
    gradient_part
        The part of the gradient's arrow that is drawn, 0 to 1.
    scale, unit
        The axes of the loss plot.
    overlays
        The names of what is shown over the landscape.
    """

    axes: tuple[int, ...]
    x: Range
    y: Range
    is_by_hand: bool
    is_square: bool
    gradient_part: float = 1.0
    scale: Literal["linear", "log"] = "linear"
    unit: Unit = "iteration"
    overlays: tuple[str, ...] = ()


class Document(Struct, frozen=True, eq=False):
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
    place
        Key of the place of the window that is shown; empty for the first.
    kept
        In order.
    view
        None where the window is to choose.
    references
        The data that the document does not carry, and the files that hold them.
    copy_of
        The file whose unsaved work this is a copy of; empty where it is none, or of no file yet.
    copy_of_stamp
        Which version of that file the work began with or was saved in last; empty for none.
    """

    scenario: Scenario
    run: Run
    cursor: int = 0
    page: str = ""
    kept: tuple[KeptPart, ...] = ()
    view: View | None = None
    references: Mapping[Dataset, Reference] = field(default_factory=dict)
    copy_of: str = ""
    copy_of_stamp: tuple[int, ...] = ()
    place: str = ""

    def datasets(self) -> list[Dataset]:
        """Return the data of all runs, each once."""
        runs = [self.run, *(one.run for one in self.kept)]
        found = [self.scenario.experiment.dataset, *(run.objective.dataset for run in runs)]
        return list(dict.fromkeys(dataset for dataset in found if dataset is not None))
