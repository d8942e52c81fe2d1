"""The mock exam: no word before it is handed in, then a review by slip."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from gdsim.study.exam.blueprint import BLUEPRINT
from gdsim.study.exam.memory.kept_answers import SessionForm
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.sessions.item import Item, item
from gdsim.study.exam.sessions.mock_choice import mock_cards
from gdsim.study.exam.slip_names import usual_key


class Result(Struct, frozen=True):
    """What an item of a handed-in exam got.

    Attributes
    ----------
    marks, most
        As the question was marked; they are scaled to what the item is worth.
    slip
        The key of the slip that was made; None for none, or for none that has a name.
    """

    marks: float
    most: float
    slip: str | None = None


class Sheet(Struct, frozen=True):
    """An item of the exam and what the person has done with it.

    Attributes
    ----------
    worth
        The marks that there are for it.
    given
        JSON: what is typed or chosen; empty where nothing is.
    is_flagged
        Whether the person wants to come back to it.
    seconds
        How long it was looked at.
    confidence
        See `Outcome`.
    result
        None before the exam is handed in.
    """

    item: Item
    worth: int
    given: str = ""
    is_flagged: bool = False
    seconds: float = 0.0
    confidence: int | None = None
    result: Result | None = None

    @property
    def marks(self) -> float:
        """The marks that were got, of `worth`."""
        if self.result is None or not self.result.most:
            return 0.0
        return self.worth * self.result.marks / self.result.most


class Mock(Struct, frozen=True):
    """A mock exam; its clock stands still while the program is closed.

    Attributes
    ----------
    limit
        Seconds that there are.
    sheets, position
        Its items, and the one that is looked at.
    is_handed_in
        Whether it is over; nothing of it changes then.
    """

    id: str
    seed: int
    limit: float
    sheets: tuple[Sheet, ...]
    position: int = 0
    is_handed_in: bool = False
    form: SessionForm = "mock"

    @property
    def current(self) -> Item | None:
        """What is looked at; None where there are no items or it was handed in."""
        if self.is_handed_in or not self.sheets:
            return None
        return self.sheets[self.position].item

    @property
    def spent(self) -> float:
        """Seconds that were worked."""
        return sum(sheet.seconds for sheet in self.sheets)

    @property
    def time_left(self) -> float:
        """Seconds that are left; below 0 where the time is over."""
        return self.limit - self.spent

    @property
    def marks(self) -> float:
        """The marks that were got."""
        return sum(sheet.marks for sheet in self.sheets)

    @property
    def most(self) -> int:
        """The marks that there were."""
        return sum(sheet.worth for sheet in self.sheets)

    @property
    def blank(self) -> tuple[int, ...]:
        """The positions of the items without an answer."""
        return tuple(k for k, sheet in enumerate(self.sheets) if not sheet.given)

    @property
    def flagged(self) -> tuple[int, ...]:
        """The positions of the items that the person wants to come back to."""
        return tuple(k for k, sheet in enumerate(self.sheets) if sheet.is_flagged)

    def worked(self, seconds: float) -> Mock:
        """Return the exam after some more time on the current item."""
        now = self.sheets[self.position]
        return self._with(replace(now, seconds=now.seconds + seconds))

    def drafted(self, given: str, confidence: int | None = None) -> Mock:
        """Return the exam with what is typed in the current item."""
        now = self.sheets[self.position]
        return self._with(replace(now, given=given, confidence=confidence))

    def flagged_or_not(self) -> Mock:
        """Return the exam with the current item's flag turned."""
        now = self.sheets[self.position]
        return self._with(replace(now, is_flagged=not now.is_flagged))

    def moved(self, position: int) -> Mock:
        """Return the exam at another item; an index beyond the ends is the nearest one."""
        return replace(self, position=max(0, min(position, len(self.sheets) - 1)))

    def handed_in(self, results: Sequence[Result]) -> Mock:
        """Return the exam with what its items got, in their order."""
        sheets = tuple(
            replace(sheet, result=result)
            for sheet, result in zip(self.sheets, results, strict=True)
        )
        return self if self.is_handed_in else replace(self, sheets=sheets, is_handed_in=True)

    def _with(self, sheet: Sheet) -> Mock:
        """Return the exam with another sheet for the current one."""
        if self.is_handed_in:
            return self
        before, after = self.sheets[: self.position], self.sheets[self.position + 1 :]
        return replace(self, sheets=(*before, sheet, *after))


def mock_exam(standing: Standing, id: str, seed: int) -> Mock:  # noqa: A002
    """Return a mock exam with the person's extra time."""
    cards = mock_cards(standing.syllabus, seed)
    sheets = (
        tuple(
            Sheet(item(key, seed, k, is_mixed=True), worth)
            for k, (key, worth) in enumerate(zip(cards, BLUEPRINT.worths, strict=True))
        )
        if cards
        else ()
    )
    return Mock(id, seed, 60.0 * BLUEPRINT.minutes * standing.settings.extra_time, sheets)


class ReviewPart(Struct, frozen=True):
    """Items of a handed-in exam that went wrong alike.

    Attributes
    ----------
    slip
        The key of what was made, see `usual_key`; None where it has no name or nothing was
        answered.
    is_blank
        Whether nothing was answered.
    positions
        The items, in their order.
    lost
        The marks that it cost.
    """

    slip: str | None
    is_blank: bool
    positions: tuple[int, ...]
    lost: float


def review_of(mock: Mock) -> tuple[ReviewPart, ...]:
    """Return what cost marks, by slip, the dearest first; then what has no name, then the blank."""
    places: dict[tuple[str | None, bool], list[int]] = {}
    for k, sheet in enumerate(mock.sheets):
        if sheet.marks < sheet.worth:
            slip = sheet.result.slip if sheet.result else None
            key = slip and usual_key(slip), k in mock.blank
            places.setdefault(key, []).append(k)
    parts = [
        ReviewPart(
            slip,
            is_blank,
            tuple(positions),
            sum(mock.sheets[k].worth - mock.sheets[k].marks for k in positions),
        )
        for (slip, is_blank), positions in places.items()
    ]
    return tuple(
        sorted(
            parts, key=lambda part: (part.slip is None, part.is_blank, -part.lost, part.positions)
        )
    )
