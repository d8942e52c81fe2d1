"""Why a run stopped, as a sentence for a person."""

from __future__ import annotations

import math

from gdsim.engine.descent.stopping import Stop, StopReason
from gdsim.engine.run.positions import epochs_cut_short
from gdsim.engine.run.run import Run
from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.rounded import zero_text


def ending_sentence(run: Run) -> str:
    """Return why a run ended, with what its rows add to that; nothing where it may go on."""
    if run.stop is None:
        return ""
    if run.stop.reason is StopReason.DIVERGED:
        # What this takes is imported with the first divergence.
        from gdsim.engine.diagnosis.ending import falls_to_edge

        if falls_to_edge(run):
            return _over_the_edge(run.experiment.maximise).format(t=run.stop.t)
    if run.stop.reason is StopReason.GRADIENT_NORM and run.segments[-1].bounds is not None:
        return _within_bounds(run.stop)
    sentence = stop_sentence(
        run.stop,
        searches=run.segments[-1].search is not None,
        maximises=run.experiment.maximise,
    )
    cut_short = epochs_cut_short(run) if run.stop.reason is StopReason.EPOCHS else 0
    if not cut_short:
        return sentence
    remark = ntr(
        "One of them was cut short: a change of the batches began the next.",
        "{count} of them were cut short: a change of the batches began the next.",
        cut_short,
    )
    return f"{sentence} {remark.format(count=cut_short)}"


def _within_bounds(stop: Stop) -> str:
    sentence = tr(
        "Stopped: the gradient norm, {value} but for what leads out of the bounds, is within"
        " {limit}."
    )
    return sentence.format(
        value=_value(stop),
        limit=NumberFormat.exact().text(stop.limit),
    )


def stop_sentence(stop: Stop, *, searches: bool = False, maximises: bool = False) -> str:
    """Return why a run ended, and at which update, with the numbers that were compared.

    Parameters
    ----------
    searches
        Whether a line search found the rates, so that no smaller one is advised.
    maximises
        Whether the run goes uphill.
    """
    return _template(stop, searches, maximises).format(
        t=stop.t,
        value=_value(stop),
        limit=NumberFormat.exact().text(stop.limit),
    )


def _value(stop: Stop) -> str:
    """Return the number that was compared; a step is made as it was worked out, 0 or not."""
    if not stop.value and stop.reason in (StopReason.GRADIENT_NORM, StopReason.LOSS_CHANGE):
        return zero_text()
    return NumberFormat.significant(4).text(stop.value)


def _over_the_edge(maximises: bool) -> str:
    if maximises:
        return tr(
            "Diverged after iteration {t}: the loss rises right to the edge of where it is defined,"
            " so a smaller η may only get there later."
        )
    return tr(
        "Diverged after iteration {t}: the loss falls right to the edge of where it is defined, so"
        " a smaller η may only get there later."
    )


def _template(stop: Stop, searches: bool, maximises: bool) -> str:
    match stop.reason:
        case StopReason.ITERATIONS:
            return ntr(
                "Stopped at the limit of {limit} iteration.",
                "Stopped at the limit of {limit} iterations.",
                int(stop.limit),
            )
        case StopReason.EPOCHS:
            return ntr(
                "Stopped at the limit of {limit} epoch.",
                "Stopped at the limit of {limit} epochs.",
                int(stop.limit),
            )
        case StopReason.GRADIENT_NORM:
            return tr("Stopped: the gradient norm, {value}, is within {limit}.")
        case StopReason.LOSS_CHANGE:
            return tr("Stopped: the loss changed by {value}, within {limit}.")
        case StopReason.STEP:
            return tr("Stopped: the step, {value} long, is within {limit}.")
        case StopReason.TARGET_LOSS:
            return tr("Stopped: the loss, {value}, has reached its target of {limit}.")
        case StopReason.DIVERGED:
            return _divergence(stop, searches, maximises)


def _without_end(stop: Stop, maximises: bool) -> str:
    """Return the sentence of a run whose line search leads to no finite point."""
    if not stop.is_of_step:
        if stop.t < 0:
            return tr(
                "Diverged at the start: the loss or its gradient is not a finite number there."
            )
        return tr("Diverged after iteration {t}: no finite number follows.")
    if maximises and stop.t < 0:
        return tr("Diverged at the start: along g the loss rises without end.")
    if maximises:
        return tr("Diverged after iteration {t}: along g the loss rises without end.")
    if stop.t < 0:
        return tr("Diverged at the start: along −g the loss falls without end.")
    return tr("Diverged after iteration {t}: along −g the loss falls without end.")


def _divergence(stop: Stop, searches: bool, maximises: bool) -> str:
    if searches and (stop.is_of_step or not math.isfinite(stop.value)):
        return _without_end(stop, maximises)
    if stop.t < 0 and stop.is_of_step:
        return tr("Diverged at the start: the first step leads to no finite point. Lower η.")
    if stop.t < 0:
        return tr("Diverged at the start: the loss or its gradient is not a finite number there.")
    is_finite = math.isfinite(stop.value)
    if maximises and is_finite and stop.value > stop.limit:
        return tr("Diverged at iteration {t}: the loss has risen to {value}, beyond {limit}.")
    if maximises and is_finite and stop.value < -stop.limit:
        return tr("Diverged at iteration {t}: lower η. The loss is {value}.")
    if stop.value < -stop.limit:
        return tr("Diverged at iteration {t}: the loss has fallen to {value}, beyond -{limit}.")
    if is_finite and stop.value > stop.limit:
        if searches:
            return tr("Diverged at iteration {t}: the loss is {value}, beyond {limit}.")
        return tr("Diverged at iteration {t}: lower η. The loss is {value}.")
    return tr("Diverged after iteration {t}: no finite number follows. Lower η.")
