"""One epoch over the same rows: all at once, one by one, or in mini-batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.i18n import ntr, tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches.one_epoch import ROW_LOSSES, Epoch, Row
from gdsim.study.exam.kinds.updates import bracketed, has_few_decimals, has_zero, latex, number
from gdsim.study.exam.kinds.usual_slips import usual
from gdsim.study.exam.question import Draft
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.working.blocks import Formula, Section, Table, Text
from gdsim.texts import N_


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: two rows (1), three (2), mini-batches too (3)."""
    count = {1: 2, 2: 3, 3: draw.pick((3, 4))}[level]
    xs = [float(x) for x in draw.sample([-2, -1, 1, 2, 3, 4], count)]
    rows = [(x, float(draw.whole(-5, 9))) for x in xs]
    start, rate = float(draw.signed(1, 4)), draw.pick((0.05, 0.1, 0.2))
    epoch = Epoch(
        draw.pick(("squares", "half-squares")), rows, start, rate, batch_size=2 * (level == 3)
    )
    factor = 2 if epoch.name == "squares" else 1
    if max(factor * rate * x * x for x in xs) > 1.5:
        # A single row would throw w far beyond its own minimum.
        raise Unfit
    _check(epoch)
    return draft_of(epoch)


def _check(epoch: Epoch) -> None:
    ends = []
    for size in epoch.sizes.values():
        path = epoch.path(size)
        steps = np.abs(np.diff(path))
        if not has_few_decimals(path[:-1], 2) or not has_few_decimals(path, 3):
            raise Unfit
        if steps.min() < 0.05 or np.abs(path).max() > 12 or has_zero(path):
            raise Unfit
        ends.append(path[-1])
    if any(abs(one - other) < 0.02 for k, one in enumerate(ends) for other in ends[:k]):
        raise Unfit


def draft_of(epoch: Epoch) -> Draft:
    """Return the draft with these numbers."""
    rows = tuple((str(i + 1), *map(number, row)) for i, row in enumerate(epoch.rows))
    return Draft(
        stem=(
            Text(_told(epoch)),
            Table((tr("row"), *_columns(epoch)), rows),
            Text(_question(epoch)),
        ),
        facts=_facts(epoch),
        fields=tuple(field for name in epoch.sizes for field in _fields(epoch, name)),
        solve=lambda: (
            Section(
                tr("Gradient of a row"),
                (Formula(f"g_i = {ROW_LOSSES[epoch.name].slope_latex}"),),
            ),
            *(_solution(epoch, name) for name in epoch.sizes),
        ),
        seconds=40 + 25 * sum(len(epoch.batches(size)) for size in epoch.sizes.values()),
        slips=tuple(_slips(epoch)),
        experiment=_experiment(epoch),
    )


def _columns(epoch: Epoch) -> tuple[str, ...]:
    return ("x", "y")[: len(epoch.rows[0])]


def _facts(epoch: Epoch) -> dict[str, object]:
    facts: dict[str, object] = {
        "rows": [list(row) for row in epoch.rows],
        "row_loss": epoch.name,
        "batch_loss": "sum" if epoch.is_sum else "mean",
        "order": "as in the table",
        "epochs": 1,
        "start": epoch.start,
        "learning_rate": epoch.rate,
    }
    if epoch.batch_size:
        facts |= {"batch_size": epoch.batch_size, "last_batch": "keep"}
    return facts


def _experiment(epoch: Epoch) -> Experiment:
    """Return the run that the last path of the epoch is."""
    data = Dataset("rows of the question", _columns(epoch), np.array(epoch.rows, dtype=float))
    return Experiment(
        objective=ROW_LOSSES[epoch.name].text,
        dataset=data,
        parameters=("w",),
        start=(epoch.start,),
        learning_rate=epoch.rate,
        method="mini-batch" if epoch.batch_size else "stochastic",
        batch_size=epoch.batch_size or 32,
        order="fixed",
    )


def _told(epoch: Epoch) -> str:
    loss = tr(ROW_LOSSES[epoch.name].told)
    if epoch.is_sum:
        return tr(
            "The loss of a row is {loss}; the loss of a batch is the sum over its rows, not"
            " their mean. Rows are taken in the order of the table."
        ).format(loss=loss)
    return tr(
        "The loss of a row is {loss}; the loss of a batch is the mean over its rows. Rows are"
        " taken in the order of the table."
    ).format(loss=loss)


def _question(epoch: Epoch) -> str:
    values = {
        "start": number(epoch.start),
        "rate": number(epoch.rate),
        "b": epoch.batch_size,
    }
    if epoch.batch_size:
        return tr(
            "Start at w = {start} with η = {rate}. Where does w stand after each update of one"
            " epoch: of batch gradient descent, of stochastic gradient descent (one row an"
            " update), and with mini-batches of B = {b}, the last of which takes what is left?"
        ).format(**values)
    return tr(
        "Start at w = {start} with η = {rate}. Where does w stand after each update of one epoch:"
        " of batch gradient descent, and of stochastic gradient descent (one row an update)?"
    ).format(**values)


def _fields(epoch: Epoch, name: str) -> Iterator[Field]:
    path, batches = epoch.path(epoch.sizes[name]), epoch.batches(epoch.sizes[name])
    for k, batch in enumerate(batches):
        before = f"{name}_{k}"

        def follows(
            given: Mapping[str, float], before: str = before, batch: Sequence[Row] = batch
        ) -> float:
            return epoch.updated(given[before], batch)

        yield Field(
            f"{name}_{k + 1}",
            _label(name, k),
            "number",
            path[k + 1],
            follows=follows if k else None,
        )


def _label(name: str, k: int) -> str:
    match name:
        case "batch":
            return tr("batch: w after the update")
        case "stochastic":
            return tr("stochastic: w after row {row}").format(row=k + 1)
    return tr("mini-batches: w after batch {batch}").format(batch=k + 1)


def _slips(epoch: Epoch) -> Iterator[NamedSlip]:
    rows, start, rate = epoch.rows, epoch.start, epoch.rate
    each = [epoch.slope(start, [row]) for row in rows]
    path = epoch.path(1)
    yield NamedSlip(
        "old-gradient",
        tr("All gradients were taken at the start: each is taken where w stands by then."),
        {f"stochastic_{k + 1}": start - rate * sum(each[: k + 1]) for k in range(1, len(rows))},
    )
    yield NamedSlip(
        "restarted",
        tr("Each row began at the start again: it goes on from where the row before ended."),
        {f"stochastic_{k + 1}": start - rate * each[k] for k in range(1, len(rows))},
    )
    if epoch.is_sum:
        yield NamedSlip(
            "divided-by-rows",
            tr("The mean was taken: here the loss of a batch is the sum over its rows."),
            {"batch_1": start - rate * sum(each) / len(rows)},
        )
    else:
        yield usual(Slip.SUM, {"batch_1": start - rate * sum(each)}, b=len(rows))
    uphill = {
        "batch_1": 2 * start - epoch.updated(start, rows),
        "stochastic_1": start + rate * each[0],
    }
    yield usual(Slip.SIGN, uphill)
    yield NamedSlip(
        "epoch-for-update",
        tr("Batch gradient descent makes one update an epoch, from all rows at the start."),
        {"batch_1": path[-1]},
    )
    yield from _last_batch_slip(epoch)


def _last_batch_slip(epoch: Epoch) -> Iterator[NamedSlip]:
    """Yield what comes of dividing a last batch by B, where it has fewer rows."""
    if not epoch.batch_size:
        return
    *whole, last = epoch.batches(epoch.batch_size)
    if len(last) < epoch.batch_size:
        before = epoch.path(epoch.batch_size)[-2]
        step = epoch.rate * epoch.slope(before, last) * len(last) / epoch.batch_size
        yield NamedSlip(
            "full-last-batch",
            tr("The last batch was divided by B: its mean is over the rows that it has."),
            {f"mini_batch_{len(whole) + 1}": before - step},
        )


def _solution(epoch: Epoch, name: str) -> Section:
    blocks: list[Text | Formula] = []
    size = epoch.sizes[name]
    path = epoch.path(size)
    for k, batch in enumerate(epoch.batches(size)):
        first = k * size + 1
        slopes = [ROW_LOSSES[epoch.name].slope(path[k], row) for row in batch]
        total = " + ".join([latex(slopes[0]), *map(bracketed, slopes[1:])])
        slope = epoch.slope(path[k], batch)
        told = ntr(
            "From row {first} at w = {w}:", "From rows {first} to {last} at w = {w}:", len(batch)
        )
        blocks.append(
            Text(told.format(first=first, last=first + len(batch) - 1, w=number(path[k])))
        )
        if len(batch) > 1:
            whole = total if epoch.is_sum else rf"\frac{{{total}}}{{{len(batch)}}}"
            blocks.append(Formula(f"g = {whole} = {latex(slope)}", slope))
        else:
            blocks.append(Formula(f"g = {latex(slope)}", slope))
        right = f"{latex(path[k])} - {latex(epoch.rate)} \\cdot {bracketed(slope)}"
        blocks.append(Formula(rf"w \leftarrow {right} = {latex(path[k + 1])}", path[k + 1]))
    titles = {
        "batch": tr("Batch gradient descent"),
        "stochastic": tr("Stochastic gradient descent"),
        "mini_batch": tr("Mini-batches"),
    }
    return Section(titles[name], tuple(blocks))


KIND = Kind(
    key="batch-or-stochastic",
    version=1,
    name=N_("The same rows at once, one by one, in mini-batches"),
    topics=("batch-loss", "variants"),
    lines=((44, 50), (75, 78)),
    forms=("compute",),
    draft=draft,
)
