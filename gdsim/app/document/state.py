"""What the window works on at one moment, and whether a person changed it since another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from gdsim.app.origin import scenario_in_force
from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import Scenario
from gdsim.i18n import tr
from gdsim.models.kept_runs import MOST_KEPT_RUNS, N_LOOKS, KeptRun

if TYPE_CHECKING:
    from gdsim.files.document.document import Document, View


class State(Struct, frozen=True, eq=False):
    """All that can be taken back; the runs are twins, which nobody takes further.

    Attributes
    ----------
    opened
        The scenario that was opened; its title holds for its own objective.
    view
        What the plots showed when it was left; None while it is there.
    """

    opened: Scenario
    run: Run
    cursor: int
    kept: tuple[KeptRun, ...]
    view: View | None = None

    def is_changed_from(self, other: State) -> bool:
        """Return whether a person changed anything; moving along the runs is no change."""
        return (
            self.opened is not other.opened
            or self.run.segments is not other.run.segments
            or len(self.kept) != len(other.kept)
            or any(
                is_changed(one, before) for one, before in zip(self.kept, other.kept, strict=True)
            )
        )

    def took_place_of(self, before: State) -> bool:
        """Return whether another scenario was opened since, and not only called otherwise."""
        is_another = self.opened is not before.opened
        return is_another and self.run.segments is not before.run.segments

    @property
    def title(self) -> str:
        """What it is called."""
        return tr(scenario_in_force(self.opened, self.run.objective).title)

    def document(self, page: str) -> Document:
        """Return what is to be saved, with the page that is shown."""
        from gdsim.files.document.document import Document, KeptPart

        kept = tuple(
            KeptPart(one.name, one.run, one.look, one.is_shown, one.is_prepared)
            for one in self.kept
        )
        return Document(self.opened, self.run, self.cursor, page, kept, self.view)


def is_changed(one: KeptRun, other: KeptRun) -> bool:
    """Return whether a person changed anything of a kept run."""
    return one.run.segments is not other.run.segments or (
        one.key,
        one.name,
        one.look,
        one.is_shown,
        one.is_prepared,
    ) != (other.key, other.name, other.look, other.is_shown, other.is_prepared)


def state_of(document: Document, new_key: Callable[[], int]) -> State:
    """Return what is in a document, each kept run with a key and a look of its own."""
    free, kept = list(range(N_LOOKS)), []
    for part in document.kept[:MOST_KEPT_RUNS]:
        look = part.look if part.look in free else free[0]
        free.remove(look)
        kept.append(
            KeptRun(
                key=new_key(),
                name=part.name,
                run=part.run,
                look=look,
                here=part.run.row(0),
                is_shown=part.is_shown,
                is_prepared=part.is_prepared,
            )
        )
    return State(document.scenario, document.run, document.cursor, tuple(kept), document.view)
