"""One update by hand: gradient, new parameters, losses, and what the update takes away."""

from __future__ import annotations

from collections.abc import Sequence

from gdsim.engine.run.run import Run
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import Drawn, drawn_function
from gdsim.study.exam.kinds.iteration import given_gradient
from gdsim.study.exam.kinds.updates import (
    experiment_of,
    facts_of,
    first_fit,
    has_few_decimals,
    has_zero,
    loss_formula,
    run_solution,
    start_text,
    update_fields,
)
from gdsim.study.exam.question import Draft
from gdsim.study.exam.runs import run_of
from gdsim.study.practice.answers import Quantity
from gdsim.study.practice.update_task import UpdateTask
from gdsim.study.working.blocks import Text
from gdsim.texts import N_

_RATES = {1: (0.1, 0.2, 0.25, 0.5), 2: (0.05, 0.1, 0.2, 0.25), 3: (0.01, 0.02, 0.05, 0.1)}

_ASKED: dict[int, tuple[Quantity, ...]] = {
    1: ("gradient", "new"),
    2: ("gradient", "new", "loss", "new_loss"),
    3: ("gradient", "new", "loss", "new_loss", "fall"),
}

_MOST_LOSS_DECIMALS = {1: 6, 2: 3, 3: 4}

LARGEST_LOSS = 500.0
"""Losses up to which a question is fit for paper."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: gradient and step (1), the losses too (2), and the share that goes (3)."""
    if level == 1 and draw.chance(0.2):
        return given_gradient.draft(draw)
    function = drawn_function(draw, level)
    start, rate = first_fit(
        draw, function, _RATES[level], lambda run: is_fit(run, _MOST_LOSS_DECIMALS[level])
    )
    return draft_of(function, start, rate, level)


def draft_of(function: Drawn, start: Sequence[float], rate: float, level: int) -> Draft:
    """Return the draft with these numbers."""
    experiment = experiment_of(function, start, rate)
    run = run_of(experiment)
    return Draft(
        stem=(loss_formula(experiment), Text(start_text(experiment, 1))),
        facts=facts_of(experiment),
        fields=update_fields(run, 0, _ASKED[level]),
        solve=lambda: run_solution(run, 0),
        seconds=(60, 120, 150)[level - 1],
        experiment=experiment,
    )


def is_fit(run: Run, most_decimals: int) -> bool:
    """Return whether the update stays on paper: no long decimals, nothing at rest, a loss falls."""
    right = UpdateTask.of(run, 0).solve()
    moved = [*right.gradient, *right.new_theta]
    losses = (right.loss, right.new_loss)
    if len({abs(g) for g in right.gradient}) < len(right.gradient):
        # Parameters that were swapped would not show.
        return False
    if (
        has_zero(moved)
        or not has_few_decimals(moved)
        or not has_few_decimals(losses, most_decimals)
    ):
        return False
    return 0 < right.new_loss < right.loss <= LARGEST_LOSS


KIND = Kind(
    key="one-update",
    version=1,
    name=N_("One update by hand"),
    topics=("iteration", "idea"),
    lines=((22, 30), (31, 43), (119, 120)),
    forms=("compute",),
    draft=draft,
)
