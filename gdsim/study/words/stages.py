"""What happens in a stage of an update, as one line with its numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage, shuffles_before
from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.stops import ending_sentence
from gdsim.symbols import symbol

MOST_NAMED_ROWS = 10
"""Rows of data that a line names."""

MOST_NAMED_PARAMETERS = 4
"""Parameters that a line has the numbers of."""


def stage_sentence(run: Run, t: int, stage: Stage, number_format: NumberFormat) -> str:
    """Return what `stage` of update `t` does; see `gdsim.engine.run.stages`."""
    row = run.row(t)
    match stage:
        case Stage.INITIALISE:
            return tr("Start at {values}.").format(values=_named(run, row.theta, number_format))
        case Stage.SHUFFLE:
            return _shuffle(run, row)
        case Stage.CHOOSE:
            return _choice(run, row)
        case Stage.LOSS:
            of = tr("Loss of the mini-batch") if run.objective.columns else tr("Loss")
            return f"{of}: L = {number_format.brief(row.loss)}"
        case Stage.GRADIENT:
            norm = number_format.brief(float(np.hypot.reduce(row.gradient)))
            template = tr("Gradient: {values}, length {norm}")
            if run.segment_of(t).rule.look_ahead is not None:
                template = tr("Gradient at the look-ahead point, {point}: {values}, length {norm}")
            return template.format(
                values=_named(run, row.gradient, number_format, "∂L/∂"),
                norm=norm,
                point=_named(run, run.gradient_point(t), number_format),
            )
        case Stage.UPDATE:
            return _update(run, row, number_format)
        case Stage.CRITERION:
            return _criterion(run, row, number_format)
        case Stage.RETURN:
            return tr("Return {values}. {why}").format(
                values=_named(run, row.theta, number_format),
                why=ending_sentence(run),
            )


def _named(run: Run, values: Array, number_format: NumberFormat, before: str = "") -> str:
    pairs = list(zip(run.objective.parameters, values.tolist(), strict=True))
    shown = [f"{before}{symbol(name)} = {number_format.brief(x)}" for name, x in pairs]
    return _first(shown, MOST_NAMED_PARAMETERS)


def _rows(rows: Rows) -> str:
    return _first(list(map(str, rows[: MOST_NAMED_ROWS + 1].tolist())), MOST_NAMED_ROWS)


def _first(texts: Sequence[str], most: int) -> str:
    """Return up to `most` texts with commas between, and dots where there are more."""
    return ", ".join(texts[:most]) + (" …" if len(texts) > most else "")


def _shuffle(run: Run, row: Row) -> str:
    segment = run.segment_of(row.iteration)
    if segment.experiment.order == "reshuffle":
        return tr("The rows are put in a new order before every update.")
    count = min(segment.batching.updates_per_epoch, MOST_NAMED_ROWS + 1)
    order = segment.rows(row.iteration, count)
    return tr("Epoch {epoch}: the rows in a new order: {rows}").format(
        epoch=row.epoch, rows=_rows(order)
    )


def _choice(run: Run, row: Row) -> str:
    if run.objective.n_rows == 1:
        return tr("The only example is the batch.")
    rows = run.rows(row.iteration)
    if rows is None:
        return tr("The batch is all {n} rows.").format(n=f"{run.objective.n_rows:,}")
    of = run.segment_of(row.iteration).batching.updates_per_epoch
    template = tr("Batch {batch} of {of}, {b} rows: {rows}")
    if row.batch_size == 1:
        template = tr("Batch {batch} of {of}, a single row: {rows}")
    return template.format(batch=row.batch + 1, of=of, b=row.batch_size, rows=_rows(rows))


def _update(run: Run, row: Row, number_format: NumberFormat) -> str:
    moves = [
        f"{symbol(name)}: {number_format.brief(before)} → {number_format.brief(after)}"
        for name, before, after in zip(
            run.objective.parameters, row.theta.tolist(), row.new_theta.tolist(), strict=True
        )
    ]
    return _first(moves, MOST_NAMED_PARAMETERS)


def _criterion(run: Run, row: Row, number_format: NumberFormat) -> str:
    """Return each criterion's value against its limit, and where that leads."""
    t = row.iteration
    if run.stop is not None and t + 1 >= run.length:
        return tr("Yes. {why}").format(why=ending_sentence(run))
    back = tr("choose the next mini-batch")
    if shuffles_before(run, t + 1):
        back = tr("shuffle the rows again")
    parts = _limits(run.experiment_at(t), row, run, number_format)
    held = "; ".join(parts) if parts else tr("no criterion is set")
    return tr("{held}: no, so back: {back}.").format(held=held, back=back)


def _limits(experiment: Experiment, row: Row, run: Run, number_format: NumberFormat) -> list[str]:
    parts = []
    if experiment.iterations is not None:
        parts.append(
            ntr(
                "{done} of {limit} iteration", "{done} of {limit} iterations", experiment.iterations
            ).format(done=row.iteration + 1, limit=experiment.iterations)
        )
    if experiment.epochs is not None:
        parts.append(
            ntr("{done} of {limit} epoch", "{done} of {limit} epochs", experiment.epochs).format(
                done=run.segment_of(row.iteration + 1).locate(row.iteration + 1)[0],
                limit=experiment.epochs,
            )
        )
    if experiment.stop_gradient_norm is not None:
        slope = run.segment_of(row.iteration).slope(row.theta, row.gradient)
        norm = float(np.hypot.reduce(slope))
        parts.append(_against("‖g‖", norm, experiment.stop_gradient_norm, number_format))
    if experiment.stop_loss_change is not None:
        change = _loss_change(run, row)
        if math.isfinite(change):
            parts.append(_against("|ΔL|", change, experiment.stop_loss_change, number_format))
    if experiment.stop_loss is not None and math.isfinite(row.full_loss):
        sign = "<" if experiment.maximise else ">"
        parts.append(_against("L", row.full_loss, experiment.stop_loss, number_format, sign))
    if experiment.stop_step is not None:
        step = float(np.hypot.reduce(row.new_theta - row.theta))
        parts.append(_against("‖Δθ‖", step, experiment.stop_step, number_format))
    return parts


def _against(
    name: str, value: float, limit: float, number_format: NumberFormat, sign: str = ">"
) -> str:
    shown, bound = number_format.brief(value), NumberFormat.exact().text(limit)
    return f"{name} = {shown} {sign} {bound}"


def _loss_change(run: Run, row: Row) -> float:
    """Return the change of the full loss from the row before, NaN where there is none."""
    if not row.iteration:
        return math.nan
    return abs(row.full_loss - run.row(row.iteration - 1).full_loss)
