"""What a sweep shows, in sentences with numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gdsim.engine.arrays import Array, Mask
from gdsim.engine.many.axes import LEARNING_RATE
from gdsim.engine.many.regions import REGIONS, Region
from gdsim.i18n import ntr, tr
from gdsim.numbers import few
from gdsim.study.many.sweep_findings import Bound, SweepFindings
from gdsim.study.words.names import axis_sign, updates_text
from gdsim.study.words.verdicts.factor_texts import bound_text
from gdsim.texts import N_

_JUST_RIGHT: Mapping[tuple[bool, bool, bool], str] = {
    (False, False, False): N_(
        "Just right are {low} to {high}: as far after {late} as the fastest."
    ),
    (False, False, True): N_(
        "Just right are {low} to {high}: as far after {late} as the fastest after {early}, or"
        " farther."
    ),
    (False, True, False): N_(
        "Just right are {low} to {high}, and some elsewhere: as far after {late} as the fastest."
    ),
    (False, True, True): N_(
        "Just right are {low} to {high}, and some elsewhere: as far after {late} as the fastest"
        " after {early}, or farther."
    ),
    (True, False, False): N_("Just right is {low}: as far after {late} as the fastest."),
    (True, False, True): N_(
        "Just right is {low}: as far after {late} as the fastest after {early}, or farther."
    ),
    (True, True, False): N_(
        "Just right is {low}, and some elsewhere: as far after {late} as the fastest."
    ),
    (True, True, True): N_(
        "Just right is {low}, and some elsewhere: as far after {late} as the fastest after"
        " {early}, or farther."
    ),
}
"""Which rates are just right.

By whether it is a single one, whether there are others elsewhere, and whether the fastest one is
judged after fewer updates.
"""


def sweep_sentences(found: SweepFindings) -> str:
    """Return what was found, in sentences with numbers."""
    result, sentences = found.result, []
    if not result.is_done.all():
        done = int(result.is_done.sum())
        sentences.append(
            ntr(
                "Cancelled: {done} of {all} runs is done.",
                "Cancelled: {done} of {all} runs are done.",
                done,
            ).format(done=f"{done:,}", all=f"{result.is_done.size:,}")
        )
    if not found.is_begun.any():
        return " ".join(sentences)
    if found.result.maximises:
        sentences.append(
            tr(
                "The runs maximise: losses and eigenvalues here are the objective's with their sign"
                " changed."
            )
        )
    best = found.best
    if best is None:
        sentences.append(_all_diverged(found))
    else:
        sentences.append(_best(found, best))
        sentences += _lower_but_slower(found, best)
        sentences += _noise(found)
        if found.judged_after is not None:
            sentences += _right(found, best)
        else:
            sentences += _count_diverged(found)
        sentences += _growth(found)
    if found.bound is not None:
        sentences.append(bound_sentence(found.bound))
    return " ".join(sentences)


def _all_diverged(found: SweepFindings) -> str:
    axes = found.result.axes
    if [axis.name for axis in axes] == [LEARNING_RATE]:
        rate = min(axes[0].values)
        return tr(
            "Every run diverged, down to {rate}. Try smaller rates, unless the loss has no minimum."
        ).format(rate=few(rate))
    return tr("Every run diverged; try smaller learning rates.")


def _best(found: SweepFindings, best: tuple[int, ...]) -> str:
    values = ", ".join(
        f"{axis_sign(axis.name)} = {few(axis.values[k])}"
        for axis, k in zip(found.result.axes, best, strict=True)
    )
    template = tr("Best of those tried, after {updates}: {values} with a loss of {loss}.")
    if not found.result.is_done.all():
        template = tr("Best so far, after {updates}: {values} with a loss of {loss}.")
    return template.format(
        updates=updates_text(int(found.result.updates[best])),
        values=values,
        loss=few(float(found.result.final_loss[best])),
    )


def _lower_but_slower(found: SweepFindings, best: tuple[int, ...]) -> list[str]:
    """Return which rate ends lower than the best, by what does not count where there is noise."""
    losses = found.result.final_loss
    lower = float(losses[best]) - float(np.nanmin(losses))
    if not found.result.is_noisy or not lower > 0 or found.judged_after is None:
        return []
    rate = found.result.axes[0].values[int(np.nanargmin(losses))]
    sentence = tr("η = {rate} ends lower by {difference}, but is none of those just right.")
    return [sentence.format(rate=few(rate), difference=few(lower, 2))]


def _noise(found: SweepFindings) -> list[str]:
    """Return how far losses are a matter of which rows were drawn."""
    if not found.result.is_noisy:
        return []
    scatter = found.scatter
    if scatter is None:
        return [tr("Updates see some of the rows only: another seed gives other losses.")]
    template = tr(
        "But the losses of neighbouring sizes, which see other batches, scatter by about {scatter};"
        " {count} of {all} sizes are within twice that of the lowest, and none of these is better"
        " for sure."
    )
    if scatter.count == 1:
        template = tr(
            "But the losses of neighbouring sizes, which see other batches, scatter by about"
            " {scatter}, and no other size is within twice that of the lowest."
        )
    return [
        template.format(
            scatter=few(scatter.loss, 2),
            count=f"{scatter.count:,}",
            all=f"{found.result.final_loss.size:,}",
        )
    ]


def _right(found: SweepFindings, best: tuple[int, ...]) -> list[str]:
    """Return which learning rates are just right, and what that is."""
    if found.region is None or found.judged_after is None:
        return []
    order = np.argsort(found.result.axes[0].values)
    rates = np.array(found.result.axes[0].values)[order]
    right = found.region[order] == REGIONS.index(Region.JUST_RIGHT)
    if not right.any():
        return [_none_right(found)]
    place = int(np.flatnonzero(order == best[0])[0])
    low, high = _stretch(right, place if right[place] else int(right.argmax()))
    late, early = found.judged_after
    has_others = bool(right.sum() > high - low + 1)
    sentence = tr(_JUST_RIGHT[low == high, has_others, early < late]).format(
        low=few(rates[low]), high=few(rates[high]), late=updates_text(late), early=f"{early:,}"
    )
    return [sentence, *_edge(found, best)]


def _none_right(found: SweepFindings) -> str:
    if found.result.has_grown.all():
        return tr("At every rate the loss grows; try smaller ones.")
    return tr("None is just right, since every rate tried is unstable or far from the fastest.")


def _edge(found: SweepFindings, best: tuple[int, ...]) -> list[str]:
    """Return what to try where the best rate is the smallest or the largest one."""
    rates, bound = found.result.axes[0].values, found.bound
    rate = rates[best[0]]
    fastest = bound.fastest if bound is not None and bound.is_quadratic else None
    if len(rates) < 2:
        return []
    if rate == min(rates) and (fastest is None or fastest < rate):
        template = tr("{rate} is the smallest rate tried: smaller ones may be better.")
    elif rate == max(rates) and (fastest is None or fastest > rate):
        template = tr("{rate} is the largest rate tried: larger ones may be better.")
    else:
        return []
    return [template.format(rate=few(rate))]


def _count_diverged(found: SweepFindings) -> list[str]:
    diverged = found.result.diverged
    if not diverged.any():
        return []
    return [
        tr("{count} of {all} runs diverged.").format(
            count=f"{int(diverged.sum()):,}", all=f"{diverged.size:,}"
        )
    ]


def _growth(found: SweepFindings) -> list[str]:
    """Return from which learning rate on the loss grows, and from which on runs were left."""
    result = found.result
    if found.judged_after is None or not result.has_grown.any():
        return []
    rates = np.array(result.axes[0].values)
    grows, leaves = _from(rates, result.has_grown), _from(rates, result.diverged)
    if grows is None:
        template = tr("At {count} of {all} rates the loss grows or the run diverges.")
        return [template.format(count=int(result.has_grown.sum()), all=len(rates))]
    if leaves == grows:
        template = tr("From {rate} on, runs diverge.")
    elif leaves is None and (result.has_grown & np.isnan(result.final_loss)).any():
        template = tr(
            "From {rate} on, the loss ends above that at the start, or is no finite number."
        )
    elif leaves is None:
        template = tr("From {rate} on, the loss ends above that at the start.")
    else:
        template = tr(
            "From {rate} on, the loss ends above that at the start; from {other} on, it grows so"
            " far that runs are broken off as diverged."
        )
    sentence = template.format(rate=few(grows), other=few(leaves) if leaves is not None else "")
    if (rates[result.has_grown] < grows).any():
        return [sentence, tr("At some smaller rates the loss grows, too.")]
    return [sentence]


def _from(rates: Array, is_so: Mask) -> float | None:
    """Return the smallest rate from which on all are so; None where the largest is not."""
    others = rates[~is_so]
    above = rates if not len(others) else rates[rates > others.max()]
    return float(above.min()) if len(above) else None


def _stretch(mask: Mask, k: int) -> tuple[int, int]:
    """Return the first and the last index of the true values around index `k`."""
    wrong = np.flatnonzero(~mask)
    before, after = wrong[wrong < k], wrong[wrong > k]
    return (
        int(before[-1]) + 1 if len(before) else 0,
        int(after[0]) - 1 if len(after) else len(mask) - 1,
    )


def bound_sentence(bound: Bound) -> str:
    """Return the stable bound as a sentence, which says where it holds, and of which rows."""
    if bound.is_of_batches:
        return _bound_of_all_rows(bound)
    if bound.is_quadratic:
        template = tr("By the largest eigenvalue, rates below {rate} are stable.")
        return template.format(rate=bound_text(bound.rate))
    template = tr(
        "The curvature at the start gives {rate} as the stable bound; elsewhere it is another."
    )
    return template.format(rate=few(bound.rate))


def _bound_of_all_rows(bound: Bound) -> str:
    if bound.is_quadratic:
        template = tr(
            "With all rows in every update, rates below {rate} would be stable, by the largest"
            " eigenvalue; small batches may need less."
        )
        return template.format(rate=bound_text(bound.rate))
    template = tr(
        "The curvature of all rows at the start gives {rate} as the stable bound; elsewhere it is"
        " another, and small batches may need less."
    )
    return template.format(rate=few(bound.rate))
