"""How many updates an epoch has, how large its last batch is, and how many epochs come to."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from gdsim.i18n import ntr, tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_

_BATCH_SIZES = (10, 16, 20, 25, 32, 50, 64, 100, 128, 200, 250, 256, 500)


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: the three methods (1), the last batch (2), all epochs together (3)."""
    n, b = _numbers(draw, level)
    return draft_of(n, b, draw.whole(2, 12), level)


def draft_of(n: int, b: int, epochs: int, level: int) -> Draft:
    """Return the draft for N examples and batches of B; `epochs` count at level 3 alone."""
    per_epoch = ceil(n / b)
    fields = [
        _count("batch", tr("Batch gradient descent: updates in an epoch"), 1),
        _count("stochastic", tr("Stochastic gradient descent: updates in an epoch"), n),
        _count(
            "updates_per_epoch", tr("Mini-batch gradient descent: updates in an epoch"), per_epoch
        ),
    ]
    if level > 1:
        fields = [
            fields[2],
            _count("last_batch", tr("Examples in the last batch"), n - b * (per_epoch - 1)),
        ]
    if level > 2:
        fields = [fields[0], _total(epochs, per_epoch)]
    facts = {"rows": n, "batch_size": b, "last_batch": "keep"}
    if level > 2:
        facts["epochs"] = epochs
    return Draft(
        stem=(Text(_stem(n, b, epochs if level > 2 else 0)),),
        facts=facts,
        fields=tuple(fields),
        solve=lambda: _solution(n, b, epochs, level),
        seconds=(40, 45, 60)[level - 1],
        slips=_slips(n, b, level),
    )


def _numbers(draw: Draw, level: int) -> tuple[int, int]:
    """Return N and B with a remainder, so that rounding down is a slip."""
    b = draw.pick(_BATCH_SIZES)
    n = draw.whole(8, 400) * (50 if level == 1 else 10)
    while n % b == 0 or n < 3 * b:
        b, n = draw.pick(_BATCH_SIZES), n + 10
    return n, b


def _count(name: str, label: str, right: int) -> Field:
    return Field(name, label, "count", float(right))


def _total(epochs: int, per_epoch: int) -> Field:
    def follows(given: Mapping[str, float]) -> float:
        return given["updates_per_epoch"] * epochs

    label = ntr("Updates in {n} epoch", "Updates in {n} epochs", epochs).format(n=epochs)
    return Field("updates", label, "count", float(per_epoch * epochs), follows=follows)


def _stem(n: int, b: int, epochs: int) -> str:
    told = tr(
        "A data set has N = {n} examples; mini-batches have B = {b}. In each epoch every example is"
        " used once, and a rest that fills no batch is a batch of its own."
    ).format(n=f"{n:,}", b=b)
    if not epochs:
        return told
    return f"{told} " + ntr(
        "Training takes {n} epoch.", "Training takes {n} epochs.", epochs
    ).format(n=epochs)


def _slips(n: int, b: int, level: int) -> tuple[NamedSlip, ...]:
    full, per_epoch = n // b, ceil(n / b)
    forgotten = NamedSlip(
        "last-batch-forgotten",
        tr("The rest that fills no whole batch was forgotten: it is a batch, too."),
        {"updates_per_epoch": float(full)},
    )
    product = NamedSlip(
        "product",
        tr("N and B were multiplied: each update uses up B of the N examples."),
        {"updates_per_epoch": float(n * b)},
    )
    of_level = _slip_of_level(n, b, level)
    return (forgotten, product, of_level) if per_epoch > full else (product, of_level)


def _slip_of_level(n: int, b: int, level: int) -> NamedSlip:
    """Return the slip made with what is asked at this level alone."""
    if level == 1:
        return NamedSlip(
            "methods-swapped",
            tr("Batch and stochastic were mixed up: batch takes all examples at once."),
            {"batch": float(n), "stochastic": 1.0},
        )
    if level == 2:
        return NamedSlip(
            "full-last-batch",
            tr("The last batch was taken for a whole one: only the rest is left for it."),
            {"last_batch": float(b)},
        )
    return NamedSlip(
        "epochs-forgotten",
        tr("This is one epoch: multiply by the number of epochs."),
        {"updates": float(ceil(n / b))},
    )


def _solution(n: int, b: int, epochs: int, level: int) -> tuple[Section, ...]:
    full, rest = divmod(n, b)
    per_epoch = ceil(n / b)
    batches = ntr("{n} full batch", "{n} full batches", full).format(n=f"{full:,}")
    left = ntr("{n} example is left over", "{n} examples are left over", rest).format(n=rest)
    blocks: list[Text | Formula] = [
        Text(
            tr("{rows} examples make {batches}; {left}.").format(
                rows=f"{n:,}", batches=batches, left=left
            )
        ),
        Formula(rf"\left\lceil \frac{{{n}}}{{{b}}} \right\rceil = {per_epoch}", per_epoch),
    ]
    if level == 1:
        blocks.append(
            Text(
                tr(
                    "Batch gradient descent makes 1 update from all examples; stochastic gradient"
                    " descent makes one from each, {n}."
                ).format(n=f"{n:,}")
            )
        )
    if level == 2:
        last = n - b * (per_epoch - 1)
        blocks.append(Formula(rf"{n} - {per_epoch - 1} \cdot {b} = {last}", last))
    if level > 2:
        total = per_epoch * epochs
        blocks.append(Formula(rf"{per_epoch} \cdot {epochs} = {total}", total))
    return (Section(tr("Updates in an epoch"), tuple(blocks)),)


KIND = Kind(
    key="updates-per-epoch",
    version=1,
    name=N_("Updates in an epoch"),
    topics=("epochs", "variants"),
    lines=((44, 56),),
    forms=("compute",),
    draft=draft,
)
