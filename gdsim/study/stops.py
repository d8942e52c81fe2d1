"""Why a run stopped, as a sentence for a person."""

from __future__ import annotations

import math

from gdsim.engine.stopping import Stop, StopReason
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat


def stop_sentence(stop: Stop) -> str:
    """Return why the run ended, and at which update, with the numbers that were compared."""
    return _template(stop).format(
        t=stop.t,
        value=NumberFormat.significant(4).text(stop.value),
        limit=NumberFormat.exact().text(stop.limit),
    )


def _template(stop: Stop) -> str:
    match stop.reason:
        case StopReason.ITERATIONS:
            return tr("Stopped: the limit of iterations, {limit}, is reached.")
        case StopReason.EPOCHS:
            return tr("Stopped: the limit of epochs, {limit}, is reached.")
        case StopReason.GRADIENT_NORM:
            return tr(
                "Stopped after iteration {t}: the gradient norm, {value}, is within its limit of "
                "{limit}."
            )
        case StopReason.LOSS_CHANGE:
            return tr(
                "Stopped after iteration {t}: the loss changed by {value}, within the limit of "
                "{limit}."
            )
        case StopReason.TARGET_LOSS:
            return tr(
                "Stopped after iteration {t}: the loss, {value}, has reached its target of {limit}."
            )
        case StopReason.DIVERGED:
            return _divergence(stop)


def _divergence(stop: Stop) -> str:
    if stop.t < 0:
        return tr("Diverged at the start: the loss or its gradient is not a finite number there.")
    if stop.value < -stop.limit:
        return tr("Diverged at iteration {t}: the loss falls without end, to {value} by now.")
    if math.isfinite(stop.value) and stop.value > stop.limit:
        return tr(
            "Diverged at iteration {t}: the loss has grown to {value}. Try a smaller learning rate."
        )
    return tr(
        "Diverged after iteration {t}: what comes next is not a finite number. Try a smaller "
        "learning rate."
    )
