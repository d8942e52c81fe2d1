"""What a run is doing, as sentences for a person: the verdict, its evidence, and what to try."""

from __future__ import annotations

import math
from functools import lru_cache

from gdsim.engine.curvature import predicted_updates
from gdsim.engine.theory import Verdict
from gdsim.engine.verdict import Judgement
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat, few

FROM_ROWS = frozenset({Verdict.CONVERGING, Verdict.SLOW, Verdict.DIVERGING})
"""Local verdicts that are about the updates so far, rather than about the point."""

NOISY = frozenset({Verdict.CONVERGING, Verdict.SLOW, Verdict.NOISY_FLOOR})
"""Verdicts that are told of means where batches differ."""

DIGIT = 0.1
"""What the distance shrinks to in the number of updates told of a slow run."""


def verdict_word(verdict: Verdict) -> str:
    """Return the verdict as a word or two, as over a plot."""
    return {
        Verdict.CONVERGED: tr("converged"),
        Verdict.CONVERGING: tr("converging"),
        Verdict.SLOW: tr("slow"),
        Verdict.OSCILLATING: tr("oscillating"),
        Verdict.ZIGZAG: tr("zigzag"),
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
    if judgement.is_average and judgement.factor is not None:
        template = _in_the_long_run(judgement)
    elif judgement.is_exact:
        template = _exact(judgement)
    elif judgement.noise is not None and judgement.verdict in NOISY:
        template = _noisy(judgement)
    else:
        template = _local(judgement)
    if judgement.updates == 0 and not judgement.is_exact and judgement.verdict in FROM_ROWS:
        template = tr("No update has been made yet; the loss is {loss}.")
        if judgement.noise is not None:
            template = tr("No update has been made yet; over all rows the loss is {loss}.")
    elif judgement.is_early:
        template = tr(
            "Too early to tell progress from chance, which picks the rows of each batch; over all"
            " rows the loss is {loss}."
        )
    return template.format(**_numbers(judgement))


def rate_sentence(judgement: Judgement) -> str:
    """Return what the curvature says about the learning rate; empty where it says nothing."""
    rates = judgement.rates
    if rates is None:
        return ""
    if rates.stable_below == 0:
        template = tr(
            "In some direction the loss curves downwards here (eigenvalue {smallest}), so every"
            " learning rate leads away along it."
        )
    elif math.isinf(rates.stable_below):
        template = tr("The loss is not curved here, so no learning rate is too large.")
    elif judgement.noise is not None and rates.fastest is None:
        template = tr(
            "With all rows in every update, rates below {bound} would be stable; small batches need"
            " less. This one is {rate}."
        )
    elif judgement.noise is not None:
        template = tr(
            "With all rows in every update, rates below {bound} would be stable and {fastest} the"
            " fastest; small batches need less. This one is {rate}."
        )
    elif rates.fastest is None:
        template = tr(
            "With this rule and the largest {eigenvalue} {largest}, learning rates below {bound}"
            " are stable; this one is {rate}."
        )
    elif judgement.curvature[0] == judgement.curvature[1]:
        template = tr(
            "With the {eigenvalue} {largest}, learning rates below {bound} are stable and {fastest}"
            " is the fastest; this one is {rate}."
        )
    else:
        template = tr(
            "With the {eigenvalues} from {smallest} to {largest}, learning rates below {bound} are"
            " stable and {fastest} is the fastest; this one is {rate}."
        )
    words = {"eigenvalue": tr("eigenvalue"), "eigenvalues": tr("eigenvalues")}
    if not judgement.is_quadratic:
        words = {
            "eigenvalue": tr("eigenvalue at this point"),
            "eigenvalues": tr("eigenvalues at this point"),
        }
    return template.format(**_numbers(judgement), **words)


def _exact(judgement: Judgement) -> str:
    match judgement.verdict:
        case Verdict.CONVERGED:
            return tr("Converged: the gradient has shrunk to {gradient}.")
        case Verdict.DIVERGING if judgement.factor is None or abs(judgement.factor) <= 1:
            return tr("Diverging: the loss falls without end along a direction without curvature.")
        case Verdict.DIVERGING if judgement.curvature[0] < 0:
            return tr(
                "Diverging: the loss has no minimum; along its downward curvature each update"
                " multiplies the distance by {size}."
            )
        case Verdict.DIVERGING:
            return tr(
                "Diverging: in the steepest direction each update multiplies the distance to the"
                " minimum by {factor}."
            )
        case Verdict.OSCILLATING if judgement.factor == -1:
            return tr(
                "Oscillating for ever: in the steepest direction every update jumps to the other"
                " side of the minimum, as far away as before (factor -1)."
            )
        case Verdict.OSCILLATING:
            return tr(
                "Oscillating: in the steepest direction every update jumps across the minimum, and"
                " multiplies the distance to it by {factor}."
            )
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
        case _:
            return tr(
                "Converging: each update multiplies the distance in the slowest direction by"
                " {factor}; a tenth is left after {updates} updates."
            )


def _in_the_long_run(judgement: Judgement) -> str:
    """Return the sentence for momentum, with which single updates do more or less than that."""
    match judgement.verdict:
        case Verdict.CONVERGED:
            return _exact(judgement)
        case Verdict.DIVERGING if judgement.curvature[0] <= 0:
            return _exact(judgement)
        case Verdict.DIVERGING:
            return tr(
                "Diverging: in the long run each update multiplies the distance to the minimum by"
                " {size}."
            )
        case Verdict.OSCILLATING:
            return tr(
                "Oscillating: the run swings across the minimum; in the long run each update"
                " multiplies the distance to it by {size}."
            )
        case Verdict.ZIGZAG:
            return tr(
                "Zigzag: the run swings across one direction and moves on along another; in the"
                " long run each update multiplies the distance by {size}."
            )
        case Verdict.SLOW if _swings(judgement):
            return tr(
                "Slow, with swings to and fro of {swing} updates: in the long run each update keeps"
                " {size} of the distance; a tenth is left after {updates} updates."
            )
        case Verdict.SLOW:
            return tr(
                "Slow: in the long run each update keeps {size} of the distance; a tenth is left"
                " after {updates} updates."
            )
        case _ if _swings(judgement):
            return tr(
                "Converging, with swings to and fro of {swing} updates: in the long run each update"
                " multiplies the distance by {size}; a tenth is left after {updates} updates."
            )
        case _:
            return tr(
                "Converging: in the long run each update multiplies the distance by {size}; a"
                " tenth is left after {updates} updates."
            )


def _swings(judgement: Judgement) -> bool:
    """Whether the run goes past the minimum while some of the distance is left to be seen."""
    swing, factor = judgement.swing, judgement.factor
    # It has crossed the minimum before half a swing is over.
    return swing is not None and factor is not None and abs(factor) ** (swing / 2) > 0.1


def _local(judgement: Judgement) -> str:
    match judgement.verdict:
        case Verdict.CONVERGED:
            return tr("Converged, as it seems here: the gradient has shrunk to {gradient}.")
        case Verdict.DIVERGING:
            return tr("Diverging: over all rows the loss has grown to {loss}, and grows on.")
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
            return tr(
                "Stuck near a saddle: the gradient is only {gradient}, but the loss curves"
                " downwards in a direction (eigenvalue {smallest})."
            )
        case Verdict.PLATEAU:
            return tr(
                "On a plateau: with a gradient of {gradient} and eigenvalues from {smallest} to"
                " {largest} the loss of {loss} hardly changes anywhere near."
            )
        case Verdict.SLOW:
            return tr(
                "Slow: over the last updates, each left the gradient {factor} times as long as it"
                " was."
            )
        case _:
            return _from_to(judgement)


def _from_to(judgement: Judgement) -> str:
    """Return the sentence for a run of which the losses alone tell something."""
    if judgement.loss < judgement.earlier_loss:
        return tr(
            "Converging: over the last {count} updates the loss fell from {earlier} to {loss}."
        )
    return tr("Unsettled: over the last {count} updates the loss went from {earlier} to {loss}.")


def _noisy(judgement: Judgement) -> str:
    """Return the sentence for a run whose batches differ and that neither diverged nor arrived."""
    match judgement.verdict:
        case Verdict.NOISY_FLOOR:
            return tr(
                "At its noisy floor: the gradient of all rows is {noise} % as long as a batch's,"
                " the rest is noise. A smaller η or larger batches lower it."
            )
        case Verdict.SLOW:
            return tr("Slow: over the last updates the mean loss fell by little of what is left.")
        case _:
            return tr("Converging, by the last updates: over all rows the loss is {loss} now.")


@lru_cache
def _updates_for_a_digit(factor: float) -> str:
    """Return after how many updates a distance that shrinks by `factor` is a tenth of itself."""
    updates = predicted_updates([1.0], [factor], DIGIT)
    return "∞" if updates is None else f"{updates}"


def _numbers(judgement: Judgement) -> dict[str, str]:
    """Return every number of the templates as text."""
    factor, rates = judgement.factor, judgement.rates
    smallest, largest = judgement.curvature
    percent = NumberFormat.decimals(0).text
    return {
        "factor": "" if factor is None else few(factor),
        "size": "" if factor is None else few(abs(factor)),
        "lowest": "" if judgement.lowest is None else few(judgement.lowest),
        "updates": "∞" if factor is None else _updates_for_a_digit(factor),
        "swing": "" if judgement.swing is None else few(judgement.swing, 2),
        "gradient": few(judgement.gradient_norm),
        "loss": few(judgement.loss),
        "count": f"{judgement.count}",
        "earlier": few(judgement.earlier_loss),
        "smallest": few(smallest),
        "largest": few(largest),
        "alternating": percent(100 * judgement.alternating),
        "noise": "" if judgement.noise is None else percent(100 * judgement.noise),
        "bound": "" if rates is None else few(rates.stable_below),
        "fastest": "" if rates is None or rates.fastest is None else few(rates.fastest),
        "rate": few(judgement.learning_rate, 6),
    }
