"""The sentences of verdicts that theory gives, with places for their numbers."""

from __future__ import annotations

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.rounding_floor import ROUNDED_ONE
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.study.words.verdicts.factor_texts import SHARE_LEFT, is_at_bound
from gdsim.study.words.verdicts.hardly_moving import arrived, lost, stuck
from gdsim.study.words.verdicts.uphill import facing
from gdsim.texts import N_

SURELY_ONE = 1e-11
"""Difference from -1 up to which a factor is -1 but for rounding."""

ROUNDED_ZERO = 1e-7
"""Factors of theory no larger than this are 0 but for rounding."""


def foretold(diagnosis: Diagnosis) -> str:
    """Return the sentence of a verdict that theory alone decides."""
    match diagnosis.verdict:
        case Verdict.CONVERGED:
            return arrived(diagnosis)
        case Verdict.SADDLE:
            return stuck(diagnosis)
        case Verdict.DIVERGING:
            return exactly_diverging(diagnosis)
        case Verdict.UNSETTLED:
            return _kept_by_rounding(diagnosis)
        case Verdict.SLOW if diagnosis.factor is None:
            return lost(diagnosis)
        case Verdict.OSCILLATING if abs((diagnosis.factor or 0.0) + 1) <= ROUNDED_ONE:
            return _oscillating_for_ever(diagnosis)
        case _ if diagnosis.is_average:
            return _in_the_long_run(diagnosis)
        case _:
            return _with_each_update(diagnosis)


def _with_each_update(diagnosis: Diagnosis) -> str:
    match diagnosis.verdict:
        case Verdict.OSCILLATING:
            return N_(
                "Oscillating, but closing in: {steepest} every update jumps across the {point}, and"
                " multiplies the distance to it by {factor}."
            )
        case Verdict.ZIGZAG:
            return N_(
                "Zigzag: one direction changes sides with every update (factor {lowest_factor})"
                " while the slowest creeps along (factor {factor})."
            )
        case Verdict.SLOW:
            return N_(
                "Slow: {slowest} keeps {factor} of its distance in each update; a tenth is left"
                " after {updates}."
            )
        case _ if abs(diagnosis.factor or 0.0) <= ROUNDED_ZERO:
            return N_("Converging: one update leads straight to the {point}.")
        case _:
            return N_(
                "Converging: each update multiplies the distance in {slowest} by {factor}; a tenth"
                " is left after {updates}."
            )


def exactly_diverging(diagnosis: Diagnosis) -> str:
    """Return why theory says that a run diverges."""
    if diagnosis.downward is not None:
        return _down_without_end(diagnosis)
    if not diagnosis.is_blown_by_rate and diagnosis.latent is not None:
        return N_(
            "Diverging: a direction without curvature has a slope, which has no end; and where"
            " rounding alone parts the run from the {point}, each update multiplies the distance by"
            " {latent}."
        )
    if not diagnosis.is_blown_by_rate:
        return facing(
            diagnosis,
            N_("Diverging: the loss falls without end along a direction without curvature."),
            N_("Diverging: the loss rises without end along a direction without curvature."),
        )
    if diagnosis.is_average:
        return N_(
            "Diverging: in the long run each update multiplies the distance to the {point} by"
            " {size}."
        )
    return N_(
        "Diverging: {steepest} each update multiplies the distance to the {point} by {factor}."
    )


def _down_without_end(diagnosis: Diagnosis) -> str:
    if diagnosis.is_average:
        return facing(
            diagnosis,
            N_(
                "Diverging: the loss has no minimum; along its downward curvature each update"
                " multiplies the distance by {downward} in the long run."
            ),
            N_(
                "Diverging: the loss has no maximum; along its upward curvature each update"
                " multiplies the distance by {downward} in the long run."
            ),
        )
    return facing(
        diagnosis,
        N_(
            "Diverging: the loss has no minimum; along its downward curvature each update"
            " multiplies the distance by {downward}."
        ),
        N_(
            "Diverging: the loss has no maximum; along its upward curvature each update multiplies"
            " the distance by {downward}."
        ),
    )


def _kept_by_rounding(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run that rounding alone may drive away."""
    if diagnosis.factor is None:
        return N_(
            "At the {point}, to within rounding: the gradient is {plain_gradient}. But each update"
            " multiplies the least distance by {latent}."
        )
    return N_(
        "Closing in for now: each update keeps {size} of the distance. But where rounding alone"
        " parts the run from the {point}, each multiplies the distance by {latent}."
    )


def _oscillating_for_ever(diagnosis: Diagnosis) -> str:
    is_sure = abs((diagnosis.factor or 0.0) + 1) <= SURELY_ONE and not _is_off_bound(diagnosis)
    if diagnosis.is_average and is_sure:
        return N_(
            "Oscillating for ever: {steepest} the run comes to jump from side to side of the"
            " {point}, always as far away (factor -1)."
        )
    if diagnosis.is_average:
        return N_(
            "Oscillating as good as for ever: {steepest} the run comes to jump from side to side"
            " of the {point}, each time as far away to eight digits (factor -1)."
        )
    if is_sure:
        return N_(
            "Oscillating for ever: {steepest} every update jumps to the other side of the {point},"
            " as far away as before (factor -1)."
        )
    return N_(
        "Oscillating as good as for ever: {steepest} every update jumps to the other side of the"
        " {point}, as far away as before to eight digits (factor -1)."
    )


def _is_off_bound(diagnosis: Diagnosis) -> bool:
    """Whether the rate is told to be below or above the bound beside it."""
    foretold, rates = diagnosis.forecast, diagnosis.rates
    if foretold is None or rates is None or not foretold.has_steepest:
        return False
    return not is_at_bound(rates.stable_below, diagnosis.seen.learning_rate)


def _in_the_long_run(diagnosis: Diagnosis) -> str:
    """Return the sentence for momentum, with which single updates do more or less than that."""
    match diagnosis.verdict:
        case Verdict.OSCILLATING:
            return N_(
                "Oscillating: the run swings across the {point}; in the long run each update"
                " multiplies the distance to it by {size}."
            )
        case Verdict.ZIGZAG if _swings(diagnosis):
            return N_(
                "Zigzag: the run swings across one direction, and more slowly across another, to"
                " and fro in {swing} updates; in the long run each update multiplies the distance"
                " by {size}."
            )
        case Verdict.ZIGZAG:
            return N_(
                "Zigzag: the run swings across one direction and moves on along another; in the"
                " long run each update multiplies the distance by {size}."
            )
        case _ if abs(diagnosis.factor or 0.0) <= ROUNDED_ZERO:
            return N_("Converging: at most two updates lead straight to the {point}.")
        case _:
            return _swinging(diagnosis) if _swings(diagnosis) else _creeping(diagnosis)


def _swinging(diagnosis: Diagnosis) -> str:
    if diagnosis.verdict is Verdict.SLOW:
        return N_(
            "Slow, with swings to and fro of {swing} updates: in the long run each update keeps"
            " {size} of the distance; a tenth is left after {updates}."
        )
    return N_(
        "Converging, with swings to and fro of {swing} updates: in the long run each update"
        " multiplies the distance by {size}; a tenth is left after {updates}."
    )


def _creeping(diagnosis: Diagnosis) -> str:
    if diagnosis.verdict is Verdict.SLOW:
        return N_(
            "Slow: in the long run each update keeps {size} of the distance; a tenth is left after"
            " {updates}."
        )
    return N_(
        "Converging: in the long run each update multiplies the distance by {size}; a tenth is"
        " left after {updates}."
    )


def _swings(diagnosis: Diagnosis) -> bool:
    """Whether the run goes past the minimum while some of the distance is left to be seen."""
    swing, factor = diagnosis.swing, diagnosis.factor
    # It has crossed the minimum before half a swing is over.
    return swing is not None and factor is not None and abs(factor) ** (swing / 2) > SHARE_LEFT
