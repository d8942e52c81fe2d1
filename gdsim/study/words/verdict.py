"""What a run is doing, as sentences for a person: the verdict, its evidence, and what to try."""

from __future__ import annotations

import math
from functools import lru_cache

from gdsim.engine.diagnosis.curvature import RateRange, predicted_updates
from gdsim.engine.diagnosis.forecast import Verdict
from gdsim.engine.diagnosis.judgement import Judgement
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat, few
from gdsim.study.words.forecast_templates import LEFT
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


def judgement_word(judgement: Judgement) -> str:
    """Return the verdict in a word or two, or that it is too early for one."""
    return tr("too early") if judgement.is_early else verdict_word(judgement.verdict)


def verdict_sentence(judgement: Judgement) -> str:
    """Return what the run is doing and the numbers that say so; a local verdict says it is one."""
    return template_of(judgement).format(**_numbers(judgement))


def rate_sentence(judgement: Judgement) -> str:
    """Return what the curvature says about the learning rate; empty where it says nothing."""
    rates = judgement.rates
    slides = judgement.factor is None or abs(judgement.factor) <= 1
    if rates is None or (
        judgement.verdict is Verdict.DIVERGING and (slides or not judgement.is_exact)
    ):
        return ""
    if rates.stable_below == 0:
        template = _downward(judgement)
    elif math.isinf(rates.stable_below):
        template = _not_curved(judgement)
    elif judgement.is_noisy:
        template = _noisy_bound(rates)
    else:
        template = _bound(judgement, rates)
    words = {"eigenvalue": tr("eigenvalue"), "eigenvalues": tr("eigenvalues")}
    if not judgement.is_quadratic:
        words = {
            "eigenvalue": tr("eigenvalue at this point"),
            "eigenvalues": tr("eigenvalues at this point"),
        }
    return template.format(**_numbers(judgement), **words)


def _downward(judgement: Judgement) -> str:
    if judgement.is_quadratic:
        return tr(
            "In some direction the loss curves downwards (eigenvalue {smallest}): there every"
            " learning rate leads further away from where the slope is 0."
        )
    return tr(
        "In some direction the loss curves downwards at this point (eigenvalue {smallest}), which"
        " gives no bound for the rate."
    )


def _not_curved(judgement: Judgement) -> str:
    if judgement.is_quadratic:
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


def _bound(judgement: Judgement, rates: RateRange) -> str:
    is_above = judgement.learning_rate > rates.stable_below
    if is_above and judgement.verdict is Verdict.CONVERGED and not judgement.is_exact:
        return tr(
            "At this point rates below {bound} are stable; this one is {rate}: the least push"
            " drives the run away again."
        )
    if is_above and judgement.is_exact and judgement.verdict is not Verdict.DIVERGING:
        return tr(
            "Learning rates below {bound} are stable from every start; this one is {rate}, but"
            " along the steepest direction this run is at the minimum, to within rounding."
        )
    if not _has_fastest(rates):
        return tr(
            "With this rule and the largest {eigenvalue} {largest}, learning rates below {bound}"
            " are stable; this one is {rate}."
        )
    if few(judgement.curvature[0]) == few(judgement.curvature[1]):
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
    updates = predicted_updates([1.0], [factor], LEFT)
    return tr("more than a trillion") if updates is None else f"{updates:,}"


def _share(factor: float) -> str:
    """Return a factor, and one that is hardly of a size below 1 as what it lacks: 1 - 2e-9."""
    text = few(factor)
    if text not in ("1", "-1") or abs(factor) >= 1:
        return text
    lacking = f"1 - {few(1 - abs(factor), 2)}"
    return lacking if factor > 0 else f"-({lacking})"


def _numbers(judgement: Judgement) -> dict[str, str]:
    """Return every number of the templates as text."""
    factor, rates = judgement.factor, judgement.rates
    smallest, largest = judgement.curvature
    quarters = judgement.quarters
    percent = NumberFormat.decimals(0).text
    return {
        "factor": "" if factor is None else _share(factor),
        "size": "" if factor is None else _share(abs(factor)),
        "downward": "" if judgement.downward is None else few(judgement.downward),
        "first": few(judgement.first_loss),
        "point": tr("saddle") if smallest < 0 else tr("minimum"),
        "steepest": tr("in the steepest direction")
        if judgement.is_whole
        else tr("in the steepest direction that it goes in"),
        "before": "" if quarters is None else few(quarters.before),
        "late": "" if quarters is None else few(quarters.last),
        "lowest": "" if judgement.lowest is None else few(judgement.lowest),
        "updates": "" if factor is None else _updates_to_a_tenth(factor),
        "swing": "" if judgement.swing is None else few(judgement.swing, 2),
        "gradient": few(judgement.gradient_norm),
        "loss": few(judgement.loss),
        "count": f"{judgement.count}",
        "earlier": few(judgement.earlier_loss),
        "smallest": few(smallest),
        "largest": few(largest),
        "alternating": percent(100 * judgement.alternating),
        "scatter": "" if judgement.scatter is None else few(judgement.scatter),
        "bound": "" if rates is None else few(rates.stable_below),
        "fastest": "" if rates is None or rates.fastest is None else few(rates.fastest),
        "rate": few(judgement.learning_rate, 6),
    }
