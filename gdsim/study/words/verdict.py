"""What a run is doing, as sentences for a person: the verdict, its evidence, and what to try."""

from __future__ import annotations

import math
from functools import lru_cache

from gdsim.engine.diagnosis.curvature import RateRange, predicted_updates
from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat, few
from gdsim.study.words.forecast_templates import SHARE_LEFT
from gdsim.study.words.verdict_templates import template_of


def verdict_word(verdict: Verdict) -> str:
    """Return the verdict as a word or two, as over a plot."""
    return {
        Verdict.CONVERGED: tr("converged"),
        Verdict.CONVERGING: tr("converging"),
        Verdict.SLOW: tr("slow"),
        Verdict.OSCILLATING: tr("oscillating"),
        Verdict.ZIGZAG: tr("zigzag"),
        Verdict.UNSETTLED: tr("unsettled"),
        Verdict.DIVERGING: tr("diverging"),
        Verdict.NOISY_FLOOR: tr("noisy floor"),
        Verdict.SADDLE: tr("stuck at a saddle"),
        Verdict.PLATEAU: tr("on a plateau"),
    }[verdict]


def diagnosis_word(diagnosis: Diagnosis) -> str:
    """Return the verdict in a word or two, or that it is too early for one."""
    return tr("too early") if diagnosis.is_early else verdict_word(diagnosis.verdict)


def verdict_sentence(diagnosis: Diagnosis) -> str:
    """Return what the run is doing and the numbers that say so; a local verdict says it is one."""
    return template_of(diagnosis).format(**_numbers(diagnosis))


def rate_sentence(diagnosis: Diagnosis) -> str:
    """Return what the curvature says about the learning rate; empty where it says nothing."""
    rates = diagnosis.rates
    slides = diagnosis.factor is None or abs(diagnosis.factor) <= 1
    if rates is None or (
        diagnosis.verdict is Verdict.DIVERGING and (slides or not diagnosis.is_exact)
    ):
        return ""
    if rates.stable_below == 0:
        template = _downward(diagnosis)
    elif math.isinf(rates.stable_below):
        template = _not_curved(diagnosis)
    elif diagnosis.seen.is_noisy:
        template = _noisy_bound(rates)
    else:
        template = _bound(diagnosis, rates)
    words = {"eigenvalue": tr("eigenvalue"), "eigenvalues": tr("eigenvalues")}
    if not diagnosis.is_quadratic:
        words = {
            "eigenvalue": tr("eigenvalue at this point"),
            "eigenvalues": tr("eigenvalues at this point"),
        }
    return template.format(**_numbers(diagnosis), **words)


def _downward(diagnosis: Diagnosis) -> str:
    if diagnosis.is_quadratic:
        return tr(
            "In some direction the loss curves downwards (eigenvalue {smallest}): there every"
            " learning rate leads further away from where the slope is 0."
        )
    return tr(
        "In some direction the loss curves downwards at this point (eigenvalue {smallest}), which"
        " gives no bound for the rate."
    )


def _not_curved(diagnosis: Diagnosis) -> str:
    if diagnosis.is_quadratic:
        return tr("The loss is not curved, so no learning rate is too large.")
    return tr("The loss is not curved at this point, which gives no bound for the rate.")


def _noisy_bound(rates: RateRange) -> str:
    if not _has_fastest(rates):
        return tr(
            "With all rows in every update, rates below {bound} would be stable; small batches need"
            " less. This one is {rate}."
        )
    return tr(
        "With all rows in every update, rates below {bound} would be stable and {fastest} the"
        " fastest; small batches need less. This one is {rate}."
    )


def _bound(diagnosis: Diagnosis, rates: RateRange) -> str:
    is_above = diagnosis.seen.learning_rate > rates.stable_below
    if is_above and diagnosis.verdict is Verdict.CONVERGED and not diagnosis.is_exact:
        return tr(
            "At this point rates below {bound} are stable; this one is {rate}: the least push"
            " drives the run away again."
        )
    if is_above and diagnosis.is_exact and diagnosis.verdict is not Verdict.DIVERGING:
        return tr(
            "Learning rates below {bound} are stable from every start; this one is {rate}, but"
            " along the steepest direction this run is at the minimum, to within rounding."
        )
    if not _has_fastest(rates):
        return tr(
            "With this rule and the largest {eigenvalue} {largest}, learning rates below {bound}"
            " are stable; this one is {rate}."
        )
    if few(diagnosis.smallest) == few(diagnosis.largest):
        return tr(
            "With the {eigenvalue} {largest}, learning rates below {bound} are stable and {fastest}"
            " is the fastest; this one is {rate}."
        )
    return tr(
        "With the {eigenvalues} from {smallest} to {largest}, learning rates below {bound} are"
        " stable and {fastest} is the fastest; this one is {rate}."
    )


def _has_fastest(rates: RateRange) -> bool:
    """Whether a fastest rate is known that differs from the bound in the figures shown."""
    return rates.fastest is not None and few(rates.fastest) != few(rates.stable_below)


@lru_cache
def _updates_to_a_tenth(factor: float) -> str:
    """Return after how many updates a distance that shrinks by `factor` is a tenth of itself."""
    updates = predicted_updates([1.0], [factor], SHARE_LEFT)
    return tr("more than a trillion") if updates is None else f"{updates:,}"


def _share(factor: float) -> str:
    """Return a factor, and one that is hardly of a size below 1 as what it lacks: 1 - 2e-9."""
    text = few(factor)
    if text not in ("1", "-1") or abs(factor) >= 1:
        return text
    lacking = f"1 - {few(1 - abs(factor), 2)}"
    return lacking if factor > 0 else f"-({lacking})"


def _numbers(diagnosis: Diagnosis) -> dict[str, str]:
    """Return every number of the templates as text."""
    factor, rates = diagnosis.factor, diagnosis.rates
    smallest, largest = diagnosis.smallest, diagnosis.largest
    quarters = diagnosis.seen.quarters
    percent = NumberFormat.decimals(0).text
    return {
        "factor": "" if factor is None else _share(factor),
        "size": "" if factor is None else _share(abs(factor)),
        "downward": "" if diagnosis.downward is None else few(diagnosis.downward),
        "first": few(diagnosis.seen.first_loss),
        "point": tr("saddle") if smallest < 0 else tr("minimum"),
        "steepest": tr("in the steepest direction")
        if diagnosis.is_whole
        else tr("in the steepest direction that it goes in"),
        "before": "" if quarters is None else few(quarters.before),
        "late": "" if quarters is None else few(quarters.last),
        "lowest": "" if diagnosis.lowest is None else few(diagnosis.lowest),
        "updates": "" if factor is None else _updates_to_a_tenth(factor),
        "swing": "" if diagnosis.swing is None else few(diagnosis.swing, 2),
        "gradient": few(diagnosis.seen.gradient_norm),
        "loss": few(diagnosis.seen.loss),
        "count": f"{diagnosis.seen.count}",
        "earlier": few(diagnosis.seen.earlier_loss),
        "smallest": few(smallest),
        "largest": few(largest),
        "alternating": percent(100 * diagnosis.seen.alternating),
        "scatter": "" if diagnosis.scatter is None else few(diagnosis.scatter),
        "bound": "" if rates is None else few(rates.stable_below),
        "fastest": "" if rates is None or rates.fastest is None else few(rates.fastest),
        "rate": few(diagnosis.seen.learning_rate, 6),
    }
