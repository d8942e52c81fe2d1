"""The sentences of runs whose batches differ, with places for their numbers."""

from __future__ import annotations

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.numbers import few
from gdsim.study.words.verdicts.hardly_moving import arrived, lost, resting
from gdsim.study.words.verdicts.sentences_of_theory import exactly_diverging
from gdsim.study.words.verdicts.uphill import facing
from gdsim.texts import N_


def noisy(diagnosis: Diagnosis) -> str:
    """Return the sentence for a run whose batches differ, and that was not broken off."""
    match diagnosis.verdict:
        case Verdict.CONVERGED:
            return arrived(diagnosis)
        case Verdict.AT_REST:
            return resting(diagnosis)
        case Verdict.SLOW if diagnosis.seen.stands_still:
            return lost(diagnosis)
        case Verdict.DIVERGING:
            return _diverging(diagnosis)
        case Verdict.RISING:
            return _rising(diagnosis)
        case Verdict.NOISY_FLOOR:
            return facing(
                diagnosis,
                N_(
                    "At its noisy floor: the gradient of all rows is {gradient} here, and that of a"
                    " batch is off it by {scatter} (root mean square). A smaller η or larger"
                    " batches lower the floor."
                ),
                N_(
                    "At its noisy ceiling: the gradient of all rows is {gradient} here, and that of"
                    " a batch is off it by {scatter} (root mean square). A smaller η or larger"
                    " batches raise the ceiling."
                ),
            )
        case _:
            return _by_quarters(diagnosis)


def _diverging(diagnosis: Diagnosis) -> str:
    """Return why a run diverges whose rows all have the same curvature."""
    if not diagnosis.is_blown_by_rate:
        return exactly_diverging(diagnosis)
    if diagnosis.is_average:
        return N_(
            "Diverging: even with all rows in every update, each would in the long run multiply the"
            " distance to the {point} by {size}."
        )
    return N_(
        "Diverging: even with all rows in every update, each would multiply the distance to the"
        " {point} by {factor} {steepest}."
    )


def _rising(diagnosis: Diagnosis) -> str:
    if diagnosis.seen.quarters is None:
        return facing(
            diagnosis,
            N_(
                "Rising: over all rows the loss has grown from {first} at the start to {loss}, and"
                " the gradient is longer than at the start."
            ),
            N_(
                "Falling: over all rows the loss has fallen from {first} at the start to {loss},"
                " and the gradient is longer than at the start."
            ),
        )
    return facing(
        diagnosis,
        N_(
            "Rising: the loss has grown from {first} at the start to {late}, the mean of the last"
            " quarter of {compared} updates; that of the third is {before}."
        ),
        N_(
            "Falling: the loss has fallen from {first} at the start to {late}, the mean of the"
            " last quarter of {compared} updates; that of the third is {before}."
        ),
    )


def _by_quarters(diagnosis: Diagnosis) -> str:
    quarters = diagnosis.seen.quarters
    if quarters is not None and few(quarters.before) == few(quarters.last):
        return _staying(diagnosis)
    match diagnosis.verdict:
        case Verdict.SLOW:
            return facing(
                diagnosis,
                N_(
                    "Slow: from the third to the last quarter of {compared} updates the mean loss"
                    " fell from {before} to {late}; over all rows it is {left} above its minimum."
                ),
                N_(
                    "Slow: from the third to the last quarter of {compared} updates the mean loss"
                    " rose from {before} to {late}; over all rows it is {left} below its maximum."
                ),
            )
        case Verdict.FALLING:
            return facing(
                diagnosis,
                N_(
                    "Falling: from the third to the last quarter of {compared} updates the mean"
                    " loss fell from {before} to {late}."
                ),
                N_(
                    "Rising: from the third to the last quarter of {compared} updates the mean"
                    " loss rose from {before} to {late}."
                ),
            )
        case _:
            return N_(
                "Unsettled: from the third to the last quarter of {compared} updates the mean loss"
                " went from {before} to {late}; at the start it was {first}."
            )


def _staying(diagnosis: Diagnosis) -> str:
    """Return the sentence of means whose difference four figures do not show."""
    match diagnosis.verdict:
        case Verdict.SLOW:
            return facing(
                diagnosis,
                N_(
                    "Slow: from the third to the last quarter of {compared} updates the mean loss"
                    " stayed at {late}, to four figures; over all rows it is {left} above its"
                    " minimum."
                ),
                N_(
                    "Slow: from the third to the last quarter of {compared} updates the mean loss"
                    " stayed at {late}, to four figures; over all rows it is {left} below its"
                    " maximum."
                ),
            )
        case Verdict.FALLING:
            return facing(
                diagnosis,
                N_(
                    "Falling, but by little: in the third and the last quarter of {compared}"
                    " updates the mean loss is {late}, to four figures."
                ),
                N_(
                    "Rising, but by little: in the third and the last quarter of {compared}"
                    " updates the mean loss is {late}, to four figures."
                ),
            )
        case _:
            return facing(
                diagnosis,
                N_(
                    "Unsettled: in the third and the last quarter of {compared} updates the mean"
                    " loss is {late}, to four figures; whether it falls further cannot be told"
                    " from that."
                ),
                N_(
                    "Unsettled: in the third and the last quarter of {compared} updates the mean"
                    " loss is {late}, to four figures; whether it rises further cannot be told"
                    " from that."
                ),
            )
