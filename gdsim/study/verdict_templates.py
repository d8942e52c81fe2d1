"""The sentences that tell a verdict, with places for its numbers."""

from __future__ import annotations

from gdsim.engine.judgement import Judgement
from gdsim.engine.theory import Verdict
from gdsim.i18n import tr

FROM_ROWS = frozenset({Verdict.CONVERGING, Verdict.SLOW, Verdict.DIVERGING})
"""Local verdicts that are about the updates so far, rather than about the point."""

NOISY = frozenset({Verdict.CONVERGING, Verdict.SLOW, Verdict.NOISY_FLOOR, Verdict.DIVERGING})
"""Verdicts that are told of means where batches differ."""

LEFT = 0.1
"""What is left of the distance after the number of updates that is told."""

ROUNDED = 1e-9
"""Difference from -1 up to which a factor is -1 but for rounding."""

AT_ONCE = 1e-7
"""Factors of theory no larger than this are 0 but for rounding."""


def template_of(judgement: Judgement) -> str:
    """Return the sentence of a judgement; its places are the keys of `gdsim.study.verdict`."""
    if judgement.updates == 0 and not judgement.is_exact and judgement.verdict in FROM_ROWS:
        return _before_any_update(judgement)
    if judgement.is_early:
        return _too_early(judgement)
    if judgement.is_average and judgement.factor is not None:
        return _in_the_long_run(judgement)
    if judgement.is_exact:
        return _exact(judgement)
    if judgement.is_noisy and judgement.is_finite and judgement.verdict in NOISY:
        return _noisy(judgement)
    return _local(judgement)


def _before_any_update(judgement: Judgement) -> str:
    if judgement.is_noisy:
        return tr("No update has been made yet; over all rows the loss is {loss}.")
    return tr("No update has been made yet; the loss is {loss}.")


def _too_early(judgement: Judgement) -> str:
    if judgement.count == 0:
        return tr("No update has been made with these settings yet; the loss is {loss}.")
    if judgement.loss < judgement.first_loss:
        return tr(
            "Over all rows the loss has fallen from {first} to {loss}; it is too early to tell"
            " progress from chance, which picks the rows of each batch."
        )
    return tr(
        "Too early to tell progress from chance, which picks the rows of each batch; over all"
        " rows the loss is {loss}."
    )


def _exact(judgement: Judgement) -> str:
    match judgement.verdict:
        case Verdict.CONVERGED:
            return tr("Converged: the gradient has shrunk to {gradient}.")
        case Verdict.SADDLE:
            return _stuck(judgement)
        case Verdict.DIVERGING:
            return _exactly_diverging(judgement)
        case Verdict.OSCILLATING:
            return _exactly_oscillating(judgement)
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
        case _ if judgement.factor is not None and abs(judgement.factor) <= AT_ONCE:
            return tr("Converging: one update leads straight to the minimum.")
        case _:
            return tr(
                "Converging: each update multiplies the distance in the slowest direction by"
                " {factor}; a tenth is left after {updates} updates."
            )


def _exactly_diverging(judgement: Judgement) -> str:
    if judgement.factor is None or abs(judgement.factor) <= 1:
        return tr("Diverging: the loss falls without end along a direction without curvature.")
    if judgement.downward is not None:
        return tr(
            "Diverging: the loss has no minimum; along its downward curvature each update"
            " multiplies the distance by {downward}."
        )
    return tr(
        "Diverging: in the steepest direction each update multiplies the distance to the minimum"
        " by {factor}."
    )


def _exactly_oscillating(judgement: Judgement) -> str:
    if judgement.factor is not None and abs(judgement.factor + 1) <= ROUNDED:
        return tr(
            "Oscillating for ever: in the steepest direction every update jumps to the other side"
            " of the minimum, as far away as before (factor -1)."
        )
    return tr(
        "Oscillating, but closing in: in the steepest direction every update jumps across the"
        " minimum, and multiplies the distance to it by {factor}."
    )


def _in_the_long_run(judgement: Judgement) -> str:
    """Return the sentence for momentum, with which single updates do more or less than that."""
    has_minimum = judgement.downward is None and abs(judgement.factor or 0.0) > 1
    match judgement.verdict:
        case Verdict.CONVERGED | Verdict.SADDLE:
            return _exact(judgement)
        case Verdict.DIVERGING if not has_minimum:
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
        case _ if abs(judgement.factor or 0.0) <= AT_ONCE:
            return tr("Converging: two updates lead straight to the minimum.")
        case _:
            return _swinging(judgement) if _swings(judgement) else _creeping(judgement)


def _swinging(judgement: Judgement) -> str:
    if judgement.verdict is Verdict.SLOW:
        return tr(
            "Slow, with swings to and fro of {swing} updates: in the long run each update keeps"
            " {size} of the distance, and {updates} updates a tenth."
        )
    return tr(
        "Converging, with swings to and fro of {swing} updates: in the long run each update"
        " multiplies the distance by {size}, and {updates} updates leave a tenth of it."
    )


def _creeping(judgement: Judgement) -> str:
    if judgement.verdict is Verdict.SLOW:
        return tr(
            "Slow: in the long run each update keeps {size} of the distance, and {updates} updates"
            " a tenth."
        )
    return tr(
        "Converging: in the long run each update multiplies the distance by {size}, and {updates}"
        " updates leave a tenth of it."
    )


def _swings(judgement: Judgement) -> bool:
    """Whether the run goes past the minimum while some of the distance is left to be seen."""
    swing, factor = judgement.swing, judgement.factor
    # It has crossed the minimum before half a swing is over.
    return swing is not None and factor is not None and abs(factor) ** (swing / 2) > LEFT


def _local(judgement: Judgement) -> str:
    match judgement.verdict:
        case Verdict.CONVERGED:
            return tr("Converged, as it seems here: the gradient has shrunk to {gradient}.")
        case Verdict.DIVERGING:
            return _diverging(judgement)
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
            return _stuck(judgement)
        case Verdict.PLATEAU:
            return tr(
                "On a plateau: with a gradient of {gradient} and eigenvalues from {smallest} to"
                " {largest} the loss of {loss} hardly changes anywhere near."
            )
        case Verdict.SLOW:
            return tr(
                "Slow: over the last {count} updates the loss fell from {earlier} to {loss}; at the"
                " start it was {first}."
            )
        case _:
            return _from_to(judgement)


def _from_to(judgement: Judgement) -> str:
    """Return the sentence for a run of which the losses alone tell something."""
    is_settled, is_one = judgement.verdict is not Verdict.UNSETTLED, judgement.count == 1
    if is_settled and is_one:
        return tr("Converging: with the last update the loss fell from {earlier} to {loss}.")
    if is_settled:
        return tr(
            "Converging: over the last {count} updates the loss fell from {earlier} to {loss}."
        )
    if is_one:
        return tr("Unsettled: with the last update the loss went from {earlier} to {loss}.")
    return tr("Unsettled: over the last {count} updates the loss went from {earlier} to {loss}.")


def _diverging(judgement: Judgement) -> str:
    if not judgement.is_finite:
        return tr(
            "Diverging: the last update leads to where the loss is not a finite number; before it,"
            " the loss was {loss}."
        )
    if judgement.loss > judgement.first_loss:
        return tr("Diverging: the loss has grown from {first} at the start to {loss}.")
    return tr("Diverging: the loss falls without end; by now it is {loss}.")


def _stuck(judgement: Judgement) -> str:
    if judgement.curvature[1] < 0:
        return tr(
            "Stuck at a maximum: the gradient is only {gradient}, and the loss curves downwards to"
            " all sides (largest eigenvalue {largest})."
        )
    return tr(
        "Stuck near a saddle: the gradient is only {gradient}, but the loss curves downwards in a"
        " direction (eigenvalue {smallest})."
    )


def _noisy(judgement: Judgement) -> str:
    """Return the sentence for a run whose batches differ and that has not arrived."""
    match judgement.verdict:
        case Verdict.DIVERGING:
            return _noisily_diverging(judgement)
        case Verdict.NOISY_FLOOR:
            return tr(
                "At its noisy floor: the gradient of all rows is {gradient} long here, and that of"
                " a batch is off it by {scatter} (root mean square). A smaller η or larger batches"
                " lower the floor."
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


def _noisily_diverging(judgement: Judgement) -> str:
    quarters = judgement.quarters
    if quarters is not None and quarters.last > judgement.first_loss:
        return tr(
            "Diverging: the loss has grown from {first} at the start to {late}, the mean of the"
            " last quarter of the updates."
        )
    is_rate = judgement.factor is not None and abs(judgement.factor) > 1
    if is_rate and judgement.downward is None:
        return tr(
            "Diverging: even with all rows in every update, each would multiply the distance to the"
            " minimum by {factor} in the steepest direction."
        )
    return _exactly_diverging(judgement)
