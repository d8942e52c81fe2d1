"""The sentences that tell a verdict, with places for its numbers."""

from __future__ import annotations

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.i18n import tr
from gdsim.study.words.forecast_templates import (
    arrived,
    exact,
    exactly_diverging,
    in_the_long_run,
    stuck,
)

FROM_ROWS = frozenset({Verdict.CONVERGING, Verdict.SLOW, Verdict.DIVERGING})
"""Local verdicts that are about the updates so far, rather than about the point."""

NOISY = frozenset(
    {
        Verdict.CONVERGING,
        Verdict.SLOW,
        Verdict.UNSETTLED,
        Verdict.NOISY_FLOOR,
        Verdict.DIVERGING,
    }
)
"""Verdicts that are told of means where batches differ."""


UNSEEN_CHANGE = 5e-5
"""Share of a loss that the figures told of it do not show."""


def template_of(diagnosis: Diagnosis) -> str:
    """Return the sentence of a diagnosis; its places are keys of `gdsim.study.words.verdict`."""
    if diagnosis.seen.updates == 0 and not diagnosis.is_exact and diagnosis.verdict in FROM_ROWS:
        return _before_any_update(diagnosis)
    if diagnosis.is_early:
        return _too_early(diagnosis)
    if diagnosis.is_average and diagnosis.factor is not None:
        return in_the_long_run(diagnosis)
    if diagnosis.is_exact:
        return exact(diagnosis)
    if diagnosis.seen.is_noisy and diagnosis.seen.is_finite and diagnosis.verdict in NOISY:
        return _noisy(diagnosis)
    return _local(diagnosis)


def _before_any_update(diagnosis: Diagnosis) -> str:
    if diagnosis.seen.is_noisy:
        return tr("No update has been made yet; over all rows the loss is {loss}.")
    return tr("No update has been made yet; the loss is {loss}.")


def _too_early(diagnosis: Diagnosis) -> str:
    if diagnosis.seen.count == 0:
        return tr("No update has been made with these settings yet; the loss is {loss}.")
    if diagnosis.seen.loss < diagnosis.seen.first_loss:
        return tr(
            "Over all rows the loss has fallen from {first} to {loss}; it is too early to tell"
            " progress from chance, which picks the rows of each batch."
        )
    return tr(
        "Too early to tell progress from chance, which picks the rows of each batch; over all"
        " rows the loss is {loss}."
    )


def _local(diagnosis: Diagnosis) -> str:
    match diagnosis.verdict:
        case Verdict.CONVERGED:
            return arrived(diagnosis)
        case Verdict.DIVERGING:
            return _diverging(diagnosis)
        case Verdict.OSCILLATING:
            return tr(
                "Oscillating: in {alternating} % of the last updates the gradient points back"
                " against the one before, and little way is made."
            )
        case Verdict.ZIGZAG:
            return tr(
                "Zigzag: in {alternating} % of the last updates the gradient points back against"
                " the one before, though the run moves on."
            )
        case Verdict.SADDLE:
            return stuck(diagnosis)
        case Verdict.PLATEAU:
            return tr(
                "On a plateau: with a gradient of {gradient} and eigenvalues from {smallest} to"
                " {largest} the loss of {loss} hardly changes anywhere near."
            )
        case Verdict.SLOW:
            return _slow(diagnosis)
        case _:
            return _from_to(diagnosis)


def _from_to(diagnosis: Diagnosis) -> str:
    """Return the sentence for a run of which the losses alone tell something."""
    is_settled, is_one = diagnosis.verdict is not Verdict.UNSETTLED, diagnosis.seen.count == 1
    if is_settled and is_one:
        return tr("Converging: with the last update the loss fell from {earlier} to {loss}.")
    if is_settled:
        return tr(
            "Converging: over the last {count} updates the loss fell from {earlier} to {loss}."
        )
    if is_one:
        return tr("Unsettled: with the last update the loss went from {earlier} to {loss}.")
    return tr("Unsettled: over the last {count} updates the loss went from {earlier} to {loss}.")


def _diverging(diagnosis: Diagnosis) -> str:
    if not diagnosis.seen.is_finite:
        return tr(
            "Diverging: the last update leads to where the loss is not a finite number; before it,"
            " the loss was {loss}."
        )
    if diagnosis.seen.loss > diagnosis.seen.first_loss:
        return tr("Diverging: the loss has grown from {first} at the start to {loss}.")
    return tr("Diverging: the loss falls without end; by now it is {loss}.")


def _noisy(diagnosis: Diagnosis) -> str:
    """Return the sentence for a run whose batches differ and that has not arrived."""
    match diagnosis.verdict:
        case Verdict.DIVERGING:
            return _noisily_diverging(diagnosis)
        case Verdict.NOISY_FLOOR:
            return tr(
                "At its noisy floor: the gradient of all rows is {gradient} long here, and that of"
                " a batch is off it by {scatter} (root mean square). A smaller η or larger batches"
                " lower the floor."
            )
        case Verdict.UNSETTLED:
            return tr(
                "Unsettled: from one quarter of the updates to the next the mean loss went from"
                " {before} to {late}; at the start it was {first}."
            )
        case Verdict.SLOW:
            return tr(
                "Slow: from one quarter of the updates to the next the mean loss fell from {before}"
                " to {late}, little of what is left."
            )
        case _:
            return tr(
                "Converging: from one quarter of the updates to the next the mean loss fell from"
                " {before} to {late}."
            )


def _noisily_diverging(diagnosis: Diagnosis) -> str:
    quarters = diagnosis.seen.quarters
    if quarters is not None and quarters.last > diagnosis.seen.first_loss:
        return tr(
            "Diverging: the loss has grown from {first} at the start to {late}, the mean of the"
            " last quarter of the updates."
        )
    if quarters is None and diagnosis.factor is None:
        return _diverging(diagnosis)
    is_rate = diagnosis.factor is not None and abs(diagnosis.factor) > 1
    if is_rate and diagnosis.downward is None:
        return tr(
            "Diverging: even with all rows in every update, each would multiply the distance to the"
            " {point} by {factor} {steepest}."
        )
    return exactly_diverging(diagnosis)


def _slow(diagnosis: Diagnosis) -> str:
    if diagnosis.seen.stands_still:
        return tr(
            "Standing still with a gradient of {gradient}: the next update, at a learning rate of"
            " {rate}, changes no parameter."
        )
    if abs(diagnosis.seen.earlier_loss - diagnosis.seen.loss) <= UNSEEN_CHANGE * abs(
        diagnosis.seen.loss
    ):
        return tr("Slow: over the last {count} updates the loss stayed at {loss}, to four figures.")
    return tr(
        "Slow: over the last {count} updates the loss fell from {earlier} to {loss}; at the start"
        " it was {first}."
    )
