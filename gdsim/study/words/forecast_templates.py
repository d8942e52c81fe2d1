"""The sentences of verdicts that theory gives, with places for their numbers."""

from __future__ import annotations

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.i18n import tr

SHARE_LEFT = 0.1
"""What is left of the distance after the number of updates that is told."""

ROUNDED_ONE = 1e-9
"""Difference from -1 up to which a factor is -1 but for rounding."""

ROUNDED_ZERO = 1e-7
"""Factors of theory no larger than this are 0 but for rounding."""


def exact(diagnosis: Diagnosis) -> str:
    """Return the sentence of a verdict that theory alone decides."""
    match diagnosis.verdict:
        case Verdict.CONVERGED:
            return arrived(diagnosis)
        case Verdict.SADDLE:
            return stuck(diagnosis)
        case Verdict.DIVERGING:
            return exactly_diverging(diagnosis)
        case Verdict.OSCILLATING:
            return _exactly_oscillating(diagnosis)
        case Verdict.ZIGZAG:
            return tr(
                "Zigzag: one direction changes sides with every update (factor {lowest}) while the"
                " slowest creeps along (factor {factor})."
            )
        case Verdict.SLOW:
            return tr(
                "Slow: the slowest direction keeps {factor} of its distance in each update; a tenth"
                " is left after {updates} updates."
            )
        case _ if diagnosis.factor is not None and abs(diagnosis.factor) <= ROUNDED_ZERO:
            return tr("Converging: one update leads straight to the {point}.")
        case _:
            return tr(
                "Converging: each update multiplies the distance in the slowest direction by"
                " {factor}; a tenth is left after {updates} updates."
            )


def arrived(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run that has converged."""
    if diagnosis.seen.updates == 0:
        return tr(
            "The gradient is {gradient} at the start, so no update leads away: at a minimum, or"
            " where the loss is flat."
        )
    if diagnosis.is_exact:
        return tr("Converged: the gradient has shrunk to {gradient}.")
    return tr("Converged, as it seems here: the gradient has shrunk to {gradient}.")


def stuck(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run that is at a saddle, or at a maximum."""
    if diagnosis.largest < 0:
        return tr(
            "Stuck at a maximum: the gradient is only {gradient}, and the loss curves downwards to"
            " all sides (largest eigenvalue {largest})."
        )
    return tr(
        "Stuck near a saddle: the gradient is only {gradient}, but the loss curves downwards in a"
        " direction (eigenvalue {smallest})."
    )


def exactly_diverging(diagnosis: Diagnosis) -> str:
    """Return why theory says that a run diverges."""
    if diagnosis.factor is None or abs(diagnosis.factor) <= 1:
        return tr("Diverging: the loss falls without end along a direction without curvature.")
    if diagnosis.downward is not None:
        return tr(
            "Diverging: the loss has no minimum; along its downward curvature each update"
            " multiplies the distance by {downward}."
        )
    return tr(
        "Diverging: {steepest} each update multiplies the distance to the {point} by {factor}."
    )


def _exactly_oscillating(diagnosis: Diagnosis) -> str:
    if diagnosis.factor is not None and abs(diagnosis.factor + 1) <= ROUNDED_ONE:
        return tr(
            "Oscillating for ever: {steepest} every update jumps to the other side of the {point},"
            " as far away as before (factor -1)."
        )
    return tr(
        "Oscillating, but closing in: {steepest} every update jumps across the {point}, and"
        " multiplies the distance to it by {factor}."
    )


def in_the_long_run(diagnosis: Diagnosis) -> str:
    """Return the sentence for momentum, with which single updates do more or less than that."""
    has_minimum = diagnosis.downward is None and abs(diagnosis.factor or 0.0) > 1
    match diagnosis.verdict:
        case Verdict.CONVERGED | Verdict.SADDLE:
            return exact(diagnosis)
        case Verdict.DIVERGING if not has_minimum:
            return exact(diagnosis)
        case Verdict.DIVERGING:
            return tr(
                "Diverging: in the long run each update multiplies the distance to the {point} by"
                " {size}."
            )
        case Verdict.OSCILLATING:
            return tr(
                "Oscillating: the run swings across the {point}; in the long run each update"
                " multiplies the distance to it by {size}."
            )
        case Verdict.ZIGZAG:
            return tr(
                "Zigzag: the run swings across one direction and moves on along another; in the"
                " long run each update multiplies the distance by {size}."
            )
        case _ if abs(diagnosis.factor or 0.0) <= ROUNDED_ZERO:
            return tr("Converging: at most two updates lead straight to the {point}.")
        case _:
            return _swinging(diagnosis) if _swings(diagnosis) else _creeping(diagnosis)


def _swinging(diagnosis: Diagnosis) -> str:
    if diagnosis.verdict is Verdict.SLOW:
        return tr(
            "Slow, with swings to and fro of {swing} updates: in the long run each update keeps"
            " {size} of the distance, and {updates} updates a tenth."
        )
    return tr(
        "Converging, with swings to and fro of {swing} updates: in the long run each update"
        " multiplies the distance by {size}, and {updates} updates leave a tenth of it."
    )


def _creeping(diagnosis: Diagnosis) -> str:
    if diagnosis.verdict is Verdict.SLOW:
        return tr(
            "Slow: in the long run each update keeps {size} of the distance, and {updates} updates"
            " a tenth."
        )
    return tr(
        "Converging: in the long run each update multiplies the distance by {size}, and {updates}"
        " updates leave a tenth of it."
    )


def _swings(diagnosis: Diagnosis) -> bool:
    """Whether the run goes past the minimum while some of the distance is left to be seen."""
    swing, factor = diagnosis.swing, diagnosis.factor
    # It has crossed the minimum before half a swing is over.
    return swing is not None and factor is not None and abs(factor) ** (swing / 2) > SHARE_LEFT
