"""What a run is doing, as sentences for a person: the verdict, its evidence, and what to try."""

from __future__ import annotations

import math

from gdsim.engine.curvature import predicted_updates
from gdsim.engine.theory import Verdict
from gdsim.engine.verdict import Judgement
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat

FROM_ROWS = frozenset({Verdict.CONVERGING, Verdict.SLOW, Verdict.DIVERGING})
"""Local verdicts that are about the updates so far, rather than about the point."""

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


def verdict_sentence(judgement: Judgement) -> str:
    """Return what the run is doing and the numbers that say so; a local verdict says it is one."""
    template = _exact(judgement) if judgement.is_exact else _local(judgement)
    if judgement.updates == 0 and not judgement.is_exact and judgement.verdict in FROM_ROWS:
        template = tr("No update has been made yet; the loss is {loss}.")
    elif judgement.is_early:
        template = tr(
            "Too early to tell progress from chance, which picks the rows of each batch; the loss"
            " is {loss}."
        )
    if judgement.is_average and judgement.factor is not None:
        template += " " + tr("(With momentum that holds in the long run.)")
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
    elif rates.fastest is None:
        template = tr(
            "With this rule and the largest eigenvalue {largest}, learning rates below {bound} are"
            " stable; this one is {rate}."
        )
    elif judgement.curvature[0] == judgement.curvature[1]:
        template = tr(
            "With the eigenvalue {largest}, learning rates below {bound} are stable and {fastest}"
            " is the fastest; this one is {rate}."
        )
    else:
        template = tr(
            "With the eigenvalues from {smallest} to {largest}, learning rates below {bound} are"
            " stable and {fastest} is the fastest; this one is {rate}."
        )
    if not judgement.is_quadratic:
        template += " " + tr("That is the curvature here; elsewhere it is another.")
    return template.format(**_numbers(judgement))


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
        case Verdict.OSCILLATING:
            return tr(
                "Oscillating: the slowest direction changes sides with every update, and its"
                " distance is multiplied by {factor}."
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


def _local(judgement: Judgement) -> str:
    match judgement.verdict:
        case Verdict.CONVERGED:
            return tr("Converged, as it seems here: the gradient has shrunk to {gradient}.")
        case Verdict.DIVERGING:
            return tr("Diverging: the loss has grown to {loss}, and grows on.")
        case Verdict.OSCILLATING:
            return tr(
                "Oscillating, of late: in {alternating} % of the last updates the gradient points"
                " back against the one before, and little way is made."
            )
        case Verdict.ZIGZAG:
            return tr(
                "Zigzag, of late: in {alternating} % of the last updates the gradient points back"
                " against the one before, though the run moves on."
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
        case Verdict.NOISY_FLOOR:
            return tr(
                "At its noisy floor: the mean loss no longer falls; {noise} % of the batches'"
                " gradient is left when all rows are taken. A smaller learning rate or larger"
                " batches lower the floor."
            )
        case Verdict.SLOW if judgement.factor is None:
            return tr("Slow, of late: the mean loss falls by little compared with what is left.")
        case Verdict.SLOW:
            return tr(
                "Slow, of late: each of the last updates left {factor} of the gradient's length."
            )
        case _:
            return tr("Converging, of late: the loss is {loss} and still falls.")


def _numbers(judgement: Judgement) -> dict[str, str]:
    """Return every number of the templates as text."""
    factor, rates = judgement.factor, judgement.rates
    smallest, largest = judgement.curvature
    four, percent = _short, NumberFormat.decimals(0).text
    updates = None if factor is None else predicted_updates([1.0], [factor], DIGIT)
    return {
        "factor": "" if factor is None else four(factor),
        "size": "" if factor is None else four(abs(factor)),
        "lowest": "" if judgement.lowest is None else four(judgement.lowest),
        "updates": "∞" if updates is None else f"{updates}",
        "gradient": four(judgement.gradient_norm),
        "loss": four(judgement.loss),
        "smallest": four(smallest),
        "largest": four(largest),
        "alternating": percent(100 * judgement.alternating),
        "noise": "" if judgement.noise is None else percent(100 * judgement.noise),
        "bound": "" if rates is None else four(rates.stable_below),
        "fastest": "" if rates is None or rates.fastest is None else four(rates.fastest),
        "rate": _short(judgement.learning_rate, 6),
    }


def _short(x: float, figures: int = 4) -> str:
    """Return `x` with up to so many figures, without zeros at the end."""
    return NumberFormat.exact().text(float(f"{x:.{figures}g}"))
