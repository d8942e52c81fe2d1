"""What training costs: rows looked at, time of an epoch, and when larger batches pay."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches import two_batch_sizes
from gdsim.study.exam.kinds.updates import number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

_BATCH_SIZES = (10, 20, 25, 40, 50, 100, 200, 250, 500)


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: rows (1), time at a fixed time an update (2), two sizes compared (3)."""
    b = draw.pick(_BATCH_SIZES)
    n = b * draw.whole(4, 60) * (1 if level == 1 else 10)
    epochs = draw.whole(2, 9)
    if level == 1:
        return _rows(n, b, epochs)
    if level == 2:
        return draft_of(n, b, epochs, draw.pick((0.1, 0.2, 0.25, 0.5)))
    return two_batch_sizes.draft(draw, n, [size for size in _BATCH_SIZES if n % size == 0])


def _rows(n: int, b: int, epochs: int) -> Draft:
    stem = tr(
        "A data set has N = {n} examples. It is trained on for {epochs} epochs with mini-batches of"
        " B = {b}, which divides N."
    ).format(n=f"{n:,}", epochs=epochs, b=b)
    fields = (
        Field("rows_of_update", tr("Examples in one update"), "count", float(b)),
        Field("rows_of_epoch", tr("Examples in one epoch"), "count", float(n)),
        Field("updates", tr("Updates in all epochs together"), "count", float(n // b * epochs)),
    )
    slips = (
        NamedSlip(
            "epochs-forgotten",
            tr("This is one epoch: multiply by the number of epochs."),
            {"updates": float(n // b)},
        ),
        NamedSlip(
            "epoch-for-update",
            tr("An update and an epoch were mixed up: an epoch uses every example once."),
            {"rows_of_update": float(n), "rows_of_epoch": float(b)},
        ),
    )
    blocks = (
        Text(tr("An update uses one batch, an epoch every example once.")),
        Formula(rf"\frac{{{n}}}{{{b}}} \cdot {epochs} = {n // b * epochs}", n // b * epochs),
    )
    return Draft(
        stem=(Text(stem),),
        facts={"rows": n, "batch_size": b, "epochs": epochs},
        fields=fields,
        solve=lambda: (Section(tr("Updates and examples"), blocks),),
        seconds=40,
        slips=slips,
    )


def draft_of(n: int, b: int, epochs: int, seconds: float) -> Draft:
    """Return the draft for N examples, batches of B, some epochs, and the time of an update."""
    per_epoch = ceil(n / b)
    total = per_epoch * epochs
    # With B times the square of the time at 1, two slips give the same.
    if total == per_epoch or abs(seconds - 1) < 1e-12 or abs(b * seconds**2 - 1) < 1e-9:
        raise Unfit

    def updates(given: Mapping[str, float]) -> float:
        return given["updates_per_epoch"] * epochs

    def time(given: Mapping[str, float]) -> float:
        return given["updates"] * seconds

    stem = tr(
        "A data set has N = {n} examples. It is trained on for {epochs} epochs with mini-batches of"
        " B = {b}; a rest that fills no batch is a batch of its own. Each update takes {time} s."
    ).format(n=f"{n:,}", epochs=epochs, b=b, time=number(seconds))
    fields = (
        Field("updates_per_epoch", tr("Updates in an epoch"), "count", float(per_epoch)),
        Field("updates", tr("Updates in all"), "count", float(total), follows=updates),
        Field("time", tr("Time in seconds"), "number", total * seconds, follows=time),
    )
    return Draft(
        stem=(Text(stem),),
        facts={
            "rows": n,
            "batch_size": b,
            "epochs": epochs,
            "seconds_per_update": seconds,
            "last_batch": "keep",
        },
        fields=fields,
        solve=lambda: (_time_worked_out(n, b, epochs, seconds),),
        seconds=60,
        slips=_time_slips(n, b, epochs, seconds),
    )


def _time_slips(n: int, b: int, epochs: int, seconds: float) -> tuple[NamedSlip, ...]:
    per_epoch = ceil(n / b)
    return (
        NamedSlip(
            "epochs-forgotten",
            tr("This is one epoch: multiply by the number of epochs."),
            {"updates": float(per_epoch), "time": per_epoch * seconds},
        ),
        NamedSlip(
            "time-divided",
            tr(
                "The number of updates was divided by the time of one: each update takes that time."
            ),
            {"time": per_epoch * epochs / seconds},
        ),
        NamedSlip(
            "rows-for-updates",
            tr("Each example was given the time of an update: a whole batch takes it once."),
            {"time": n * epochs * seconds},
        ),
    )


def _time_worked_out(n: int, b: int, epochs: int, seconds: float) -> Section:
    per_epoch = ceil(n / b)
    total = per_epoch * epochs
    blocks = (
        Formula(rf"\left\lceil \frac{{{n}}}{{{b}}} \right\rceil = {per_epoch}", per_epoch),
        Formula(rf"{per_epoch} \cdot {epochs} = {total}", total),
        Formula(rf"{total} \cdot {number(seconds)} = {number(total * seconds)}", total * seconds),
    )
    return Section(tr("Time of training"), blocks)


KIND = Kind(
    key="cost-of-training",
    version=1,
    name=N_("Time and examples"),
    topics=("epochs", "variants"),
    lines=((44, 57), (122, 124)),
    forms=("compute", "choose"),
    draft=draft,
)
