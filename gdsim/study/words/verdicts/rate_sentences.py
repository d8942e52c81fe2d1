"""What the curvature says about the learning rate, as a sentence that says where it holds."""

from __future__ import annotations

import math

import numpy as np

from gdsim.engine.diagnosis.curvature.rate_bounds import RateRange
from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.forecast import Forecast
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.study.words.verdicts.factor_texts import RATE_FIGURES, bound_and_rate, bound_text
from gdsim.study.words.verdicts.uphill import eigenvalues, facing
from gdsim.texts import N_

NEXT_TO = 1e-8
"""Share by which a rate is beyond a bound at most where what is at the bound holds for it, too."""


def rate_sentence(diagnosis: Diagnosis) -> str:
    """Return what the curvature says about the learning rate; empty where it says nothing."""
    rates = diagnosis.rates
    if rates is None or _is_idle(diagnosis):
        return ""
    if rates.stable_below == 0:
        template = _downward(diagnosis)
    elif math.isinf(rates.stable_below):
        template = _not_curved(diagnosis)
    elif diagnosis.seen.is_rounded:
        template = _but_for_rounding(diagnosis)
    elif diagnosis.seen.is_noisy:
        template = _of_all_rows(diagnosis, rates)
    elif diagnosis.is_quadratic:
        template = _everywhere(diagnosis, rates)
    else:
        template = _at_this_point(diagnosis, rates)
    return tr(template).format(**_numbers(diagnosis, rates))


def _is_idle(diagnosis: Diagnosis) -> bool:
    """Whether no rate has to do with why a run diverges, or it has left where this would hold."""
    if diagnosis.verdict is not Verdict.DIVERGING:
        return _slides(diagnosis.forecast)
    slides = diagnosis.factor is None or abs(diagnosis.factor) <= 1
    return slides or not diagnosis.is_exact


def _slides(foretold: Forecast | None) -> bool:
    """Whether a run without rounding or batches would go on for ever at any rate."""
    if foretold is None or foretold.verdict is not Verdict.DIVERGING:
        return False
    return foretold.slowest is None or abs(foretold.slowest) <= 1


def _numbers(diagnosis: Diagnosis, rates: RateRange) -> dict[str, str]:
    curvature = diagnosis.curvature
    curved = np.empty(0) if curvature is None else curvature.eigenvalues
    curved, sign = curved[curved > 0], -1 if diagnosis.maximises else 1
    bound, rate = "", few(diagnosis.seen.learning_rate, RATE_FIGURES)
    if 0 < rates.stable_below < math.inf:
        bound, rate = bound_and_rate(rates.stable_below, diagnosis.seen.learning_rate)
    return {
        "least": few(sign * float(curved[0])) if len(curved) else "",
        **eigenvalues(diagnosis),
        "bound": bound,
        "rate": rate,
        "fastest": "" if rates.fastest is None else bound_text(rates.fastest),
    }


def _but_for_rounding(diagnosis: Diagnosis) -> str:
    """Return the bound of a run whose steps are rounded as by hand, for which none is known."""
    if diagnosis.seen.is_noisy and diagnosis.is_quadratic:
        return N_(
            "With all rows in every update and nothing rounded, rates below {bound} would be"
            " stable; this one is {rate}."
        )
    if diagnosis.seen.is_noisy:
        return N_(
            "With all rows in every update and nothing rounded, and were the loss curved everywhere"
            " as at this point, rates below {bound} would be stable; this one is {rate}."
        )
    if diagnosis.is_quadratic:
        return facing(
            diagnosis,
            N_(
                "Were nothing rounded, rates below {bound} would be stable, by the largest"
                " eigenvalue {largest}; this one is {rate}."
            ),
            N_(
                "Were nothing rounded, rates below {bound} would be stable, by the smallest"
                " eigenvalue {smallest}; this one is {rate}."
            ),
        )
    return facing(
        diagnosis,
        N_(
            "Were nothing rounded, and the loss curved everywhere as at this point (largest"
            " eigenvalue {largest}), rates below {bound} would be stable; this one is {rate}."
        ),
        N_(
            "Were nothing rounded, and the loss curved everywhere as at this point (smallest"
            " eigenvalue {smallest}), rates below {bound} would be stable; this one is {rate}."
        ),
    )


def _downward(diagnosis: Diagnosis) -> str:
    if diagnosis.is_quadratic and diagnosis.seen.is_rounded:
        return facing(
            diagnosis,
            N_(
                "In some direction the loss curves downwards (eigenvalue {smallest}): there every"
                " learning rate leads further away from where the slope is 0, unless the step is"
                " rounded away."
            ),
            N_(
                "In some direction the loss curves upwards (eigenvalue {largest}): there every"
                " learning rate leads further away from where the slope is 0, unless the step is"
                " rounded away."
            ),
        )
    if diagnosis.is_quadratic:
        return facing(
            diagnosis,
            N_(
                "In some direction the loss curves downwards (eigenvalue {smallest}): there every"
                " learning rate leads further away from where the slope is 0."
            ),
            N_(
                "In some direction the loss curves upwards (eigenvalue {largest}): there every"
                " learning rate leads further away from where the slope is 0."
            ),
        )
    return facing(
        diagnosis,
        N_(
            "In some direction the loss curves downwards at this point (eigenvalue {smallest}),"
            " which gives no bound for the rate."
        ),
        N_(
            "In some direction the loss curves upwards at this point (eigenvalue {largest}), which"
            " gives no bound for the rate."
        ),
    )


def _not_curved(diagnosis: Diagnosis) -> str:
    if diagnosis.is_quadratic:
        return N_("The loss is not curved, so no learning rate is too large.")
    return N_(
        "To within rounding, the loss is not curved at this point, which gives no bound for the"
        " rate."
    )


def _of_all_rows(diagnosis: Diagnosis, rates: RateRange) -> str:
    if not diagnosis.is_quadratic:
        return N_(
            "With all rows in every update, and were the loss curved everywhere as at this point,"
            " rates below {bound} would be stable; small batches may need less. This one is {rate}."
        )
    if not _has_fastest(rates):
        return N_(
            "With all rows in every update, rates below {bound} would be stable; small batches may"
            " need less. This one is {rate}."
        )
    return N_(
        "With all rows in every update, rates below {bound} would be stable and {fastest} the"
        " fastest in the long run, from most starts; small batches may need less. This one is"
        " {rate}."
    )


def _at_this_point(diagnosis: Diagnosis, rates: RateRange) -> str:
    is_above = diagnosis.seen.learning_rate > rates.stable_below
    if is_above and diagnosis.verdict is Verdict.CONVERGED:
        return N_(
            "By the curvature at this point rates below {bound} are stable here; this one is"
            " {rate}: the least push drives the run away again."
        )
    if few(diagnosis.smallest) == few(diagnosis.largest):
        return N_(
            "Were the loss curved everywhere as at this point (eigenvalue {largest}), rates below"
            " {bound} would be stable; this one is {rate}."
        )
    return N_(
        "Were the loss curved everywhere as at this point (eigenvalues {smallest} to {largest}),"
        " rates below {bound} would be stable; this one is {rate}."
    )


def _everywhere(diagnosis: Diagnosis, rates: RateRange) -> str:
    is_above = diagnosis.seen.learning_rate > rates.stable_below * (1 + NEXT_TO)
    if is_above and diagnosis.is_exact and diagnosis.verdict is not Verdict.DIVERGING:
        return facing(
            diagnosis,
            N_(
                "Rates below {bound} are stable from every start; this one is {rate}, but along"
                " the steepest direction this run is at the minimum, to within rounding."
            ),
            N_(
                "Rates below {bound} are stable from every start; this one is {rate}, but along"
                " the steepest direction this run is at the maximum, to within rounding."
            ),
        )
    if not _has_fastest(rates):
        return facing(
            diagnosis,
            N_(
                "With this rule and the largest eigenvalue {largest}, rates below {bound} are"
                " stable; this one is {rate}."
            ),
            N_(
                "With this rule and the smallest eigenvalue {smallest}, rates below {bound} are"
                " stable; this one is {rate}."
            ),
        )
    return _with_fastest(diagnosis)


def _with_fastest(diagnosis: Diagnosis) -> str:
    if diagnosis.smallest == 0:
        return facing(
            diagnosis,
            N_(
                "With the eigenvalues 0 and {least} to {largest}, rates below {bound} are stable"
                " and {fastest} is the fastest in the long run, from most starts; this one is"
                " {rate}."
            ),
            N_(
                "With the eigenvalues {smallest} to {least} and 0, rates below {bound} are stable"
                " and {fastest} is the fastest in the long run, from most starts; this one is"
                " {rate}."
            ),
        )
    if few(diagnosis.smallest) == few(diagnosis.largest):
        return N_(
            "With the eigenvalue {largest}, rates below {bound} are stable and {fastest} is the"
            " fastest; this one is {rate}."
        )
    return N_(
        "With the eigenvalues from {smallest} to {largest}, rates below {bound} are stable and"
        " {fastest} is the fastest in the long run, from most starts; this one is {rate}."
    )


def _has_fastest(rates: RateRange) -> bool:
    """Whether a fastest rate is known that differs from the bound in the figures shown."""
    return rates.fastest is not None and few(rates.fastest) != few(rates.stable_below)
