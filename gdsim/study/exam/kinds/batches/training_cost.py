"""What training costs: rows looked at, time of an epoch, and when larger batches pay."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip, Option
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
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
    return _compared(draw, n)


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
    if total == per_epoch or abs(seconds - 1) < 1e-12:
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
    slips = (
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
            {"time": total / seconds},
        ),
        NamedSlip(
            "rows-for-updates",
            tr("Each example was given the time of an update: a whole batch takes it once."),
            {"time": n * epochs * seconds},
        ),
    )
    blocks = (
        Formula(rf"\left\lceil \frac{{{n}}}{{{b}}} \right\rceil = {per_epoch}", per_epoch),
        Formula(rf"{per_epoch} \cdot {epochs} = {total}", total),
        Formula(rf"{total} \cdot {number(seconds)} = {number(total * seconds)}", total * seconds),
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
        solve=lambda: (Section(tr("Time of training"), blocks),),
        seconds=60,
        slips=slips,
    )


def _compared(draw: Draw, n: int) -> Draft:
    """Return a draft on two batch sizes whose updates have a cost apart and one an example."""
    small, large = sorted(draw.sample([b for b in _BATCH_SIZES if n % b == 0], 2))
    fixed = draw.pick((2, 4, 5, 8, 10))
    per_row = draw.pick((0.01, 0.02, 0.05, 0.1))
    times = {b: n / b * (fixed + per_row * b) / 1000 for b in (small, large)}
    if any(round(time, 3) != round(time, 9) for time in times.values()):
        raise Unfit
    asks_faster = draw.chance(0.5)
    names = {small: "time_small", large: "time_large"}
    label = tr("Time of an epoch with B = {b}, in seconds")
    fields = [Field(names[b], label.format(b=b), "number", time) for b, time in times.items()]
    options = (
        Option("a", tr("in an update")),
        Option("b", tr("in an epoch")),
        Option("c", tr("in both")),
        Option("d", tr("in neither")),
    )
    fields.append(
        Field(
            "larger_batch",
            tr("Where the larger batch is faster")
            if asks_faster
            else tr("Where the larger batch is slower"),
            "choice",
            "b" if asks_faster else "a",
            award="independent",
            options=options,
            in_order=True,
        )
    )
    stem = tr(
        "An update takes {fixed} ms however large its batch is, and {per_row} ms more for each of"
        " its examples. The data set has N = {n} examples, which both batch sizes {small} and"
        " {large} divide."
    ).format(fixed=fixed, per_row=number(per_row), n=f"{n:,}", small=small, large=large)
    slips = (
        NamedSlip(
            "update-for-epoch",
            tr("This is the time of one update: an epoch has many."),
            {names[b]: (fixed + per_row * b) / 1000 for b in (small, large)},
        ),
        NamedSlip(
            "fixed-cost-once",
            tr("What an update costs apart from its examples comes once more with each update."),
            {names[b]: (fixed + per_row * n) / 1000 for b in (small, large)},
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
    return Draft(
        stem=(Text(stem),),
        facts={
            "rows": n,
            "batch_sizes": [small, large],
            "milliseconds_per_update": fixed,
            "milliseconds_per_row": per_row,
            "asked": "faster" if asks_faster else "slower",
        },
        fields=tuple(fields),
        solve=lambda: _compared_solution(n, fixed, per_row, times),
        seconds=120,
        slips=slips,
    )


def _compared_solution(
    n: int, fixed: int, per_row: float, times: Mapping[int, float]
) -> tuple[Section, ...]:
    sections = []
    for b, time in times.items():
        update = fixed + per_row * b
        sections.append(
            Section(
                tr("Batches of {b}").format(b=b),
                (
                    Formula(
                        rf"{fixed} + {number(per_row)} \cdot {b} = {number(update)}\ \mathrm{{ms}}",
                        update,
                    ),
                    Formula(
                        rf"\frac{{{n}}}{{{b}}} \cdot {number(update)}\ \mathrm{{ms}}"
                        rf" = {number(time)}\ \mathrm{{s}}",
                        time,
                    ),
                ),
            )
        )
    why = tr(
        "A larger batch makes each update slower and the epoch faster, as the cost of an update"
        " itself comes less often. It also makes fewer updates."
    )
    return (*sections, Section(tr("Compared"), (Text(why),)))


KIND = Kind(
    key="cost-of-training",
    version=1,
    name=N_("Time and examples"),
    topics=("epochs", "variants"),
    lines=((44, 57), (122, 124)),
    forms=("compute", "choose"),
    draft=draft,
)
