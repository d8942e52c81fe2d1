"""Why a run stopped, as a sentence for a person."""

from __future__ import annotations

import math

from gdsim.engine.descent.stopping import Stop, StopReason
from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat


def stop_sentence(stop: Stop, falls_to_edge: bool = False) -> str:
    """Return why the run ended, and at which update, with the numbers that were compared.

    Parameters
    ----------
    falls_to_edge
        Whether a run that diverged fell to the edge of where its loss is defined.
    """
    template = _over_the_edge() if falls_to_edge else _template(stop)
    return template.format(
        t=stop.t,
        value=NumberFormat.significant(4).text(stop.value),
        limit=NumberFormat.exact().text(stop.limit),
    )


def _over_the_edge() -> str:
    return tr(
        "Diverged after iteration {t}: the loss falls right to the edge of where it is defined, so"
        " a smaller η may only get there later."
    )


def _template(stop: Stop) -> str:
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
        case StopReason.TARGET_LOSS:
            return tr("Stopped: the loss, {value}, has reached its target of {limit}.")
        case StopReason.DIVERGED:
            return _divergence(stop)


def _divergence(stop: Stop) -> str:
    if stop.t < 0 and stop.is_of_step:
        return tr("Diverged at the start: the first step leads to no finite point. Lower η.")
    if stop.t < 0:
        return tr("Diverged at the start: the loss or its gradient is not a finite number there.")
    if stop.value < -stop.limit:
        return tr("Diverged at iteration {t}: the loss has fallen to {value}, beyond -{limit}.")
    if math.isfinite(stop.value) and stop.value > stop.limit:
        return tr("Diverged at iteration {t}: lower η. The loss is {value}.")
    return tr("Diverged after iteration {t}: no finite number follows. Lower η.")
