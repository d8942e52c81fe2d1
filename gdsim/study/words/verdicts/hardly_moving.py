"""The sentences of runs that hardly move, with places for their numbers."""

from __future__ import annotations

import numpy as np

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.study.words.verdicts.uphill import facing
from gdsim.texts import N_

NEVER_LARGER = ("adagrad",)
"""Rules that divide by what only grows, so that a step grows with its gradient alone.

AMSGrad is none: as the correction for its start goes, it divides by less.
"""

WITHOUT_MEMORY = ("adagrad", "rmsprop", "adadelta")
"""Rules that divide by past gradients and make no step without a present one."""

SHRUNK = 0.1
"""Share of the first gradient that is left at most of one that has shrunk."""


def arrived(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run that has converged."""
    seen = diagnosis.seen
    if diagnosis.held:
        return N_(
            "Converged, as it seems here: the slope leads out of the bounds of {held}; but for that"
            " the gradient is {gradient}."
        )
    first = float(np.hypot.reduce(seen.first_gradient))
    if not first or seen.gradient_norm > SHRUNK * first:
        return _there_from_the_start(diagnosis)
    if diagnosis.is_exact:
        return N_("Converged: the gradient has shrunk to {gradient}.")
    return N_("Converged, as it seems here: the gradient has shrunk to {gradient}.")


def resting(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run that has arrived with a rule that may lead it away again."""
    seen = diagnosis.seen
    if diagnosis.held:
        return N_(
            "At rest for now: the slope leads out of the bounds of {held}; but for that the"
            " gradient is {gradient}, and the next step is {move} long."
        )
    if seen.rule in WITHOUT_MEMORY and not (seen.is_noisy or seen.gradient_norm):
        return _without_slope(diagnosis)
    if seen.rule in NEVER_LARGER:
        return N_(
            "At rest for now: the gradient is {gradient} and the next step {move} long. But this"
            " rule gives each parameter a rate of its own, which may be too large to stay here."
        )
    return N_(
        "At rest for now: the gradient is {gradient} and the next step {move} long. But this rule"
        " divides its steps by past gradients, so they may grow again."
    )


def _there_from_the_start(diagnosis: Diagnosis) -> str:
    if diagnosis.seen.stands_still and not diagnosis.seen.gradient_norm:
        return _without_slope(diagnosis)
    return facing(
        diagnosis,
        N_("At a minimum from the start, to within rounding: the gradient is {plain_gradient}."),
        N_("At a maximum from the start, to within rounding: the gradient is {plain_gradient}."),
    )


def _without_slope(diagnosis: Diagnosis) -> str:
    return facing(
        diagnosis,
        N_(
            "The gradient is 0 to within rounding, so no update leads away: at a minimum, or where"
            " the loss is as good as flat."
        ),
        N_(
            "The gradient is 0 to within rounding, so no update leads away: at a maximum, or where"
            " the loss is as good as flat."
        ),
    )


def stuck(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run that is at a saddle, or at a maximum."""
    if diagnosis.latent is not None:
        return _on_top(diagnosis)
    if diagnosis.largest < 0:
        return facing(
            diagnosis,
            N_(
                "Stuck at a maximum: the gradient is only {gradient}, and the loss curves"
                " downwards to all sides (largest eigenvalue {largest})."
            ),
            N_(
                "Stuck at a minimum: the gradient is only {gradient}, and the loss curves upwards"
                " to all sides (smallest eigenvalue {smallest})."
            ),
        )
    return facing(
        diagnosis,
        N_(
            "Stuck near a saddle: the gradient is only {gradient}, but the loss curves downwards"
            " in a direction (eigenvalue {smallest})."
        ),
        N_(
            "Stuck near a saddle: the gradient is only {gradient}, but the loss curves upwards in"
            " a direction (eigenvalue {largest})."
        ),
    )


def _on_top(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run that rounding alone keeps from where there is no slope."""
    if diagnosis.largest < 0:
        return facing(
            diagnosis,
            N_(
                "At a maximum, to within rounding: the gradient is {plain_gradient}, and along the"
                " downward curvature (eigenvalue {smallest}) the least push leads away."
            ),
            N_(
                "At a minimum, to within rounding: the gradient is {plain_gradient}, and along the"
                " upward curvature (eigenvalue {largest}) the least push leads away."
            ),
        )
    return facing(
        diagnosis,
        N_(
            "At a saddle, to within rounding: the gradient is {plain_gradient}, and along the"
            " downward curvature (eigenvalue {smallest}) the least push leads away."
        ),
        N_(
            "At a saddle, to within rounding: the gradient is {plain_gradient}, and along the"
            " upward curvature (eigenvalue {largest}) the least push leads away."
        ),
    )


def lost(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run whose steps are too short to be made."""
    if diagnosis.held and diagnosis.seen.stands_still:
        return facing(
            diagnosis,
            N_(
                "Standing still at the bounds of {held}: the next update changes no parameter,"
                " though a lower loss may be near."
            ),
            N_(
                "Standing still at the bounds of {held}: the next update changes no parameter,"
                " though a higher loss may be near."
            ),
        )
    if diagnosis.seen.stands_still:
        return N_(
            "Standing still with a gradient of {gradient}: the next update, at a learning rate of"
            " {rate}, changes no parameter."
        )
    return N_(
        "Standing still but for rounding: with a gradient of {gradient} and a learning rate of"
        " {rate}, the next step is lost in the last digits of the parameters."
    )
