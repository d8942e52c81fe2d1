"""What a sweep shows: regions, the stable bound, and the sentences that say so."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdsim.engine.curvature import LINEAR_RULES, curvature_at, rate_range
from gdsim.engine.errors import InputError
from gdsim.engine.experiment import Experiment
from gdsim.engine.objective import Objective
from gdsim.engine.quadratic import is_quadratic
from gdsim.engine.regions import REGIONS, Region, regions
from gdsim.engine.segment import Segment
from gdsim.engine.sweep import BATCH_SIZE, LEARNING_RATE, SweepResult
from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.symbols import symbol


@dataclass(frozen=True)
class Bound:
    """The learning rate below which the curvature says that runs are stable.

    Attributes
    ----------
    rate
        Above 0, finite.
    is_quadratic
        Whether it holds everywhere; elsewhere it is that of the curvature at the start.
    """

    rate: float
    is_quadratic: bool


@dataclass(frozen=True, eq=False)
class SweepFindings:
    """A sweep with what was made of it.

    Attributes
    ----------
    updates
        How many every run was to make.
    present
        The present value of each axis.
    region
        For each run the index in `REGIONS`; None where the learning rate was not swept.
    bound
        None where there is none, or no rule for it, or the learning rate was not swept.
    """

    result: SweepResult
    updates: int
    present: tuple[float, ...]
    region: NDArray[np.int8] | None
    bound: Bound | None

    @property
    def best(self) -> tuple[int, ...] | None:
        """The place in the grid of the lowest final loss; None where no run has one."""
        loss = self.result.final_loss
        if not np.isfinite(loss).any():
            return None
        return tuple(int(k) for k in np.unravel_index(np.nanargmin(loss), loss.shape))

    @property
    def is_begun(self) -> NDArray[np.bool_]:
        """Whether each run was begun before the work was left."""
        begun: NDArray[np.bool_] = (self.result.updates > 0) | self.result.diverged
        return begun


def findings(
    result: SweepResult, experiment: Experiment, objective: Objective, updates: int
) -> SweepFindings:
    """Return what the sweep of `experiment` shows."""
    names = [axis.name for axis in result.axes]
    has_rate = LEARNING_RATE in names
    return SweepFindings(
        result=result,
        updates=updates,
        present=tuple(present_value(experiment, objective.n_rows, name) for name in names),
        region=regions(result) if has_rate else None,
        bound=stable_bound(experiment, objective) if names == [LEARNING_RATE] else None,
    )


def present_value(experiment: Experiment, n_rows: int, name: str) -> float:
    """Return the value that the experiment has for the axis `name`."""
    if name == LEARNING_RATE:
        return experiment.learning_rate
    if name == BATCH_SIZE:
        sizes = {"batch": n_rows, "stochastic": 1}
        return float(sizes.get(experiment.method, experiment.batch_size))
    return float(_resolved(experiment, name))


def _resolved(experiment: Experiment, name: str) -> float:
    from gdsim.engine.settings import setting_specs

    defaults = {
        spec.name: spec.default for spec in setting_specs(experiment.rule, experiment.schedule)
    }
    return float(experiment.settings.get(name, defaults[name]))


def stable_bound(experiment: Experiment, objective: Objective) -> Bound | None:
    """Return the stable bound at the start, or None where the curvature there gives none."""
    if experiment.rule not in LINEAR_RULES:
        return None
    try:
        segment = Segment.begin(experiment, objective)
        curvature = curvature_at(objective, segment.trace.theta_before(0))
    except (FloatingPointError, InputError):
        return None
    rate = rate_range(curvature, segment.rule.name, segment.rule.settings).stable_below
    if not 0 < rate < math.inf:
        return None
    return Bound(rate, is_quadratic(objective))


def region_word(region: Region) -> str:
    """Return the region as words, as over a band of a plot."""
    return {
        Region.TOO_SMALL: tr("too small"),
        Region.JUST_RIGHT: tr("just right"),
        Region.TOO_LARGE: tr("too large"),
    }[region]


def axis_title(name: str) -> str:
    """Return what an axis is called, with its symbol."""
    if name == LEARNING_RATE:
        return tr("Learning rate η")
    if name == BATCH_SIZE:
        return tr("Batch size")
    shown = symbol(name)
    return shown if shown != name else name.replace("_", " ")


def sweep_sentences(found: SweepFindings) -> str:
    """Return what was found, in sentences with numbers."""
    result, told = found.result, []
    if not result.is_done.all():
        done = int(result.is_done.sum())
        told.append(
            tr("Cancelled: {done} of {all} runs are done.").format(
                done=f"{done:,}", all=f"{result.is_done.size:,}"
            )
        )
    if not found.is_begun.any():
        return " ".join(told)
    best = found.best
    if best is None:
        told.append(_all_diverged(found))
    else:
        told.append(_best(found, best))
        told += _range(found)
    if found.bound is not None:
        told.append(bound_sentence(found.bound))
    return " ".join(told)


def _all_diverged(found: SweepFindings) -> str:
    axes = found.result.axes
    if [axis.name for axis in axes] == [LEARNING_RATE]:
        rate = min(axes[0].values)
        return tr("Every run diverged: even {rate} is too large. Try smaller rates.").format(
            rate=few(rate)
        )
    return tr("Every run diverged; try smaller learning rates.")


def _best(found: SweepFindings, best: tuple[int, ...]) -> str:
    values = ", ".join(
        f"{_sign(axis.name)} = {few(axis.values[k])}"
        for axis, k in zip(found.result.axes, best, strict=True)
    )
    template = tr("Best after {updates} updates: {values} with a loss of {loss}.")
    if not found.result.is_done.all():
        template = tr("Best so far, after {updates} updates: {values} with a loss of {loss}.")
    return template.format(
        updates=f"{int(found.result.updates[best]):,}",
        values=values,
        loss=few(float(found.result.final_loss[best])),
    )


def _sign(name: str) -> str:
    return {LEARNING_RATE: "η", BATCH_SIZE: "B"}.get(name, symbol(name))


def _range(found: SweepFindings) -> list[str]:
    """Return the sentences on which learning rates are right, and which diverge."""
    result, told = found.result, []
    if found.region is None or len(result.axes) > 1:
        count = int(result.diverged.sum())
        if count:
            told.append(
                tr("{count} of {all} runs diverged.").format(
                    count=f"{count:,}", all=f"{result.diverged.size:,}"
                )
            )
        return told
    rates = np.array(result.axes[0].values)
    right = (found.region == REGIONS.index(Region.JUST_RIGHT)) & found.is_begun
    low, high = _stretch(right, found.best[0] if found.best is not None else 0)
    template = tr("Just right, within 1 % of the best decrease, are {low} to {high}.")
    if right.sum() > high - low + 1:
        template = tr(
            "Just right, within 1 % of the best decrease, are {low} to {high}, and some elsewhere."
        )
    told.append(template.format(low=few(rates[low]), high=few(rates[high])))
    if result.diverged.any():
        told.append(
            tr("From {rate} on, runs diverge.").format(rate=few(rates[result.diverged].min()))
        )
    return told


def _stretch(mask: NDArray[np.bool_], k: int) -> tuple[int, int]:
    """Return the first and the last index of the true values around index `k`."""
    wrong = np.flatnonzero(~mask)
    before, after = wrong[wrong < k], wrong[wrong > k]
    return (
        int(before[-1]) + 1 if len(before) else 0,
        int(after[0]) - 1 if len(after) else len(mask) - 1,
    )


def bound_sentence(bound: Bound) -> str:
    """Return the stable bound as a sentence, which says where it holds."""
    if bound.is_quadratic:
        template = tr("By the largest eigenvalue, rates below {rate} are stable.")
    else:
        template = tr(
            "The curvature at the start gives {rate} as the stable bound; elsewhere it is another."
        )
    return template.format(rate=few(bound.rate))
