"""One update by hand: gradient, new parameters, losses, and what the update takes away."""

from __future__ import annotations

from typing import Any

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import drawn_function
from gdsim.study.exam.kinds.updates import (
    has_few_decimals,
    loss_formula,
    number,
    point_text,
    run_solution,
    update_fields,
)
from gdsim.study.exam.question import Draft
from gdsim.study.exam.runs import run_of
from gdsim.study.practice.answers import Quantity
from gdsim.study.practice.update_task import UpdateTask
from gdsim.study.working.blocks import Text
from gdsim.texts import N_

_RATES = {1: (0.1, 0.2, 0.5), 2: (0.05, 0.1, 0.2, 0.25), 3: (0.01, 0.02, 0.05, 0.1)}

_ASKED: dict[int, tuple[Quantity, ...]] = {
    1: ("gradient", "new"),
    2: ("gradient", "new", "loss", "new_loss"),
    3: ("gradient", "new", "loss", "new_loss", "fall"),
}

LARGEST_LOSS = 500.0
"""Losses up to which a question is fit for paper."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: gradient and step (1), the losses too (2), and the share that goes (3)."""
    function = drawn_function(draw, level)
    start = tuple(float(draw.signed(1, 5)) for _ in function.parameters)
    experiment = Experiment(
        objective=function.text,
        parameters=function.parameters,
        start=start,
        learning_rate=draw.pick(_RATES[level]),
    )
    run = run_of(experiment)
    _check(run)
    fields = update_fields(run, 0, _ASKED[level])
    asked = tr("Make one update of gradient descent from {point} with η = {rate}.").format(
        point=point_text(function.parameters, start), rate=number(experiment.learning_rate)
    )
    return Draft(
        stem=(loss_formula(experiment), Text(asked)),
        facts=_facts(experiment),
        fields=fields,
        solve=lambda: run_solution(run, 0),
        seconds=(60, 120, 150)[level - 1],
        experiment=experiment,
    )


def _check(run: Run) -> None:
    """Refuse what takes more than paper: long decimals, a loss that rises, no movement."""
    right = UpdateTask.of(run, 0).solve()
    losses = (right.loss, right.new_loss)
    if not has_few_decimals([*right.gradient, *right.new_theta]) or not has_few_decimals(losses, 6):
        raise Unfit
    if not 0 < right.new_loss < right.loss <= LARGEST_LOSS or 0.0 in [
        *right.gradient,
        *right.new_theta,
    ]:
        raise Unfit


def _facts(experiment: Experiment) -> dict[str, Any]:
    return {
        "objective": experiment.objective,
        "parameters": list(experiment.parameters),
        "start": list(experiment.start),
        "learning_rate": experiment.learning_rate,
        "rule": experiment.rule,
    }


KIND = Kind(
    key="one-update",
    version=1,
    name=N_("One update by hand"),
    topics=("iteration", "idea"),
    lines=((31, 43), (22, 30)),
    forms=("compute",),
    draft=draft,
)
