"""Loss and gradient of a batch of a few rows, and the update that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.i18n import ntr, tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches.row_losses import LOSSES, RowLoss
from gdsim.study.exam.kinds.updates import (
    has_few_decimals,
    has_zero,
    number,
    point_text,
    run_solution,
    update_fields,
)
from gdsim.study.exam.question import Draft
from gdsim.study.exam.runs import run_of
from gdsim.study.practice.answers import Quantity
from gdsim.study.working.blocks import Table, Text
from gdsim.texts import N_

Rows = Sequence[tuple[float, float]]
"""x and y of each row."""

_LOSSES = {
    1: ("squares", "half-squares"),
    2: ("squares", "half-squares", "absolute"),
    3: ("huber", "logistic", "cross-entropy", "hinge"),
}

_ASKED: dict[int, tuple[Quantity, ...]] = {
    1: ("loss", "gradient"),
    2: ("loss", "gradient", "new"),
    3: ("loss", "gradient", "new"),
}


MOST_ROWS_DRAWN = 40
"""Rows tried for a loss before another one is drawn."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: one parameter (1), two and an update (2), kinks and labels (3)."""
    name = draw.pick(_LOSSES[level])
    has_bias = level == 2 or (level == 3 and draw.chance(0.5))
    count = draw.pick({1: (2, 2, 3), 2: (2, 3, 4), 3: (2, 3, 4)}[level])
    for _ in range(MOST_ROWS_DRAWN):
        rows = _rows(draw, LOSSES[name].labels, count)
        start = _start(draw, name, has_bias)
        rate = draw.pick((0.01, 0.02, 0.05) if level == 2 else (0.1, 0.2, 0.5))
        if _is_fit(name, rows, start, rate):
            return draft_of(name, rows, start, rate, level)
    raise Unfit


def _rows(draw: Draw, labels: Sequence[float], count: int) -> Rows:
    xs = map(float, draw.sample([-3, -2, -1, 1, 2, 3, 4, 5], count))
    if labels:
        return [(x, draw.pick(labels)) for x in xs]
    return [(x, float(draw.whole(-4, 8))) for x in xs]


def _start(draw: Draw, name: str, has_bias: bool) -> tuple[float, ...]:
    if name in ("logistic", "cross-entropy"):
        return (0.0,) * (1 + has_bias)
    first = draw.signed(1, 4) / draw.pick((1, 2))
    return (first, float(draw.signed(1, 3))) if has_bias else (first,)


def draft_of(name: str, rows: Rows, start: Sequence[float], rate: float, level: int) -> Draft:
    """Return the draft with these numbers; a second number of `start` is that of b."""
    loss = LOSSES[name]
    parameters = ("w", "b")[: len(start)]
    experiment = Experiment(
        objective=loss.text.format(p="w*x + b" if len(start) > 1 else "w*x"),
        dataset=Dataset("rows of the question", ("x", "y"), np.array(rows, dtype=float)),
        parameters=parameters,
        start=tuple(map(float, start)),
        learning_rate=rate,
    )
    run = run_of(experiment)
    asked = _ASKED[level]
    facts: dict[str, object] = {
        "rows": [list(row) for row in rows],
        "row_loss": name,
        "batch_loss": "mean",
        "prediction": "w*x + b" if len(start) > 1 else "w*x",
        "parameters": list(parameters),
        "start": list(map(float, start)),
    }
    if "new" in asked:
        facts |= {"learning_rate": rate, "rule": "gd"}
    return Draft(
        stem=(
            Text(_told(loss, len(rows), start)),
            Table(
                (tr("row"), "x", "y"),
                # From 0, as in the working, where the loss of the first row is L₀.
                tuple((str(i), number(x), number(y)) for i, (x, y) in enumerate(rows)),
            ),
            Text(_question(parameters, start, rate if "new" in asked else 0.0)),
        ),
        facts=facts,
        fields=update_fields(run, 0, asked),
        solve=lambda: run_solution(run, 0),
        seconds=40 + 25 * len(rows) * len(start),
        slips=_slips(loss, rows, start, rate if "new" in asked else 0.0),
        experiment=experiment,
    )


def _told(loss: RowLoss, count: int, start: Sequence[float]) -> str:
    return ntr(
        "The prediction is ŷ = {p}, and the loss of a row is {loss}. The loss of a batch is the"
        " mean over its rows; this batch has {n} row.",
        "The prediction is ŷ = {p}, and the loss of a row is {loss}. The loss of a batch is the"
        " mean over its rows; this batch has {n} rows.",
        count,
    ).format(p="w x + b" if len(start) > 1 else "w x", loss=tr(loss.told), n=count)


def _question(parameters: Sequence[str], start: Sequence[float], rate: float) -> str:
    point = point_text(parameters, start)
    if not rate:
        return tr("At {point}, what are the loss of the batch and its gradient?").format(
            point=point
        )
    return tr(
        "At {point}, what are the loss of the batch and its gradient, and where does one update of"
        " gradient descent with η = {rate} lead?"
    ).format(point=point, rate=number(rate))


def _slopes(
    slope: Callable[[float, float], float], rows: Rows, start: Sequence[float]
) -> list[float]:
    """Return the slope of each row's loss by its prediction."""
    w, b = (*start, 0.0)[:2]
    return [slope(w * x + b, y) for x, y in rows]


def _gradient(
    slope: Callable[[float, float], float], rows: Rows, start: Sequence[float]
) -> list[float]:
    slopes = _slopes(slope, rows, start)
    by_w = fmean(s * x for s, (x, _) in zip(slopes, rows, strict=True))
    return [by_w, fmean(slopes)][: len(start)]


def _slips(loss: RowLoss, rows: Rows, start: Sequence[float], rate: float) -> tuple[NamedSlip, ...]:
    def led_to(gradient: Sequence[float]) -> dict[str, float]:
        named = list(zip("wb", gradient, start, strict=False))
        values = {f"gradient_{name}": g for name, g, _ in named}
        if rate:
            values |= {f"new_{name}": x - rate * g for name, g, x in named}
        return values

    found = [
        NamedSlip(key, tr(text), led_to(_gradient(slope, rows, start)))
        for key, (text, slope) in loss.wrong.items()
    ]
    right = _gradient(loss.slope, rows, start)
    without_x = [fmean(_slopes(loss.slope, rows, start)), *right[1:]]
    found.append(
        NamedSlip(
            "x-forgotten",
            tr("The inner derivative is missing: by w, the prediction has the derivative x."),
            led_to(without_x),
        )
    )
    return tuple(found)


def _is_fit(name: str, rows: Rows, start: Sequence[float], rate: float) -> bool:
    """Return whether numbers are short, none is 0, and no row stands at a kink of its loss."""
    w, b = (*start, 0.0)[:2]
    loss = LOSSES[name]
    errors = [abs(w * x + b - y) for x, y in rows]
    if loss.labels:
        margins = [1 - y * (w * x + b) for x, y in rows]
        is_clear = len({y for _, y in rows}) > 1 and max(map(abs, margins)) < 12
        if name == "hinge":
            is_clear &= min(map(abs, margins)) > 0.1 and min(margins) < 0
    else:
        is_clear = min(errors) > 0.1 and max(errors) <= 8
        if name == "huber":
            is_clear &= min(abs(1 - e) for e in errors) > 0.1 and min(errors) < 1 < max(errors)
    gradient = _gradient(loss.slope, rows, start)
    new = [x - rate * g for x, g in zip(start, gradient, strict=True)]
    moved = [*gradient, *new, fmean(_slopes(loss.slope, rows, start))]
    return is_clear and has_few_decimals(moved[:-1]) and not has_zero(moved)


KIND = Kind(
    key="batch-loss",
    version=1,
    name=N_("Loss and gradient of a batch"),
    topics=("batch-loss", "iteration"),
    lines=((75, 78),),
    forms=("compute",),
    draft=draft,
)
