"""Two batch sizes whose updates have a cost apart and one for each example: which one is faster."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip, Option
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.updates import number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text


class _Cost(Struct, frozen=True):
    """What two batch sizes cost on the same rows.

    Attributes
    ----------
    rows
        N, which both sizes divide.
    sizes
        The smaller one first.
    fixed
        Milliseconds of an update, however large its batch is.
    per_row
        Milliseconds more for each of its rows.
    """

    rows: int
    sizes: tuple[int, int]
    fixed: int
    per_row: float

    def of_update(self, size: int) -> float:
        """Return the milliseconds of an update."""
        return self.fixed + self.per_row * size

    def of_epoch(self, size: int) -> float:
        """Return the seconds of an epoch."""
        return self.rows / size * self.of_update(size) / 1000

    @property
    def names(self) -> dict[int, str]:
        """The name of the field with the time of an epoch, by batch size."""
        return dict(zip(self.sizes, ("time_small", "time_large"), strict=True))


def draft(draw: Draw, rows: int, sizes: Sequence[int]) -> Draft:
    """Return a draft on two of some batch sizes, all of which divide the rows."""
    small, large = sorted(draw.sample(sizes, 2))
    fixed = draw.pick((2, 4, 5, 8, 10))
    cost = _Cost(rows, (small, large), fixed, draw.pick((0.01, 0.02, 0.05, 0.1)))
    times = map(cost.of_epoch, cost.sizes)
    if any(round(time, 3) != round(time, 9) for time in times):
        raise Unfit
    return _draft(cost, asks_faster=draw.chance(0.5))


def _draft(cost: _Cost, *, asks_faster: bool) -> Draft:
    small, large = cost.sizes
    stem = tr(
        "An update takes {fixed} ms however large its batch is, and {per_row} ms more for each of"
        " its examples. The data set has N = {n} examples, which both batch sizes {small} and"
        " {large} divide."
    ).format(
        fixed=cost.fixed, per_row=number(cost.per_row), n=f"{cost.rows:,}", small=small, large=large
    )
    label = tr("Time of an epoch with B = {b}, in seconds")
    times = [
        Field(name, label.format(b=b), "number", cost.of_epoch(b)) for b, name in cost.names.items()
    ]
    return Draft(
        stem=(Text(stem),),
        facts={
            "rows": cost.rows,
            "batch_sizes": [small, large],
            "milliseconds_per_update": cost.fixed,
            "milliseconds_per_row": cost.per_row,
            "asked": "faster" if asks_faster else "slower",
        },
        fields=(*times, _larger_batch(asks_faster)),
        solve=lambda: _solution(cost),
        seconds=120,
        slips=_slips(cost, asks_faster),
    )


def _larger_batch(asks_faster: bool) -> Field:
    """Return the field that asks where the larger batch is faster: in an epoch alone."""
    options = (
        Option("a", tr("in an update")),
        Option("b", tr("in an epoch")),
        Option("c", tr("in both")),
        Option("d", tr("in neither")),
    )
    return Field(
        "larger_batch",
        tr("Where the larger batch is faster")
        if asks_faster
        else tr("Where the larger batch is slower"),
        "choice",
        "b" if asks_faster else "a",
        options=options,
        in_order=True,
    )


def _slips(cost: _Cost, asks_faster: bool) -> tuple[NamedSlip, ...]:
    return (
        NamedSlip(
            "update-for-epoch",
            tr("This is the time of one update: an epoch has many."),
            {name: cost.of_update(b) / 1000 for b, name in cost.names.items()},
        ),
        NamedSlip(
            "fixed-cost-once",
            tr("What an update costs apart from its examples comes once more with each update."),
            {name: cost.of_update(cost.rows) / 1000 for name in cost.names.values()},
        ),
        NamedSlip(
            "update-like-epoch",
            tr("Update and epoch do not go together here: work out the time of one update, too."),
            {"larger_batch": "c"},
        ),
        NamedSlip(
            "epoch-against-update",
            tr("Update and epoch were mixed up: work out the time of one update, too."),
            {"larger_batch": "a" if asks_faster else "b"},
        ),
    )


def _solution(cost: _Cost) -> tuple[Section, ...]:
    why = tr(
        "A larger batch makes each update slower and the epoch faster, as the cost of an update"
        " itself comes less often. It also makes fewer updates."
    )
    return (
        *(_worked_out(cost, size) for size in cost.sizes),
        Section(tr("Compared"), (Text(why),)),
    )


def _worked_out(cost: _Cost, size: int) -> Section:
    update, epoch = cost.of_update(size), cost.of_epoch(size)
    return Section(
        tr("Batches of {b}").format(b=size),
        (
            Formula(
                rf"{cost.fixed} + {number(cost.per_row)} \cdot {size}"
                rf" = {number(update)}\ \mathrm{{ms}}",
                update,
            ),
            Formula(
                rf"\frac{{{cost.rows}}}{{{size}}} \cdot {number(update)}\ \mathrm{{ms}}"
                rf" = {number(epoch)}\ \mathrm{{s}}",
                epoch,
            ),
        ),
    )
